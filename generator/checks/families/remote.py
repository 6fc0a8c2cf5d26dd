"""What is promised about remote support, and about the service as a whole, holds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.checks.rule import Problem, Scene, rule
from generator.checks.walking import Value
from generator.facts.selecting import one
from generator.inventory.records import Record
from generator.inventory.values import Hours

SOMEBODY_SITS_AT = ("workstation", "laptop", "tablet")
"""Kinds of device that nobody connects to without the user's knowledge."""
TELLING = {
    "procedure": (), "remote_support": (), "page": ("body",),
    "client": ("coverage", "priorities", "welcome_message", "questions"),
    "provider": ("coverage", "priorities", "introduction", "questions", "data_protection", "exit_terms"),
}  # fmt: skip
"""Record → the fields that tell a client what it may count on; all of them where none is named."""
NEVER_CLOSED = re.compile(
    r"\b24\s*[/x×]\s*7\b|\b24[- ]hours?(?= a day|, seven|, 7|[ -]a-day)|\bround[- ]the[- ]clock\b|\b365 days\b"
    r"|24時間\s*365日|365日|年中無休|24時間(?:体制|対応|受付|サポート)",
    re.IGNORECASE,
)
NEVER_CLOSED_WORDS = ("24", "round", "365", "年中無休")
GUARANTEE = re.compile(
    r"(?<!not )(?<!n't )(?<!no )\b(?:we|is|are|will be) (?:always )?guaranteed?\b(?! in (?:our|your))"
    r"|保証(?:します|いたします|いたしており|しており)",
    re.IGNORECASE,
)
GUARANTEE_WORDS = ("guarantee", "保証")
RATE = re.compile(r"(\d{1,3})(?:\.\d+)?\s*(?:[%％]|per\s?cent|パーセント)", re.IGNORECASE)
RATE_WORDS = ("%", "％", "cent", "パーセント")
REMOTELY = re.compile(r"remote|without a visit|リモート|遠隔|訪問せず", re.IGNORECASE)
DEADLINE = re.compile(r"(\d{1,3})\s*(?:clock )?hours? (?:before|ahead)|(\d{1,3})\s*時間前", re.IGNORECASE)
DEADLINE_WORDS = ("hour", "時間前")
"""Without one of its words a pattern matches nothing: that is seen sooner than by trying the pattern."""
VISITED = re.compile(r"visit|訪問", re.IGNORECASE)


@rule("E615", "client", "provider")
def unattended_access_to_somebodys_computer(scene: Scene) -> Iterator[Problem]:
    policy = one(scene.inventory, "remote_support")
    for group in policy.groups if policy is not None else ():
        if group.access != "unattended":
            continue
        kinds = [(("kinds", i), k) for i, k in enumerate(group.kinds) if k in SOMEBODY_SITS_AT]
        assets = [(("assets", i), a.kind) for i, a in enumerate(group.assets) if a.kind in SOMEBODY_SITS_AT]
        for path, kind in (*kinds, *assets):
            message = f"unattended access to a {kind} contradicts the promise: only with the user's approval, each time"
            yield Problem(group, path, message, "Move it to a group with `access: attended`.")
    for tool in _tools(scene):
        if tool.used_for in ("workstations", "both") and tool.started_by == "engineer":
            message = f"the tool `{tool.id}` reaches workstations, but an engineer alone starts it"
            hint = "Say `engineer_with_approval` or `user`, if that is so; else use it for infrastructure only."
            yield Problem(tool, "started_by", message, hint)


def _tools(scene: Scene) -> Sequence[Record]:
    """The provider's tools, once: clients have none of their own."""
    provider = one(scene.inventory, "provider") if scene.scope == "provider" else None
    return provider.remote_tools if provider is not None else ()


@rule("E616", "client", "provider")
def number_that_contradicts_the_provider(scene: Scene) -> Iterator[Problem]:
    provider = one(scene.inventory, "provider")
    if provider is None:
        return
    checks = (
        (RATE_WORDS, RATE, REMOTELY, provider.remote_resolution_rate, "%", "the rate of remote solutions"),
        (
            DEADLINE_WORDS, DEADLINE, VISITED, provider.visit_report_deadline_hours, " hours",
            "the deadline of the visit report",
        ),
    )  # fmt: skip
    for value, language, text in scene.once(_telling):
        for words, pattern, about, known, unit, what in checks:
            if known is None or not _holds(text, words) or not about.search(text):
                continue
            wrong = [n for found in pattern.finditer(text) if (n := int(found[1] or found[found.re.groups])) != known]
            if wrong:
                message = f"{what} is {known}{unit} in provider.yml, but {wrong[0]}{unit} here"
                hint = "Correct it, or leave the number out: pages give it from provider.yml."
                yield Problem(value.held.root, (*value.path, *language), message, hint)


@rule("W617", "client", "provider")
def promise_that_nothing_backs(scene: Scene) -> Iterator[Problem]:
    provider = one(scene.inventory, "provider")
    hours: Hours | None = provider.working_hours if provider is not None else None
    always = hours is not None and _always(hours)
    for value, language, text in scene.once(_telling):
        closed = NEVER_CLOSED.search(text) if not always and _holds(text, NEVER_CLOSED_WORDS) else None
        found = closed or (GUARANTEE.search(text) if _holds(text, GUARANTEE_WORDS) else None)
        if found is None:
            continue
        backed = "the provider's working hours" if closed else "provider data, in which targets are no guarantees,"
        message = f"“{found[0].strip()}” promises what {backed} {'do' if closed else 'does'} not hold"
        hint = (
            "Say what is done and when, without the promise. If it is about somebody else, name them and ignore this."
        )
        yield Problem(value.held.root, (*value.path, *language), message, hint)


def _holds(text: str, words: tuple[str, ...]) -> bool:
    low = text.casefold()
    return any(word in low for word in words)


def _always(hours: Hours) -> bool:
    return all(any(end > start for start, end in hours.on(day)) for day in range(7)) and all(
        sum((e.hour * 60 + e.minute + 1) - (s.hour * 60 + s.minute) for s, e in hours.on(day)) >= 24 * 60
        for day in range(7)
    )


def _telling(scene: Scene) -> list[tuple[Value, tuple[str, ...], str]]:
    """(value, its language as a path, text) of the texts that tell a client what it may count on."""
    return [
        (value, language, text)
        for value in scene.values("text", "markdown")
        if (fields := TELLING.get(value.held.root.record_type)) is not None
        and (not fields or value.path[0] in fields)
        and "not_included" not in value.path
        for language, text in each_language(value.value)
    ]


def each_language(value: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """The strings of a text, each with the path to it."""
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, Mapping):
        yield from (((code,), words) for code, words in value.items() if isinstance(words, str))
