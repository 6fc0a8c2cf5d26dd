"""The fast acceptor and Cerberus itself never disagree."""

import copy
import random
from typing import Any

import pytest
from builders import ROOT

from generator.inventory.acceptance import mapping
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.inventory.schema.reference import example_of
from generator.inventory.structure import StructureValidator, rules
from generator.workspace import Workspace

SCHEMA = load_schema()
ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    10**12,
    1.5,
    "",
    "x",
    "no such value",
    "2026-13-01",
    [],
    [None],
    [[]],
    {},
    {"en": "x"},
    {"fr": "x"},
    {"a": 1},
]
RULES = {name: {f.name: rules(f, SCHEMA) for f in record.fields.values()} for name, record in SCHEMA.records.items()}


def damaged(value: Any, dice: random.Random) -> Any:
    """A copy with one thing changed somewhere."""
    made = copy.deepcopy(value)
    holder, depth = made, dice.randrange(5)
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return made
        key = dice.choice(keys)
        if depth == 0 or not isinstance(holder[key], dict | list):
            break
        holder, depth = holder[key], depth - 1
    action = dice.randrange(4)
    if action == 0 and isinstance(holder, dict):
        del holder[key]
    elif action == 1 and isinstance(holder, dict):
        holder[dice.choice(["extra", f"{key}x"])] = 1
    else:
        holder[key] = dice.choice(ODD)
    return made


@pytest.mark.parametrize("record", sorted(SCHEMA.records))
def test_acceptor_and_cerberus_agree_on_damaged_records(record: str, pytestconfig: pytest.Config) -> None:
    dice = random.Random(record)
    whole = {n: v for n, f in SCHEMA.records[record].fields.items() if (v := example_of(f)) is not None}
    accept, validator = mapping(RULES[record]), StructureValidator(RULES[record])
    for number in range(2000 if pytestconfig.getoption("-m") == "long" else 60):
        document = damaged(damaged(whole, dice), dice) if number % 2 else damaged(whole, dice)
        verdict = bool(validator.validate(document, normalize=False))
        assert not accept(document) or verdict, document
        if verdict and not {"excludes", "dependencies"} & {r for rs in RULES[record].values() for r in rs}:
            assert accept(document), f"slow path taken for {document}"


def test_the_sample_is_accepted_without_cerberus() -> None:
    workspace = Workspace.at(ROOT)
    loaded = load(workspace, SCHEMA, workspace.slugs())
    for folder in (loaded.provider, *loaded.clients.values()):
        for kind, source in folder.sources:
            if source.readable and kind.collections:
                for key, record in kind.collections.items():
                    assert all(mapping(RULES[record])(member) for member in source.data.get(key) or []), source.file
