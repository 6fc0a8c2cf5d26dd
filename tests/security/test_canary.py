"""No edition holds a token above its audience, nor one of another client, in any byte of any output."""

import pickle
import re
import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders import ROOT, write
from end_to_end.conftest import handbook

from generator.checks.documentation import rule_pages
from generator.editions.audience import redact
from generator.editions.language import localise
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.inventory.schema.fragments import AUDIENCES, Schema
from generator.workspace import Workspace
from security.decoding import texts
from security.synthetic import Planted, Planter, above

SCHEMA = load_schema()
CLIENT = {"slug": "acme", "languages": ["en", "ja"], "default_language": "en", "stage": "live"}
BLANKS = re.compile(r"\s+")
WORD = re.compile(r"zq(?:acme|nbr)\d{4}x")


def plant(folder: Path) -> tuple[Workspace, Planted, Planted]:
    """A workspace with the synthetic client and a neighbour, which have nothing in common but the provider."""
    acme, neighbour = Planter(SCHEMA, "acme").plant(), Planter(SCHEMA, "nbr").plant()
    (folder / "templates").symlink_to(ROOT / "templates")
    shutil.copytree(ROOT / "site_config", folder / "site_config", symlinks=True)
    # The synthetic client makes no sense (and need not): what is wrong with it must not keep it from being built.
    off = {
        page.id: "off" for page in rule_pages().values() if page.family not in ("reading", "structure", "suppression")
    }
    write(folder / "site_config/rules.yml", {"severities": off})
    for name, data in acme.provider.items():
        write(folder / "inventory/provider" / name, data)
    for planted, slug in ((acme, "acme"), (neighbour, "nbr")):
        planted.client["client.yml"].update({**CLIENT, "slug": slug})
        for name, data in planted.client.items():
            text = pickle.loads(pickle.dumps(data))
            write(folder / "inventory/clients" / slug / name, _with_provider(text, acme, planted))
        for name in planted.files:
            write(folder / "inventory/clients" / slug / "files" / name, name)
            write(folder / "inventory/provider/files" / name, name)
    return Workspace.at(folder), acme, neighbour


def _with_provider(data: Any, provider: Planted, planted: Planted) -> Any:
    """References of the neighbour to its provider's records name those of the one provider there is."""
    if isinstance(data, dict):
        return {k: _with_provider(v, provider, planted) for k, v in data.items()}
    if isinstance(data, list):
        return [_with_provider(v, provider, planted) for v in data]
    shared = {f"zq{planted.name}-{r}": f"zq{provider.name}-{r}" for r in ("team-member", "remote-tool")}
    return shared.get(data, data) if isinstance(data, str) else data


def found(data: str, tokens: Iterable[str]) -> Iterator[str]:
    """The tokens in a text, also where a line break parts one; words are gathered at once, for there are a thousand."""
    flat, wanted = BLANKS.sub("", data), frozenset(tokens)
    yield from wanted.intersection((*WORD.findall(data), *WORD.findall(flat)))
    yield from (t for t in _others(wanted) if t in data or t in flat)


@cache
def _others(tokens: frozenset[str]) -> list[str]:
    """Numbers and the like, which have no form of their own."""
    return [t for t in tokens if not WORD.fullmatch(t)]


def test_the_inventory_of_an_edition_holds_nothing_above_its_audience(tmp_path: Path) -> None:
    workspace, acme, _ = plant(tmp_path)
    raw = load(workspace, SCHEMA, ["acme"]).raw("acme")
    for audience in AUDIENCES:
        for language in ("en", "ja"):
            held = pickle.dumps(localise(SCHEMA, redact(SCHEMA, raw, audience), language)).decode("latin-1")
            assert not list(found(held, above(acme, audience))), audience
            allowed = [t for t, own in acme.tokens.items() if AUDIENCES.index(own) <= AUDIENCES.index(audience)]
            assert len(list(found(held, allowed))) > 0.95 * len(allowed)


def test_letting_one_field_through_is_noticed(tmp_path: Path) -> None:
    """The canary must be able to die: for each engineer field, a schema that shows it to everybody leaks its token."""
    workspace, acme, _ = plant(tmp_path)
    raw = load(workspace, SCHEMA, ["acme"]).raw("acme")
    tried = caught = 0
    for name, record in SCHEMA.records.items():
        if record.audience != "staff" or record.default_audience:
            continue
        for key, field in record.fields.items():
            values = [r.data.get(key) for _, r in raw.every() if r.record_type == name]
            planted = any(isinstance(v, str) and v in acme.tokens for v in values)
            if field.audience == "staff" or not planted:
                continue
            tried += 1
            loose = type(field)(**{**field.__dict__, "audience": "staff"})
            changed = type(record)(**{**record.__dict__, "fields": {**record.fields, key: loose}})
            mutant = Schema({**SCHEMA.records, name: changed})
            held = pickle.dumps(redact(mutant, raw, "staff")).decode("latin-1")
            caught += bool(list(found(held, above(acme, "staff"))))
    assert tried > 20
    assert caught == tried


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Planted, Planted]:
    planted = plant(tmp_path_factory.mktemp("canary"))
    everyone = [word for audience in AUDIENCES for word in ("--audience", audience)]
    done = handbook(planted[0].root, "build", "acme", "--as-of", "2026-10-01", *everyone)
    assert done.returncode == 0, done.stderr
    return planted


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_output_holds_a_token_above_its_audience_or_of_the_neighbour(
    built: tuple[Workspace, Planted, Planted], audience: str
) -> None:
    workspace, acme, neighbour = built
    shown: set[str] = set()
    files = [p for p in workspace.output.rglob("*") if p.is_file() and f"/acme/{audience}/" in p.as_posix()]
    assert any(p.suffix == ".pdf" for p in files)
    forbidden = {*above(acme, audience), *neighbour.tokens, "zqnbr-"}
    known = frozenset({*acme.tokens, *forbidden})
    for path in files:
        for text in texts(path):
            held = set(found(text, known))
            assert not held & forbidden, f"{path.relative_to(workspace.output)}: {sorted(held & forbidden)[:5]}"
            shown |= held
    allowed = [t for t, own in acme.tokens.items() if AUDIENCES.index(own) <= AUDIENCES.index(audience)]
    assert len(shown) > len(allowed) / 4, "so little is shown that the test proves nothing"
