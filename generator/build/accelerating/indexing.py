"""The search plugin reads every page to divide it, and the finished website gets an index of our own making.

So of the plugin's index only the pages remain, each with how much it counts.
"""

from typing import Any

from material.plugins.search.plugin import SearchIndex

EXCLUDED = "data-search-exclude"


def accelerate() -> None:
    plain = SearchIndex.add_entry_from_context

    def add_entry_from_context(self: Any, page: Any) -> None:
        if not page.content.strip() or EXCLUDED in page.content:
            plain(self, page)
            return
        search = page.meta.get("search") or {}
        if not search.get("exclude"):
            boost = {"boost": search["boost"]} if "boost" in search else {}
            self.entries.append({"location": page.url, "title": "", "text": "", **boost})

    setattr(SearchIndex, "add_entry_from_context", add_entry_from_context)  # noqa: B010
