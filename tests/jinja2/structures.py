"""Templates whose point is their structure: what comes before the document's `spec` is added by `generate.py`.

A structure is `== name`, then the body of `spec`, then optionally `-- file: NAME` and that file's text, any number of
times. The name `whole: …` says that the text is the whole template, without the usual beginning. `<CR>` stands for a
carriage return, since this file should survive any editor.
"""

TEXT = r"""
== comment: value in a comment
  # for {{ word }}, {{ n }} of them
  a: {{ word }} # the {{ image }}
  b: 1 #{{ word }}
== comment: jinja comments
  {# nobody sees {{ this }} #}
  a: {{ word }}{# nor this #}
  {#- stripped before #}
  b: {{ n }}
== comment: jinja comment over lines
  a: 1
  {# one
     two {% if %}
  #}
  b: {{ word }}
== raw block
  a: "{% raw %}{{ not_a_value }} {% if %}{% endraw %}"
  b: {{ word }}
== raw block with whitespace control
  a: |
    {%- raw %}
    {{ keep }} {% this %}
    {%- endraw %}
  b: {{ word }}
== the template's own strings make the shape, by way of a variable
  a: [{% set comma = joiner(", ") %}{% for tag in tags %}{{ comma() }}{{ tag }}{% endfor %}]
  b: [{% set comma = joiner() %}{{ comma() }}{{ n }}{{ comma() }}{{ word }}]
  c: [{% set sep = ", " %}{% for tag in tags %}{{ tag }}{{ sep if not loop.last }}{% endfor %}]
  d: [{{ n }}{% for tag in tags %}{{ loop.cycle(", ", " , ") }}{{ tag }}{% endfor %}]
  {%- set pre = "\n  " %}{{ pre }}e: 1{{ pre ~ "f: " ~ word }}
  {%- with deep = "    " %}
  g:
{{ deep }}h: {{ word }}
{{ deep if flag else "    " }}i: {{ n }}
  {%- endwith %}
  j: {% set glue = ", " %}{{ tags | join(glue) }}
  k: {% set gap = " " %}{% set held = word ~ gap ~ word %}{{ held | upper }}
== literal braces
  a: "{{ '{{' }} {{ word }} {{ '}}' }}"
  b: "{{ '{%' }}"
== keys
  {{ word }}: one
  {{ word }}-more: two
  more-{{ word }}: three
  "{{ word }}.quoted": four
  '{{ word }}.single': five
  runners/{{ word }}: "true"
== keys in flow maps
  a: { {{ word }}: 1, x{{ word }}: {{ n }} }
== quotes
  double: "{{ image }}"
  double_part: "at {{ image }}, {{ n }} times"
  single: '{{ image }}'
  single_part: 'at {{ image }}, {{ n }} times'
  escaped: "a \"{{ word }}\" \\ {{ n }}"
  doubled: 'it''s {{ word }}'
== numbers in quotes
  a: "{{ n }}"
  b: '{{ ratio }}'
  c: "{{ flag }}"
  d: "{{ n }}{{ m }}"
== flow collections
  list: [{{ word }}, {{ n }}, "{{ image }}", '{{ word }}']
  map: {a: {{ word }}, b: {{ n }}, c: "{{ image }}"}
  nested: [[{{ n }}], {k: [{{ word }}]}]
  spread: [
    {{ word }},
    {{ n }}
  ]
== flow collection by loop
  list: [{% for tag in tags %}{{ tag }}{% if not loop.last %}, {% endif %}{% endfor %}]
  map: { {%- for k, v in names.items() %}{{ k }}: {{ v }}{{ ", " if not loop.last }}{% endfor -%} }
== quoted flow collection by loop
  list: [{% for tag in tags %}"{{ tag }}"{{ "" if loop.last else ", " }}{% endfor %}]
== literal block
  a: |
    first {{ word }}
    {{ image }}
      deeper {{ n }}
  b: {{ word }}
== literal block, stripped
  a: |-
    {{ word }}
    last {{ n }}
  b: {{ word }}
== literal block, kept
  a: |+
    {{ word }}

  b: {{ word }}
== literal block with an indent indicator
  a: |2
      indented {{ word }}
    {{ n }}
== folded block
  a: >
    one {{ word }}
    two {{ image }}

    three {{ n }}
  b: >-
    {{ phrase }}
    again
== folded block, kept
  a: >+
    {{ phrase }}

  b: {{ n }}
== block scalar by loop
  a: |
    {%- for tag in tags %}
    export {{ tag|upper }}={{ loop.index }}
    {%- endfor %}
    end
== shell script in a block
  command:
    - sh
    - -c
    - |
      set -e
      if [ -n "{{ word }}" ]; then echo '{{ image }}'; fi
      exec run --count={{ n }} --name {{ word }}
== block with indent filter
  a: |
    {{ ('one ' ~ word ~ '\ntwo') | indent(4) }}
== block with indent filter, first line too
  a: |
{{ ('one ' ~ word ~ '\ntwo') | indent(4, true) }}
  b: {{ n }}
== multi-line plain scalar
  a: one {{ word }}
    two {{ n }}
    three
  b: {{ word }}
== multi-line double quotes
  a: "one {{ word }}
    two {{ n }}"
  b: {{ word }}
== list items
  a:
    - {{ word }}
    - {{ n }}
    - pre-{{ word }}
    - "{{ image }}"
    - - {{ word }}
      - {{ n }}
    - name: {{ word }}
      image: {{ image }}
  b:
  - {{ word }}
== hole directly after hole
  a: {{ word }}{{ image }}
  b: {{ word }}{{ n }}x
  c: "{{ n }}{{ word }}"
== document markers in the middle of text
  a: "{{ word }} --- {{ n }}"
  b: x---{{ word }}
== explicit null and empties of the template's own
  a: null
  b: ~
  c: ""
  d: []
  e: {{ word }}
== anchors and aliases of the template's own
  a: &base {{ word }}
  b: *base
  c: &list [{{ n }}]
  d: *list
== tags of the template's own
  a: !!str {{ word }}
  b: !!str x{{ n }}
== the template's own odd words
  a: yes
  b: 0o17
  c: 1_000
  d: 12:30:45
  e: {{ word }}
== if inline
  a: {% if n > 5 %}wide{% else %}slim{% endif %}
  b: {% if flag %}{{ word }}{% else %}off-duty{% endif %}
  c: x{% if flag %}-{{ word }}{% endif %}
== if, own lines
  {% if flag %}
  a: {{ word }}
  {% else %}
  b: {{ n }}
  {% endif %}
  c: end
== if, elif, else
  {%- if n < 5 %}
  a: few
  {%- elif n < 10 %}
  a: some {{ n }}
  {%- else %}
  a: many {{ n }}
  {%- endif %}
  b: end
== if, trimmed after
  {% if flag -%}
  a: {{ word }}
  {% endif -%}
  b: {{ n }}
== if, trimmed everywhere
  a: {%- if flag -%} {{ ' ' }}yes-sir {%- else -%} {{ ' ' }}no-sir {%- endif %}
== whitespace control of expressions
  a:   {{- ' ' ~ word -}}
  {{ ' ' }}
  b: {{ n -}}   -ok
  c: "{{- word -}}"
== plus signs of whitespace control
  {%+ if flag %}
  a: {{ word }}
  {%+ else %}
  a: x
  {%+ endif %}
  b: {{ n }}
== nested ifs
  {%- if flag %}
  {%- if n > 5 %}
  a: wide
  {%- else %}
  a: slim
  {%- endif %}
  {%- endif %}
  b: {{ word }}
== for over a list
  a:
  {%- for tag in tags %}
    - {{ tag }}
  {%- endfor %}
== for over a list, own lines
  a:
    {% for tag in tags %}
    - {{ tag }}
    {% endfor %}
  b: end
== for over a list, trimmed after
  a:
    {% for tag in tags -%}
    - {{ tag }}
    {% endfor %}
  b: end
== for with loop variables
  {%- for tag in tags %}
  {{ tag }}-{{ loop.index }}:
    index: {{ loop.index }}
    index0: {{ loop.index0 }}
    revindex: {{ loop.revindex }}
    revindex0: {{ loop.revindex0 }}
    first: {{ loop.first }}
    last: {{ loop.last }}
    length: {{ loop.length }}
    depth: {{ loop.depth }}
    depth0: {{ loop.depth0 }}
    cycle: {{ loop.cycle('odd', 'even') }}
    before: {{ loop.previtem|default('nothing') }}
    after: {{ loop.nextitem|default('nothing') }}
  {%- endfor %}
== for with loop.changed
  a:
  {%- for tag in tags %}
    - {{ loop.changed(tag|length) }}
  {%- endfor %}
== for else
  a:
  {%- for tag in empties %}
    - {{ tag }}
  {%- else %}
    - nothing-for-{{ word }}
  {%- endfor %}
== for with a filter
  a:
    - start
  {%- for tag in tags if tag != 'go' %}
    - {{ tag }}-{{ loop.index }}
  {%- endfor %}
== for with a filter and else
  a:
  {%- for tag in tags if tag == 'none' %}
    - {{ tag }}
  {%- else %}
    - nothing
  {%- endfor %}
== for over a map's items
  a:
  {%- for k, v in quota.items() %}
    {{ k }}: {{ v }}
  {%- endfor %}
== for over a map's items, filter
  a:
  {%- for k, v in names|items %}
    {{ k }}: {{ v }}
  {%- endfor %}
== for over a sorted map
  a:
  {%- for k, v in names|dictsort %}
    - name: {{ k }}
      value: {{ v }}
  {%- endfor %}
== for over a map's keys
  a:
  {%- for k in quota %}
    - {{ k }}={{ quota[k] }}
  {%- endfor %}
== for over objects
  a:
  {%- for person in people %}
    - name: {{ person.name }}
      rank: {{ person.rank }}
      awake: {{ person.on }}
      city: {{ person.home.city }}
  {%- endfor %}
== for over a range
  a:
  {%- for i in range(1, n + 1) %}
    - runner-{{ i }}
  {%- endfor %}
== for over letters
  a:
  {%- for letter in word %}
    - is-{{ letter }}
  {%- endfor %}
== for over numbers
  a: [{% for size in sizes %}{{ size * 2 }}{{ ', ' if not loop.last }}{% endfor %}]
== nested for
  a:
  {%- for tag in tags %}
  {%- for size in sizes %}
    - {{ tag }}-{{ size }}x{{ loop.index }}
  {%- endfor %}
  {%- endfor %}
== nested for with the outer loop
  a:
  {%- for tag in tags %}
  {%- set outer = loop %}
  {%- for size in sizes %}
    - r{{ outer.index }}c{{ loop.index }}: {{ tag }}
  {%- endfor %}
  {%- endfor %}
== recursive for
  a:
    - root
  {%- for person in people recursive %}
    - {{ person.name }}-{{ loop.depth }}
    {%- if person.below is defined %}{{ loop(person.below) }}{% endif %}
  {%- endfor %}
== break and continue by condition
  a:
    - start
  {%- for size in sizes %}
  {%- if size > 2 %}
    - s{{ size }}
  {%- endif %}
  {%- endfor %}
== loop variables do not leak
  {% set x = 'outer' %}
  {%- for x in tags %}{% endfor %}
  a: {{ x }}
== set in a loop does not leak
  {% set found = 'none-found' %}
  {%- for tag in tags %}{% set found = tag %}{% endfor %}
  a: {{ found }}
== set in an if leaks
  {% set found = 'none-found' %}
  {%- if flag %}{% set found = word %}{% endif %}
  a: {{ found }}
== namespace
  {%- set ns = namespace(total=0, seen='none') %}
  {%- for size in sizes %}
  {%- set ns.total = ns.total + size %}
  {%- set ns.seen = 's' ~ size %}
  {%- endfor %}
  total: {{ ns.total }}
  seen: {{ ns.seen }}
== set
  {% set both = word ~ '-' ~ n %}
  a: {{ both }}
  b: "{{ both|upper }}"
  {%- set x, y = n, word %}
  c: {{ x }}
  d: {{ y }}
== set block
  {% set label %}{{ word }}-{{ n }}{% endset %}
  a: {{ label }}
  b: "{{ label }}"
== set block of lines
  {%- set script %}
    echo {{ word }}
    echo {{ n }}
  {%- endset %}
  a: |
    begin
  {{- script }}
  b: end
== filter block with indent
  a: |
    {% filter indent(4) -%}
    one {{ word }}
two {{ n }}
    {%- endfilter %}
== macro
  {%- macro entry(key, value) %}
  {{ key }}: {{ value }}
  {%- endmacro %}
  {{- entry('a', word) }}
  {{- entry('b', n) }}
  {{- entry('c', image) }}
== macro with defaults
  {%- macro env(name, value='none-given', many=1) %}
    - name: {{ name }}
      value: {{ value }}
      many: {{ many }}
  {%- endmacro %}
  a:
  {{- env('ORG', word) }}
  {{- env('EMPTY') }}
  {{- env('LATER', many=n) }}
  {{- env(value=word, name='NAMED') }}
== macro inline
  {%- macro tagged(x) -%}{{ x }}-tagged{%- endmacro %}
  a: {{ tagged(word) }}
  b: "{{ tagged(image) }}"
  c: [{{ tagged(word) }}, {{ tagged('k') }}]
  {{ tagged(word) }}: key
== macro in macro
  {%- macro inner(x) -%}{{ x }}-in{%- endmacro %}
  {%- macro outer(x) -%}{{ inner(x) }}-out{%- endmacro %}
  a: {{ outer(word) }}
== macro sees pool variables
  {%- macro where() -%}{{ word }}-here{%- endmacro %}
  a: {{ where() }}
== macro with a loop
  {%- macro list(items) %}
  {%- for item in items %}
    - {{ item }}
  {%- endfor %}
  {%- endmacro %}
  a: {{- list(tags) }}
  b: {{- list(['x', 'z']) }}
== macro that sets what its template has set
  {%- set image = "local/" ~ image %}
  {%- macro tagged(t) %}{% set image = image ~ ":" ~ t %}{{ image }}{% endmacro %}
  a: {{ tagged("1.2") }}
  b: {{ image }}
== macro that sets in a block of its own
  {%- set image = "local/" ~ image %}
  {%- macro m() %}{% with image = image ~ "x" %}{{ image }}{% endwith %}{% endmacro %}
  {%- macro n() %}{% for i in [1, 2] %}{% set image = image ~ i %}{{ image }}{% endfor %}{% endmacro %}
  {%- macro o() %}{% set image %}{{ image }}z{% endset %}{{ image }}{% endmacro %}
  {%- macro p() %}{% macro q() %}{% set image = image ~ "q" %}{{ image }}{% endmacro %}{{ q() }}{% endmacro %}
  a: {{ m() }}
  b: {{ n() }}
  c: {{ o() }}
  d: {{ p() }}
== macro that sets in a branch
  {%- macro m(t) %}{% if t %}{% set word = "z" %}{% endif %}{{ word }}{% endmacro %}
  {%- set word = "o" %}
  a: {{ m(0) }}
  b: {{ m(1) }}
== macro before what it reads is set
  {%- set a = "1" %}
  {%- macro m() %}{{ a }}{{ word }}{% endmacro %}
  {%- set a = "2" %}
  {%- set word = "later" %}
  a: "{{ m() }}"
== macro that sets its parameter
  {%- macro m(word, n="d") %}{% set word = word ~ n %}{{ word }}{% endmacro %}
  {%- set word = "o" %}
  a: {{ m("p") }}
  b: {{ m(n="q", word="r") }}
== macro that includes
  {%- set word = "local-" ~ word %}
  {%- macro m() %}{% include 'part.txt' %}{% endmacro %}
  a: {{ m() }}
-- file: part.txt
{{ word }}-part
== call block that sets
  {%- set word = "local-" ~ word %}
  {%- macro wrap() %}{{ caller() }}{% endmacro %}
  a: {% call wrap() %}{% set word = word ~ "c" %}{{ word }}{% endcall %}
  b: {{ word }}
== include that sets
  {% include 'part.yml' %}
  b: {{ word }}
  {%- with key = "d" %}
  {% include 'part.yml' -%}
  {%- endwith %}
  c: {{ word }}
-- file: part.yml
{% set word = "sidecar" %}
  {{- key | default("a") }}: {{ word }}
== set block and filter block that set
  {%- set x -%}
    {% set word = "c" %}q
  {%- endset %}
  a: {% filter indent(2) %}{% set word = "d" %}{{ word }}{% set n = 1 %}{% endfilter %}{{ x }}
  b: {{ word }}{{ n }}
== set in a part that is not escaped
  {%- autoescape false %}{% set word = "d" %}
  a: {{ word }}
  {%- endautoescape %}
  b: {{ word }}
== set in branches
  {%- if n %}{% set size = "big" %}{% elif word %}{% set size = "small" %}{% else %}{% set size = "no" %}{% endif %}
  {%- if word %}{% set a, b = 1, 2 %}{% else %}{% set a, b = 3, 4 %}{% endif %}
  a: {{ size }}
  b: "{{ a }}{{ b }}"
== call block
  {%- macro wrap(key) %}
  {{ key }}:
    inner: {{ caller() }}
  {%- endmacro %}
  {%- call wrap('a') %}{{ word }}-called{% endcall %}
  {%- call wrap('b') %}{{ n }}{% endcall %}
== call block with arguments
  {%- macro each(items) %}
  {%- for item in items %}
    - {{ caller(item, loop.index) }}
  {%- endfor %}
  {%- endmacro %}
  a:
  {%- call(item, i) each(tags) %}{{ item }}-{{ i }}x{% endcall %}
== with block
  {% with x = word, y = n %}
  a: {{ x }}
  b: {{ y }}
  {% endwith %}
  c: end
== with block scope
  {% set x = 'outside' %}
  {%- with %}{% set x = 'inside' %}
  a: {{ x }}
  {%- endwith %}
  b: {{ x }}
== do by set
  {%- set list = [word, 'x'] + tags %}
  a: {{ list|join('-') }}
  b: {{ list }}
== ternary without else
  a: x{{ '-wide' if n > 5 }}
  b: "{{ word if flag }}."
== tests in ifs
  a: {% if word is string and n is number and tags is sequence and quota is mapping %}all{% else %}some{% endif %}
  b: {% if missing is defined %}has{% else %}lacks{% endif %}
  c: {% if nothing is none %}none-at-all{% endif %}
  d: {% if empties %}full{% else %}hollow{% endif %}
  e: {% if not tags %}hollow{% elif tags|length > 1 %}many{% else %}one-only{% endif %}
== operators in ifs
  a: {% if 'go' in tags or word == 'Quartz' %}first{% else %}second{% endif %}
  b: {% if n % 2 == 0 and not flag %}even-off{% else %}other{% endif %}
  c: {% if 1 < n < 10 %}between{% else %}beyond{% endif %}
  d: {% if word[0] == 'k' %}kay{% else %}other{% endif %}
  e: {% if word.startswith('k') %}kay{% else %}other{% endif %}
== multi-line expressions and tags
  a: {{
    word
      | upper
  }}
  b: {% if n > 2
     and flag %}both{% else %}not-both{% endif %}
  c: {{ [
    word,
    'x',
  ] | join('-') }}
== strings with escapes in the template
  a: {{ 'caf\u00e9-' ~ word }}
  b: {{ "quo\x74ed" }}
  c: "{{ 'a\\b' | replace('\\', '/') }}"
== non-ASCII text around holes
  a: größe-{{ word }}-日本
  b: "☃ {{ accents }} ☃"
  ключ-{{ word }}: {{ accents }}
  # π ≈ {{ ratio }}
== carriage returns in the template
  a: {{ word }}<CR>
  {% if flag -%}<CR>
  b: {{ n }}<CR>
  {% endif %}<CR>
  c: |<CR>
    one {{ word }}<CR>
    two<CR>
== include
  a:
{% include 'part.yml' %}
  b: end
-- file: part.yml
    part: {{ word }}
    count: {{ n }}
== include, trimmed
  a:
  {%- include 'part.yml' %}
  b: end
-- file: part.yml

    - {{ word }}
    - {{ image }}
== include from a folder
  a: {% include 'parts/label.txt' %}
-- file: parts/label.txt
{{ word }}-label
== include of nothing beside a function
  {%- include "none.j2" ignore missing %}
  {%- set ns = namespace(found="no-") %}
  a: {{ ns.found }}{{ word }}
== macro that calls a later one
  {%- macro a() %}{{ b() }}{% endmacro %}
  {%- macro b() %}{{ word }}z{% endmacro %}
  a: {{ a() }}
== include that includes
  a: {% include 'parts/one.txt' %}
-- file: parts/one.txt
one-{% include 'parts/two.txt' %}
-- file: parts/two.txt
two-{{ word }}
== include with a loop variable
  a:
  {%- for tag in tags %}
    - {% include 'item.txt' %}
  {%- endfor %}
-- file: item.txt
{{ tag }}-of-{{ word }}
== include with context
  {%- set local = word ~ '-local' %}
  a: {% include 'part.txt' with context %}
-- file: part.txt
{{ local }}
== include without context
  a: {% include 'part.txt' without context %}
-- file: part.txt
fixed-text
== include, ignore missing
  a: x{% include 'absent.txt' ignore missing %}
  b: {{ word }}
== include the first of several
  a: {% include ['absent.txt', 'part.txt'] %}
-- file: part.txt
found-{{ word }}
== include by expression
  a: {% include 'part-' ~ ('wide' if flag else 'slim') ~ '.txt' %}
-- file: part-wide.txt
wide-text
-- file: part-slim.txt
slim-text
== import
  {% import 'macros.j2' as macros -%}
  a: {{ macros.tagged(word) }}
  b: {{ macros.SUFFIX }}
-- file: macros.j2
{% macro tagged(x) -%}{{ x }}-tagged{%- endmacro %}
{% set SUFFIX = 'suffix' %}
== from import
  {% from 'macros.j2' import tagged, env as variable -%}
  a: {{ tagged(word) }}
  b:
  {{- variable('ORG', image) }}
-- file: macros.j2
{% macro tagged(x) -%}{{ x }}-tagged{%- endmacro %}
{% macro env(name, value) %}
    - name: {{ name }}
      value: {{ value }}
{%- endmacro %}
== from import with context
  {% from 'macros.j2' import here with context -%}
  a: {{ here() }}
-- file: macros.j2
{% macro here() -%}{{ word }}-here{%- endmacro %}
== call block of an imported macro
  {% from 'macros.j2' import wrap -%}
  a: {% call wrap() %}{{ word }}{% endcall %}
-- file: macros.j2
{% macro wrap() -%}<{{ caller() }}>{%- endmacro %}
== whole: extends
{% extends 'base.yml' %}
{% block content %}
  a: {{ word }}
{%- endblock %}
-- file: base.yml
apiVersion: example.com/v1
kind: Example
metadata:
  name: {{ name }}
spec:
  base: true
  {%- block content %}{% endblock %}
  last: {{ n }}
== whole: extends with super
{% extends 'base.yml' %}
{% block annotations %}{{ super() }}
    extra: {{ image }}
{%- endblock %}
-- file: base.yml
apiVersion: example.com/v1
kind: Example
metadata:
  name: {{ name }}
  annotations:
    {% block annotations %}word: {{ word }}{% endblock %}
== whole: extends twice
{% extends 'middle.yml' %}
{% block inner %}{{ super() }}-leaf{% endblock %}
-- file: middle.yml
{% extends 'base.yml' %}
{% block inner %}{{ super() }}-{{ word }}{% endblock %}
-- file: base.yml
apiVersion: example.com/v1
kind: Example
metadata:
  name: {{ name }}
spec:
  a: {% block inner %}base{% endblock %}
== whole: extends with set and macro
{% extends 'base.yml' %}
{% set kind = 'chosen' %}
{% macro m(x) -%}{{ x }}-m{%- endmacro %}
{% block content %}
  a: {{ m(word) }}
{%- endblock %}
-- file: base.yml
apiVersion: example.com/v1
kind: Example
metadata:
  name: {{ name }}
spec:
  z: z
  {%- block content %}{% endblock %}
== whole: blocks without extends
apiVersion: example.com/v1
kind: Example
metadata:
  name: {{ name }}
spec:
  {%- block one %}
  a: {{ word }}
  {%- endblock %}
  b: {{ 'again' }}
== whole: begins with a separator
---
apiVersion: example.com/v1
kind: Example
metadata:
  name: {{ name }}
spec: {a: {{ word }}}
== whole: begins with a comment
# {{ word }}, made for {{ name }}
apiVersion: example.com/v1
kind: Example
metadata:
  name: {{ name }}
== whole: begins with tags and blank lines
{% set label = word ~ '-label' %}

{# a note #}

apiVersion: example.com/v1
kind: Example
metadata:
  name: {{ name }}
  labels: {label: {{ label }}}
== whole: two documents
apiVersion: example.com/v1
kind: Example
metadata:
  name: {{ name }}
---
apiVersion: example.com/v1
kind: Example
metadata:
  name: {{ name }}-second
spec:
  a: {{ word }}
== whole: documents by loop
{% for i in range(2) -%}
---
apiVersion: example.com/v1
kind: Example
metadata:
  name: {{ name }}-{{ 'ab'[i] }}
spec:
  a: {{ i }}
{% endfor %}
== whole: ends with two line breaks
apiVersion: example.com/v1
kind: Example
metadata:
  name: {{ name }}
spec:
  a: {{ word }}


== whole: ends with a tag
apiVersion: example.com/v1
kind: Example
metadata:
  name: {{ name }}
{% if flag %}
spec:
  a: {{ word }}
{% endif %}
== whole: a flow document
{apiVersion: example.com/v1, kind: Example, metadata: {name: {{ name }}}, spec: {a: {{ n }}}}
== whole: JSON
{
  "apiVersion": "example.com/v1",
  "kind": "Example",
  "metadata": {"name": "{{ name }}"},
  "spec": {"word": "{{ word }}", "n": {{ n }}, "tags": {{ tags|tojson }}}
}
== whole: the article's keys
apiVersion: example.com/v1
kind: Example
metadata:
  name: {{ name }}
  labels:
    runner: {{ runner_label }}
spec:
  minRunners: {{ min_runners }}
  maxRunners: {{ max_runners }}
  organization: {{ gh_org_value }}
  labels: {{ runner_input_labels_value }}
  envFrom:
    - secretRef:
        name: {{ secret_ref_name }}
  image: {{ runner_image }}
  exporter: "{{ exporter_image }}"
  resources:
    requests: {cpu: {{ cpureq }}, memory: {{ memreq }}}
    limits:
      cpu: {{ cpulim }}
      memory: {{ memlim }}
  nodeSelector:
    {{ node_selector_value }}: "true"
  {%- if min_runners > 1 and max_runners > min_runners %}
  spare: {{ max_runners - min_runners }}
  {%- endif %}
"""


def parse(text):
    """The structures of the text: (name, {file name: text}); the main template's file is called `main`."""
    for chunk in text.rstrip("\n").split("\n== ")[1:]:
        name, _, body = chunk.partition("\n")
        parts = ("\n" + body).split("\n-- file: ")
        files = {"main": parts[0].removeprefix("\n")}
        for part in parts[1:]:
            file, _, content = part.partition("\n")
            files[file] = content
        yield name, {file: content.replace("<CR>", "\r") + "\n" for file, content in files.items()}


ALL = list(parse(TEXT))
