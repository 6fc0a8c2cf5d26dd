"""Small workspaces for tests: a provider and one client in a few lines, with the project's own templates and styles."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent

HOURS = {"mon": "09:00-18:00", "tue": "09:00-18:00", "wed": "09:00-18:00", "thu": "09:00-18:00", "fri": "09:00-18:00"}

PROVIDER: dict[str, Any] = {
    "id": "provider",
    "name": {"en": "Lantern IT", "ja": "ランタンIT"},
    "legal_name": "Lantern IT K.K.",
    "since": 2001,
    "website": "https://lantern.example.co.jp/",
    "phone": "+81355500190",
    "support_mailbox": "help@lantern.example.co.jp",
    "request_form_url": "https://lantern.example.co.jp/request",
    "languages": ["en", "ja"],
    "time_zone": "Asia/Tokyo",
    "working_hours": HOURS,
    "holiday_calendar": {"country": "JP"},
    "remote_resolution_rate": 85,
    "visit_report_deadline_hours": 48,
}
TEAM: dict[str, Any] = {
    "team": [
        {
            "id": "mori",
            "name": {"en": "Kenji Mori", "ja": "森 健司"},
            "reading": "もり けんじ",
            "role": "support_coordinator",
            "languages": ["en", "ja"],
            "email": "mori@lantern.example.co.jp",
            "phone": "+81355500191",
            "mobile": "+819055500191",
        },
        {
            "id": "lee",
            "name": {"en": "Anna Lee", "ja": "アンナ・リー"},
            "role": "remote_engineer",
            "languages": ["en"],
            "email": "lee@lantern.example.co.jp",
        },
        {
            "id": "ono",
            "name": {"en": "Yui Ono", "ja": "小野 結衣"},
            "role": "field_technician",
            "languages": ["ja"],
            "email": "ono@lantern.example.co.jp",
        },
    ]
}
PROCEDURE: dict[str, Any] = {
    "channels": [
        {"id": "email", "kind": "email", "when_to_use": {"en": "For all issues.", "ja": "あらゆるご用件に。"}},
        {"id": "form", "kind": "form", "when_to_use": {"en": "When mail fails.", "ja": "メールが使えないときに。"}},
        {"id": "telephone", "kind": "telephone", "when_to_use": {"en": "When it is urgent.", "ja": "お急ぎのときに。"}},
        {"id": "visit", "kind": "visit", "when_to_use": {"en": "For hardware.", "ja": "機器の故障に。"}},
    ],
    "copy_rule": {"to": ["coordinator", "engineers"], "cc": ["support_mailbox", "liaison"]},
}
CLIENT: dict[str, Any] = {
    "id": "acme",
    "slug": "acme",
    "name": {"en": "Acme Trading", "ja": "アクメ商事"},
    "client_code": "ACME",
    "languages": ["en", "ja"],
    "default_language": "en",
    "stage": "live",
    "coordinator": "mori",
    "engineers": ["lee"],
    "technicians": ["ono"],
}
CONTACTS: dict[str, Any] = {
    "contacts": [
        {
            "id": "sato",
            "name": {"en": "Hanako Sato", "ja": "佐藤 花子"},
            "email": "sato@acme.example.co.jp",
            "language": "ja",
            "roles": ["liaison"],
        },
    ]
}


def write(path: Path, data: Any) -> Path:
    """Write data as YAML, or text as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = data if isinstance(data, str) else yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    path.write_text(text, "utf-8")
    return path


def workspace(folder: Path, provider: Mapping[str, Any] | None = None, **clients: Mapping[str, Any]) -> Workspace:
    """A workspace below `folder`.

    `provider` maps file names to data laid over the small provider's; each further keyword is a client's slug with its
    files, of which client.yml is laid over the small client's: `workspace(tmp_path, acme={"assets.yml": {...}})`.
    """
    for name in ("templates", "site_config"):
        if not (folder / name).exists():
            shutil.copytree(ROOT / name, folder / name, symlinks=True)
    files: dict[str, Any] = {"provider.yml": PROVIDER, "team.yml": TEAM, "procedure.yml": PROCEDURE}
    for name, data in {**files, **(provider or {})}.items():
        write(folder / "inventory/provider" / name, _over(files.get(name), data))
    for slug, own in (clients or {"acme": {}}).items():
        given = {"client.yml": {**CLIENT, "id": slug, "slug": slug}, "contacts.yml": CONTACTS}
        for name, data in {**given, **own}.items():
            write(folder / "inventory/clients" / slug / name, _over(given.get(name), data))
    return Workspace.at(folder)


def _over(base: Any, top: Any) -> Any:
    return {**base, **top} if isinstance(base, dict) and isinstance(top, dict) else top
