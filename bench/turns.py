"""Runs commands in turn and prints what each takes: `turns.py ROUNDS NAME COMMAND [NAME COMMAND]…`.

In turn (A B C, C A B, …), so that a machine that slows down does so for all; in another order each round, as what runs
after a large process finds nothing of its own in the caches, which costs a small one a third of its time. The ratios are
medians of the ratios within a round, to the first command. Memory is of a run of its own, by GNU time: a process starts with the peak of the
one it was forked from, and this one is larger than what it measures.
"""

import random
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def seconds(command):
    """The wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def megabytes(command):
    """The peak memory of one run, as text; the first run also warms the disk cache."""
    clock = shutil.which("time")
    if clock is None:
        seconds(command)
        return "-"
    with tempfile.NamedTemporaryFile("r") as file:
        measured = [clock, "-f", "%M", "-o", file.name, *command]
        subprocess.run(measured, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return f"{int(file.read()) / 1024:.1f} MB"


rounds, rest = int(sys.argv[1]), sys.argv[2:]
commands = {name: shlex.split(command) for name, command in zip(rest[::2], rest[1::2])}
memory = {name: megabytes(command) for name, command in commands.items()}
order = random.Random(7)
runs = [
    {name: seconds(commands[name]) for name in order.sample(list(commands), len(commands))}
    for _ in range(rounds)
]
print(f"{'':20}{'median':>13}{'fastest':>13}{'memory':>12}{'ratio':>9}")
first = next(iter(commands))
for name in commands:
    times = [run[name] * 1e3 for run in runs]
    ratio = statistics.median(run[name] / run[first] for run in runs)
    print(f"{name:20}{statistics.median(times):10.2f} ms{min(times):10.2f} ms{memory[name]:>12}{ratio:9.2f}")
