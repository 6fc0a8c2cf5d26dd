"""A composed edition of a small client, for tests of what is made from pages."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from builders import workspace

from generator.editions.edition import make_edition
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.pages.compose import Composition, compose
from generator.workspace import Workspace

SCHEMA = load_schema()
AS_OF = date(2026, 10, 1)


def composed(
    folder: Path,
    provider: Mapping[str, Any] | None = None,
    client: Mapping[str, Any] | None = None,
    audience: str = "liaison",
    language: str = "en",
) -> tuple[Workspace, Composition]:
    """The small client of the builders with files laid over it, as one edition's pages."""
    made = workspace(folder, provider, acme=client or {})
    raw = load(made, SCHEMA, ["acme"]).raw("acme")
    return made, compose(made, SCHEMA, make_edition(SCHEMA, raw, audience, language, AS_OF))
