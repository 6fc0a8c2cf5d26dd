"""check in continuous integration: formats, exit codes, changed files, and paths that services understand."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from builders import ROOT, workspace, write
from click.testing import CliRunner, Result

from generator.cli.main import handbook
from generator.cli.reporting import FORMATS
from generator.workspace import Workspace

BAD = "sites:\n" + "".join(f"  - {{id: s-{n}, name: Site {n}, address: 1-2-3 Mihon, oops: x}}\n" for n in range(15))
SECRET = "blossom-7-river"
AS_OF = ("--as-of", "2026-10-01")


@pytest.fixture(autouse=True)
def _not_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


def check(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(handbook, ["--workspace", str(root), "check", *AS_OF, *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def committed(top: Path, made: Workspace) -> Workspace:
    """A repository whose last commit changed one file, with a Japanese name, of client zeta."""
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "inventory" if top == made.root else ".")
    git(top, "commit", "-q", "-m", "one")
    write(made.client("zeta") / "checklists" / "点検.yml", "oops: 1\n")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "two")
    return made


def test_auto_annotates_in_a_github_workflow_and_writes_the_summary(
    linked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = workspace(linked, acme={"sites.yml": BAD})
    assert not check(made.root).stdout.startswith("::")
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    result = check(made.root)
    assert result.stdout.count("::error ") == 10
    assert "::error file=inventory/clients/acme/sites.yml,line=2,col=" in result.stdout
    assert result.stderr.count(": error E201: ") == 15, "the log has all of them"
    written = summary.read_text("utf-8")
    assert written.startswith("before\n### The inventory has 15 errors")
    assert written.count("| E201 (error) |") == 15


@pytest.mark.parametrize("within", ["", "handbook"])
def test_changed_files_come_first_wherever_the_workspace_lies(tmp_path: Path, within: str) -> None:
    made = workspace(tmp_path / within, acme={"sites.yml": BAD}, zeta={})
    committed(tmp_path, made)
    prefix = f"{within}/" if within else ""
    lines = check(made.root, "--format", "github", "--base", "HEAD~1").stdout.splitlines()
    assert lines[0].startswith(f"::error file={prefix}inventory/clients/zeta/checklists/点検.yml,")
    assert any(f"file={prefix}inventory/clients/acme/sites.yml," in line for line in lines)
    assert not check(made.root, "--format", "github").stdout.startswith(f"::error file={prefix}inventory/clients/zeta")


def test_services_get_paths_from_the_repositorys_top(tmp_path: Path) -> None:
    made = workspace(tmp_path / "hand book", acme={"sites.yml": BAD})
    git(tmp_path, "init", "-q")
    quality = json.loads(check(made.root, "--format", "codequality").stdout)
    assert {issue["location"]["path"] for issue in quality} >= {"hand book/inventory/clients/acme/sites.yml"}
    sarif = json.loads(check(made.root, "--format", "sarif").stdout)
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in sarif["runs"][0]["results"]]
    assert "hand%20book/inventory/clients/acme/sites.yml" in places
    assert str(tmp_path) not in json.dumps([quality, sarif])


@pytest.mark.parametrize("base", ["no-such-branch", "--output=x", "-h"])
def test_a_wrong_revision_is_wrong_usage(tmp_path: Path, base: str) -> None:
    made = workspace(tmp_path)
    git(tmp_path, "init", "-q")
    result = check(made.root, "--format", "github", f"--base={base}")
    assert result.exit_code == 2
    assert "git says" in result.output
    assert not (tmp_path / "x...HEAD").exists()


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_hides_secrets_and_fails_alike(linked: Path, form: str) -> None:
    contact = f"contacts:\n  - {{id: sato, name: Sato, roles: [liaison], password: {SECRET}}}\n"
    made = workspace(linked, acme={"contacts.yml": contact})
    result = check(made.root, "--format", form)
    assert result.exit_code == 1
    assert "E401" in result.stdout
    assert SECRET not in result.output + result.stderr
    assert str(linked) not in result.output


def test_strict_lets_warnings_fail(linked: Path) -> None:
    sites = "sites:\n  - {id: tokyo, name: Tokyo, address: 1-2-3 Mihon, code: 0123}\n"
    made = workspace(linked, acme={"sites.yml": sites})
    result = check(made.root, "--format", "json")
    assert {d["severity"] for d in json.loads(result.stdout)} == {"warning"}, result.stdout
    assert result.exit_code == 0
    assert check(made.root, "--format", "json", "--strict").exit_code == 1


def test_two_runs_say_the_same(linked: Path) -> None:
    made = workspace(linked, acme={"sites.yml": BAD}, zeta={"sites.yml": BAD})
    for form in FORMATS:
        assert check(made.root, "--format", form).output == check(made.root, "--format", form).output
        assert check(made.root, "zeta", "acme", "--format", form).stdout == check(made.root, "--format", form).stdout


def test_colour_on_a_terminal_only(linked: Path) -> None:
    """The real command, once on a pseudo-terminal and once into a pipe."""
    made = workspace(linked, acme={"sites.yml": BAD})
    code = "from generator.cli.main import main; main()"
    command = [sys.executable, "-c", code, "--workspace", str(made.root), "check", *AS_OF]
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"}
    piped = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert "\x1b[" not in piped.stdout + piped.stderr
    master, slave = pty.openpty()
    with subprocess.Popen(command, stdout=slave, stderr=slave, stdin=subprocess.DEVNULL, env=environment) as running:
        os.close(slave)
        shown = b""
        while chunk := _read(master):
            shown += chunk
    os.close(master)
    assert running.returncode == piped.returncode == 1
    assert b"\x1b[31m" in shown
    assert re.sub(rb"\x1b\[[0-9;]*m", b"", shown).decode().replace("\r\n", "\n") == piped.stdout


def _read(terminal: int) -> bytes:
    """What a pseudo-terminal gives; at its end Linux reports an error instead of nothing."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_the_documentation_names_every_format_and_option() -> None:
    page = (ROOT / "docs/how-to/check-in-ci.md").read_text("utf-8")
    assert not [form for form in FORMATS if f"`{form}`" not in page]
    assert not [o for o in ("--as-of", "--strict", "--base", "--fix", "--yes") if o not in page]
