"""Subnets, gateways and ranges: whether the address plan makes sense."""

from collections.abc import Iterator
from ipaddress import ip_interface

from generator.checks.networking import Span, is_inside, overlaps, ranges, span_of, subnets
from generator.checks.rule import Problem, Scene, rule
from generator.facts.selecting import many, retired
from generator.inventory.records import Record


@rule("E501")
def host_bits_in_a_subnet(scene: Scene) -> Iterator[Problem]:
    for value in scene.values("cidr"):
        try:
            given = ip_interface(value.value) if isinstance(value.value, str) and "/" in value.value else None
        except ValueError:
            continue  # structure has reported it
        if given is not None and given.ip != given.network.network_address:
            message = f"{value.value} is an address in a subnet, not a subnet"
            yield Problem(value.held.root, value.path, message, f"The subnet is {given.network}.")


@rule("E502")
def subnets_that_overlap(scene: Scene) -> Iterator[Problem]:
    for spans in scene.once(subnets).values():
        for earlier, later in overlaps(spans):
            message = f"{later.shown} overlaps {earlier.shown} (subnet `{earlier.record.id}`) at the same site"
            yield Problem(
                later.record, "cidr", message, "Make one of them smaller, or move it: no router can tell them apart."
            )


@rule("E503")
def gateway_outside_its_subnet(scene: Scene) -> Iterator[Problem]:
    for span, subnet in _all(scene):
        gateway = subnet.gateway
        if gateway is None or gateway.is_link_local:
            continue
        last = span.last if span.version == 6 or subnet.cidr.prefixlen >= 31 else span.last - 1
        first = span.first if subnet.cidr.prefixlen >= subnet.cidr.max_prefixlen - 1 else span.first + 1
        dynamic = next((r for r in ranges(subnet, "dhcp_ranges") if r.holds(gateway)), None)
        if not span.holds(gateway):
            message = f"the gateway {gateway} is outside {span.shown}"
        elif not first <= int(gateway) <= last:
            message = f"{gateway} is the network or broadcast address of {span.shown}, not a gateway"
        elif dynamic is not None:
            message = f"the gateway {gateway} lies in the DHCP range {dynamic.shown}: some device may be given it"
        else:
            continue
        yield Problem(subnet, "gateway", message, f"Usual are the first and the last host of {span.shown}.")


@rule("E504")
def ranges_that_do_not_fit(scene: Scene) -> Iterator[Problem]:
    for span, subnet in _all(scene):
        for given in (*subnet.dhcp_ranges, *subnet.reserved_ranges):
            yield from _misfit(span, given)
        for earlier, later in overlaps(ranges(subnet, "dhcp_ranges", "reserved_ranges")):
            message = f"the range {later.shown} overlaps the range {earlier.shown} of the same subnet"
            yield Problem(later.record, "start", message, "Let each address be in one range only.")


def _misfit(span: Span, given: Record) -> Iterator[Problem]:
    start, end = given.start, given.end
    if start is not None and end is not None and start.version == end.version and start > end:
        yield Problem(given, "start", f"the range starts at {start}, after its end {end}", "Exchange the two.")
        return
    for name, address in (("start", start), ("end", end)):
        if address is not None and not span.holds(address):
            hint = f"The subnet ends at {span.record.cidr.broadcast_address}."
            yield Problem(given, name, f"{address} is outside the subnet {span.shown}", hint)


@rule("E513")
def subnet_outside_the_supernet(scene: Scene) -> Iterator[Problem]:
    for network in many(scene.inventory, "networks"):
        whole = span_of(network.supernet, network) if network.supernet is not None else None
        for subnet in network.subnets if whole is not None else ():
            cidr = subnet.cidr
            if whole is None or cidr is None or not is_inside(cidr.network_address) or retired(subnet):
                continue
            if not (whole.holds(cidr.network_address) and whole.holds(cidr.broadcast_address)):
                message = f"{cidr} lies outside {whole.shown}, from which this site's subnets are taken"
                yield Problem(subnet, "cidr", message, "Correct the subnet, or the `supernet` of the network.")


@rule("W515")
def same_addresses_at_joined_sites(scene: Scene) -> Iterator[Problem]:
    plan = scene.once(subnets)
    for network in many(scene.inventory, "networks"):
        for vpn in network.vpns:
            remote = vpn.remote_site
            if vpn.kind != "site_to_site" or remote is None or network.site is None or remote.id == network.site.id:
                continue
            both = [*plan.get(network.site.id, ()), *plan.get(remote.id, ())]
            here = {id(s.record) for s in plan.get(network.site.id, ())}
            clash = next((p for p in overlaps(both) if (id(p[0].record) in here) != (id(p[1].record) in here)), None)
            if clash is not None:
                message = f"{clash[0].shown} and {clash[1].shown} overlap, but this VPN joins the two sites"
                hint = "Renumber one of them. If addresses are translated on the way, ignore this and say so."
                yield Problem(vpn, "remote_site", message, hint)


@rule("W517")
def name_server_that_nobody_is(scene: Scene) -> Iterator[Problem]:
    known = {i.ip for a in many(scene.inventory, "assets") if not retired(a) for i in a.addresses if i.ip is not None}
    spans = [s for found in scene.once(subnets).values() for s in found]
    gateways = {s.record.gateway for s in spans}
    for span in spans:
        for i, address in enumerate(span.record.dns_servers):
            if address not in known and address not in gateways and any(s.holds(address) for s in spans):
                message = f"the name server {address} lies in a subnet of this client, but no asset has that address"
                yield Problem(span.record, ("dns_servers", i), message, "Correct it, or record the asset's address.")


def _all(scene: Scene) -> Iterator[tuple[Span, Record]]:
    return ((span, span.record) for spans in scene.once(subnets).values() for span in spans)
