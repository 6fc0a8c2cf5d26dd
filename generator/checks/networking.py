"""The networks of a client as numbers: which addresses belong where, and who has them."""

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import NamedTuple

from generator.checks.rule import Scene
from generator.facts.selecting import in_use, many, retired
from generator.inventory.records import Record

Address = IPv4Address | IPv6Address
Subnet = IPv4Network | IPv6Network
INSIDE = tuple(ip_network(n) for n in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"))
"""Addresses that no provider of lines gives: they must belong to a network of the client's own."""


class Span(NamedTuple):
    """Addresses from `first` to `last`, as numbers, and the record and field that say so."""

    version: int
    first: int
    last: int
    record: Record
    shown: str

    def holds(self, address: Address) -> bool:
        return address.version == self.version and self.first <= int(address) <= self.last


class Used(NamedTuple):
    """An interface of an asset that is in use."""

    asset: Record
    interface: Record


def span_of(subnet: Subnet, record: Record) -> Span:
    return Span(subnet.version, int(subnet.network_address), int(subnet.broadcast_address), record, str(subnet))


def site_of(record: Record) -> str | None:
    """The site that a record names, whether or not it exists."""
    ref = next(iter(record.unresolved("site")), None)
    return str(ref.id) if ref is not None else None


def subnets(scene: Scene) -> Mapping[str | None, list[Span]]:
    """The subnets by site, in order of address, without retired ones."""
    found: dict[str | None, list[Span]] = {}
    for network in many(scene.inventory, "networks"):
        spans = [span_of(s.cidr, s) for s in network.subnets if s.cidr is not None and not retired(s)]
        found.setdefault(site_of(network), []).extend(spans)
    return {site: sorted(spans, key=lambda s: s[:3]) for site, spans in found.items()}


def ranges(subnet: Record, *fields: str) -> Iterator[Span]:
    """The ranges in some fields of a subnet whose ends are known and in order."""
    for given in (r for field in fields for r in getattr(subnet, field)):
        start, end = given.start, given.end
        if start is not None and end is not None and start.version == end.version and start <= end:
            yield Span(start.version, int(start), int(end), given, f"{start}–{end}")


def overlaps(spans: Iterable[Span]) -> Iterator[tuple[Span, Span]]:
    """(earlier, later) for each span that begins before an earlier one has ended."""
    open_span: Span | None = None
    for span in sorted(spans, key=lambda s: s[:3]):
        if open_span is not None and span.version == open_span.version and span.first <= open_span.last:
            yield open_span, span
        if open_span is None or span.version != open_span.version or span.last > open_span.last:
            open_span = span


def interfaces(scene: Scene) -> list[Used]:
    """The interfaces of all assets in use."""
    assets = (a for a in many(scene.inventory, "assets") if in_use(a) and a.disposal is None)
    return [Used(asset, interface) for asset in assets for interface in asset.addresses]


def is_inside(address: Address) -> bool:
    return any(address.version == net.version and address in net for net in INSIDE)


def containing(spans: Iterable[Span], address: Address) -> Span | None:
    """The smallest span that holds an address."""
    held = [s for s in spans if s.holds(address)]
    return min(held, key=lambda s: s.last - s.first, default=None)
