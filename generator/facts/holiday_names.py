"""Public holidays of a country, each named in English and Japanese."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays

LANGUAGES = {"en": ("en_GB", "en_US", "en"), "ja": ("ja",)}
"""Our languages, and what the library may call them, best first."""
BRITISH = {"Labor": "Labour"}


@lru_cache(maxsize=64)
def public_holidays(country: str, subdivision: str | None, year: int) -> Mapping[date, Mapping[str, str]]:
    """Day → name per language; nothing for a country or region that the library does not know."""
    named = {code: _in_language(country, subdivision, year, tags) for code, tags in LANGUAGES.items()}
    return {day: {code: names[day] for code, names in named.items()} for day in named["en"]}


def _in_language(country: str, subdivision: str | None, year: int, tags: tuple[str, ...]) -> dict[date, str]:
    try:
        known = holidays.country_holidays(country).supported_languages
        language = next((tag for tag in tags if tag in known), None)
        found = holidays.country_holidays(country, subdiv=subdivision, years=year, language=language)
    except NotImplementedError:
        return {}
    return {day: _british(name) for day, name in sorted(found.items())}


def _british(name: str) -> str:
    for american, ours in BRITISH.items():
        name = name.replace(american, ours)
    return name
