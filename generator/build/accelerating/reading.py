"""Configurations are read by the YAML library's C half, ours as what they are, what is installed is looked up once."""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import mkdocs.utils
import mkdocs.utils.meta
import mkdocs.utils.yaml
import yaml

FRONT = re.compile("---\n(\\{\"[ -[\\]-~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*\\})\n---\n")
"""What we write above a page: JSON on one line, with nothing in it that JSON and YAML read differently."""
EXPONENT = re.compile(r"[\d.][eE][-+]?\d")


def accelerate() -> None:
    if yaml.__with_libyaml__:
        setattr(mkdocs.utils.yaml.get_yaml_loader, "__defaults__", (yaml.CLoader, None))  # noqa: B010
    themes = cache(mkdocs.utils.get_themes.__wrapped__)
    setattr(themes, "cache_clear", lambda: None)  # noqa: B010 - each theme that is loaded forgets all of them
    setattr(mkdocs.utils, "get_themes", themes)  # noqa: B010
    setattr(mkdocs.utils.meta, "get_data", _front(mkdocs.utils.meta.get_data))  # noqa: B010


def _front(plain: Callable[[str], tuple[str, dict[str, Any]]]) -> Callable[[str], tuple[str, dict[str, Any]]]:
    def get_data(doc: str) -> tuple[str, dict[str, Any]]:
        found = FRONT.match(doc)
        if found is None or EXPONENT.search(found[1]):
            return plain(doc)
        return doc[found.end() :].lstrip("\n"), json.loads(found[1])

    return get_data
