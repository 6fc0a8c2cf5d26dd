"""The documents of two clients of the sample are built as they were approved, in structure and not in pixels.

`make approve` writes tests/data/approved/ anew; read its differences before you commit them.
"""

import json
import os
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml
from builders import ROOT
from paper.structure import Structure, moved, structure, written

from generator.editions.edition import make_edition
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.outputs.document import documents_of, make_document
from generator.pages.compose import Composition, compose
from generator.workspace import Workspace

APPROVED = ROOT / "tests/data/approved"
APPROVE = os.environ.get("HANDBOOK_APPROVE") == "1"
WORKSPACE = Workspace.at(ROOT)
AS_OF = date.fromisoformat(str(yaml.safe_load((ROOT / "site_config/sample.yml").read_text("utf-8"))["as_of"]))
EDITIONS = [("kanda-partners", "en"), ("kanda-partners", "ja"), ("komorebizaka-clinic", "ja")]
QUICK = ("quick-card", "starter-form", "consent-form", "covering-letter")
"""Documents that take no second each."""
SHOWN = 12
"""Differences that a failure tells."""


@cache
def composed(client: str, language: str) -> Composition:
    schema = load_schema()
    loaded = load(WORKSPACE, schema, [client])
    return compose(WORKSPACE, schema, make_edition(schema, loaded.raw(client), "liaison", language, AS_OF))


def built(client: str, language: str, folder: Path, only: tuple[str, ...] = ()) -> dict[str, Structure]:
    composition, made = composed(client, language), {}
    for document in documents_of(WORKSPACE, composition):
        if not only or document.name in only:
            target = folder / f"{document.name}.pdf"
            make_document(WORKSPACE, composition, document, target)
            made[document.name] = structure(target)
    return made


def compare(client: str, language: str, made: dict[str, Structure], whole: bool) -> None:
    path = APPROVED / f"{client}.{language}.json"
    if APPROVE:
        if whole:
            path.write_text(written(made), "utf-8")
        return
    approved = json.loads(path.read_text("utf-8"))
    wanted = approved if whole else {name: approved[name] for name in made if name in approved}
    told = [f"{name} is {'new' if name in made else 'gone'}" for name in sorted(set(wanted) ^ set(made))]
    told += [f"{name}: {what}" for name in sorted(set(wanted) & set(made)) for what in moved(wanted[name], made[name])]
    more = [f"… and {len(told) - SHOWN} more"] if len(told) > SHOWN else []
    if told:
        pytest.fail(
            "\n".join([f"{client}, {language}, is not as it was approved:", *told[:SHOWN], *more])
            + "\nIf that is meant: look at the documents, then `make approve` and commit tests/data/approved/.",
            pytrace=False,
        )


@pytest.mark.parametrize(("client", "language"), EDITIONS)
def test_short_documents_are_as_approved(client: str, language: str, tmp_path: Path) -> None:
    compare(client, language, built(client, language, tmp_path, QUICK), whole=False)


@pytest.mark.long
@pytest.mark.parametrize(("client", "language"), EDITIONS)
def test_all_documents_are_as_approved(client: str, language: str, tmp_path: Path) -> None:
    compare(client, language, built(client, language, tmp_path), whole=True)


def test_what_moved_is_told() -> None:
    before = {"pages": [{"lines": 9, "begins": "A", "headings": ["One", "Two"]}, {"lines": 4, "begins": "B"}]}
    now = {
        "pages": [{"lines": 7, "begins": "A", "headings": ["One"]}, {"lines": 4, "begins": "B", "headings": ["Two"]}]
    }
    assert moved(before, before) == []
    told = moved(before, {"pages": [*now["pages"], {"lines": 1, "headings": ["Three"]}]})
    assert told[0] == "3 pages, approved were 2"
    assert "heading “Two” moved from page 1 to 2" in told
    assert "heading “Three” is new on page 3" in told
    assert "page 1, lines: 7, approved was 9" in told
