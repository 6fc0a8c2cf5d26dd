"""The search index: sections of pages with whole rows, Japanese words, and the forms in which people type numbers.

Two fields are searched and not shown, `title_words` and `words`. They hold what a reader may type and title and text
do not say: a compound whose words were divided, a telephone number without hyphens, full-width letters.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from generator.outputs.web.finishing.sections import Section, sections
from generator.outputs.web.finishing.segmenting import RUN, Words, words_of
from generator.outputs.web.finishing.site import Site

INDEX = "search/search_index.json"
BETWEEN_WORDS = "\N{ZERO WIDTH SPACE}"
OTHER_WIDTH = re.compile(r"[\w\-.]*[０-９Ａ-Ｚａ-ｚｦ-ﾟ][\w\-.ﾞﾟ]*")
HOME = {"81": "0"}
"""What is dialled at home instead of a country's code."""


def write_index(site: Site) -> None:
    """Write the index anew, with the settings of the builder's and for the pages that it holds."""
    path = site.folder / INDEX
    if not path.is_file():
        return
    index = json.loads(path.read_text("utf-8"))
    pages = {entry["location"].partition("#")[0]: entry.get("boost") for entry in index["docs"]}
    found = [(page, s) for page in pages for s in sections(site.pages.get(page or "index.html", ""))]
    words = words_of((text for _, s in found for text in (s.title, *s.lines)))
    index["docs"] = [_entry(page, s, words, pages[page]) for page, s in found if s.title or s.lines]
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _entry(page: str, section: Section, words: Words, boost: float | None) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "location": f"{page}#{section.id}" if section.id else page,
        "title": divided(section.title, words),
        "text": divided(section.html, words),
    }
    for field, texts, numbers in (("title_words", [section.title], []), ("words", section.lines, section.numbers)):
        if hidden := " ".join(dict.fromkeys(_hidden(texts, numbers, words))):
            entry[field] = hidden
    if boost is not None:
        entry["boost"] = boost
    return entry


def divided(text: str, words: Words) -> str:
    """The text with a mark of no width between the words of its compounds."""
    return text if text.isascii() else RUN.sub(lambda run: BETWEEN_WORDS.join(words[run[0]]), text)


def _hidden(texts: Iterable[str], numbers: Iterable[str], words: Words) -> Iterator[str]:
    """What may be typed and is not said."""
    for text in texts:
        if text.isascii():
            continue
        for run in RUN.findall(text):
            if len(words[run]) > 1:
                yield run
        for run in OTHER_WIDTH.findall(text):
            yield unicodedata.normalize("NFKC", run)
    for number in numbers:
        yield number
        for code, dialled in HOME.items():
            if number.startswith(code):
                yield dialled + number.removeprefix(code)
