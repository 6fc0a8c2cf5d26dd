"""The addresses of devices: each in a known subnet, in the right VLAN, and given once."""

from collections.abc import Iterator

from generator.checks.nearness import some
from generator.checks.networking import (
    Address,
    Span,
    Used,
    containing,
    interfaces,
    is_inside,
    ranges,
    site_of,
    span_of,
    subnets,
)
from generator.checks.rule import Problem, Scene, rule
from generator.facts.selecting import many, retired
from generator.inventory.records import Record


@rule("E505")
def static_address_in_a_dhcp_range(scene: Scene) -> Iterator[Problem]:
    for used, span in _placed(scene):
        if used.interface.assignment != "static" or span is None:
            continue
        dynamic = next((r for r in ranges(span.record, "dhcp_ranges") if r.holds(used.interface.ip)), None)
        if dynamic is not None:
            message = f"{used.interface.ip} is set on the device, but lies in the DHCP range {dynamic.shown}"
            hint = "Move it out of the range, or make it a reservation (`assignment: reservation`)."
            yield Problem(used.interface, "ip", message, hint)


@rule("E506")
def address_in_no_known_subnet(scene: Scene) -> Iterator[Problem]:
    plan = scene.once(subnets)
    elsewhere = [*_pools(scene), *(s for spans in plan.values() for s in spans)]
    for used, span in _placed(scene):
        address = used.interface.ip
        known = [s for s in plan.get(site_of(used.asset), ()) if s.version == address.version]
        if span is not None or not known or not is_inside(address):
            continue
        other = containing(elsewhere, address)
        if other is not None and other.record.record_type != "subnet":
            continue
        message = f"{address} lies in no subnet of the site `{site_of(used.asset)}`"
        hint = f"It belongs to `{other.record.id}`, at another site." if other else f"Known: {_shown(known)}."
        yield Problem(used.interface, "ip", message, hint)


@rule("E507")
def address_in_the_subnet_of_another_vlan(scene: Scene) -> Iterator[Problem]:
    for used, span in _placed(scene):
        mine = used.interface.vlan
        theirs = span.record.vlan if span is not None else None
        if span is not None and mine is not None and theirs is not None and mine.id != theirs.id:
            message = f"{used.interface.ip} lies in {span.shown}, which is VLAN {theirs.id}, not VLAN {mine.id}"
            yield Problem(used.interface, "vlan", message, "Correct the address or the VLAN.")


@rule("E508")
def address_given_twice(scene: Scene) -> Iterator[Problem]:
    first: dict[tuple[str | None, str], Used] = {}
    for used in scene.once(interfaces):
        if used.interface.ip is None or used.interface.assignment == "dynamic":
            continue
        earlier = first.setdefault((site_of(used.asset), str(used.interface.ip)), used)
        if earlier.asset is not used.asset:
            message = f"{used.interface.ip} is the address of `{earlier.asset.id}` already"
            hint = "Correct one of the two. An address that two devices share by turns belongs to one record only."
            yield Problem(used.interface, "ip", message, hint)


@rule("E509")
def mac_given_twice(scene: Scene) -> Iterator[Problem]:
    first: dict[str, Record] = {}
    for asset in many(scene.inventory, "assets"):
        for interface in asset.addresses if not retired(asset) else ():
            if interface.mac is None:
                continue
            earlier = first.setdefault(interface.mac, asset)
            if earlier is not asset:  # sub-interfaces of one device share its address
                message = f"the MAC address {interface.mac} is that of `{earlier.id}` already"
                yield Problem(interface, "mac", message, "Read it again on the device: no two devices have the same.")


@rule("E510")
def mac_that_no_device_has(scene: Scene) -> Iterator[Problem]:
    for asset in many(scene.inventory, "assets"):
        for interface in asset.addresses:
            mac = interface.mac
            if mac is not None and (int(mac[:2], 16) & 1 or mac == "00:00:00:00:00:00"):
                message = f"{mac} is a group or empty address, which no device has as its own"
                yield Problem(interface, "mac", message, "Read it again on the device.")


@rule("E511")
def gateway_that_its_device_does_not_have(scene: Scene) -> Iterator[Problem]:
    by_asset: dict[int, set[Address]] = {}
    for used in scene.once(interfaces):
        if used.interface.ip is not None:
            by_asset.setdefault(id(used.asset), set()).add(used.interface.ip)
    for span in (s for spans in scene.once(subnets).values() for s in spans):
        subnet, vlan = span.record, span.record.vlan
        device = vlan.gateway_asset if vlan is not None else None
        if device is None or subnet.gateway is None:
            continue
        here = [a for a in by_asset.get(id(device), ()) if span.holds(a)]
        if here and subnet.gateway not in here:
            shown = some(sorted(str(a) for a in here))
            message = f"`{device.id}` is the gateway of VLAN {vlan.id}, but its address here is {shown}"
            yield Problem(subnet, "gateway", message, "Correct the gateway, the device of the VLAN or its address.")


def _placed(scene: Scene) -> Iterator[tuple[Used, Span | None]]:
    """Each address in use with the subnet of its site that holds it."""
    plan = scene.once(subnets)
    for used in scene.once(interfaces):
        if used.interface.ip is not None:
            yield used, containing(plan.get(site_of(used.asset), ()), used.interface.ip)


def _pools(scene: Scene) -> Iterator[Span]:
    """Addresses that belong to lines and VPNs rather than to a subnet."""
    for network in many(scene.inventory, "networks"):
        for vpn in network.vpns:
            if vpn.address_pool is not None:
                yield span_of(vpn.address_pool, vpn)
    for circuit in many(scene.inventory, "circuits"):
        public = circuit.public_addressing
        for cidr in public.networks if public is not None else ():
            yield span_of(cidr, circuit)


def _shown(spans: list[Span]) -> str:
    return some([s.shown for s in spans], 8)
