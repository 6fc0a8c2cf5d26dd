"""When support is open, as data for the script that marks today: no page knows the day on which it is read."""

import json
from collections.abc import Mapping
from datetime import time
from typing import Any

from generator.facts.calendar import day_before
from generator.facts.selecting import months_later
from generator.facts.working_time import zone_of
from generator.inventory.values import Hours
from generator.pages.compose import Composition

FILE = "assets/site.js"


def script(composition: Composition, words: Mapping[str, str]) -> str:
    """The script file that hands this edition's data to handbook.js."""
    language = composition.edition.language
    locale = str(language.locale).replace("_", "-")
    data = {"lang": language.code, "locale": locale, "words": dict(words), **opening(composition)}
    return f"var handbook={json.dumps(data, ensure_ascii=False, separators=(',', ':'), sort_keys=True)};\n"


def opening(composition: Composition) -> dict[str, Any]:
    """Hours by weekday in minutes of the provider's day, the closed days, and the last day for which they are known."""
    edition = composition.edition
    client, provider, facts = edition.inventory.client, edition.inventory.provider, edition.facts
    telephone = facts.channel("telephone")
    hours = (telephone.hours if telephone else None) or provider.working_hours
    if hours is None:
        return {}
    ours = [day for day in facts.closed_days if day.kind != "client_closing"]
    return {
        "zone": zone_of(provider, client).key,
        "readerZone": zone_of(client, provider).key,
        "hours": _minutes(hours),
        "closed": [day.date.isoformat() for day in ours],
        "knownTo": day_before(months_later(edition.as_of, 12)).isoformat(),
    }


def _minutes(hours: Hours) -> list[list[list[int]]]:
    return [[[_minute(start), _minute(end)] for start, end in day] for day in hours.days]


def _minute(clock: time) -> int:
    """Minutes since midnight; the last moment of a day counts as the midnight after it."""
    return 1440 if clock == time.max else clock.hour * 60 + clock.minute
