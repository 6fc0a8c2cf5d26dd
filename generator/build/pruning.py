"""How large the cache is, and making it smaller: what was not used for longest goes first."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Stats:
    """What one audience's part of the cache holds."""

    audience: str
    entries: int
    files: int
    size: int


def stats(folder: Path) -> list[Stats]:
    """Each audience's part."""
    return [
        Stats(part.name, len(list(part.glob("entries/*/*.json"))), len(blobs := list(part.glob("blobs/*/*"))),
              sum(b.stat().st_size for b in blobs))
        for part in sorted(folder.glob("[!.]*")) if part.is_dir()
    ]  # fmt: skip


def prune(folder: Path, size: int) -> int:
    """Remove entries, the oldest first, until the files they need are at most `size` bytes; the bytes set free."""
    entries = sorted(((p.stat().st_mtime, p) for p in folder.glob("*/entries/*/*.json")), reverse=True)
    kept: dict[Path, int] = {}
    full = False
    for _, entry in entries:
        more = {b: n for b, n in _needs(entry).items() if b not in kept}
        full = full or sum(kept.values()) + sum(more.values()) > size
        if full:
            entry.unlink(missing_ok=True)
        else:
            kept |= more
    freed = 0
    for blob in folder.glob("*/blobs/*/*"):
        if blob not in kept:
            freed += blob.stat().st_size
            blob.unlink(missing_ok=True)
    return freed


def _needs(entry: Path) -> dict[Path, int]:
    """The files that an entry stands for; a damaged entry stands for none."""
    try:
        files = json.loads(entry.read_text("utf-8"))["body"]["files"]
        blobs = entry.parent.parent.parent / "blobs"
        return {blobs / digest[:2] / digest: int(size) for _, digest, size in files}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}


def bytes_of(text: str) -> int:
    """`500M`, `2GB` or plain bytes; raises ValueError."""
    given = text.strip().upper().removesuffix("B").removesuffix("I")
    unit = given[-1:] if given[-1:] in UNITS and given[-1:] else ""
    return int(float(given.removesuffix(unit)) * UNITS[unit])


def in_words(size: int) -> str:
    """`1.2 GB`."""
    value = float(size)
    for unit in ("bytes", "KB", "MB"):
        if value < 1024:
            return f"{value:.0f} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"
        value /= 1024
    return f"{value:.1f} GB"
