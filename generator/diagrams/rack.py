"""A rack from the front: each device in the units that it takes."""

from collections.abc import Sequence
from html import escape

from generator.diagrams.dot import FONT, FRAME, INK, LINE, PAPER
from generator.diagrams.words import Words
from generator.inventory.records import Inventory, Record

UNIT, WIDTH, MARGIN = 15, 230, 26
"""Points per rack unit, of the rack's inner width, and left of it for the numbers."""


def mounted(inventory: Inventory, rack: Record) -> list[Record]:
    """The devices in a rack whose lowest unit is known, from the top down."""
    found = [a for a in inventory.assets if a.location and a.location.rack is rack and a.location.unit]
    return sorted(found, key=lambda a: -a.location.unit)


def rack_svg(inventory: Inventory, rack: Record, words: Words, key: str) -> str:
    """The rack as an inline SVG element; empty when nothing is known to be mounted in it."""
    devices = mounted(inventory, rack)
    if not devices:
        return ""
    width, height = WIDTH + MARGIN + 4, rack.units * UNIT + 4
    title, text = rack_title(rack, words), _text(devices, words)
    boxes = "".join(_device(rack, d, words) for d in devices)
    edge = f'fill="none" stroke="{FRAME}" stroke-width="1.5"'
    frame = f'<rect x="{MARGIN}" y="2" width="{WIDTH}" height="{height - 4}" {edge}/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawn" role="img" viewBox="0 0 {width} {height}" '
        f'width="{width}pt" height="{height}pt" aria-labelledby="{key}-title {key}-text">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-text">{escape(text)}</desc>'
        f'<g font-family="{escape(FONT)}" font-size="8">{frame}{_numbers(rack.units)}{boxes}</g></svg>'
    )


def rack_title(rack: Record, words: Words) -> str:
    """`Rack A` is called so; `West cabinet` is said to be a rack."""
    name, kind = words.name(rack), words.word("Rack {rack}", rack="").strip()
    return name if name.casefold().startswith(kind.casefold()) else words.word("Rack {rack}", rack=name)


def _numbers(units: int) -> str:
    """The number of every fifth unit, and the first's."""
    shown = [1, *range(5, units + 1, 5)]
    return "".join(
        f'<text x="{MARGIN - 5}" y="{2 + (units - n) * UNIT + 11}" text-anchor="end" fill="{LINE}">{n}</text>'
        for n in shown
    )


def _device(rack: Record, device: Record, words: Words) -> str:
    taken = device.location.height_units or 1
    top = 2 + (rack.units - (device.location.unit + taken - 1)) * UNIT
    label = escape(_fitted(f"{words.name(device)}  {words.shown(device, 'model')}"))
    box = f'x="{MARGIN + 3}" y="{top + 1}" width="{WIDTH - 6}" height="{taken * UNIT - 2}"'
    return (
        f'<rect {box} fill="{PAPER}" stroke="{LINE}"/>'
        f'<text x="{MARGIN + 9}" y="{top + taken * UNIT / 2 + 3}" fill="{INK}">{label}</text>'
    )


def _fitted(text: str, widest: int = 46) -> str:
    """A label that fits its box: a wide letter counts as two."""
    made, width = "", 0
    for letter in text.strip():
        width += 2 if ord(letter) > 0x2E7F else 1
        if width > widest:
            return made.rstrip() + "…"
        made += letter
    return made


def _text(devices: Sequence[Record], words: Words) -> str:
    said = (words.word("unit {unit}: {thing}", unit=d.location.unit, thing=words.name(d)) for d in devices)
    return words.listing(list(said))
