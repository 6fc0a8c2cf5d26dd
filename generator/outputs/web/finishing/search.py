"""The search index: sections of pages with whole rows, Japanese words, and the forms in which people type numbers.

`words` is a field that is searched and not shown. It holds what a reader may type and the text does not say: a compound
whose words were divided, a telephone number without hyphens, full-width letters in their usual width.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
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
    pages = dict.fromkeys(entry["location"].partition("#")[0] for entry in index["docs"])
    found = [(page, s) for page in pages for s in sections(site.pages.get(page or "index.html", ""))]
    words = words_of((text for _, s in found for text in (s.title, *s.lines)))
    index["docs"] = [_entry(page, section, words) for page, section in found if section.title or section.lines]
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _entry(page: str, section: Section, words: Words) -> dict[str, Any]:
    entry = {
        "location": f"{page}#{section.id}" if section.id else page,
        "title": divided(section.title, words),
        "text": divided(section.html, words),
    }
    if hidden := " ".join(dict.fromkeys(_hidden(section, words))):
        entry["words"] = hidden
    return entry


def divided(text: str, words: Words) -> str:
    """The text with a mark of no width between the words of its compounds."""
    return RUN.sub(lambda run: BETWEEN_WORDS.join(words[run[0]]), text)


def _hidden(section: Section, words: Words) -> Iterator[str]:
    """What may be typed and is not said."""
    for text in (section.title, *section.lines):
        for run in RUN.findall(text):
            if len(words[run]) > 1:
                yield run
        for run in OTHER_WIDTH.findall(text):
            yield unicodedata.normalize("NFKC", run)
    for number in section.numbers:
        yield number
        for code, dialled in HOME.items():
            if number.startswith(code):
                yield dialled + number.removeprefix(code)
