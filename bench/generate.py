"""Prints a runners.json of N pools, every value as one finds them in the wild: `generate.py N`. The same every time."""

import json
import random
import sys

TEAMS = ["compute", "storage", "edge", "kernel", "ml", "web", "release", "docs"]
TOOLS = {"go": "1.22", "rust": "1.79", "gcc": "13", "node": "20", "python": "3.12", "cuda": "12.4", "qemu": "9.0"}
SIZES = [("200m", "4000m", "1024Mi", "8192Mi"), ("1000m", "8000m", "2Gi", "16Gi"), ("250m", "1500m", "512Mi", "2Gi")]
# The spellings of the article; "" excludes nothing.
EXCLUDED = ["arm", "arm64", "amd64", ""]


def pool(number, source):
    team, tool = source.choice(TEAMS), source.choice(list(TOOLS))
    # The number comes first among the parts that differ: no name is then the beginning of another.
    name = f"r{number:06}-{team}-{tool}"
    cpu, cpu_limit, memory, memory_limit = source.choice(SIZES)
    least = source.randint(1, 5)
    return {
        "name": name,
        "min_runners": least,
        "max_runners": least + source.randint(0, 20),
        "runner_label": name,
        "runner_value": "runner",
        "gh_org_value": f"example-{team}",
        "runner_input_labels_value": ",".join([tool, *source.sample(["lite", "gpu", "kvm", "nightly"], 2)]),
        "secret_ref_name": f"{name}-regtoken",
        "runner_image": f"registry.example.com/{team}/runner-{tool}:{TOOLS[tool]}-{source.randint(1, 99)}",
        "exporter_image": f"registry.example.com/tools/runner-metrics:v0.{source.randint(1, 9)}.{source.randint(0, 9)}",
        "node_selector_value": f"example.com/{team}-runners",
        "runner_exclude_arch": source.choice(EXCLUDED),
        "cpureq": cpu,
        "cpulim": cpu_limit,
        "memreq": memory,
        "memlim": memory_limit,
    }


if __name__ == "__main__":
    source = random.Random(7)
    pools = {each["name"]: each for each in (pool(number, source) for number in range(int(sys.argv[1])))}
    json.dump(pools, sys.stdout, indent=4)
    print()
