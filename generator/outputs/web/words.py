"""The words of site_config/website.yml in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.editions.language import Language
from generator.pages.catalogue import ConfigurationError, load_mapping
from generator.workspace import Workspace

FILE = "website.yml"


def names_of_languages(workspace: Workspace) -> Mapping[str, str]:
    """What each language calls itself."""
    return _languages(load_mapping(workspace.site_config / FILE))


def _languages(data: Mapping[str, Any]) -> Mapping[str, str]:
    names = data.get("languages")
    if not isinstance(names, dict):
        raise ConfigurationError(f"site_config/{FILE}: `languages` must say what each language calls itself")
    return names


@dataclass(frozen=True)
class Words:
    """Groups of words; asking for one that the file lacks raises ConfigurationError."""

    data: Mapping[str, Any]
    language: Language

    @classmethod
    def of(cls, workspace: Workspace, language: Language) -> "Words":
        return cls(load_mapping(workspace.site_config / FILE), language)

    @property
    def languages(self) -> Mapping[str, str]:
        """What each language calls itself."""
        return _languages(self.data)

    def group(self, name: str) -> Mapping[str, str]:
        """The words of a group in the language."""
        if not isinstance(self.data.get(name), dict):
            raise ConfigurationError(f"site_config/{FILE}: `{name}` must be a group of words, each in every language")
        try:
            return {key: said[self.language.code] for key, said in self.data[name].items()}
        except (KeyError, TypeError, AttributeError) as error:
            raise ConfigurationError(f"site_config/{FILE}: {name} lacks {error}") from error
