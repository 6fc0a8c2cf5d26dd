"""Facts are asked of half-written inventories and of redacted editions: less comes back, never an exception."""

from datetime import date
from functools import cached_property
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inventories import SCHEMA

from generator.editions.edition import make_edition
from generator.facts import Facts
from generator.facts.selecting import nested
from generator.inventory.assembly import assemble
from generator.inventory.raw import RawInventory, RawRecord
from generator.inventory.records import Inventory
from generator.inventory.schema import Field

AS_OF = date(2026, 10, 1)
NAMES = [name for kind in Facts.__mro__ for name, member in vars(kind).items() if isinstance(member, cached_property)]
OF_A_RECORD = ("affected_by", "needed_for", "findings_of", "freshness")
OF_A_SITE = ("assets_of", "start_order_at", "stop_order_at", "next_visit_at")
ODD = (None, "", "x", 0, -1, 10**30, 3.5, True, [], {}, ["x"], [None], "9999-12-31", "0001-01-01", {"en": "x"})


def example(field: Field) -> Any:
    """The field's example; those of records and mappings are put together, and references find their record."""
    if field.type == "record":
        return record_example(field.record or "")
    if field.type == "dict" and field.fields:
        return {name: example(inner) for name, inner in field.fields.items()}
    if field.type == "list" and field.item is not None and field.item.type in ("record", "dict"):
        return [example(field.item)]
    if field.refs:
        target = SCHEMA.records[field.refs[0]].fields["id"].example
        return [target] if field.type == "list" else target
    return field.example


def record_example(record_type: str) -> dict[str, Any]:
    return {name: example(field) for name, field in SCHEMA.records[record_type].fields.items()}


ALONE = ("client", "provider", "procedure", "remote_support")
EXAMPLES = {name: record_example(kind.name) for name, kind in SCHEMA.collections().items()}


def damaged(value: Any, chance: Random) -> Any:
    """A value with parts left out or replaced by something odd, at any depth."""
    if chance.random() < 0.03:
        return chance.choice(ODD)
    if isinstance(value, dict):
        return {name: damaged(inner, chance) for name, inner in value.items() if chance.random() > 0.1}
    if isinstance(value, list):
        return [damaged(member, chance) for member in value]
    return value


def damaged_inventory(chance: Random) -> RawInventory:
    single: dict[str, RawRecord] = {}
    many: dict[str, tuple[RawRecord, ...]] = {}
    for name, kind in SCHEMA.collections().items():
        if chance.random() < 0.1:
            continue
        data = [damaged(EXAMPLES[name], chance) for _ in range(chance.randint(0, 2))]
        records = tuple(RawRecord(kind.name, d) for d in data if isinstance(d, dict))
        if name not in ALONE:
            many[name] = records
        elif records:
            single[name] = records[0]
    return RawInventory("acme", single, many)


def ask_everything(facts: Facts, inventory: Inventory) -> dict[str, Any]:
    """Every fact there is, about every record there is."""
    answers: dict[str, Any] = {name: getattr(facts, name) for name in NAMES}
    records = [found for record in inventory.every() for found in (record, *nested(record))]
    for name in OF_A_RECORD:
        answers[name] = [getattr(facts, name)(record) for record in records]
    for name in OF_A_SITE:
        answers[name] = [getattr(facts, name)(site) for site in (*inventory.sites, None)]
    for asset in inventory.assets:
        answers[f"asset {asset}"] = [
            facts.age_years(asset), facts.age_band(asset), facts.warranty_end(asset), facts.warranty_band(asset),
        ]  # fmt: skip
    answers["address_plan"] = [facts.address_plan(network) for network in inventory.networks]
    for checklist in inventory.checklists:
        answers[f"checklist {checklist}"] = [
            (facts.checklist(checklist.id, site), facts.checklist_for(site, checklist.kind))
            for site in (*inventory.sites, None)
        ]
    answers["roles"] = facts.contacts_with("liaison"), facts.contacts_who_may("starter"), facts.channel("telephone")
    answers["day"] = facts.open_on(AS_OF), facts.working_day_before(AS_OF)
    return answers


def test_examples_of_the_schema_say_something_for_nearly_every_fact() -> None:
    records = {n: RawRecord(SCHEMA.collections()[n].name, d) for n, d in EXAMPLES.items()}
    raw = RawInventory(
        "acme",
        {n: r for n, r in records.items() if n in ALONE},
        {n: (r,) for n, r in records.items() if n not in ALONE},
    )
    inventory = assemble(SCHEMA, raw)
    said = ask_everything(Facts(inventory, AS_OF), inventory)
    assert said["next_visits"]
    assert said["expiries"]
    assert said["asset_counts"]
    assert said["closed_days"]


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**32), audience=st.sampled_from(["whole", "staff", "liaison", "engineer"]))
def test_no_inventory_makes_a_fact_raise(seed: int, audience: str) -> None:
    raw = damaged_inventory(Random(seed))
    if audience == "whole":
        inventory = assemble(SCHEMA, raw)
        facts = Facts(inventory, AS_OF)
    else:
        edition = make_edition(SCHEMA, raw, audience, "ja", AS_OF)
        inventory, facts = edition.inventory, edition.facts
    ask_everything(facts, inventory)


@pytest.mark.parametrize("audience", ["staff", "liaison", "engineer"])
def test_an_inventory_of_nothing_has_no_facts(audience: str) -> None:
    edition = make_edition(SCHEMA, RawInventory("acme"), audience, "en", AS_OF)
    said = ask_everything(edition.facts, edition.inventory)
    assert said["next_visits"] == ()
    assert said["liaison"] is None
    assert said["coverage"] is None
