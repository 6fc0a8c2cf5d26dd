"""A small client built once, for all tests of this folder."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from builders import HOURS, workspace

from generator.workspace import Workspace

PROCEDURE: dict[str, Any] = {
    "id": "procedure",
    "channels": [
        {"id": "email", "kind": "email", "when_to_use": {"en": "For every issue", "ja": "すべてのご相談に"}},
        {
            "id": "form",
            "kind": "form",
            "when_to_use": {"en": "When you have no e-mail", "ja": "メールが使えないときに"},
        },
        {
            "id": "telephone",
            "kind": "telephone",
            "when_to_use": {"en": "When it is urgent", "ja": "お急ぎのときに"},
            "phone": "+81355500190",
            "hours": HOURS,
            "guaranteed": "working_hours",
        },
        {"id": "visit", "kind": "visit", "when_to_use": {"en": "When somebody must come", "ja": "訪問が必要なときに"}},
    ],
    "copy_rule": {
        "to": ["coordinator", "engineers"],
        "cc": ["support_mailbox", "liaison"],
        "reasons": [{"en": "so that everyone involved knows", "ja": "関係者全員が状況を把握できるように"}],
    },
}
SITES: dict[str, Any] = {
    "sites": [
        {
            "id": "tokyo",
            "name": {"en": "Tokyo office", "ja": "東京オフィス"},
            "code": "TYO",
            "address": {"en": "1-1-1 Marunouchi, Tokyo", "ja": "東京都千代田区丸の内1-1-1"},
        }
    ]
}
VISITS: dict[str, Any] = {
    "visit_plans": [
        {
            "id": "monthly",
            "site": "tokyo",
            "rule": "FREQ=MONTHLY;BYDAY=2TU",
            "starts_on": "2026-09-01",
            "arrival_window": {"from": "10:00", "to": "10:30"},
            "checklist": "visit",
            "technician": "ono",
        }
    ]
}
CHECKLIST: dict[str, Any] = {
    "id": "visit",
    "title": {"en": "Scheduled visit", "ja": "定期訪問"},
    "kind": "scheduled_visit",
    "sections": [
        {
            "moment": "on_arrival",
            "items": [{"id": "sign-in", "text": {"en": "Sign in at the desk", "ja": "受付を済ませる"}}],
        }
    ],
}


def handbook(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the real command."""
    command = [str(Path(sys.executable).with_name("handbook")), "--workspace", str(folder), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **(environment or {})}, check=False
    )


def small(folder: Path, **changes: Any) -> Workspace:
    """The small client; `changes` are laid over its client.yml."""
    files = {"client.yml": changes, "sites.yml": SITES, "visits.yml": VISITS}
    return workspace(folder, {"procedure.yml": PROCEDURE, "checklists/visit.yml": CHECKLIST}, acme=files)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, list[dict[str, Any]]]:
    """The small client's workspace and what `build --format json` listed."""
    made = small(tmp_path_factory.mktemp("small"))
    done = handbook(made.root, "build", "--as-of", "2026-10-01", "--format", "json")
    assert done.returncode == 0, done.stderr
    return made, json.loads(done.stdout)
