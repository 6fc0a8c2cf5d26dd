"""Style sheets are parsed once for a process, not once for each of a document's layouts.

The sheets themselves are read each time, and compared: an edited style sheet is parsed again.
"""

import logging
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any, NamedTuple

import weasyprint
from weasyprint import css
from weasyprint.urls import URLFetcherResponse

from generator.outputs.paper.accelerating.patching import Patch

MOST = 32
"""Style sheets that are kept, of each provider's and client's colours one."""
PLAIN = {"url", "string", "base_url", "url_fetcher", "media_type", "font_config", "counter_style", "_check_mime_type"}
"""What a sheet may be asked for with, to be kept; and colour profiles, page rules and layers of its own."""
MUTABLE = b"gradient("
"""The engine works out lengths in gradients within the parsed sheet: such a sheet serves one document."""

Content = tuple[bytes, str]


class Kept(NamedTuple):
    """A parsed sheet, and what was read for it."""

    sheet: Any
    read: dict[str, Content]


_kept: OrderedDict[tuple[Any, ...], Kept] = OrderedDict()


def patches() -> Iterator[Patch]:
    """What this module speeds up."""
    yield Patch(css, "CSS", _sheet)


class _Reader:
    """A fetcher that remembers what it gave."""

    def __init__(self, fetcher: Any) -> None:
        self.fetcher = fetcher
        self.read: dict[str, Content] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.fetcher, name)

    def __call__(self, url: str) -> Any:
        response = self.fetcher(url)
        content = response.read()
        response.close()
        self.read[url] = content, response.content_type
        return URLFetcherResponse(response.url, content, response.headers, response.status)


class _Faults(logging.Handler):
    """Counts what is wrong with a sheet: that must be told each time, so such a sheet is not kept."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


def _sheet(*args: Any, **given: Any) -> Any:
    fetcher = given.get("url_fetcher")
    others = [given[name] for name in given.keys() - PLAIN]
    if args or fetcher is None or any(others):
        return weasyprint.CSS(*args, **given)
    key = tuple(given.get(name) for name in ("url", "string", "base_url", "media_type", "_check_mime_type"))
    kept = _kept.get(key)
    if kept is not None and _is_current(kept, fetcher):
        _kept.move_to_end(key)
        return kept.sheet
    return _parsed(key, fetcher, given)


def _is_current(kept: Kept, fetcher: Any) -> bool:
    """Whether the files still say the same, to this fetcher: it may be one that may not read them."""
    reader = _Reader(fetcher)
    try:
        for url in kept.read:
            reader(url)
    except Exception:
        return False  # told by parsing again
    return reader.read == kept.read


def _parsed(key: tuple[Any, ...], fetcher: Any, given: dict[str, Any]) -> Any:
    reader, faults, logger = _Reader(fetcher), _Faults(), logging.getLogger("weasyprint")
    aside = [given.get("counter_style"), given.get("color_profiles")]
    before = [dict(each or {}) for each in aside]
    logger.addHandler(faults)
    try:
        sheet = weasyprint.CSS(**{**given, "url_fetcher": reader})
    finally:
        logger.removeHandler(faults)
    alone = given["font_config"]._folder is None and before == [dict(each or {}) for each in aside]
    texts = [content for content, _ in reader.read.values()] + [(given.get("string") or "").encode()]
    if alone and not faults.count and not any(MUTABLE in text.lower() for text in texts):
        _kept[key] = Kept(sheet, reader.read)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return sheet
