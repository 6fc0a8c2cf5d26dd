"""Damage as people, editors and attackers do it: to the text of a file, and to the data in it."""

from collections.abc import Callable
from random import Random
from typing import Any

import yaml

SCRAPS = (
    "\t", "\x00", "\x07", "\x85", "\u2028", "\ufeff", "\ud7ff", "🗼", "日本", "\r", "\r\n", "---\n", "...\n",
    "%YAML 1.1\n", "&a ", "*a", "*nothing", "!!binary ", "!!python/object:os.system ", "<<: *a\n", "? ", "- - - - ",
    "{", "}", "[", "]", ": ", " #", "'", '"', "|", ">", "|2-\n", "@", "`", "%", "!", "null", "~", "true", "no", "012",
    "1e400", ".inf", ".nan", "0x" + "f" * 50, "9" * 500, "-9999999999999999999", "1_000", "22:22:22", "2026-13-45",
    "0000-00-00", "9999-12-31", "10.0.0.0/33", "::/0", "255.255.255.255/0", "FREQ=SECONDLY", "RRULE:FREQ=DAILY",
    "FREQ=DAILY;COUNT=999999999", "FREQ=MONTHLY;BYDAY=31MO", "../../etc/passwd", "x" * 5_000, "[" * 60, "{a: " * 60,
    "# handbook: ignore E301 (x)", "# handbook: ignore", "password: hunter22", "暗証番号: 1234",
    "-----BEGIN RSA PRIVATE " + "KEY-----", "AKIA" + "I" * 16,
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**18, 10**39, 1.5, 1e308, "", " ", "x", "日本語", "🗼" * 50, "x" * 3_000, [], {}, [[]],
    [{}], [None], {"": ""}, {"en": None}, {"en": 1, "ja": []}, {"fr": "x"}, ["a", "a"], [1, "a", None, {}],
    {"id": "x"}, [{"id": []}], "2026-02-30", "0001-01-01", "9999-12-31", "2026-10-01T25:00", "24:00", "00:00",
    "0.0.0.0/0", "::/0", "10.0.0.1", "fe80::1%eth0", "ff:ff:ff:ff:ff:ff", "+0", "+81355500101", "http://[",
    "https://" + "a" * 300, "a@b", "FREQ=YEARLY;INTERVAL=0", "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=MO;UNTIL=99991231",
    "DTSTART:20260101\nRRULE:FREQ=DAILY", {"mon": "09:00-09:00"}, {"amount": 10**30, "currency": "JPY"},
    {"country": "XX"}, "tcp/0-99999", "../x", "\ud7ff", "Asia/Nowhere", "UTC",
)  # fmt: skip


def damaged(text: str, random: Random) -> str:
    """A text with one to four things wrong."""
    for _ in range(random.randint(1, 4)):
        text = random.choice(TEXT_DAMAGES)(text, random)
    return text


def _cut(text: str, random: Random) -> str:
    return text[: random.randint(0, len(text))]


def _scrap(text: str, random: Random) -> str:
    at = random.randint(0, len(text))
    return text[:at] + random.choice(SCRAPS) + text[at:]


def _instead(text: str, random: Random) -> str:
    """A scrap in the place of a value."""
    lines = text.split("\n")
    n = random.randrange(len(lines))
    key, colon, _ = lines[n].partition(": ")
    lines[n] = f"{key}{colon}{random.choice(SCRAPS)}"
    return "\n".join(lines)


def _lines(text: str, random: Random) -> str:
    """Lines lost, doubled or exchanged."""
    lines = text.split("\n")
    a, b = sorted((random.randrange(len(lines)), random.randrange(len(lines))))
    middle = random.choice(([], lines[a:b][:50] * 2, lines[a:b][::-1]))
    return "\n".join([*lines[:a], *middle, *lines[b:]])


def _indent(text: str, random: Random) -> str:
    lines = text.split("\n")
    n = random.randrange(len(lines))
    lines[n] = random.choice(("", " ", "   ", "\t", " " * 200)) + lines[n].lstrip()
    return "\n".join(lines)


def _characters(text: str, random: Random) -> str:
    """Some characters exchanged for any others that UTF-8 can hold."""
    letters = list(text)
    for _ in range(random.randint(1, 8) if letters else 0):
        ranges = random.choice(((0, 0x20), (0x20, 0x250), (0x3000, 0xD7FF), (0x1F5FC, 0x1F600)))
        letters[random.randrange(len(letters))] = chr(random.randrange(*ranges))
    return "".join(letters)


def _slip(text: str, random: Random) -> str:
    """A sign that means something to YAML, put in or in the place of another."""
    at = random.randint(0, len(text))
    return text[:at] + random.choice("'\"#&*!|>-?:,[]{}%@`~\\ \n\t") + text[at + random.randint(0, 1) :]


TEXT_DAMAGES: tuple[Callable[[str, Random], str], ...] = (
    _cut, _scrap, _scrap, _instead, _instead, _lines, _indent, _characters, _slip, _slip,
)  # fmt: skip


def distorted(data: Any, random: Random) -> Any:
    """Data with one to six values that are not as they should be."""
    for _ in range(random.randint(1, 6)):
        data = _distort(data, random)
    return data


def _distort(data: Any, random: Random) -> Any:
    if isinstance(data, dict) and data:
        key = random.choice(list(data))
        if random.random() < 0.75:
            return {**data, key: _distort(data[key], random)}
        return _mapping_distorted(data, key, random)
    if isinstance(data, list) and data:
        n = random.randrange(len(data))
        if random.random() < 0.8:
            return [*data[:n], _distort(data[n], random), *data[n + 1 :]]
        return random.choice(([*data, *data], data[:n], [*data, data[n]], {"0": data}, data[n]))
    return _odd(data, random)


def _mapping_distorted(data: dict[Any, Any], key: Any, random: Random) -> Any:
    rest = {k: v for k, v in data.items() if k != key}
    other = data[random.choice(list(data))]
    misnamed = {**rest, f"{key}s": data[key]}
    return random.choice((rest, misnamed, {**data, key: other}, [data], list(data), {**rest, str(key).upper(): 1}))


def _odd(data: Any, random: Random) -> Any:
    return random.choice((*ODD_VALUES, [data], {"en": data}, f"{data}x", str(data)[::-1], [data, data]))


def as_yaml(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
