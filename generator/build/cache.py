"""Results by what they were made from, in a folder that may be carried from one machine to the next.

Each audience has a folder of its own, which holds `blobs` (files by their content) and `entries` (what a result is made
of). Everything is written under another name and renamed, and nothing is believed that was not verified.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkstemp
from typing import Any

FORMAT = 1
STAGED = ".tmp-"


@dataclass
class Cache:
    """The cache in `folder`; `warnings` gathers what was found damaged, and was thrown away."""

    folder: Path
    warnings: list[str] = field(default_factory=list)
    staged: Path | None = None
    """Where files are written before they are renamed: whoever gives it removes it, also after a worker was killed."""

    def put(self, audience: str, key: str, paths: Mapping[str, Path], facts: Mapping[str, Any]) -> None:
        """Keep the files `paths` (by name) and what is known of them. A cache that cannot be written is none."""
        try:
            files = [[name, *self._keep(audience, path)] for name, path in sorted(paths.items())]
            self._write(self._entry(audience, key), _sealed(audience, key, {"files": files, "facts": dict(facts)}))
        except OSError as error:
            self.warnings.append(f"nothing can be kept in {self.folder}: {error.strerror}")

    def get(self, audience: str, key: str, folder: Path) -> dict[str, Any] | None:
        """Put the files kept under a key into `folder`, and return their facts; None when there are none, or not whole.

        Nothing is put there before all of it was verified.
        """
        entry = self._opened(audience, key)
        if entry is None:
            return None
        staged = folder / f"{STAGED}{key}"
        try:
            names = [(str(name), _inside(folder, name)) for name, _, _ in entry["files"]]
            for name, digest, size in entry["files"]:
                self._restore(audience, digest, size, _inside(staged, name))
            for name, path in names:
                path.parent.mkdir(parents=True, exist_ok=True)
                (staged / name).replace(path)
            os.utime(self._entry(audience, key))
        except (OSError, ValueError, TypeError) as error:
            self._throw_away(self._entry(audience, key), str(error))
            return None
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        facts: dict[str, Any] = entry["facts"]
        return facts

    def sweep(self) -> None:
        """Remove what processes that were killed left half written."""
        for left in self.folder.glob(f"{STAGED}*"):
            owner = left.name.removeprefix(STAGED)
            if not (owner.isdigit() and _lives(int(owner))):
                shutil.rmtree(left, ignore_errors=True)

    def has(self, audience: str, key: str) -> bool:
        """Whether there is an entry, by its name alone."""
        return self._entry(audience, key).is_file()

    def remember(self, audience: str, key: str, facts: Mapping[str, Any]) -> None:
        """Keep something small that has no files."""
        self.put(audience, key, {}, facts)

    def recall(self, audience: str, key: str) -> dict[str, Any] | None:
        """What was kept by `remember`."""
        entry = self._opened(audience, key)
        if entry is None:
            return None
        facts: dict[str, Any] = entry["facts"]
        return facts

    def _entry(self, audience: str, key: str) -> Path:
        return self.folder / audience / "entries" / key[:2] / f"{key}.json"

    def _blob(self, audience: str, digest: str) -> Path:
        return self.folder / audience / "blobs" / digest[:2] / digest

    def _opened(self, audience: str, key: str) -> dict[str, Any] | None:
        path = self._entry(audience, key)
        try:
            text = path.read_text("utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            self._throw_away(path, str(error))
            return None
        try:
            entry = json.loads(text)
            body: dict[str, Any] = entry["body"]
            whole = text == _sealed(audience, key, body) and isinstance(body["facts"], dict)
        except (ValueError, KeyError, TypeError):
            whole = False
        if not whole:
            self._throw_away(path, "it is not what was written under this name")
            return None
        return body

    def _keep(self, audience: str, path: Path) -> tuple[str, int]:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size, kept = path.stat().st_size, self._blob(audience, digest)
        if not kept.is_file() or kept.stat().st_size != size:
            with path.open("rb") as file:
                self._write(kept, file.read())
        return digest, size

    def _restore(self, audience: str, digest: str, size: int, target: Path) -> None:
        blob = self._blob(audience, digest)
        data = blob.read_bytes()
        if len(data) != size or hashlib.sha256(data).hexdigest() != digest:
            blob.unlink(missing_ok=True)
            raise ValueError(f"{blob.name[:12]}… is damaged")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def _write(self, path: Path, content: str | bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.staged is not None:
            self.staged.mkdir(parents=True, exist_ok=True)
        descriptor, staged = mkstemp(prefix=STAGED, dir=self.staged or path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
            Path(staged).replace(path)
        except BaseException:
            Path(staged).unlink(missing_ok=True)
            raise

    def _throw_away(self, path: Path, why: str) -> None:
        self.warnings.append(f"{path} was thrown away and is made anew: {why}")
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _sealed(audience: str, key: str, body: Mapping[str, Any]) -> str:
    """An entry as it is written: it says whose it is, so that one that was moved or altered is not believed."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    seal = hashlib.sha256(f"{FORMAT}\0{audience}\0{key}\0{text}".encode()).hexdigest()
    return json.dumps({"seal": seal, "body": body}, ensure_ascii=False, sort_keys=True)


def _inside(folder: Path, name: str) -> Path:
    path = Path(os.path.normpath(folder / name))
    if not path.is_relative_to(folder):
        raise ValueError(f"{name} leads out of the folder")
    return path
