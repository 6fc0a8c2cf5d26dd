"""What somebody may have meant: the nearest of the names that exist."""

import difflib
from collections.abc import Iterable

MOST_KNOWN = 500
"""Names compared with; comparing is slow, and a list that long is not what a typing error needs."""
MOST_LISTED = 12


def meant(given: object, known: Iterable[str], nothing: str) -> str:
    """A hint: the nearest of `known`, or some of them, or `nothing` when there are none."""
    names = sorted(known)
    if not names:
        return nothing
    near = difflib.get_close_matches(str(given)[:80], names[:MOST_KNOWN], n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{near[0]}`?"
    return f"Known: {', '.join(names[:MOST_LISTED])}{' …' if len(names) > MOST_LISTED else ''}"


def called(kind: str) -> str:
    """A record type as people say it: `visit plan`."""
    return kind.replace("_", " ").replace("vlan", "VLAN").replace("vpn", "VPN")


def listed(names: Iterable[str], joint: str = "or") -> str:
    """`a, b or c`."""
    given = list(names)
    return f" {joint} ".join([", ".join(given[:-1]), given[-1]]) if len(given) > 1 else "".join(given)


def some(names: Iterable[str], most: int = 6) -> str:
    """`a, b, c and 4 more`."""
    given = list(names)
    return ", ".join(given) if len(given) <= most else f"{', '.join(given[:most])} and {len(given) - most} more"


def days(number: int) -> str:
    """`1 day`, `12 days`."""
    return f"{number} day{'' if number == 1 else 's'}"
