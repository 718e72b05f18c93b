"""Expressions, one a line. Each becomes a template that prints it in every position its value is at home in.

The variables are those of `generate.VARIABLES`. An expression may not print what only Python knows: the order of a
set, an object's address, an exception's text. Blank lines and lines that start with `#` are skipped.
"""

STRINGS = r"""
word
'' ~ word or 'none'
tags|join(word)
[word, word]|join('-' ~ word) ~ 'x'
image
phrase
accents
word|upper
word|lower
word|capitalize
phrase|title
word|title
phrase|capitalize
padded|trim
padded|trim|upper
word|trim('k')
word|replace('e', 'o')
word|replace('e', 'o', 1)
phrase|replace(' ', '-')
word|string
word|default('other')
missing|default('other')
missing|d('other')
''|default('other', true)
word|first
word|last
word|reverse
tags|join('-')
tags|join
tags|join(', ')
tags|sort|join('-')
tags|unique|join('+')
tags|reverse|join('.')
tags|first
tags|last
tags|map('upper')|join('-')
tags|map('replace', 'o', 'oo')|join('-')
tags|map('capitalize')|map('lower')|join('_')
tags|select('string')|join('-')
tags|reject('equalto', 'go')|join('-') ~ '.end'
tags|select('in', ['go', 'gpu'])|join('-') ~ '.end'
tags|map('length')|join('m') ~ 'm'
tags|sort(reverse=true)|join('-')
tags|sort(reverse=true)|first
tags|list|join('/')
tags|unique|sort|join('-')
tags|batch(2)|map('join', '-')|join('+')
tags|batch(2, 'none')|map('join', '-')|join('+')
tags|max
tags|min
people|map(attribute='name')|join('-')
people|map(attribute='missing', default='who')|join('-')
people|selectattr('on')|map(attribute='name')|join('-') ~ '.end'
people|rejectattr('on')|map(attribute='name')|join('-') ~ '.end'
people|selectattr('rank', 'gt', 1)|map(attribute='name')|join('-') ~ '.end'
people|selectattr('name', 'equalto', 'kim')|map(attribute='name')|join('-') ~ '.end'
people|selectattr('name', 'in', ['kim', 'pat'])|map(attribute='name')|join('-') ~ '.end'
people|rejectattr('rank', 'lt', 2)|map(attribute='name')|join('-') ~ '.end'
people|sort(attribute='name')|map(attribute='name')|join('-')
people|sort(attribute='rank')|map(attribute='name')|join('-')
people|sort(attribute='rank', reverse=true)|map(attribute='name')|join('-')
people|join('-', attribute='name')
people|map(attribute='home.city')|join('-')
people|groupby('on')|map('first')|join('-') ~ '.end'
(people|first).name
(people|last).home.city
people[0].name
people[0]['name']
people[-1].name
people[0].home['city']
quota.memory
quota['memory']
quota.get('memory')
quota.get('absent', 'fallback')
quota|dictsort|map('first')|join('-')
quota|list|join('-')
quota.keys()|join('-')
quota.keys()|list|sort|join('-')
quota.items()|map('first')|join('-')
quota|items|map('first')|join('-')
names|dictsort|map('last')|join('-')
names|dictsort(by='value')|map('first')|join('-')
names|dictsort(reverse=true)|map('first')|join('-')
names.values()|join('-')
names.values()|list|first
names|items|map('last')|join('-')
word ~ '-' ~ word
word ~ '-' ~ n
n ~ '-' ~ word
word ~ n ~ m
word + '-suffix'
'prefix-' + word
word * 2
('k' * n)|lower
'%s-%s'|format(word, n)
'%s runners of %d'|format(word, n)
'runner-%03d'|format(n)
'about-%.2f-or-so'|format(ratio)
'{}-{}'.format(word, n)
'runner-{:03d}'.format(n)
'{0}-{1}-{0}'.format(word, n)
'{a}-{b}'.format(a=word, b=n)
word[0:3]
word[:4]
word[2:]
word[:-1]
word[::2]
word[::-1]
word[0]
image[:12]
image.split('/')[0]
image.split('/')[-1]
image.split(':')[0]
image.rsplit('/', 1)[0]
image.split('/', 1)[1]
image.split('/')|last
image.split('/')|first
image.rsplit(':', 1)|first
image.split('.')|join('_')
image.partition('/')[0]
image.replace('/', '_')
image.replace('runner', 'worker').upper()
image|replace(':', '-')|replace('/', '-')|lower
word.upper()
word.lower()
word.capitalize()
word.title()
word.swapcase()
word.casefold()
word.index('e')
word.rindex('e')
phrase|e
phrase|escape
phrase.split()|join('-')
phrase.split()[0]
phrase.title()
phrase.split(' ')|map('title')|join(' ')
padded.strip()
padded.strip().upper()
padded.lstrip().rstrip()
word.strip('k')
word.lstrip('kq') ~ '.end'
word.rstrip('lz')
word.removeprefix('kes')
word.removesuffix('trel')
word.zfill(12) ~ '.end'
word.ljust(12, '.') ~ 'end'
word.rjust(12, 'r')
word.center(13, 'r')
word.join(['p', 'q'])
'-'.join(tags)
', '.join(tags|sort)
'-'.join(names.values())
'-'.join(['p', word, 'q'])
'wide' if n > 5 else 'slim'
word if flag else 'off-duty'
'some' if tags else 'nothing'
('some' if n > 2 and flag else 'few') ~ '-runners'
'some' if word is string else 'number'
word if word is defined else 'nobody'
'known' if 'go' in tags else 'unknown'
'known' if word in ['kestrel', 'Quartz'] else 'unknown'
'part' if 'es' in word else 'apart'
'part' if 'memory' in quota else 'apart'
'outside' if 'go' not in tags else 'inside'
'three' if n == 3 else 'twelve' if n == 12 else 'many'
(word|upper)[:3]|lower
(word ~ '-' ~ phrase)|replace(' ', '-')|lower
word|upper|replace('E', 'x')|capitalize
[word, 'second']|join('-')
[word, 'second'][0]
{'k': word}.k
{'k': word}['k']
(word, 'second')|last
word|truncate(20)
phrase|truncate(12)
phrase|truncate(12, true)
phrase|truncate(12, true, '.')
phrase|truncate(12, false, '-more', 0)
word|center(21)|trim
phrase|urlencode
(image ~ '~')|urlencode
{'b': phrase, 'c': 1}|urlencode
[('a', phrase), ('b', n)]|urlencode
image.title()
'foo-bar_baz x.y'.title()
image|urlencode
phrase|indent(4)
word|escape
word|e
word|striptags
image|string|upper
n|string ~ 'x-runners'
flag|string|lower ~ '-flag'
flag|lower ~ '-flag'
(n > 3)|string|lower ~ '-wide'
1024|filesizeformat ~ '.'
(n * 1000000)|filesizeformat ~ '.'
word|attr('missing')|default('no-attribute')
word|tojson
tags|map('tojson')|join('-')
'wide' if (n|int) is number else 'slim'
(tags|length) ~ '-tags'
(tags|join('-'))|upper
tags|map('upper')|list|last
tags[0]
tags[-1]
tags[0][0] ~ '-initial'
tags[:2]|join('-')
tags[-2:]|join('-')
(tags + ['zig'])|join('-')
(tags + [word])|sort|join('-')
(tags|sort)[0]
dict(a=word, b='two').a
dict(a=word)['a'] ~ '-x'
joiner('-')() ~ word
word|list|join('.')
word|list|first
phrase|wordcount ~ '-words'
word|length ~ '-letters'
'a-literal'
"a-literal's"|replace("'", '')
'tab\tbed'|replace('\t', '-')
'line\nline'|replace('\n', '-')
'caf\u00e9'
accents|upper
accents|title
accents|capitalize
accents|length ~ '-letters'
accents[:4]
accents|replace('é', 'e')
accents.upper().lower()
"""

NUMBERS = r"""
"don't stop-it"|wordcount
phrase|indent(2)|length
'one\ntwo\n'|indent(2)|length
true|float
'1_0'|float
"a\rb\x0bc\u2028d\r\ne".splitlines()|length
n
m
ratio
n + m
n - m
m - n
n * m
n / 4
n // 2
n % 5
-n
n ** 2
2 ** n
2 ** 0.5
(n + m) * 2
n + m * 2
n - m - 1
-n // 2
-n % 5
-7 // 2
7 // -2
-7 % 3
7.5 // 2
7.5 % 2
n + 0.5
ratio * 2
ratio + n
ratio - 0.25
10 / 2
n / 1
n|abs
(-n)|abs
(-ratio)|abs
n|int
n|float
ratio|int
'12'|int
'12'|int + 1
'nope'|int
'nope'|int(7)
'nope'|int(default=7)
'0x1f'|int(base=16)
'1f'|int(0, 16)
'777'|int(base=8)
'101'|int(base=2)
'3.75'|float
'3.75'|int
'nope'|float
'nope'|float(1.5)
n|float|int
ratio|round
ratio|round(1)
2.675|round(1)
2.5|round
3.5|round
-2.5|round
7.128|round(2)
7.128|round(2, 'floor')
7.122|round(2, 'ceil')
7.1|round(0, 'ceil')|int
42|round
ratio|round|int
tags|length
tags|count
word|length
quota|length
people|length
phrase|wordcount
sizes|sum
sizes|max
sizes|min
sizes|first
sizes|last
sizes|sort|first
sizes|sort(reverse=true)|first
sizes|unique|list|length
people|sum(attribute='rank')
people|map(attribute='rank')|sum
people|map(attribute='rank')|max
people|selectattr('on')|list|length
quota.cpu
quota['cpu']
quota.get('cpu')
quota.get('absent', 5)
people[0].rank
sizes[0]
sizes[-1]
sizes[1:]|sum
sizes|map('int')|sum
sizes|select('odd')|list|length
sizes|select('even')|sum
sizes|select('gt', 2)|list|length
sizes|reject('divisibleby', 5)|list|length
range(n)|sum
range(2, n)|list|length
range(10, 0, -3)|first
range(n)|length
range(1, n + 1)|last
word.count('e')
word.find('e')
phrase.split()|length
tags.count('go')
tags.index(tags[0])
image.count('/')
n if n > m else m
n if flag else 0
1 if 'go' in tags else 2
missing|default(5)
n|default(5)
[n, m]|max
[n, m, 9]|min
[n, m]|sum
(n, m)|last
{'k': n}.k
{'k': {'j': n}}.k.j
n|string|length
(n ~ '0')|int
(n|string)|int * 2
1000000
1_000_000
123456789012
0.1 + 0.2
1 / 3
2 / 3
100 / 8
1e3
1.0
1.5e3
n|round(1)
n * 1.0
true + 1
n|int + (flag|int)
"""

OTHERS = r"""
word ~ '-' ~ n == 'kestrel-3'
'a' ~ 'b' == 'ab'
'g' ~ 'o' in tags
word == word ~ ''
word != 'kes' ~ 'trel'
flag
not flag
true
false
n > 3
n >= 3
n < m
n <= m
n == 3
n != 3
n == 3.0
word == 'kestrel'
word != 'kestrel'
word < 'm'
tags == ['gpu']
sizes == [10]
quota == {'cpu': 2, 'memory': '4Gi'}
flag == true
flag and n > 2
flag or n > 100
not (flag and n > 5)
not flag or n > 2
1 < n < 10
n in sizes
n in [3, 12]
n not in [3, 12]
'go' in tags
'go' not in tags
'e' in word
'cpu' in quota
'absent' in quota
word is defined
missing is defined
missing is undefined
word is string
n is string
n is number
word is number
n is integer
ratio is float
ratio is integer
n is float
flag is boolean
n is boolean
flag is true
flag is false
n is even
n is odd
n is divisibleby(3)
n is divisibleby 3
n is eq(3)
n is equalto 3
n is ne(3)
n is gt(5)
n is ge(7)
n is lt(5)
n is le(7)
n is greaterthan 5
n is lessthan 5
tags is iterable
word is iterable
tags is sequence
quota is mapping
tags is mapping
quota is sequence
nothing is none
word is none
word is not none
word is not string
word is lower
word is upper
word is callable
word is in ['kestrel']
word is sameas word
flag is sameas true
'upper' is filter
'missing' is filter
'even' is test
word is escaped
word.startswith('k')
word.endswith('l')
word.startswith(('k', 'q'))
word.isalpha()
word.isdigit()
word.isupper()
word.islower()
word.isalnum()
word.isspace()
image.endswith(':latest')
tags
sizes
empties
quota
names
people
tags|sort
tags|list
tags|unique|list
tags|reverse|list
tags|map('upper')|list
tags|map('length')|list
tags|select('ne', 'go')|list
tags|batch(2)|list
tags|slice(2)|list
tags[1:]
tags[:1]
tags + ['zig']
tags * 2
[tags, sizes]
[word, n, flag]
[word, [n, [m]]]
[n, m, ratio]
{'k': n}
{'k': word, 'j': n}
{'k': tags}
{'a': {'b': flag}}
dict(a=1, b=2)
dict(quota, extra=3)
sizes|sort
sizes|sort(reverse=true)
sizes|map('string')|list
sizes|map('float')|list
sizes|unique|list
sizes|select('odd')|list
range(n)|list
range(1, 10, 3)|list
people|map(attribute='name')|list
people|map(attribute='rank')|list
people|selectattr('on')|list
people|groupby('on')|map('last')|map('length')|list
quota|list
quota.keys()|list
quota.values()|list
quota.items()|list
quota|items|list
quota|dictsort
names|dictsort
names|dictsort(by='value')
names.copy()
word|list
phrase.split()
image.split('/')
image.rsplit('/', 1)
image.partition('/')
phrase.splitlines()
phrase.split(' ', 1)
(n, m)
(n,)
()
[]
{}
tags|tojson
quota|tojson
people|tojson
n|tojson
flag|tojson
nothing|tojson
ratio|tojson
tags|tojson(indent=2)
names|tojson
[1.0, 2.5]
[true, false]
[1e3]
"""


def lines(table):
    """The expressions of a table."""
    return [line for line in table.strip().splitlines() if line.strip() and not line.startswith("#")]


ALL = lines(STRINGS) + lines(NUMBERS) + lines(OTHERS)
