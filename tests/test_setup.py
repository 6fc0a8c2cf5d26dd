"""The set-up script: says what is missing, and does nothing twice."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def setup() -> ModuleType:
    spec = importlib.util.spec_from_file_location("handbook_setup", ROOT / "scripts" / "setup.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def missing(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The set-up on a machine that has none of the packages; what it would run is in `ran`."""
    setup.ran = []
    monkeypatch.setattr(setup.SystemPackage, "is_there", lambda package: bool(setup.ran))
    monkeypatch.setattr(setup, "run", lambda command, silent=False: setup.ran.append(command))
    monkeypatch.setattr(setup.shutil, "which", lambda program: f"/usr/bin/{program}")
    return setup


def test_tests_need_all_that_a_build_needs_and_more(setup: ModuleType) -> None:
    build, test = setup.system_packages("build"), setup.system_packages("test")
    assert set(build) < set(test)
    assert "libharfbuzz-subset0" in {package.name for package in build}
    assert "chromium" not in {package.name for package in build}
    assert {package.seen_by.partition(":")[0] for package in test} == {"module", "library", "program", "font"}


def test_present_and_absent_things_are_told_apart(setup: ModuleType) -> None:
    for kind, there, absent in [("program", "sh", "no-such-program"), ("library", "libc.so.6", "libnone.so.0")]:
        assert setup.SystemPackage("build", "package", f"{kind}:{there}").is_there()
        assert not setup.SystemPackage("build", "package", f"{kind}:{absent}").is_there()


def test_root_installs_exactly_what_is_missing(missing: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "become_root", list)
    missing.require_system_packages("build")
    update, install = missing.ran
    assert update[:2] == ["apt-get", "update"]
    assert {package.name for package in missing.system_packages("build")} <= set(install)
    assert "chromium" not in install


def test_others_are_told_what_to_install(missing: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "become_root", lambda: None)
    with pytest.raises(SystemExit, match=r"sudo apt-get install .*libpango-1\.0-0 .*chromium"):
        missing.require_system_packages("test")
    assert missing.ran == []


def test_systems_without_apt_are_told_the_names(missing: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing.shutil, "which", lambda program: None)
    monkeypatch.setattr(missing, "become_root", list)
    with pytest.raises(SystemExit, match=r"Debian's names: python3-venv"):
        missing.require_system_packages("build")


def test_environment_is_made_again_only_when_its_inputs_change(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in setup.INPUTS:
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    made: list[str] = []
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "STAMP", tmp_path / ".venv" / "stamp")
    monkeypatch.setattr(setup, "require_system_packages", lambda purpose: None)
    monkeypatch.setattr(setup, "bring_node_packages", lambda: None)
    monkeypatch.setattr(setup, "venv_works", lambda: True)
    monkeypatch.setattr(setup, "make_venv", lambda: made.append("environment"))
    monkeypatch.setattr(setup.sys, "argv", ["setup.py", "build"])
    setup.main()
    setup.main()
    assert len(made) == 1
    (tmp_path / "requirements.lock").write_text("a newer lock", encoding="utf-8")
    setup.main()
    assert len(made) == 2


def test_old_python_is_refused_with_a_way_out(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"3\.11 or newer.*make PYTHON="):
        setup.require_python()


def test_what_the_browser_tests_bring_along_is_installed_once_and_runs_no_scripts(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "node_modules").mkdir()
    lock = tmp_path / "package-lock.json"
    lock.write_text("{}", encoding="utf-8")
    ran: list[list[str]] = []
    monkeypatch.setattr(setup, "NODE_FOLDERS", (tmp_path,))
    monkeypatch.setattr(setup, "run", lambda command, silent=False: ran.append(command))
    setup.bring_node_packages()
    setup.bring_node_packages()
    assert len(ran) == 1
    assert "--ignore-scripts" in ran[0]
    lock.write_text('{"changed": true}', encoding="utf-8")
    setup.bring_node_packages()
    assert len(ran) == 2


def test_the_lock_of_the_browser_tests_names_no_host() -> None:
    text = (ROOT / "tests/browser/package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in text
    assert "://" not in text
