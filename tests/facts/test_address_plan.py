"""What is used in a subnet, and what is free."""

from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inventories import edition_facts, facts

from generator.facts.addresses import SubnetPlan, gaps, hosts, merged, size


def asset(asset_id: str, *addresses: str, site: str = "tokyo", **fields: Any) -> dict[str, Any]:
    interfaces = [{"interface": f"eth{n}", "ip": ip} for n, ip in enumerate(addresses)]
    return {"id": asset_id, "kind": "server", "name": asset_id, "site": site, "addresses": interfaces, **fields}


def collections(*assets: dict[str, Any], **subnet: Any) -> dict[str, Any]:
    return {
        "sites": [{"id": "tokyo", "name": "Tokyo", "address": "x"}, {"id": "osaka", "name": "Osaka", "address": "x"}],
        "networks": [{"id": "n", "site": "tokyo", "subnets": [{"id": "lan", "cidr": "192.168.10.0/28", **subnet}]}],
        "assets": list(assets),
    }


def plan(*assets: dict[str, Any], **subnet: Any) -> SubnetPlan:
    ours = facts(**collections(*assets, **subnet))
    return ours.address_plan(ours.inventory.networks[0])[0]


def test_used_free_and_next_free() -> None:
    found = plan(
        asset("nas", "192.168.10.3"),
        asset("fw", "192.168.10.1", "10.0.0.1"),
        asset("gone", "192.168.10.2", status="retired"),
        asset("other", "192.168.10.4", site="osaka"),
        gateway="192.168.10.1",
        dhcp_ranges=[{"start": "192.168.10.8", "end": "192.168.10.20"}],
        reserved_ranges=[{"start": "192.168.10.6", "end": "192.168.10.7"}],
    )
    assert [(str(address), record.id) for address, record in found.used] == [
        ("192.168.10.1", "fw"),
        ("192.168.10.3", "nas"),
    ]
    assert (found.total, found.dynamic, found.reserved, found.free) == (14, 7, 2, 3)
    assert found.next_free == ip_address("192.168.10.2"), "what is retired has given its address back"


def test_a_gateway_that_no_asset_has_is_the_subnets_own() -> None:
    found = plan(gateway="192.168.10.14")
    assert [(str(address), record.record_type) for address, record in found.used] == [("192.168.10.14", "subnet")]
    assert found.free == 13


def test_a_full_subnet_has_nothing_next() -> None:
    found = plan(cidr="192.168.10.0/30", dhcp_ranges=[{"start": "192.168.10.1", "end": "192.168.10.2"}])
    assert (found.free, found.next_free) == (0, None)


def test_large_subnets_are_not_counted_address_by_address() -> None:
    found = plan(asset("nas", "fd00::1"), cidr="fd00::/64")
    assert found.free == 2**64 - 2
    assert found.next_free == ip_address("fd00::2")


def test_readers_without_addresses_get_no_plan() -> None:
    ours = edition_facts("liaison", **collections(asset("nas", "192.168.10.3")))
    assert ours.address_plan(ours.inventory.networks[0]) == ()


@pytest.mark.parametrize(("cidr", "usable"), [("192.0.2.0/24", 254), ("192.0.2.0/31", 2), ("192.0.2.1/32", 1)])
def test_usable_addresses(cidr: str, usable: int) -> None:
    first, last = hosts(ip_network(cidr))
    assert last - first + 1 == usable


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 6)).map(lambda s: (s[0], min(40, s[0] + s[1]))), max_size=12
)


@given(SPANS)
def test_spans_are_counted_like_single_addresses(spans: list[tuple[int, int]]) -> None:
    taken = {n for start, end in spans for n in range(start, end + 1)}
    joined = merged(spans)
    assert size(joined) == len(taken)
    free = [n for n in range(41) if n not in taken]
    assert list(gaps(joined, 0, 40)) == [n for n in free if n == 0 or n - 1 not in free]
