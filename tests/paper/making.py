"""A specimen workspace: pages that show every component on paper, for a client with devices, sites and releases."""

import shutil
from pathlib import Path
from typing import Any

from builders import workspace

from generator.workspace import Workspace

SPECIMEN = Path(__file__).parent / "specimen"
MODELS = [
    ("firewall", "Fortinet", "FortiGate 60F"),
    ("switch", "Cisco", "Catalyst 1300-48P-4X"),
    ("server", "Dell", "PowerEdge T350"),
    ("laptop", "Lenovo", "ThinkPad X1 Carbon Gen 11"),
    ("printer", "RICOH", "IM C3010"),
    ("workstation", "HP", "Elite Mini 800 G9"),
]


def assets(count: int) -> list[dict[str, Any]]:
    """Devices with names and serials as long as real ones."""
    made = []
    for n in range(count):
        kind, maker, model = MODELS[n % len(MODELS)]
        made.append(
            {
                "id": f"{kind}-{n:03}", "name": f"{kind[:3].upper()}-TYO-{n:03}", "kind": kind, "manufacturer": maker,
                "model": model, "serial": f"5CG{n:04}KX9Q", "site": "tokyo", "warranty_end": f"20{26 + n % 5}-03-31",
            }
        )  # fmt: skip
    return made


def specimen(folder: Path, devices: int = 60) -> Workspace:
    """The specimen workspace below `folder`."""
    made = workspace(
        folder,
        acme={
            "client.yml": {
                "classification": "confidential",
                "base_urls": {"liaison": "https://acme.support.example.co.jp/"},
                "releases": [
                    {"number": "1.0", "date": "2026-04-01", "changes": [{"en": "First release.", "ja": "初版を発行しました。"}], "issued_to": ["sato"], "acknowledged_on": "2026-04-06"},
                    {"number": "1.1", "date": "2026-10-01", "changes": [{"en": "New server; the visit calendar of the coming year.", "ja": "新しいサーバーと、来年度の訪問予定を追加しました。"}, {"en": "Deputy liaison named.", "ja": "副窓口ご担当者を追加しました。"}], "issued_to": ["sato"], "issued_by": "mori", "valid_until": "2027-03-31"},
                ],
            },
            "sites.yml": {"sites": [
                {"id": "tokyo", "name": {"en": "Tokyo head office", "ja": "東京本社"}, "code": "TYO", "address": {"en": "5F, 1-2-3 Example, Chuo-ku, Tokyo", "ja": "東京都中央区見本1-2-3 見本ビル5階"}},
                {"id": "osaka", "name": {"en": "Osaka branch", "ja": "大阪支店"}, "code": "OSA", "address": {"en": "1-2-3 Example, Kita-ku, Osaka", "ja": "大阪府大阪市北区見本1-2-3"}},
            ]},
            "assets.yml": {"assets": assets(devices)},
        },
    )  # fmt: skip
    shutil.copytree(SPECIMEN / "pages", folder / "templates/pages", dirs_exist_ok=True)
    shutil.copyfile(SPECIMEN / "pages.yml", folder / "site_config/pages.yml")
    return made
