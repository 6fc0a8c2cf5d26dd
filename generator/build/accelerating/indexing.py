"""The search plugin reads every page to divide it, and the finished website gets an index of our own making.

So of the plugin's index only the pages remain, each with how much it counts.
"""

from typing import Any

from material.plugins.search.plugin import SearchPlugin

SPECIAL = "data-search-"
"""What leaves parts of a page out of the index."""


def accelerate() -> None:
    plain = SearchPlugin.on_page_context

    def on_page_context(self: Any, context: Any, *, page: Any, config: Any, nav: Any) -> None:
        if not page.content.strip() or SPECIAL in page.content:
            plain(self, context, page=page, config=config, nav=nav)
            return
        search = page.meta.get("search") or {}
        if self.config.enabled and not search.get("exclude"):
            boost = {"boost": search["boost"]} if "boost" in search else {}
            self.search_index.entries.append({"location": page.url, "title": "", "text": "", **boost})

    setattr(SearchPlugin, "on_page_context", on_page_context)  # noqa: B010
