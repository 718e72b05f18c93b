"""Makes templates, configs and what the real Jinja2 makes of them. Nothing is read and nothing is random between runs.

Three sources: `expressions.py` (one expression in every position that fits its value), `structures.py` (one structure
each) and, below, a grammar that grows documents out of typed expressions, positions and statements. The values are
ordinary: where a text would need quotes that Jinja2 does not write, it is put between quotes of the template's own.
What ought to differ from Jinja2 is in `differences.md` instead.

    python3 generate.py          prints how many cases there are, by source
    python3 generate.py DIR      writes them to DIR, to look at
"""

import dataclasses
import json
import pathlib
import random
import re
import sys

import jinja2
import jinja2.meta
import yaml

import expressions
import structures

SEED = 20240517
DOCUMENTS = 260

# Three pools a template, so that both branches of most conditions are taken and lists have one or more items.
VARIABLES = {
    "kestrel-go": {
        "word": "kestrel", "phrase": "spare the quick grebe", "padded": "  kestrel ", "accents": "café-münster",
        "image": "harbor.example.com/team/runner:v1.2-slim", "n": 3, "m": 40, "ratio": 0.5, "flag": True,
        "tags": ["go", "rust", "kvm"], "sizes": [3, 1, 2], "quota": {"cpu": 2, "memory": "4Gi"},
        "names": {"west": "kim", "east": "pat"}, "empties": [], "nothing": None,
        "people": [{"name": "kim", "on": True, "rank": 2, "home": {"city": "Lyon"}},
                   {"name": "ada", "on": False, "rank": 1, "home": {"city": "Oslo"}}],
        "min_runners": 2, "max_runners": 12,
    },
    "gopher-lite": {
        "word": "gopher-lite", "phrase": "mind the gap", "padded": "\twren\n", "accents": "naïve-日本",
        "image": "ghcr.io/example/runner:latest", "n": 12, "m": 5, "ratio": 2.25, "flag": False,
        "tags": ["gpu"], "sizes": [10], "quota": {"memory": "512Mi", "cpu": 16},
        "names": {"only": "zoe"}, "empties": [], "nothing": None,
        "people": [{"name": "zoe", "on": True, "rank": 5, "home": {"city": "Rome"}}],
        "min_runners": 1, "max_runners": 1,
    },
    "quartz-x86": {
        "word": "Quartz", "phrase": "quietly", "padded": "quail", "accents": "straße",
        "image": "localhost:5000/runner@sha256:" + "0f1e2d3c" * 8, "n": 7, "m": 2, "ratio": 10.0, "flag": True,
        "tags": ["zig", "go", "rust", "go"], "sizes": [5, 5, 7, 2], "quota": {"cpu": 1, "memory": "1024Mi"},
        "names": {"up": "pat", "down": "kim", "left": "mo"}, "empties": [], "nothing": None,
        "people": [{"name": "pat", "on": False, "rank": 3, "home": {"city": "Turin"}},
                   {"name": "kim", "on": True, "rank": 1, "home": {"city": "Paris"},
                    "below": [{"name": "mo", "on": True, "rank": 9, "home": {"city": "Nice"}}]},
                   {"name": "zoe", "on": True, "rank": 2, "home": {"city": "Graz"}}],
        "min_runners": 3, "max_runners": 40,
    },
}
for key, variables in VARIABLES.items():
    variables |= {
        "runner_label": key, "gh_org_value": variables["word"].lower(), "runner_input_labels_value": "go,x86_64,lite",
        "secret_ref_name": key + "-regtoken", "runner_image": variables["image"], "exporter_image": variables["image"],
        "cpureq": "200m", "cpulim": "4000m", "memreq": "1024Mi", "memlim": "8192Mi",
        "node_selector_value": variables["word"].lower() + "/runners",
    }

# `spec` is of a kind nobody has a schema for: the point is what the template says, not what Kubernetes thinks of it.
HEAD = "apiVersion: example.com/v1\nkind: Example\nmetadata:\n  name: {{ name }}\nspec:\n"

# No autoescape, no trimming: every one of Jinja2's defaults but the undefined, as a generator would be written.
PYTHON = {"undefined": jinja2.StrictUndefined}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What a template is called must not matter.
NAMES = ["pool.yml.j2", "pool.yaml", "pool.j2", "pool.json", "pool.html.j2"]


@dataclasses.dataclass
class Case:
    """A template with its other files, and the pools it is rendered for."""

    name: str
    main: str
    files: dict
    pools: dict
    expected: dict


def render(files, main, pools):
    """What `runner-ymls render` should print for each pool, by Jinja2."""
    loader = jinja2.DictLoader(files)
    template = jinja2.Environment(loader=loader, **PYTHON).get_template(main)
    return {key: document(template.render(**{"name": key, **pool})) for key, pool in pools.items()}


def document(text):
    """A pool's text as it stands in the output: after a separator, closed by a line break."""
    separator = "" if re.match(r"---(\s|$)", text) else "---\n"
    return separator + text + ("" if text.endswith("\n") else "\n")


def case(name, files, number):
    """The case of the files, for the pools Jinja2 can render it for; None if there are none or they are no YAML."""
    main = NAMES[number % len(NAMES)]
    files = {main if file == "main" else file: text for file, text in files.items()}
    environment = jinja2.Environment()
    # A key nobody reads is an error, and so is reading a key that is not there: a pool has what its template reads.
    read = set().union(*(jinja2.meta.find_undeclared_variables(environment.parse(text)) for text in files.values()))
    pools, expected = {}, {}
    for key, variables in VARIABLES.items():
        pool = {name: value for name, value in variables.items() if name in read}
        try:
            expected |= render(files, main, {key: pool})
        except (jinja2.TemplateError, TypeError, ValueError, IndexError, KeyError):
            continue
        pools[key] = pool
    for text in expected.values():
        for tree in yaml.load_all(text, LOADER):
            assert tree["apiVersion"] and tree["kind"] and tree["metadata"]["name"], (name, text)
    return Case(name, main, files, pools, expected) if pools else None


# --- expressions: one expression, everywhere it can stand ---

WORDS = {"y", "yes", "n", "no", "true", "false", "on", "off", "null", "~", ".nan", ".inf", "+.inf", "-.inf", "<<", "="}


def plain(text, flow=False):
    """Whether every reader reads the text, without quotes, as that string."""
    return not (
        text == "" or text.strip() != text or not text.isprintable()
        or text.lower() in WORDS
        or re.fullmatch(r"[-+.0-9][0-9A-Fa-fxXoObB_,.:eE+\-TtZz ]*", text)
        or re.match(r"[?:,\[\]{}#&*!|>'\"%@`]|-( |$|--)|\.\.\.", text)
        or text.endswith(":") or ": " in text or " #" in text
        or (flow and re.search(r"[,\[\]{}:?#]", text)))


def same(value):
    """Whether Python's way to print the value is YAML for it: not for tuples, None and what is no data at all."""
    try:
        return yaml.load(str(value), LOADER) == value
    except yaml.YAMLError:
        return False


def positions(values):
    """The positions that show the values as Jinja2 shows them: `@` stands for the expression."""
    if all(hasattr(value, "__html__") for value in values):  # `tojson` and such: raw text
        yield from ["whole: {{ @ }}", "flow: [{{ @ }}, 1]"]
        return
    one_line = all("\n" not in str(value) and "\t" not in str(value) for value in values)
    if all(isinstance(value, str) for value in values):
        quotable = all(not set("\\\"'") & set(value) for value in values) and one_line
        if all(plain(value) for value in values):
            yield from ["whole: {{ @ }}", "list: [[{{ n }}]]\n  item:\n    - {{ @ }}"]
            yield from ["block: |\n    first\n    {{ @ }} and more", "comment: 1 # {{ @ }}"]
            yield "x-{{ @ }}: key"
        if all(plain(value, flow=True) for value in values):
            yield from ["flow: [{{ @ }}, x-{{ @ }}]", "map: {k: {{ @ }}, j: \"{{ @ }}\"}"]
        if all(plain(f"x-{value}-y") for value in values):
            yield "part: x-{{ @ }}-y"
        if quotable:
            yield from ["double: \"{{ @ }}\"", "single: 'x {{ @ }} y'"]
    elif all(isinstance(value, (int, float)) for value in values):
        yield from ["whole: {{ @ }}", "flow: [{{ @ }}, {k: {{ @ }}}]", "item:\n    - {{ @ }}", "comment: 1 # {{ @ }}"]
        yield from ["part: x-{{ @ }}-y", "double: \"{{ @ }}\"", "single: 'x {{ @ }} y'", "block: |\n    x {{ @ }} y"]
    elif all(same(value) for value in values):
        yield from ["whole: {{ @ }}", "flow: [{{ @ }}, 1]", "item:\n    - {{ @ }}"]


def expression(text, number):
    """The case of one expression."""
    python = jinja2.Environment(**PYTHON).compile_expression(text, undefined_to_none=False)
    values = []
    for key, variables in VARIABLES.items():
        try:
            value = python(**{"name": key, **variables})
        except (jinja2.TemplateError, TypeError, ValueError, IndexError, KeyError):
            continue
        values.append(value)
    lines = "".join(f"  {position.replace('@', text)}\n" for position in positions(values)) if values else ""
    return case(f"expression: {text}", {"main": HEAD + lines}, number) if lines else None


# --- documents: a grammar ---


class Grammar:
    """Grows documents. Every text it makes starts with letters no reader takes for anything else."""

    def __init__(self, rng):
        self.rng, self.count, self.depth = rng, 0, 0
        self.texts, self.numbers = ["word", "image", "tags|first"], ["n", "m"]
        self.files, self.macros = {}, []

    def pick(self, *choices):
        return self.rng.choice(choices)

    def key(self):
        self.count += 1
        return f"k{self.count}"

    def text(self, depth=2):
        """An expression whose value is text."""
        if depth == 0:
            return self.pick(*self.texts, "'literal'", "\"quail\"")
        t, n, c = self.text(depth - 1), self.number(depth - 1), self.condition(depth - 1)
        return self.pick(
            t, f"({t})|upper", f"({t})|lower", f"({t})|trim", f"({t}) ~ '-' ~ ({n})", f"({t}) ~ '.' ~ ({t})",
            f"({t} if {c} else 'spare')", f"({t})|replace('e', 'u')", f"({t}).upper()", f"({t})[:4]",
            f"({t}).split('/')[0]", f"[{t}, 'pear']|join('-')", f"'%s-%s'|format({t}, {n})", f"{{'k': {t}}}.k",
            f"missing|default({t})", f"({t}).replace('r', 'l')", f"'quay-{{}}'.format({t})", f"({t})|string",
            "tags|sort|join('-')", "people|map(attribute='name')|join('-')", "quota|list|join('-')")

    def number(self, depth=2):
        """An expression whose value is a whole number."""
        if depth == 0:
            return self.pick(*self.numbers, str(self.rng.randint(0, 99)))
        a, b, c = self.number(depth - 1), self.number(depth - 1), self.condition(depth - 1)
        return self.pick(
            a, f"({a} + {b})", f"({a} - {b})", f"({a} * {b})", f"({a} // 3)", f"({a} % 7)", f"({a})|abs",
            f"({a} if {c} else {b})", f"[{a}, {b}]|max", f"[{a}, {b}]|sum", f"({self.text(depth - 1)})|length",
            "tags|length", "sizes|sum", f"({a} ~ '')|int", f"({a})|int", "quota.cpu")

    def condition(self, depth=2):
        """An expression whose value is a bool."""
        if depth == 0:
            return self.pick("flag", "not flag", "n > 5", "true", "'go' in tags", "word == 'Quartz'")
        a, b, n, t = self.condition(0), self.condition(depth - 1), self.number(0), self.text(0)
        return self.pick(
            a, f"({a} and {b})", f"({a} or {b})", f"not ({b})", f"{n} < {self.number(0)}", f"{n} is even",
            f"({t}) is string", f"{n} is number", f"'e' in ({t})", f"({t}).startswith('k')", "missing is defined",
            f"{n} in sizes", f"1 <= {n} <= 20", f"({t})|length > 6")

    def scalar(self, flow=False):
        """A scalar with values in it."""
        t, n = "{{ " + self.text() + " }}", "{{ " + self.number() + " }}"
        t, n = (self.pick(h, h, h.replace("{{ ", "{{- ", 1) if not flow else h) for h in (t, n))
        if "{{-" in t + n:  # a hole that eats blanks stands between letters
            return self.pick(f"\"quill  {t}\"", f"x  {n}-runners")
        if flow:
            return self.pick(f'"{t}"', n, f"'{t} and {n}'", f"x{n}")
        return self.pick(t, n, f"pre-{t}", f"{t}-post", f'"{t}"', f"'{t}, {n}'", f'"a {n} b"', f"{t} # {n}",
                         "{{ " + self.condition() + " }}", f"x{n}")

    def lines(self, depth):
        """Lines of a mapping, at no indentation."""
        key = self.key()
        simple = [f"{key}: {self.scalar()}"]
        if depth == 0:
            return simple
        statement = self.pick(self.branch, self.loop, self.mapping, self.items, self.flow, self.block, self.assign,
                              self.include, self.macro, self.comment, lambda *_: simple)
        return statement(key, depth - 1)

    def body(self, depth):
        return [line for _ in range(self.rng.randint(1, 3)) for line in self.lines(depth)]

    def branch(self, key, depth):
        """An `if`, its tags trimmed in one of the ways that leave YAML."""
        opening, closing = self.pick(("{%", "%}"), ("{%-", "%}"), ("{%+", "%}"))
        tag = lambda text: f"{opening} {text} {closing}"
        lines = [tag(f"if {self.condition()}"), *self.body(depth)]
        if self.rng.random() < 0.4:
            lines += [tag(f"elif {self.condition()}"), *self.body(depth)]
        if self.rng.random() < 0.6:
            lines += [tag("else"), *self.body(depth)]
        return [f"{key}: start", *lines, tag("endif"), f"{key}-end: {self.scalar()}"]

    def loop(self, key, depth):
        """A `for` that makes list items."""
        item, dash = self.pick(("tag", "{%-"), ("size", "{%"), ("i", "{%-"))
        source = {"tag": "tags", "size": "sizes", "i": f"range({self.rng.randint(1, 4)})"}[item]
        if item != "tag" and self.rng.random() < 0.3:
            source += f" if {item} > 1"
        scalar = self.pick(f"{item}-{{{{ {item} }}}}", "v{{ loop.index }}-{{ word }}", f"name: x{{{{ {item} }}}}",
                           "\"{{ loop.first }} {{ loop.last }} {{ loop.length }}\"", self.scalar())
        lines = [f"{key}:", "  - first", f"{dash} for {item} in {source} %}}", f"  - {scalar}"]
        if self.rng.random() < 0.4:
            lines += [f"{dash} else %}}", "  - nothing"]
        return [*lines, f"{dash} endfor %}}"]

    def mapping(self, key, depth):
        return [f"{key}:", *("  " + line for line in self.body(depth))]

    def items(self, key, _depth):
        return [f"{key}:", *(f"- {self.scalar()}" for _ in range(self.rng.randint(1, 3)))]

    def flow(self, key, _depth):
        a, b = self.scalar(flow=True), self.scalar(flow=True)
        return [f"{key}: " + self.pick(f"[{a}, {b}]", f"{{a: {a}, b: {b} }}", f"[[{a}], {{k: {b} }}]")]

    def block(self, key, _depth):
        text, number = "{{ " + self.text() + " }}", "{{ " + self.number() + " }}"
        style = self.pick("|", "|-", "|+", ">", ">-")
        return [f"{key}: {style}", f"  first {text}", *self.pick([], ["", f"    deeper {number}"]), f"  {text}, last"]

    def assign(self, key, _depth):
        name = f"v{self.count}"
        value = self.text()
        return self.pick([f"{{% set {name} = {value} %}}"], [f"{{% set {name} %}}{{{{ {value} }}}}-set{{% endset %}}"],
                         ) + [f"{key}: {{{{ {name} }}}}", f'{key}-again: "at {{{{ {name} }}}}"']

    def include(self, key, _depth):
        file = f"part-{self.count}.txt"
        self.files[file] = f"quoted {{{{ {self.text()} }}}} and {{{{ {self.number()} }}}}\n"
        return [f"{key}: {self.pick('', 'x ')}{{% include '{file}' %}}"]

    def macro(self, key, _depth):
        name = f"macro{self.count}"
        self.macros.append(f"{{% macro {name}(a, b='spare') -%}} {{{{ a }}}}-{{{{ b }}}} {{%- endmacro -%}}\n")
        argument = self.text()
        return self.pick([f"{key}: {{{{ {name}({argument}) }}}}"], [f'{key}: "{{{{ {name}({argument}, b=n) }}}}"'],
                         [f"{key}: {{% filter trim %}} {{{{ {name}({argument}) }}}} {{% endfilter %}}"])

    def comment(self, key, _depth):
        return [f"{{# {key} #}}", f"# {{{{ {self.text()} }}}}", f"{key}: {self.scalar()} {{#- end #}}"]


def grown(number):
    """A case grown from the grammar."""
    grammar = Grammar(random.Random(SEED + number))
    body = "".join(f"  {line}\n" if line else "\n" for _ in range(4) for line in grammar.lines(2))
    ending = "\r\n" if number % 7 == 0 else "\n"
    text = ("".join(grammar.macros) + HEAD + body).replace("\n", ending)
    return case(f"document {number}", {"main": text, **grammar.files}, number)


def cases():
    """Every case."""
    for number, text in enumerate(expressions.ALL):
        yield expression(text, number)
    for number, (name, files) in enumerate(structures.ALL):
        whole = name.startswith("whole: ")
        ending = "\r\n" if "\r" in files["main"] else "\n"
        main = files["main"] if whole else HEAD.replace("\n", ending) + files["main"]
        yield case(f"structure: {name}", {**files, "main": main}, number)
    for number in range(DOCUMENTS):
        yield grown(number)


def every_case():
    """The cases that are one. A case that Jinja2 cannot render for any pool says nothing about us."""
    return [case for case in cases() if case is not None]


def write(case, folder):
    """The case as files, the way a user has them."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in case.files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    folder.joinpath("runners.json").write_text(json.dumps(case.pools, indent=2))


if __name__ == "__main__":
    found = every_case()
    for source in ["expression", "structure", "document"]:
        of_source = [case for case in found if case.name.startswith(source)]
        print(f"{source}s: {len(of_source)} templates, {sum(len(case.pools) for case in of_source)} cases")
    for number, each in enumerate(found if len(sys.argv) > 1 else []):
        write(each, pathlib.Path(sys.argv[1]) / f"{number:04}")
