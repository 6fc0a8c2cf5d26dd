"""What fails with what, the order of starting and stopping, and circles."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from inventories import edition_facts, facts, ids

from generator.facts import Facts
from generator.facts.dependencies import cycles, graph_of_all


def asset(asset_id: str, *needs: str, kind: str = "server", **fields: Any) -> dict[str, Any]:
    return {
        "id": asset_id, "kind": kind, "name": asset_id, "site": "tokyo",
        "depends_on": list(needs), **fields,
    }  # fmt: skip


OFFICE: dict[str, Any] = {
    "sites": [{"id": "tokyo", "name": "Tokyo", "address": "x"}],
    "assets": [
        asset("vm-01", "host-01", kind="virtual_machine"),
        asset("host-01", "ups-01", "nas-01"),
        asset("nas-01", "ups-01", "sw-01", kind="storage"),
        asset("sw-01", "ups-01", kind="switch"),
        asset("fw-01", "ups-01", "line", kind="firewall"),
        asset("ups-01", kind="ups"),
        asset("pc-01", "sw-01", kind="workstation"),
        asset("old", "ups-01", status="retired"),
    ],
    "circuits": [{"id": "line", "name": "Line", "site": "tokyo", "vendor": "carrier"}],
    "services": [
        {"id": "files", "name": "Files", "depends_on": ["vm-01"]},
        {"id": "web", "name": "Web", "depends_on": ["line", "fw-01"]},
    ],
    "vendors": [{"id": "carrier", "name": "Carrier"}],
}


def named(found: Facts, record_type: str, record_id: str) -> Any:
    return found.inventory.find(record_type, record_id)


def test_what_else_fails_goes_all_the_way_and_names_services_first() -> None:
    ours = facts(**OFFICE)
    assert ids(ours.affected_by(named(ours, "asset", "nas-01"))) == ["files", "host-01", "vm-01"]
    assert ids(ours.affected_by(named(ours, "vendor", "carrier"))) == ["web", "fw-01", "line"]
    assert ours.affected_by(named(ours, "asset", "vm-01")) == (named(ours, "service", "files"),)


def test_what_it_takes_for_a_service_to_work() -> None:
    ours = facts(**OFFICE)
    assert ids(ours.needed_for(named(ours, "service", "web"))) == ["fw-01", "ups-01", "line", "carrier"]


def test_nothing_starts_before_what_it_needs() -> None:
    ours = facts(**OFFICE)
    assert ids(ours.start_order) == ["ups-01", "fw-01", "sw-01", "nas-01", "host-01", "vm-01"]
    assert ours.stop_order == tuple(reversed(ours.start_order))
    assert "pc-01" not in ids(ours.start_order), "nobody starts every desk in an order"
    assert ours.start_order_at(ours.inventory.sites[0]) == ours.start_order


def test_hints_decide_among_those_that_could_come_next() -> None:
    assets = [
        asset("ups", kind="ups"),
        asset("a", "ups", start_order=20, stop_order=1),
        asset("b", "ups", start_order=10, stop_order=2),
    ]
    ours = facts(assets=assets)
    assert ids(ours.start_order) == ["ups", "b", "a"]
    assert ids(ours.stop_order) == ["a", "b", "ups"]
    late = facts(assets=[asset("a", start_order=1), asset("b", "a"), asset("c", start_order=2)])
    assert ids(late.start_order) == ["a", "c", "b"]


def test_without_a_hint_power_starts_first_and_stops_last_and_others_the_other_way() -> None:
    hinted = asset("core", start_order=10, stop_order=90)
    ours = facts(assets=[hinted, asset("ups", kind="ups"), asset("onu", kind="modem"), asset("other")])
    assert ids(ours.start_order) == ["ups", "onu", "core", "other"]
    assert ids(ours.stop_order) == ["other", "core", "onu", "ups"]


def test_a_service_in_between_passes_the_order_on() -> None:
    ours = facts(
        assets=[asset("app", "directory"), asset("dc")],
        services=[{"id": "directory", "name": "D", "depends_on": ["dc"]}],
    )
    assert ids(ours.start_order) == ["dc", "app"]


def test_no_order_is_invented_where_nothing_is_known() -> None:
    assert facts(assets=[asset("a"), asset("b")]).start_order == ()
    assert edition_facts("staff", **OFFICE).stop_order == ()
    assert ids(edition_facts("liaison", **OFFICE).start_order) == ids(edition_facts("engineer", **OFFICE).start_order)


def test_a_circle_is_named_in_full_and_stops_nothing() -> None:
    ours = facts(
        assets=[asset("a", "b"), asset("b", "s"), asset("c", "a"), asset("self", "self")],
        services=[{"id": "s", "name": "S", "depends_on": ["a"]}],
    )
    assert [ids(circle) for circle in ours.dependency_cycles] == [["s", "a", "b"], ["self"]]
    assert sorted(ids(ours.start_order)) == ["a", "b", "c", "self"]
    assert ids(ours.affected_by(named(ours, "asset", "a"))) == ["s", "b", "c"]


def test_a_circle_of_planned_devices_is_found_before_it_is_built() -> None:
    ours = facts(assets=[asset("a", "b", status="planned"), asset("b", "a", status="planned")])
    assert len(cycles(graph_of_all(ours.inventory))) == 1
    assert ours.start_order == ()


EDGES = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


def drawn(edges: set[tuple[int, int]], hints: list[int], order: list[int]) -> Facts:
    needs: dict[int, list[str]] = {n: [] for n in range(8)}
    for user, need in sorted(edges):
        needs[user].append(f"n{need}")
    return facts(assets=[asset(f"n{n}", *needs[n], start_order=hints[n], stop_order=9 - hints[n]) for n in order])


@given(EDGES, st.lists(st.integers(1, 3), min_size=8, max_size=8), st.permutations(range(8)))
def test_orders_hold_for_every_graph_without_circles(
    edges: set[tuple[int, int]], hints: list[int], order: list[int]
) -> None:
    downward = {(user, need) for user, need in edges if user > need}
    ours = drawn(downward, hints, order)
    start, stop = ids(ours.start_order), ids(ours.stop_order)
    assert sorted(start) == sorted(stop) == [f"n{n}" for n in range(8)]
    for user, need in downward:
        assert start.index(f"n{need}") < start.index(f"n{user}")
        assert stop.index(f"n{user}") < stop.index(f"n{need}")
    assert ours.dependency_cycles == ()
    assert start == ids(drawn(downward, hints, list(range(8))).start_order), "the order of the file does not matter"


@given(EDGES, st.permutations(range(8)))
def test_circles_are_real_and_all_found(edges: set[tuple[int, int]], order: list[int]) -> None:
    ours = drawn(edges, [1] * 8, order)
    found = [[int(i[1:]) for i in ids(circle)] for circle in ours.dependency_cycles]
    for circle in found:
        assert all(step in edges for step in pairwise([*circle, circle[0]]))
    on_a_circle = {n for n in range(8) if _returns(edges, n)}
    assert {n for circle in found for n in circle} == on_a_circle
    assert sorted(ids(ours.start_order)) == [f"n{n}" for n in range(8)]


def _returns(edges: set[tuple[int, int]], start: int) -> bool:
    reached = {need for user, need in edges if user == start}
    while more := {need for user, need in edges if user in reached} - reached:
        reached |= more
    return start in reached


def test_a_chain_of_any_length_is_followed() -> None:
    ours = facts(assets=[asset(f"n{n}", *(f"n{m}" for m in range(max(0, n - 3), n))) for n in range(2000)])
    assert len(ours.start_order) == 2000
    assert len(ours.affected_by(named(ours, "asset", "n0"))) == 1999
