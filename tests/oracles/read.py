"""Prints the documents of a YAML file, one a line, as JSON, as one of the YAML readers that matter reads them.

    python3 read.py kubectl FILE    documents need apiVersion, kind and metadata.name; no cluster is asked
    python3 read.py pyyaml FILE

Where a reader sees something that JSON has no way to say (a date, a key that is no text), the line says so in words
that no test expects. kubectl itself turns keys that are numbers or bools into text, and of two equal keys it keeps
the last: from its lines alone neither can be told.
"""

import json
import os
import subprocess
import sys

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def kubectl(file):
    """`annotate --local` reads as `apply` does, with kubectl's own reader, and prints what it would send."""
    command = ["kubectl", "annotate", "--local", "-f", file, "read-by=kubectl", "-o", "json"]
    environment = {**os.environ, "KUBECONFIG": os.devnull}
    text = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout.decode()
    decoder, at = json.JSONDecoder(), 0
    while text[at:at + 1]:
        document, at = decoder.raw_decode(text, at)
        at += len(text[at:at + 2]) - len(text[at:at + 2].lstrip())
        yield document


def pyyaml(file):
    """The reader of most of the world's scripts, and of YAML 1.1."""
    with open(file, "rb") as stream:
        yield from (told(document) for document in yaml.load_all(stream, LOADER))


def told(value):
    """The value with all that is no JSON told in words."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else f"!{type(key).__name__} {key}": told(each) for key, each in value.items()}
    if isinstance(value, list):
        return [told(each) for each in value]
    if value is None or isinstance(value, (str, bool, int)) or (isinstance(value, float) and value - value == 0):
        return value
    return {"!" + type(value).__name__: str(value)}


for each in {"kubectl": kubectl, "pyyaml": pyyaml}[sys.argv[1]](sys.argv[2]):
    print(json.dumps(each))
