"""A short name for content: the same bytes, the same name."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

DEEPEST = 22
"""Folders within folders that are looked into: a link may lead back to a folder above it."""


def fingerprint(*parts: bytes) -> str:
    """SHA-256 over the parts and their lengths, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def of_text(*parts: str) -> str:
    """The same of words; what is no text in a file's name counts as the bytes that it is."""
    return fingerprint(*(part.encode("utf-8", "surrogateescape") for part in parts))


def of_named(named: Mapping[str, str]) -> str:
    """One name for many fingerprints, in whatever order they come."""
    return of_text(*(word for pair in sorted(named.items()) for word in pair))


def of_file(path: Path | str) -> str:
    """A file by its content; what cannot be read, or is no ordinary file, by what is in the way."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        return f"unreadable: {error.strerror}"
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return "not a file"
        return hashlib.file_digest(file, "sha256").hexdigest()


def of_tree(folder: Path, prefix: str = "", without: Iterable[str] = ()) -> dict[str, str]:
    """Every file below a folder, by its name relative to it; names given in `without` are left out at the top."""
    left_out = frozenset(without)
    return {prefix + name: of_file(path) for name, path in _files(os.fspath(folder), "", left_out, 0)}


def of_looks(*folders: Path) -> str:
    """How files below folders look, unread: whatever is written to one shows in it, also when it is undone exactly."""
    seen = []
    for folder in folders:
        for name, path in _files(os.fspath(folder), "", frozenset(), 0):
            try:
                state = os.stat(path)
            except OSError:
                seen.append(name)
            else:
                seen.append(f"{name} {state.st_ino} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}")
    return of_text(*seen)


def _files(folder: str, prefix: str, left_out: frozenset[str], depth: int) -> Iterator[tuple[str, str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        yield prefix + "/", folder
        return
    for entry in entries:
        if entry.name in left_out or entry.name == "__pycache__":
            continue
        if entry.is_dir() and depth < DEEPEST:
            yield from _files(entry.path, f"{prefix}{entry.name}/", frozenset(), depth + 1)
        else:
            yield prefix + entry.name, entry.path
