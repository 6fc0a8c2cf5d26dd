"""Names and doors of the network: host names, DNS records, firewall rules and port forwards."""

import re
from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from generator.checks.nearness import some
from generator.checks.rule import Problem, Scene, rule
from generator.facts.selecting import many, retired
from generator.inventory import formats
from generator.inventory.records import Record

FIREWALLS = ("firewall", "router", "modem", "other", "virtual_machine")
"""Kinds of device that may hold firewall rules and port forwards."""
DOORS = ("firewall_rule", "port_forward")
PORT_FIELDS = ("ports", "public_ports", "inside_ports")
LOOKS_LIKE_ADDRESS = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){1,3}(/[0-9]+)?\Z|[0-9a-fA-F]*:[0-9a-fA-F:]+(/[0-9]+)?\Z")
PORTS = re.compile(r"(?:tcp|udp|sctp)/([0-9]{1,5})(?:-([0-9]{1,5}))?\Z")
NAMED = ("CNAME", "NS", "PTR", "MX", "SRV")
"""Kinds of DNS record whose value is, or ends in, a host name."""


@rule("E520")
def host_name_given_twice(scene: Scene) -> Iterator[Problem]:
    first: dict[str, Record] = {}
    for asset in many(scene.inventory, "assets"):
        if asset.hostname is None or retired(asset):
            continue
        earlier = first.setdefault(asset.hostname.casefold().rstrip("."), asset)
        if earlier is not asset:
            message = f"the host name {asset.hostname} is that of `{earlier.id}` already"
            yield Problem(asset, "hostname", message, "Correct one of the two; a device that is gone is `retired`.")


@rule("E521")
def dns_record_with_a_wrong_value(scene: Scene) -> Iterator[Problem]:
    for zone in _zones(scene):
        for record in zone.records:
            wrong = _wrong_value(record)
            if wrong:
                yield Problem(record, "value", f"{record.value} is {wrong}", "Compare it with what the DNS answers.")
            elif record.kind == "MX" and record.priority is None:
                message = "an MX record needs a priority"
                yield Problem(record, "kind", message, "Add `priority: 10`, or what the DNS says.")


def _wrong_value(record: Record) -> str:
    if record.value is None:
        return ""
    if record.kind in ("A", "AAAA"):
        version = 4 if record.kind == "A" else 6
        try:
            return "" if ip_address(record.value).version == version else f"no IPv{version} address"
        except ValueError:
            return f"no IPv{version} address"
    if record.kind in NAMED and not _is_name(record.value.split()[-1] if record.value.split() else ""):
        return "no host name"
    return ""


def _is_name(value: str) -> bool:
    try:
        return value == "." or bool(formats.hostname(value.replace("_", "")))
    except ValueError:
        return False


@rule("E522")
def alias_beside_other_records(scene: Scene) -> Iterator[Problem]:
    for zone in _zones(scene):
        by_name: dict[str, list[Record]] = {}
        for record in zone.records:
            if record.name is not None:
                by_name.setdefault(record.name.casefold(), []).append(record)
        for name, records in by_name.items():
            alias = next((r for r in records if r.kind == "CNAME"), None)
            if alias is not None and len(records) > 1:
                others = some([str(r.kind) for r in records if r is not alias])
                message = f"{name} is an alias (CNAME), but has other records too ({others})"
                yield Problem(alias, "kind", message, "A name with a CNAME has nothing else (RFC 1034, section 3.6.2).")


@rule("W540")
def rules_on_what_is_no_firewall(scene: Scene) -> Iterator[Problem]:
    for record in _rules(scene):
        device = record.firewall
        if device is not None and device.record_type == "asset" and device.kind not in FIREWALLS:
            kind = str(device.kind).replace("_", " ")
            message = f"`{device.id}` is a {kind}, which holds no firewall rules"
            yield Problem(record, "firewall", message, "Name the firewall or router that holds the rule.")


@rule("E541")
def ports_that_do_not_exist(scene: Scene) -> Iterator[Problem]:
    for value in scene.values("string"):
        if value.held.kind not in DOORS or not isinstance(value.value, str):
            continue
        if next((s for s in reversed(value.path) if isinstance(s, str)), "") not in PORT_FIELDS:
            continue
        found = PORTS.match(value.value)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 1)
        if not 1 <= first <= last <= 65535:
            message = f"{value.value} is no range of ports"
            yield Problem(value.held.root, value.path, message, "Ports go from 1 to 65535, the smaller number first.")


@rule("E542")
def forward_to_an_address_of_another(scene: Scene) -> Iterator[Problem]:
    for forward in _forwards(scene):
        asset, address = forward.inside_asset, forward.inside_address
        known = {i.ip for i in asset.addresses if i.ip is not None} if asset is not None else set()
        if address is not None and known and address not in known:
            shown = some(sorted(str(a) for a in known))
            message = f"{address} is no address of `{asset.id}`"
            yield Problem(forward, "inside_address", message, f"It has {shown}.")


@rule("E543")
def forward_from_an_address_of_no_line(scene: Scene) -> Iterator[Problem]:
    for forward in _forwards(scene):
        circuit = forward.circuit
        public = circuit.public_addressing if circuit is not None else None
        networks = public.networks if public is not None else ()
        address = forward.public_address
        if address is not None and networks and not any(address in n for n in networks if n.version == address.version):
            shown = some(str(n) for n in networks)
            message = f"{address} does not belong to the line `{circuit.id}`"
            yield Problem(forward, "public_address", message, f"The line has {shown}.")


@rule("E544")
def firewall_address_that_is_none(scene: Scene) -> Iterator[Problem]:
    for value in scene.values("string"):
        if value.held.kind not in DOORS or value.path[-2] not in ("from_addresses", "to_addresses"):
            continue
        if not isinstance(value.value, str):
            continue
        if LOOKS_LIKE_ADDRESS.match(value.value) and not _is_network(value.value):
            message = f"{value.value} is neither an address nor a subnet"
            hint = "Write 192.0.2.10, 192.0.2.0/24 or a name; host bits of a subnet are zero."
            yield Problem(value.held.root, value.path, message, hint)


def _is_network(text: str) -> bool:
    try:
        return bool(ip_network(text))
    except ValueError:
        return False


def _zones(scene: Scene) -> Iterator[Record]:
    return (zone for network in many(scene.inventory, "networks") for zone in network.dns_zones)


def _rules(scene: Scene) -> Iterator[Record]:
    for network in many(scene.inventory, "networks"):
        yield from network.firewall_rules
        yield from network.port_forwards


def _forwards(scene: Scene) -> Iterator[Record]:
    return (f for network in many(scene.inventory, "networks") for f in network.port_forwards)
