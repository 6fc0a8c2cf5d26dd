"""The files that other machines read: workflows, hooks and the lock."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli.reporting import FORMATS

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent


def run(*command: str) -> None:
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="actionlint comes as a Linux program")
def test_workflows_pass_actionlint() -> None:
    actionlint = shutil.which("actionlint", path=PROGRAMS)
    assert actionlint, "requirements-dev.in names the package that carries it"
    run(actionlint, *map(str, ROOT.glob(".github/workflows/*.yml")))


def test_workflows_use_actions_by_commit() -> None:
    """A tag can be moved to other code; a commit cannot."""
    for workflow in ROOT.glob(".github/workflows/*.yml"):
        for action in re.findall(r"uses: (.*)", workflow.read_text(encoding="utf-8")):
            assert re.fullmatch(r"[\w/.-]+@[0-9a-f]{40} # v[\d.]+", action), action


def test_gitlab_snippet_is_valid(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "gitlab-ci.md").read_text(encoding="utf-8")
    (snippet,) = re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text(snippet, encoding="utf-8")
    schema = ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]
    run(sys.executable, "-m", "check_jsonschema", *schema, str(file))


def test_hooks_are_valid_and_name_installed_programs() -> None:
    config = ROOT / ".pre-commit-config.yaml"
    run(sys.executable, "-m", "pre_commit", "validate-config", str(config))
    for program in re.findall(r"entry: \.venv/bin/(\S+)", config.read_text(encoding="utf-8")):
        assert (PROGRAMS / program).is_file(), program


def test_recommended_extensions_are_valid_json() -> None:
    recommended = json.loads((ROOT / ".vscode" / "extensions.json").read_text(encoding="utf-8"))["recommendations"]
    assert "redhat.vscode-yaml" in recommended


def test_lock_pins_every_requirement_by_hash_and_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "index-url" not in lock
    pinned = {name for name, _ in re.findall(r"^([a-z0-9-]+)==(\S+).*\\\n    --hash=sha256:", lock, flags=re.MULTILINE)}
    for file in ("requirements.in", "requirements-dev.in"):
        lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
        names = {re.split(r"[\s<>=\[;#]", line)[0] for line in lines} - {""}
        assert {re.sub(r"[._]", "-", name) for name in names} <= pinned


def test_notices_name_every_package_that_runs() -> None:
    run(sys.executable, "scripts/notices.py", "--check")
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    assert "| weasyprint |" in notices
    assert "| pytest |" not in notices


@pytest.mark.parametrize("file", ["CONTRIBUTING.md", "README.md"])
def test_links_of_the_front_pages_lead_somewhere(file: str) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / file).read_text(encoding="utf-8"))
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("file", [".github/workflows/handbook.yml", "docs/gitlab-ci.md"])
def test_machines_ask_for_formats_that_the_checker_has(file: str) -> None:
    asked = re.findall(r"\bFORMAT=(\w+)", (ROOT / file).read_text(encoding="utf-8"))
    assert asked
    assert set(asked) <= set(FORMATS)
