"""Strings that break things elsewhere."""

import re
from pathlib import Path

SPEC = Path(__file__).parent.parent / "data" / "commonmark-spec" / "spec.txt"
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n", re.MULTILINE | re.DOTALL)
STRINGS = [
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></tr></table><h1>out</h1>",
    "javascript:alert(1)",
    "{{ 7*7 }} {% raw %} {# x #} ${7*7} <%= 7*7 %>",
    "{{ client.coordinator.mobile }}",
    "!!python/object:os.system 'id'",
    "- a: [b, {c: d}] # not a comment",
    "*bold* _it_ `code` ~~no~~ [link](http://x.example) ![img](x)",
    "| a | b |",
    "# heading",
    "1. one",
    "    indented",
    "[^1]: footnote",
    "*[HTML]: abbreviation",
    "{: .class #id }",
    '!!! note "x"',
    "---",
    "&lt;b&gt; &amp;amp; &#x41; &nope;",
    "back\\slash \\* \\`",
    "``` fence",
    "\N{RIGHT-TO-LEFT OVERRIDE}desrever\N{POP DIRECTIONAL FORMATTING}",
    "e\N{COMBINING ACUTE ACCENT}a\N{COMBINING RING ABOVE}",
    "two\nlines",
    "long " + "x" * 10_000,
    "株式会社＜＞＆｜｀高橋髙﨑①",
    "\N{ZERO WIDTH SPACE}zero\N{ZERO WIDTH SPACE}width",
]


def commonmark_examples() -> list[str]:
    """The Markdown of every example of the CommonMark specification 0.31.2, with its arrows for tabs."""
    text = SPEC.read_text("utf-8")
    return [example.replace("→", "\t") for example in EXAMPLE.findall(text)]
