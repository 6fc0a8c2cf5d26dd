"""Whatever stands wherever in the inventory: a report, never a traceback, and nothing is waited for."""

import os
import socket
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from shutil import rmtree

import pytest
from builders import ROOT, workspace
from click.testing import CliRunner

from generator.checks.run import check_all
from generator.checks.settings import Settings
from generator.cli.main import handbook
from generator.diagnostics import Diagnostic, Report
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.reporters.json import as_json
from generator.workspace import Workspace

CLIENT = "inventory/clients/acme"
PLACES = (
    f"{CLIENT}/client.yml", f"{CLIENT}/sites.yml", f"{CLIENT}/assets.yml", f"{CLIENT}/assets", f"{CLIENT}/assets/a.yml",
    f"{CLIENT}/assets/a.txt", f"{CLIENT}/pages", f"{CLIENT}/pages/a.md", f"{CLIENT}/pages/a.en.md", f"{CLIENT}/files",
    f"{CLIENT}/files/a.svg", f"{CLIENT}/files/b/a.pdf", f"{CLIENT}/checklists/a.yml", f"{CLIENT}/unknown",
    "inventory/clients/beta", "inventory/provider/provider.yml", "inventory/provider/team.yml",
    "inventory/provider/procedure.yml", "inventory/provider/files/logo.svg", "inventory/provider/runbooks/a.yml",
)  # fmt: skip


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(f"/proc/self/fd/{folder}/{path.name}")
    finally:
        os.close(folder)


def _folder(path: Path) -> None:
    (path / "inner").mkdir(parents=True)
    (path / "inner" / "x.yml").write_text("a: 1\n")


def _link_to(target: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.symlink_to(target)

    return make


def _bytes(raw: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(raw)

    return make


def _odd_name(name: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.mkdir()
        Path(os.fsdecode(os.fsencode(path) + b"/" + name)).write_text("a: 1\n")

    return make


KINDS: dict[str, Callable[[Path], None]] = {
    "a pipe": _fifo,
    "a socket": _socket,
    "a folder": _folder,
    "a link to a device without end": _link_to("/dev/zero"),
    "a link out of the tree": _link_to("/etc/passwd"),
    "a link to a folder outside": _link_to("/etc"),
    "a link to nothing": _link_to("nowhere"),
    "a link to itself": _link_to("a.yml"),
    "a link to the folder above": _link_to(".."),
    "an empty file": _bytes(b""),
    "zeros": _bytes(b"\0" * 5_000),
    "not UTF-8": _bytes("name: 佐藤".encode("shift_jis")),
    "UTF-16": _bytes("name: 佐藤".encode("utf-16")),
    "a name that is no text": _odd_name(b"\xff\xfe.yml"),
    "a name of two lines": _odd_name(b"a\nb: c.yml"),
    "a name with a comma and colons": _odd_name(b"a,b::c.yml"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One workspace for all cases: each puts its odd thing in, and takes it out again."""
    folder = tmp_path_factory.mktemp("folders")
    for name in ("templates", "site_config"):
        (folder / name).symlink_to(ROOT / name)
    return workspace(folder)


@pytest.fixture
def put(made: Workspace) -> Iterator[Callable[[str, str], None]]:
    undo: list[Callable[[], object]] = []

    def place(where: str, kind: str) -> None:
        path = made.root / where
        missing = next((p for p in reversed([path, *path.parents]) if not os.path.lexists(p)), None)
        if missing is None:
            aside = path.with_name(f".{path.name}.aside")
            path.rename(aside)
            undo.append(lambda: aside.rename(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        undo.append(lambda: _remove(missing or path))
        KINDS[kind](path)

    yield place
    for action in reversed(undo):
        action()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        rmtree(os.fsencode(path))
    else:
        path.unlink(missing_ok=True)


# What templates say does not change with the inventory.
WITHOUT_TEMPLATES = Settings(dict.fromkeys(("W630", "W810", "E811", "W812", "E813", "W814", "W815")))


def checked(made: Workspace) -> list[Diagnostic]:
    found = check_all(load(made, load_schema(), made.slugs()), date(2026, 10, 1), WITHOUT_TEMPLATES)
    for d in as_json(Report(found)):
        assert d["message"]
        assert d["file"].encode()
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("where", PLACES)
def test_odd_things_in_odd_places(made: Workspace, put: Callable[[str, str], None], where: str, kind: str) -> None:
    put(where, kind)
    checked(made)


@pytest.mark.parametrize("where", [f"{CLIENT}/sites.yml", f"{CLIENT}/pages/a.md", f"{CLIENT}/files/a.svg"])
@pytest.mark.parametrize("kind", ["a link out of the tree", "a link to a device without end"])
def test_a_link_out_of_the_tree_is_named_and_not_followed(
    made: Workspace, put: Callable[[str, str], None], where: str, kind: str
) -> None:
    put(where, kind)
    assert (where, "E118") in {(d.location.file, d.rule) for d in checked(made)}


def test_a_name_that_is_no_text_can_be_printed(made: Workspace, put: Callable[[str, str], None]) -> None:
    put(f"{CLIENT}/assets", "a name that is no text")
    for form in ("text", "github", "json", "sarif", "markdown", "codequality"):
        result = CliRunner().invoke(handbook, ["--workspace", str(made.root), "check", "--format", form])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info


def test_what_may_not_be_read_is_named(made: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root every file may be read; so the refusal is played."""
    real_read, real_list = Path.read_bytes, Path.iterdir

    def refuse_file(path: Path) -> bytes:
        if path.name == "contacts.yml":
            raise PermissionError(13, "Permission denied")
        return real_read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse_file)
    assert "E111" in {d.rule for d in checked(made)}
    monkeypatch.undo()

    def refuse_folder(path: Path) -> Iterator[Path]:
        if path.name == "acme":
            raise PermissionError(13, "Permission denied")
        return real_list(path)

    monkeypatch.setattr(Path, "iterdir", refuse_folder)
    assert (CLIENT, "E111") in {(d.location.file, d.rule) for d in checked(made)}


def test_many_files_and_deep_folders(made: Workspace) -> None:
    deep = made.client("acme") / "files" / "/".join("abcdefghijklmnopqrstuvwxyz")
    deep.mkdir(parents=True)
    for n in range(300):
        (deep / f"{n}.txt").write_text("x")
    (made.client("acme") / "files" / "loop").symlink_to(made.client("acme") / "files")
    assert checked(made)
