"""What `handbook build --offline` adds: a zip of each client's websites, one for each audience."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from generator.build.engine import Order, Outcome
from generator.inventory.formats import LANGUAGES
from generator.outputs.web.finishing.site import read_settings
from generator.outputs.web.offline import pack
from generator.outputs.web.words import names_of_languages

FOLDER = "offline"


def pack_all(order: Order, outcome: Outcome, form: str) -> None:
    """Pack the websites of the clients that were built; zips of clients that left the inventory go."""
    for path in _packed(order, outcome):
        if form == "text":
            size = path.stat().st_size / 1_000_000
            click.echo(f"offline: {order.workspace.relative(path)} ({size:.1f} MB; unpack it and open index.html)")
    for folder in (order.output / FOLDER).glob("*/"):
        if folder.name not in order.workspace.slugs():
            shutil.rmtree(folder)


def _packed(order: Order, outcome: Outcome) -> Iterator[Path]:
    names = names_of_languages(order.workspace)
    for slug in outcome.built:
        for audience in order.wanted.audiences:
            folder = order.output / "websites" / slug / audience
            languages = [code for code in LANGUAGES if (folder / code / "index.html").is_file()]
            if not languages or (slug, audience) in outcome.unfinished():
                continue
            target = order.output / FOLDER / slug / f"{slug}-{audience}.zip"
            title = _title(order.output / "sources" / slug / audience / languages[0])
            pack(order.workspace, folder, {code: names[code] for code in languages}, title or slug, target)
            yield target


def _title(sources: Path) -> str | None:
    """What the websites are called."""
    found = read_settings(sources).get("site_name") if (sources / "mkdocs.yml").is_file() else None
    return str(found) if found else None
