"""What runs out, in order, and how near it is."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inventories import AS_OF, edition_facts, facts

from generator.facts.expiries import band


def asset(**fields: Any) -> dict[str, Any]:
    return {
        "id": "fw-01",
        "kind": "firewall",
        "name": "Firewall",
        "site": "tokyo",
        "manufacturer": "A",
        "model": "B",
        **fields,
    }


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, "expired"), (0, "within_7"), (7, "within_7"), (8, "within_45"), (45, "within_45"), (46, "within_90"),
     (90, "within_90"), (91, "later")],
)  # fmt: skip
def test_bands(days: int, expected: str) -> None:
    assert band(days) == expected


def test_everything_that_runs_out_is_listed_by_date() -> None:
    ours = facts(
        client={"support_contract": {"end": "2027-03-31", "renewal_notice_days": 90}},
        assets=[
            asset(warranty_end="2026-10-05", end_of_support="2029-01-01", power={"battery_replace_by": "2027-05-01"})
        ],
        domains=[{"id": "d", "name": "acme.example.co.jp", "expiry": "2026-09-01"}],
        certificates=[{"id": "c", "name": "www", "expiry": "2026-11-01"}],
        licences=[{"id": "l", "name": "Mail filter", "expiry": "2027-01-31", "notice_days": 30}],
        cloud_tenants=[{"id": "t", "product": "Groupware", "renewal": "2027-04-01"}],
        circuits=[{"id": "line", "name": "Line", "site": "tokyo", "vendor": "v", "contract_end": "2027-06-30"}],
    )
    assert [(e.kind, e.field, e.name, e.band) for e in ours.expiries] == [
        ("domain", "expiry", "acme.example.co.jp", "expired"),
        ("asset", "warranty_end", "Firewall", "within_7"),
        ("certificate", "expiry", "www", "within_45"),
        ("licence", "expiry", "Mail filter", "later"),
        ("client", "support_contract.end", {"en": "Acme Trading", "ja": "アクメ商事"}, "later"),
        ("cloud_tenant", "renewal", "Groupware", "later"),
        ("asset", "power.battery_replace_by", "Firewall", "later"),
        ("circuit", "contract_end", "Line", "later"),
        ("asset", "end_of_support", "Firewall", "later"),
    ]
    assert ours.expiries[0].days == -30
    assert [e.field for e in ours.renewals] == [e.field for e in ours.expiries][:-1], "2029 is far away"


def test_notice_is_counted_back_from_the_end() -> None:
    ours = facts(client={"support_contract": {"end": "2027-03-31", "renewal_notice_days": 90}})
    assert ours.expiries[0].notice_by == date(2026, 12, 31)
    assert facts(client={"support_contract": {"end": "2027-03-31"}}).expiries[0].notice_by is None


def test_one_end_stated_twice_is_listed_once() -> None:
    warranty = {"id": "w", "name": "Care", "expiry": "2027-01-01", "covers": ["fw-01"]}
    same = facts(assets=[asset(warranty_end="2027-01-01", warranty="w")], warranties=[warranty])
    assert [e.kind for e in same.expiries] == ["warranty"]
    other = facts(assets=[asset(warranty_end="2028-01-01", warranty="w")], warranties=[warranty])
    assert [e.kind for e in other.expiries] == ["warranty", "asset"]


def test_what_is_retired_or_disposed_of_runs_out_no_more() -> None:
    gone = [
        asset(warranty_end="2027-01-01", status="retired"),
        asset(id="x", warranty_end="2027-01-01", disposal={"method": "x"}),
    ]
    assert facts(assets=gone).expiries == ()


def test_staff_are_told_of_no_expiry() -> None:
    domains = [{"id": "d", "name": "acme.example.co.jp", "expiry": "2026-09-01"}]
    assert edition_facts("staff", domains=domains).expiries == ()
    assert len(edition_facts("liaison", domains=domains).expiries) == 1


@given(st.lists(st.tuples(st.integers(-4000, 4000), st.sampled_from("abc")), max_size=12), st.randoms())
def test_the_order_does_not_depend_on_the_order_of_the_file(given_days: list[tuple[int, str]], chance: Any) -> None:
    licences = [
        {"id": f"l{n}", "name": name, "expiry": (AS_OF + timedelta(days=days)).isoformat()}
        for n, (days, name) in enumerate(given_days)
    ]
    shuffled = sorted(licences, key=lambda _: chance.random())
    first, second = facts(licences=licences).expiries, facts(licences=shuffled).expiries
    assert [e.id for e in first] == [e.id for e in second]
    assert [e.days for e in first] == sorted(days for days, _ in given_days)
