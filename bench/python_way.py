"""The way it is done today: `python_way.py CONFIG TEMPLATE [--check]` prints a document for each pool.

With --check every document is read back with PyYAML's fast reader, which finds text that is no YAML at all.
"""

import json
import pathlib
import sys

import jinja2

config, template = map(pathlib.Path, sys.argv[1:3])
environment = jinja2.Environment(undefined=jinja2.StrictUndefined, loader=jinja2.FileSystemLoader(template.parent))
pool_template = environment.get_template(template.name)
for key, pool in json.loads(config.read_text()).items():
    text = pool_template.render(**{"name": key, **pool})
    if "--check" in sys.argv:
        import yaml

        yaml.load(text, yaml.CSafeLoader)
    print("---\n" + text)
