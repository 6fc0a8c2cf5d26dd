"""The words of site_config/website.yml in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.editions.language import Language
from generator.pages.catalogue import ConfigurationError, load_yaml
from generator.workspace import Workspace

FILE = "website.yml"


def names_of_languages(workspace: Workspace) -> Mapping[str, str]:
    """What each language calls itself."""
    names: Mapping[str, str] = load_yaml(workspace.site_config / FILE)["languages"]
    return names


@dataclass(frozen=True)
class Words:
    """Groups of words; asking for one that the file lacks raises ConfigurationError."""

    data: Mapping[str, Any]
    language: Language

    @classmethod
    def of(cls, workspace: Workspace, language: Language) -> "Words":
        return cls(load_yaml(workspace.site_config / FILE), language)

    @property
    def languages(self) -> Mapping[str, str]:
        """What each language calls itself."""
        names: Mapping[str, str] = self.data["languages"]
        return names

    def group(self, name: str) -> Mapping[str, str]:
        """The words of a group in the language."""
        try:
            return {key: said[self.language.code] for key, said in self.data[name].items()}
        except (KeyError, TypeError, AttributeError) as error:
            raise ConfigurationError(f"site_config/{FILE}: {name} lacks {error}") from error
