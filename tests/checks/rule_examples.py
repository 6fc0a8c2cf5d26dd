"""Puts a rule's example into a small workspace of its own and checks it."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from builders import CLIENT, CONTACTS, PROCEDURE, PROVIDER, ROOT, TEAM, workspace, write

from generator.checks.documentation import RulePage
from generator.checks.run import check_all
from generator.checks.settings import Settings
from generator.diagnostics import Diagnostic
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.workspace import Workspace

AS_OF = date(2026, 10, 1)
SITES = {"sites": [{"id": "tokyo", "name": "Tokyo", "address": "1-2-3 Mihon, Tokyo"}]}
STANDARD = {
    "client.yml": CLIENT,
    "contacts.yml": CONTACTS,
    "provider/provider.yml": PROVIDER,
    "provider/team.yml": TEAM,
    "provider/procedure.yml": PROCEDURE,
}


def found(made: Workspace, *slugs: str, as_of: date = AS_OF, settings: Settings | None = None) -> list[Diagnostic]:
    """All that is found in a workspace's clients."""
    return check_all(load(made, load_schema(), slugs or made.slugs()), as_of, settings or Settings())


def in_bad_example(folder: Path, page: RulePage) -> list[Diagnostic]:
    made = _workspace(folder, page)
    place = _place(made, page.file)
    if page.bad_as == "text":
        write(place, _with_the_rest(page.file, page.bad))
    else:
        _put(place, page)
    return found(made)


def in_good_example(folder: Path, page: RulePage) -> list[Diagnostic]:
    made = _workspace(folder, page)
    name = page.good_file or page.file
    write(_place(made, name), _with_the_rest(name, page.good))
    return found(made)


def _workspace(folder: Path, page: RulePage) -> Workspace:
    """Templates and configuration are copied only for examples that write into them."""
    written = {name.split("/")[0] for name in (page.file, *page.beside)}
    folder.mkdir(parents=True)
    for name in ("templates", "site_config"):
        if name in written:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("fonts", "theme"))
        else:
            (folder / name).symlink_to(ROOT / name)
    made = workspace(folder)
    if "sites.yml" not in (page.file, page.good_file):
        write(made.client("acme") / "sites.yml", SITES)
    for name, data in page.beside.items():
        write(_place(made, name), {**STANDARD.get(name, {}), **data} if isinstance(data, Mapping) else data)
    return made


def _place(made: Workspace, name: str) -> Path:
    """`sites.yml` is the client's; `provider/…` and `clients/…` stand in the inventory, templates beside it."""
    if name.startswith(("provider/", "clients/")):
        return made.inventory / name
    return made.root / name if name.startswith(("templates/", "site_config/")) else made.client("acme") / name


def _with_the_rest(name: str, text: str) -> str:
    """The example, and what the small workspace's file of that name says beyond it."""
    rest: dict[str, Any] = {k: v for k, v in STANDARD.get(name, {}).items() if f"{k}:" not in text}
    return text + (yaml.safe_dump(rest, allow_unicode=True, sort_keys=False) if rest else "")


def _put(place: Path, page: RulePage) -> None:
    """What no text can show, in the place of a file."""
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    if page.bad_as == "folder":
        place.mkdir()
    elif page.bad_as == "link":
        place.symlink_to(page.bad.strip())
    elif page.bad_as == "shift_jis":
        place.write_bytes(page.bad.encode("shift_jis"))
    elif page.bad_as == "repeated":
        place.write_text(page.bad + "# and so on\n" * 200_000)
    elif page.bad_as == "escaped":
        place.write_text(page.bad.encode("ascii").decode("unicode_escape"))
