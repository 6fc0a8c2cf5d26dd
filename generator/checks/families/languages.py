"""Every reader finds every text in the own language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.checks.nearness import listed
from generator.checks.rule import Problem, Scene, rule
from generator.checks.walking import Value
from generator.editions.audience import rank
from generator.facts.selecting import one

NAMES = {"en": "English", "ja": "Japanese"}
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々]")
ENGLISH_WORD = re.compile(r"(?<![\w./@-])[a-z]{2,}(?![\w./@-])")
LINK_OR_CODE = re.compile(r"`[^`]*`|\bhttps?://\S+|\]\([^)]*\)|\{\{.*?\}\}")
FEWEST_WORDS = 3
"""English words in small letters that make a text; with fewer it may be a name, the same in every language."""
MOST_FOREIGN = 0.5
"""Share of Japanese characters up to which an English text may quote what stands on a screen."""


@rule("W801", "client", "provider")
def text_that_is_missing_in_a_language(scene: Scene) -> Iterator[Problem]:
    languages = scene.once(_languages)
    for value in scene.once(_told):
        missing = [code for code in languages if not _has(value.value, code)]
        if missing and _any(value.value):
            names = listed((NAMES.get(code, code) for code in missing), "and")
            given = value.value if isinstance(value.value, Mapping) else {}
            message = f"`{_name(value)}` is missing in {names}, and so would be shown in another language"
            hint = f"Add {listed((f'`{c}: …`' for c in missing), 'and')}." if given else "Write {en: …, ja: …}."
            yield Problem(value.held.root, value.path, message, hint)


@rule("W802", "client", "provider")
def text_in_the_wrong_language(scene: Scene) -> Iterator[Problem]:
    for value in scene.once(_told):
        given = value.value if isinstance(value.value, Mapping) else {}
        for code, text in given.items():
            if isinstance(text, str) and code in NAMES and (looks := _language_of(text)) not in (None, code):
                message = f"the text under `{code}` looks like {NAMES[str(looks)]}"
                hint = "Translate it, or exchange the two; where the same is meant in both, ignore this."
                yield Problem(value.held.root, (*value.path, code), message, hint)


def _languages(scene: Scene) -> Sequence[str]:
    """Those in which this scene's texts are read."""
    holder = one(scene.inventory, "client" if scene.scope == "client" else "provider")
    found: Sequence[str] = holder.languages if holder is not None else ()
    return found


def _told(scene: Scene) -> list[Value]:
    """The texts that clients read, from this scene's own files."""
    folder = scene.workspace.relative(scene.folder.path) + "/"
    clients = rank("liaison")
    texts = (v for v in scene.values("text", "markdown") if v.rank <= clients)
    return [v for v in texts if v.held.root.origin is None or _stands_in(v, folder)]


def _stands_in(value: Value, folder: str) -> bool:
    """A client's procedure is laid over the provider's: only what stands in the client's file is its own."""
    origin = value.held.root.origin
    if origin is None or origin.beneath is None:
        return True
    return origin.holder(value.path)[0].source.file.startswith(folder)


def _has(value: Any, code: str) -> bool:
    if isinstance(value, Mapping):
        return bool(str(value.get(code) or "").strip())
    return _language_of(value) in (None, code) if isinstance(value, str) else True


def _any(value: Any) -> bool:
    return isinstance(value, str) or any(isinstance(v, str) and v.strip() for v in value.values())


def _language_of(text: str) -> str | None:
    """The language that a text is plainly in; None for names, numbers, and texts in both."""
    plain = LINK_OR_CODE.sub(" ", text) if "`" in text or "/" in text or "{" in text else text
    english = _is_english(plain)
    if plain.isascii() or JAPANESE.search(plain) is None:
        return "en" if english else None
    if not english or len(JAPANESE.findall(plain)) > MOST_FOREIGN * len(plain):
        return "ja"
    return None


def _is_english(text: str) -> bool:
    """Whether there are so many English words that it is no name."""
    at = 0
    for _ in range(FEWEST_WORDS):
        word = ENGLISH_WORD.search(text, at)
        if word is None:
            return False
        at = word.end()
    return True


def _name(value: Value) -> str:
    return str(next((step for step in reversed(value.path) if isinstance(step, str)), "text"))
