"""What is named outside the records: attached files, and places in the handbook."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.checks.nearness import meant
from generator.checks.rule import Problem, Scene, rule
from generator.diagnostics import Location
from generator.inventory import formats
from generator.pages.catalogue import ConfigurationError, load_catalogue, load_yaml


@rule("E307", "client", "provider")
def file_that_is_not_there(scene: Scene) -> Iterator[Problem]:
    root = scene.folder.path / "files"
    present = {path.relative_to(root).as_posix() for path in scene.folder.files}
    for value in scene.values("file"):
        if _is_path(value.value) and value.value not in present:
            nothing = f"Put it into {scene.workspace.relative(root)}/, or remove the line."
            hint = meant(value.value, present, nothing)
            yield Problem(value.held.root, value.path, f"the folder files/ has no `{value.value}`", hint)


def _is_path(value: Any) -> bool:
    """Whether a value has the form of a path; others were reported by structure."""
    try:
        return bool(formats.file(value))
    except ValueError:
        return False


@rule("E308")
def place_that_the_handbook_has_not(scene: Scene) -> Iterator[Problem]:
    known = scene.once(_places)
    for value in scene.values("slug", "string"):
        if value.held.kind not in ("page", "client"):
            continue
        what = _what(value.held.kind, value.path)
        if what is not None and what in known and isinstance(value.value, str) and value.value not in known[what]:
            hint = meant(value.value, known[what], f"site_config/ declares no {what}.")
            yield Problem(value.held.root, value.path, f"the handbook has no {what} `{value.value}`", hint)


def _what(kind: str, path: tuple[str | int, ...]) -> str | None:
    """What a value names, if it names a place in the handbook."""
    if kind == "page" and path[0] == "nav":
        return {"section": "section", "part": "part", "after": "page"}.get(str(path[-1]))
    if (kind, path[0]) in (("page", "documents"), ("client", "document_order")):
        return "document"
    return None


def _places(scene: Scene) -> Mapping[str, frozenset[str]]:
    """The ids that site_config/ and the client's own pages declare; nothing where that cannot be read."""
    config = scene.workspace.site_config
    try:
        catalogue = load_catalogue(config / "pages.yml")
        documents = load_yaml(config / "documents.yml")["documents"]
    except (ConfigurationError, KeyError, TypeError):
        return {}
    own = {str(r.data.get("id")) for r in scene.raw.many.get("pages", ())}
    return {
        "section": frozenset(s.id for s in catalogue.sections),
        "part": frozenset(p.id for p in catalogue.parts),
        "page": frozenset(p.id for p in catalogue.pages) | own,
        "document": frozenset(documents),
    }


@rule("E309", "provider")
def interval_for_no_record(scene: Scene) -> Iterator[Problem]:
    for held in scene.records("review_interval"):
        name = held.data.get("record")
        if isinstance(name, str) and name not in scene.schema.records:
            path = (*held.path, "record")
            yield Problem(
                held.root, path, f"there is no kind of record `{name}`", meant(name, scene.schema.records, "")
            )


@rule("W313", "client", "provider")
def file_that_nothing_names(scene: Scene) -> Iterator[Problem]:
    named = {v.value for v in scene.values("file") if isinstance(v.value, str)}
    texts = [page.text for page in scene.folder.pages]
    for path in scene.folder.files:
        name = path.relative_to(scene.folder.path / "files").as_posix()
        if name not in named and not any(path.name in text for text in texts):
            yield Problem(
                None,
                (),
                f"no record and no page names the file {name}",
                "Name it in the record that it belongs to, or delete it.",
                place=Location(scene.workspace.relative(path)),
            )
