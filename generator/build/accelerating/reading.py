"""Configurations are read by the YAML library's C half, and what is installed is looked up once."""

from functools import cache

import mkdocs.utils
import mkdocs.utils.yaml
import yaml


def accelerate() -> None:
    if yaml.__with_libyaml__:
        setattr(mkdocs.utils.yaml.get_yaml_loader, "__defaults__", (yaml.CLoader, None))  # noqa: B010
    themes = cache(mkdocs.utils.get_themes.__wrapped__)
    setattr(themes, "cache_clear", lambda: None)  # noqa: B010 - each theme that is loaded forgets all of them
    setattr(mkdocs.utils, "get_themes", themes)  # noqa: B010
