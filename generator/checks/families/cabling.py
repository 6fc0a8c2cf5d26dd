"""Links, ports and racks: two things cannot be in one place."""

from collections.abc import Iterator

from generator.checks.nearness import some
from generator.checks.networking import site_of
from generator.checks.rule import Problem, Scene, rule
from generator.facts.selecting import many, retired
from generator.inventory.records import Record

CABLED = ("copper", "fibre", "direct_attach", "stack", None)
"""Media that take a port for themselves; over radio, or within a host, many share one."""
ENDS = (("a_end", "a_port"), ("b_end", "b_port"))
FACES = {"front": {"front"}, "rear": {"rear"}, "both": {"front", "rear"}, None: {"front", "rear"}}
HIGHEST = 60
"""Units of the highest rack that the schema allows."""


@rule("E530")
def link_to_itself(scene: Scene) -> Iterator[Problem]:
    for link in _links(scene):
        both = link.a_end, link.b_end
        same_port = link.a_port == link.b_port
        if both[0] is not None and both[0] is both[1] and (same_port or both[0].record_type != "asset"):
            port = f" port {link.a_port}" if link.a_port else ""
            message = f"both ends of the link are `{both[0].id}`{port}"
            yield Problem(link, "b_end", message, "Name the device at the other end of the cable.")


@rule("E531")
def port_used_twice(scene: Scene) -> Iterator[Problem]:
    first: dict[tuple[int, str], Record] = {}
    for link in _links(scene):
        for end, port in ENDS if link.medium in CABLED else ():
            device, name = getattr(link, end), getattr(link, port)
            if device is None or name is None:
                continue
            earlier = first.setdefault((id(device), name.casefold()), link)
            if earlier is not link:
                message = f"port {name} of `{device.id}` is taken by the link `{earlier.id}` already"
                yield Problem(link, port, message, "Look which cable is in the port, and correct the other link.")


@rule("W532")
def more_ports_than_the_device_has(scene: Scene) -> Iterator[Problem]:
    used: dict[int, tuple[Record, set[str]]] = {}
    for link in _links(scene):
        for end, port in ENDS if link.medium in CABLED else ():
            device, name = getattr(link, end), getattr(link, port)
            if device is not None and name is not None and device.record_type == "asset":
                used.setdefault(id(device), (device, set()))[1].add(name.casefold())
    for device, ports in used.values():
        if device.port_count is not None and len(ports) > device.port_count:
            message = f"{len(ports)} ports of `{device.id}` are in use, but it has {device.port_count}"
            yield Problem(device, "port_count", message, "Correct the number, or the names of the ports in the links.")


@rule("E533")
def rack_units_that_collide(scene: Scene) -> Iterator[Problem]:
    first: dict[tuple[int, int, str], Record] = {}
    for asset, rack, units in _mounted(scene):
        shared: dict[int, set[Record]] = {}
        for unit in units:
            for face in FACES.get(asset.location.face, FACES[None]):
                earlier = first.setdefault((id(rack), unit, face), asset)
                if earlier is not asset and not (asset.location.place and earlier.location.place):
                    shared.setdefault(unit, set()).add(earlier)
        if shared:
            others = sorted({f"`{o.id}`" for found in shared.values() for o in found})
            message = f"unit {some([str(u) for u in sorted(shared)])} of rack `{rack.id}` holds {some(others)} already"
            hint = "Correct `unit` (the lowest it occupies) or `height_units`; on a shelf, say at which `place`."
            yield Problem(asset, ("location", "unit"), message, hint)


@rule("E534")
def unit_above_the_rack(scene: Scene) -> Iterator[Problem]:
    for asset, rack, units in _mounted(scene):
        if rack.units is not None and units and units[-1] > rack.units:
            message = f"it would reach unit {units[-1]}, but rack `{rack.id}` has {rack.units}"
            yield Problem(asset, ("location", "unit"), message, "Correct the unit, the device's height or the rack's.")


@rule("E535")
def rack_at_another_site(scene: Scene) -> Iterator[Problem]:
    sites = {id(rack): site for site in many(scene.inventory, "sites") for rack in site.racks}
    for asset, rack, _ in _mounted(scene):
        site = sites.get(id(rack))
        if site is not None and site_of(asset) is not None and site.id != site_of(asset):
            message = f"`{asset.id}` is at the site `{site_of(asset)}`, but rack `{rack.id}` stands at `{site.id}`"
            yield Problem(asset, ("location", "rack"), message, "Correct the device's site or its rack.")


@rule("W536")
def device_of_another_site(scene: Scene) -> Iterator[Problem]:
    for network in many(scene.inventory, "networks"):
        named = [(link, end, getattr(link, end)) for link in network.links for end, _ in ENDS]
        named += [(vlan, "gateway_asset", vlan.gateway_asset) for vlan in network.vlans]
        named += [(wifi, "access_points", asset) for wifi in network.wifi for asset in wifi.access_points]
        for holder, field, device in named:
            here, there = site_of(network), site_of(device) if device is not None else None
            if here is None or there is None or here == there or here == _far_site(device):
                continue
            message = f"`{device.id}` is at the site `{there}`, but this is the network of `{here}`"
            yield Problem(holder, field, message, "Name a device of this site, or correct where that one stands.")


def _far_site(device: Record) -> str | None:
    far = next(iter(device.unresolved("far_site")), None) if device.record_type == "circuit" else None
    return str(far.id) if far is not None else None


def _links(scene: Scene) -> Iterator[Record]:
    return (link for network in many(scene.inventory, "networks") for link in network.links if not retired(link))


def _mounted(scene: Scene) -> Iterator[tuple[Record, Record, range]]:
    """(asset, rack, units) of what is mounted now; what is planned for a place may wait until that is free."""
    for asset in many(scene.inventory, "assets"):
        place = asset.location
        if place is None or place.rack is None or place.unit is None or asset.disposal is not None:
            continue
        if asset.status not in ("retired", "planned") and 1 <= place.unit <= HIGHEST:
            height = place.height_units if place.height_units is not None else 1
            yield asset, place.rack, range(place.unit, place.unit + max(1, min(height, HIGHEST)))
