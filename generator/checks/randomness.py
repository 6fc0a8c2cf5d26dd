"""Tokens that look random: keys and generated passwords without a word beside them that says so."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from detect_secrets.plugins.high_entropy_strings import Base64HighEntropyString, HexHighEntropyString

LONGEST = 512
RUN = re.compile(rf"[A-Za-z0-9+/_=\-]{{16,{LONGEST}}}")
"""Characters without a break, as keys are written; every shape that is looked for is one of them, or part of one."""
UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")
HEXADECIMAL = re.compile(r"[0-9a-f]{32,}\Z|[0-9A-F]{32,}\Z")
PIECES = re.compile(r"[^A-Za-z0-9]+")
WORD_END = re.compile(r"[\s\"'<>「」『』()（）、。]")
SHORTEST_PIECE, LONG_ENOUGH = 16, 23
LIMIT = 4.0
"""Bits for each character, for tokens of LONG_ENOUGH characters; shorter ones cannot have more than this."""
LIMIT_FOR_SHORT = 3.6
LONG_WITH_SIGNS, LIMIT_WITH_SIGNS = 32, 4.5
"""Paths have slashes too; only longer and wilder tokens with them are keys."""
BASE64 = Base64HighEntropyString()
HEX = HexHighEntropyString(limit=3.0)


def random_looking(text: str, runs: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """(start, end) of those `runs` of a text that no person has thought of."""
    for match in runs:
        token = match[0].strip("-_=/+")
        if _is_random(token) and not _is_address(text, match.start(), match.end()):
            yield match.span()


def _is_random(token: str) -> bool:
    if token.isalpha() or (token.lower() == token and not HEXADECIMAL.match(token)):
        return False
    if UUID.match(token):
        return False
    if HEXADECIMAL.match(token):
        return bool(HEX.calculate_shannon_entropy(token) > HEX.entropy_limit)
    upper, lower, digits = (sum(test(c) for c in token) for test in (str.isupper, str.islower, str.isdigit))
    if min(upper, lower, digits) < 2:
        return False
    if {"+", "/"} & set(token):
        return len(token) >= LONG_WITH_SIGNS and _entropy(token) > LIMIT_WITH_SIGNS
    if max(len(piece) for piece in PIECES.split(token)) < SHORTEST_PIECE or digits < 3:
        return False
    if len(token) >= LONG_ENOUGH:
        return _entropy(token) > LIMIT
    many_changes = sum(_kind(a) != _kind(b) for a, b in pairwise(token)) >= 6
    return many_changes and min(upper, lower) >= 3 and _entropy(token) > LIMIT_FOR_SHORT


def _entropy(token: str) -> float:
    return float(BASE64.calculate_shannon_entropy(token))


def _kind(character: str) -> int:
    return 0 if character.isdigit() else 1 if character.isupper() else 2


def _is_address(text: str, start: int, end: int) -> bool:
    """Whether the token is part of a web address, a path, a host name or an e-mail address."""
    begin = max((m.end() for m in WORD_END.finditer(text, max(0, start - 200), start)), default=max(0, start - 200))
    stop = WORD_END.search(text, end, end + 200)
    word = text[begin : stop.start() if stop else end + 200]
    return (
        "://" in word
        or "@" in word
        or word.startswith(("www.", "/", "./"))
        or bool(re.search(r"\.[A-Za-z]{2,5}\b", word))
    )
