"""Every id that is pointed at exists, for every reader who needs it, and no id is given twice."""

from collections.abc import Iterator

from generator.checks.nearness import called, listed, meant
from generator.checks.pointing import Key, has_id, key_of, pointing
from generator.checks.rule import Problem, Scene, place_in, rule
from generator.checks.walking import Held, Value
from generator.diagnostics import DataPath
from generator.inventory.schema.fragments import AUDIENCES

MOST_COMPARED = 50
"""Wrong references for which the nearest id is looked for; so many at once have another cause."""
IN_USE = frozenset(
    {
        "depends_on", "protects", "host", "access_points", "gateway_asset", "dhcp_server", "a_end", "b_end", "firewall",
        "inside_asset", "terminates_on", "circuit", "services", "installed_on",
    }
)  # fmt: skip
"""References of what is in use now. Findings, visits and old contracts may well name what is gone."""


@rule("E301", "client", "provider")
def reference_to_nothing(scene: Scene) -> Iterator[Problem]:
    found = scene.once(pointing)
    wrong = [r for r in found.references if found.target(r) is None]
    for n, reference in enumerate(wrong):
        kinds = reference.field.refs
        names = listed(called(k) for k in kinds)
        others = [called(k) for k in found.kinds(reference.value) if k not in kinds]
        if others:
            hint = f"`{reference.value}` is the id of a {listed(others)}; this field wants a {names}."
        else:
            ids = found.ids(kinds, reference.held.site) if n < MOST_COMPARED else ()
            hint = meant(reference.value, ids, f"There is no {names} yet: add it, or remove the reference.")
        yield Problem(reference.held.root, reference.path, f"there is no {names} `{reference.value}`", hint)


@rule("E302", "client", "provider")
def id_given_twice(scene: Scene) -> Iterator[Problem]:
    named = {target for value in scene.once(pointing).references for target in value.field.refs}
    first: dict[tuple[DataPath | int, Key], Held] = {}
    for held in scene.own.records:
        if not has_id(held.data):
            continue
        # Ids of parts that nothing points at (a checklist's items) need to differ within their own list only.
        inside = () if not held.path or held.kind in named else (id(held.root), *held.path[:-1])
        earlier = first.setdefault((inside, key_of(held)), held)
        places = [place_in(h.root, (*h.path, "id")) for h in (earlier, held)] if earlier is not held else []
        if len(set(places)) > 1 and places[0] is not None:
            message = f"the id `{held.data['id']}` is given twice (first in {places[0].file}, line {places[0].line})"
            hint = "Give one of the two another id: pages and references are named by it."
            yield Problem(held.root, (*held.path, "id"), message, hint)


@rule("E304", "client", "provider")
def required_but_hidden(scene: Scene) -> Iterator[Problem]:
    found = scene.once(pointing)
    for reference in found.references:
        if not reference.field.required or (target := found.target(reference)) is None:
            continue
        if target.rank > reference.rank:
            yield _hidden(reference, target)


def _hidden(reference: Value, target: Held) -> Problem:
    reader, own = AUDIENCES[reference.rank], AUDIENCES[target.rank]
    holder = called(reference.held.kind)
    return Problem(
        reference.held.root,
        reference.path,
        f"`{reference.path[-1]}` is required, but the {called(target.kind)} `{reference.value}` is for {own} only, "
        f"and this {holder} is read by {reader}",
        f"Let the {called(target.kind)} be seen by {reader}, or give this {holder} `audience: {own}` as well.",
    )


@rule("W305")
def in_use_but_retired(scene: Scene) -> Iterator[Problem]:
    found = scene.once(pointing)
    for reference in found.references:
        if IN_USE.isdisjoint(reference.path) or _retired(reference.held) or (target := found.target(reference)) is None:
            continue
        if _retired(target):
            instead = target.data.get("replaced_by")
            yield Problem(
                reference.held.root,
                reference.path,
                f"the {called(target.kind)} `{reference.value}` is retired, but is still counted on here",
                f"Put `{instead}`, which replaced it, in its place." if instead else "Name what does its work now.",
            )


def _retired(held: Held) -> bool:
    return held.data.get("status") == "retired" or held.root.data.get("status") == "retired"
