"""Configurations are read by the YAML library's C half: the same values, five times as fast."""

import mkdocs.utils.yaml
import yaml


def accelerate() -> None:
    if yaml.__with_libyaml__:
        setattr(mkdocs.utils.yaml.get_yaml_loader, "__defaults__", (yaml.CLoader, None))  # noqa: B010
