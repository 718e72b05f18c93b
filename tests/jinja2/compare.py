"""Renders every generated case with `runner-ymls` and holds the output against the real Jinja2's, byte by byte.

    python3 compare.py BINARY [WORD]    prints every difference, then `N passed, N failed`; fails if any failed

With WORD, only cases whose name contains it. The differences we know and mean, in `differences.md`, are tested as
differences: one that has gone, or is another one now, fails as well.
"""

import collections
import concurrent.futures
import difflib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import jinja2

import generate

PAGE = pathlib.Path(__file__).parent / "differences.md"


def run(binary, case, pools, folder):
    """What the binary prints for the pools of the case: (its output, its complaint)."""
    config = folder / "runners.json"
    # Half of the configs spell what is not ASCII as escapes, as Python does unless told otherwise.
    config.write_text(json.dumps(pools, indent=2, ensure_ascii=len(case.name) % 2 == 0), encoding="utf-8")
    done = subprocess.run([binary, "render", str(config), "-t", str(folder / case.main)], capture_output=True)
    if done.returncode not in (0, 2) or (done.returncode == 2 and (done.stdout or not done.stderr)):
        return "", f"exit status {done.returncode} with output {done.stdout!r} and complaint {done.stderr!r}"
    return done.stdout.decode(), done.stderr.decode() if done.returncode else ""


def failures(binary, case):
    """The pools of the case that came out otherwise: (pool's key, its output, its complaint)."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        generate.write(case, folder)
        output, complaint = run(binary, case, case.pools, folder)
        if not complaint and output == "".join(case.expected.values()):
            return []
        # One by one, since one pool's error takes the others with it.
        alone = {key: run(binary, case, {key: pool}, folder) for key, pool in case.pools.items()}
        found = [(key, *result) for key, result in alone.items() if result != (case.expected[key], "")]
        return found or [("all pools at once", output, complaint)]


def show(case, key, output, complaint):
    """Prints one failure with all that it takes to try it by hand."""
    print(f"\n=== {case.name}, pool {key}")
    for file, text in case.files.items():
        print(f"--- template {file}\n{text.replace(chr(13), '<CR>')}", end="")
    print(f"--- config\n{json.dumps({key: case.pools.get(key)}, ensure_ascii=False)}")
    if complaint:
        print(f"--- Jinja2\n{case.expected.get(key)}--- ours\n{complaint}")
    else:
        expected = case.expected.get(key, "".join(case.expected.values()))
        lines = difflib.unified_diff(expected.splitlines(), output.splitlines(), "Jinja2", "ours", lineterm="", n=1)
        print("\n".join(lines))


def differences():
    """The page's differences: (title, {kind of block: text}). A block is a fence with its kind as the info string."""
    for section in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        blocks = re.findall(r"^```\w+ (\w+)\n(.*?)^```$", body, re.MULTILINE | re.DOTALL)
        yield title, dict(blocks)


def spec(text):
    """The part of a document that a difference is about: what follows the line `spec:`, a step to the left."""
    return "".join(line[2:] + "\n" for line in text.partition("\nspec:\n")[2].splitlines())


def difference(binary, title, blocks):
    """What is wrong with a difference of the page; nothing if all that it claims is so."""
    indented = "".join(f"  {line}\n" if line else "\n" for line in blocks["template"].splitlines())
    files, pools = {"pool.yml": generate.HEAD + indented}, {"pool": json.loads(blocks["pool"])}
    if "part" in blocks:
        files["part.yml"] = blocks["part"]
    try:
        jinja = spec(generate.render(files, "pool.yml", pools)["pool"])
    except jinja2.TemplateError as error:
        jinja = f"error: {error}\n"
    case = generate.Case(title, "pool.yml", files, pools, {})
    with tempfile.TemporaryDirectory() as name:
        generate.write(case, pathlib.Path(name))
        output, complaint = run(binary, case, pools, pathlib.Path(name))
    ours = f"error: {complaint}" if complaint else spec(output)
    if jinja != blocks["jinja2"]:
        yield f"Jinja2 gives\n{jinja}and not what the page says"
    # Of an error the page has the sentence, not the report around it.
    claim = blocks["ours"]
    if claim != ours and not (complaint and claim.startswith("error: ") and claim[7:].strip() in complaint):
        yield f"ours gives\n{ours}and not what the page says"
    if jinja == ours:
        yield "there is no difference any more"


def main():
    binary = os.path.abspath(sys.argv[1])
    word = sys.argv[2] if len(sys.argv) > 2 else ""
    cases = [case for case in generate.every_case() if word in case.name]
    passed, failed, kinds = 0, 0, collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as threads:
        for case, wrong in zip(cases, threads.map(lambda case: failures(binary, case), cases)):
            for key, output, complaint in wrong:
                show(case, key, output, complaint)
            passed, failed = passed + max(0, len(case.pools) - len(wrong)), failed + len(wrong)
            kinds[case.name] += len(wrong)
    for title, blocks in differences():
        problems = list(difference(binary, title, blocks)) if word in title else []
        for problem in problems:
            print(f"\n=== differences.md, {title}: {problem}")
        kinds[f"difference: {title}"] += bool(problems)
        passed, failed = passed + (word in title and not problems), failed + bool(problems)
    if failed:
        print("\nfailed:", *(f"  {name} ({count})" for name, count in kinds.items() if count), sep="\n")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
