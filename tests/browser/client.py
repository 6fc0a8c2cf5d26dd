"""A small client with something of everything that the browser tests look for."""

from pathlib import Path
from typing import Any

from builders import HOURS, workspace

from generator.pages.compose import Download
from generator.workspace import Workspace

PROCEDURE: dict[str, Any] = {
    "id": "procedure",
    "channels": [
        {"id": "email", "kind": "email", "when_to_use": {"en": "For every issue", "ja": "すべてのご相談に"}},
        {"id": "telephone", "kind": "telephone", "when_to_use": {"en": "When it is urgent", "ja": "お急ぎのときに"},
         "phone": "+81355500190", "hours": HOURS, "guaranteed": "working_hours"},
        {"id": "visit", "kind": "visit", "when_to_use": {"en": "For hardware", "ja": "機器の作業に"}},
    ],
    "copy_rule": {"to": ["coordinator"], "cc": ["support_mailbox", "liaison"],
                  "reasons": [{"en": "so that everyone involved knows", "ja": "関係者全員が状況を把握できるように"}]},
    "security_stop": {"rule": {"en": "Stop and report it now.", "ja": "操作をやめ、すぐにご連絡ください。"}},
}  # fmt: skip
PROVIDER = {
    "holiday_calendar": {
        "country": "JP",
        "closing_days": [
            {"from": "2026-12-29", "to": "2027-01-03", "reason": {"en": "New Year holidays", "ja": "年末年始休業"}}
        ],
    }
}
SITE = {"id": "tokyo", "name": {"en": "Tokyo office", "ja": "東京オフィス"}, "address": "1-2-3 Mihon"}
PLAN = {
    "id": "monthly",
    "site": "tokyo",
    "rule": "FREQ=MONTHLY;BYDAY=2TU",
    "starts_on": "2026-09-01",
    "arrival_window": {"from": "10:00", "to": "10:30"},
}
SERVICE = {
    "id": "accounting",
    "name": {"en": "Accounting system", "ja": "会計システム"},
    "purpose": {"en": "Invoices", "ja": "請求書の発行"},
    "when_down": {"en": "Write invoices by hand", "ja": "請求書は手書きでお願いします"},
}


def asset(number: int) -> dict[str, Any]:
    """A laptop; the lower the number, the later its warranty ends."""
    return {
        "id": f"pc-{number:02}",
        "name": {"en": f"Laptop PC-{number:02}", "ja": f"ノートパソコン PC-{number:02}"},
        "kind": "laptop",
        "site": "tokyo",
        "manufacturer": "Example Works",
        "model": f"Model {number}",
        "serial": f"SN{number:05}X",
        "warranty_end": f"2027-{13 - number:02}-15",
    }


FIREWALL = {
    "id": "fw-01",
    "name": {"en": "Main firewall", "ja": "営業時間外通信用ファイアウォール"},
    "kind": "firewall",
    "site": "tokyo",
    "serial": "FG100FTK2203",
    "warranty_end": "2026-11-30",
}


PDF = Download("quick-card", "Quick card", "documents/quick-card.pdf", 1)
WIFI = {
    "ssid": "ACME-Staff",
    "who_may_use": {"en": "Everybody in the office", "ja": "オフィスの皆様"},
}
MOVED = "offices: systems#sites\n"


def small(folder: Path) -> Workspace:
    """The client `acme` in a workspace of its own, in which a page moved."""
    made = workspace(
        folder,
        {"procedure.yml": PROCEDURE, "provider.yml": PROVIDER},
        acme={
            "client.yml": {"base_urls": {"liaison": "https://acme.docs.example.co.jp/"}},
            "sites.yml": {"sites": [SITE]},
            "visits.yml": {"visit_plans": [PLAN]},
            "services.yml": {"services": [SERVICE]},
            "network.yml": {"networks": [{"site": "tokyo", "wifi": [WIFI]}]},
            "assets.yml": {"assets": [FIREWALL, *(asset(n) for n in range(1, 11))]},
        },
    )
    (made.site_config / "redirects.yml").write_text(MOVED, "utf-8")
    return made
