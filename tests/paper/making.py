"""A specimen workspace: pages that show every component on paper, for a client with devices, sites and releases."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
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
    return [_asset(n, *MODELS[n % len(MODELS)]) for n in range(count)]


def _asset(n: int, kind: str, maker: str, model: str) -> dict[str, Any]:
    return {
        "id": f"{kind}-{n:03}",
        "name": f"{kind[:3].upper()}-TYO-{n:03}",
        "kind": kind,
        "manufacturer": maker,
        "model": model,
        "serial": f"5CG{n:04}KX9Q",
        "site": "tokyo",
        "warranty_end": f"20{26 + n % 5}-03-31",
    }


def specimen(folder: Path, devices: int = 20, provider: Mapping[str, Any] | None = None, **client: Any) -> Workspace:
    """The specimen workspace below `folder`; `client` are fields laid over its client.yml."""
    files = {p.name: yaml.safe_load(p.read_text("utf-8")) for p in (SPECIMEN / "acme").glob("*.yml")}
    files["client.yml"].update(client)
    files["assets.yml"] = {"assets": assets(devices)}
    made = workspace(folder, provider, acme=files)
    shutil.copytree(SPECIMEN / "pages", folder / "templates/pages", dirs_exist_ok=True)
    shutil.copyfile(SPECIMEN / "pages.yml", folder / "site_config/pages.yml")
    return made
