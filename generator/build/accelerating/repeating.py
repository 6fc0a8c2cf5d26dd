"""A page whose Markdown was converted before is not converted again.

Of the pages that a preview makes anew on every save, all but one or two are as they were; of those of many clients, the
provider's are the same. What a page says of others (links to their files) depends on them: such a page is converted.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import mkdocs.structure.pages as pages
from mkdocs.structure.toc import TableOfContents

from generator.outputs.web.kept import Kept

ROOM = 16_000_000


class Converted(NamedTuple):
    """All that the builder knows of a page after it converted it."""

    content: str
    toc: TableOfContents
    title: str | None
    anchors: frozenset[str]
    own_links: Mapping[str, str]


CONVERTED: Kept[Converted] = Kept(ROOM)


def accelerate() -> None:
    setattr(pages.Page, "render", _remembered(pages.Page.render))  # noqa: B010


def _remembered(plain: Callable[[Any, Any, Any], None]) -> Callable[[Any, Any, Any], None]:
    def render(self: Any, config: Any, files: Any) -> None:
        settings = repr((config["markdown_extensions"], config["mdx_configs"]))
        if self.markdown is None or not all(isinstance(name, str) for name in config["markdown_extensions"]):
            plain(self, config, files)
            return
        known = CONVERTED.get(self.markdown, settings)
        if known is not None:
            self.content, self.toc, self._title_from_render = known[:3]
            self.present_anchor_ids = set(known.anchors)
            self.links_to_anchors = {self.file: dict(known.own_links)} if known.own_links else {}
            return
        looker = _Looker(files)
        plain(self, config, looker)
        links = self.links_to_anchors
        if not looker.was_asked and links is not None and links.keys() <= {self.file}:
            anchors = frozenset(self.present_anchor_ids)
            made = Converted(self.content, self.toc, self._title_from_render, anchors, links.get(self.file, {}))
            CONVERTED.keep(made, 2 * len(self.content), self.markdown, settings)

    return render


class _Looker:
    """The files of a website, which remember whether anybody asked for one."""

    def __init__(self, files: Any) -> None:
        self._files, self.was_asked = files, False

    def __getattr__(self, name: str) -> Any:
        self.was_asked = True
        return getattr(self._files, name)
