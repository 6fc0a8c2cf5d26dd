"""The address plan of a site: what is used in each subnet, and what is free."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import NamedTuple

from generator.facts.selecting import many, natural, retired, same
from generator.inventory.records import Inventory, Record

Address = IPv4Address | IPv6Address
Subnet = IPv4Network | IPv6Network
Span = tuple[int, int]
"""First and last address as numbers."""


class UsedAddress(NamedTuple):
    """An address and the asset that has it; the gateway's record is the subnet when no asset is known to have it."""

    address: Address
    record: Record


@dataclass(frozen=True)
class SubnetPlan:
    """One subnet. `dynamic` and `reserved` count the addresses of DHCP and reserved ranges, which are not free."""

    subnet: Record
    cidr: Subnet
    used: tuple[UsedAddress, ...]
    total: int
    dynamic: int
    reserved: int
    free: int
    next_free: Address | None


def address_plan(network: Record, inventory: Inventory) -> tuple[SubnetPlan, ...]:
    """The subnets of a network in order of address; those whose addresses this edition does not hold are left out."""
    assets = [a for a in many(inventory, "assets") if not retired(a) and same(a.site, network.site)]
    plans = [_plan(s, assets) for s in network.subnets if s.cidr is not None and not retired(s)]
    return tuple(sorted(plans, key=lambda p: (p.cidr.version, int(p.cidr.network_address), p.cidr.prefixlen)))


def _plan(subnet: Record, assets: list[Record]) -> SubnetPlan:
    used = tuple(sorted(_used(subnet, assets), key=lambda u: (int(u.address), natural(u.record.id))))
    first, last = hosts(subnet.cidr)
    dynamic = merged(_clipped(subnet.dhcp_ranges, subnet.cidr))
    reserved = merged(_clipped(subnet.reserved_ranges, subnet.cidr))
    taken = merged(
        [*dynamic, *reserved, *((int(u.address), int(u.address)) for u in used if first <= int(u.address) <= last)]
    )
    total = last - first + 1
    gap = next(iter(gaps(taken, first, last)), None)
    return SubnetPlan(
        subnet, subnet.cidr, used, total, size(dynamic), size(reserved), total - size(taken),
        None if gap is None else subnet.cidr[gap - int(subnet.cidr.network_address)],
    )  # fmt: skip


def _used(subnet: Record, assets: list[Record]) -> Iterator[UsedAddress]:
    found = [UsedAddress(i.ip, a) for a in assets for i in a.addresses if i.ip is not None and i.ip in subnet.cidr]
    yield from found
    if subnet.gateway is not None and subnet.gateway in subnet.cidr and all(u.address != subnet.gateway for u in found):
        yield UsedAddress(subnet.gateway, subnet)


def hosts(subnet: Subnet) -> Span:
    """The first and the last address that a device may have."""
    first, last = int(subnet.network_address), int(subnet.broadcast_address)
    if subnet.prefixlen >= subnet.max_prefixlen - 1:
        return first, last
    return first + 1, last - 1 if subnet.version == 4 else last


def _clipped(ranges: Iterable[Record], subnet: Subnet) -> Iterator[Span]:
    """The ranges as numbers, without what lies outside the subnet."""
    first, last = hosts(subnet)
    for given in ranges:
        ends = (given.start, given.end)
        if all(end is not None and end.version == subnet.version for end in ends):
            start, end = max(int(given.start), first), min(int(given.end), last)
            if start <= end:
                yield start, end


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same addresses in spans that neither overlap nor touch, in order."""
    made: list[Span] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1] + 1:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made


def size(spans: Iterable[Span]) -> int:
    return sum(end - start + 1 for start, end in spans)


def gaps(taken: Iterable[Span], first: int, last: int) -> Iterator[int]:
    """The first address of each free stretch."""
    free = first
    for start, end in taken:
        if free < start:
            yield free
        free = max(free, end + 1)
    if free <= last:
        yield free
