"""Brief, runbook and hand-over pack: made of the engineer edition alone, sound, and the last when a client leaves."""

import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from builders import workspace

from generator.editions.edition import make_edition
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.outputs.document import (
    Document,
    document_kinds,
    documents_of,
    documents_of_kind,
    make_document,
    pages_needed,
)
from generator.pages.compose import compose
from generator.workspace import Workspace

SCHEMA = load_schema()
AS_OF = date(2026, 10, 1)
SECRET = "Vault › Acme › fw-01"
CLIENT: dict[str, Any] = {
    "sites.yml": {
        "sites": [
            {"id": "tokyo", "name": {"en": "Tokyo", "ja": "東京"}, "code": "TYO", "address": "1-2-3 Example, Tokyo",
             "parking": {"en": "Behind the house", "ja": "建物の裏"}, "primary_contact": "sato",
             "access": {"how": {"en": "Ring twice", "ja": "呼び鈴を2回"}}, "vault_ref": "Vault › Acme › alarm"},
        ]
    },
    "assets.yml": {
        "assets": [
            {"id": "fw-01", "name": {"en": "Firewall", "ja": "ファイアウォール"}, "kind": "firewall", "site": "tokyo",
             "manufacturer": "Fortinet", "model": "FortiGate 60F", "vault_ref": SECRET,
             "depends_on": ["main"],
             "management_url": "https://192.168.10.1/", "firmware": "7.4.3", "internal_notes": "Knocks at night",
             "addresses": [{"interface": "lan", "ip": "192.168.10.1", "management": True}]},
        ]
    },
    "network.yml": {
        "circuits": [{"id": "main", "site": "tokyo", "vendor": "line", "circuit_id": "CAF001"}],
        "networks": [
            {"id": "net", "site": "tokyo", "internal_notes": "Not for strangers",
             "vlans": [{"id": 10, "name": {"en": "Staff", "ja": "社内"}}],
             "subnets": [{"id": "lan", "cidr": "192.168.10.0/24", "vlan": 10, "gateway": "192.168.10.1"}]},
            {"id": "net-2", "site": "tokyo", "name": "Annexe",
             "subnets": [{"id": "lan-2", "cidr": "192.168.20.0/24"}]},
        ],
    },
    "contracts.yml": {"vendors": [{"id": "line", "name": "Line", "support_phone": "+81120555201"}]},
    "runbooks/line-down.yml": {
        "id": "line-down", "title": {"en": "Line down", "ja": "回線断"}, "audience": "engineer",
        "derived": ["who_to_call", "what_else_fails"],
        "steps": [{"do": {"en": "Look at the lamp", "ja": "ランプを確認する"}, "critical": True}],
    },
    "runbooks/server-down.yml": {
        "id": "server-down", "title": {"en": "Server down", "ja": "サーバー停止"}, "audience": "engineer",
        "derived": ["what_else_fails", "start_order"], "steps": [{"do": {"en": "Look", "ja": "見る"}}],
    },
    "visits.yml": {
        "visit_plans": [{"id": "monthly", "site": "tokyo", "rule": "FREQ=MONTHLY;BYDAY=2TU",
                         "checklist": "scheduled-visit", "technician": "ono"}]
    },
}  # fmt: skip
LIST = {
    "id": "scheduled-visit", "title": {"en": "Visit", "ja": "訪問"}, "kind": "scheduled_visit",
    "sections": [{"moment": "during", "items": [{"text": {"en": "Look", "ja": "見る"}, "critical": True}]}],
}  # fmt: skip
NAMES = ("technician-brief", "engineer-runbook", "hand-over")


class Office:
    """A client with one of everything, as one edition."""

    def __init__(self, folder: Path, audience: str, language: str, stage: str = "live") -> None:
        client = {"client.yml": {"stage": stage}, **CLIENT}
        self.workspace: Workspace = workspace(folder, {"checklists/scheduled-visit.yml": LIST}, acme=client)
        raw = load(self.workspace, SCHEMA, ["acme"]).raw("acme")
        self.edition = make_edition(SCHEMA, raw, audience, language, AS_OF)
        self.composition = compose(self.workspace, SCHEMA, self.edition)
        self.published = {d.name: d for d in documents_of(self.workspace, self.composition)}

    def asked(self, name: str) -> list[Document]:
        kinds = {k.name: k for k in document_kinds(self.workspace.site_config / "documents.yml")}
        return list(documents_of_kind(self.workspace, self.edition, self.composition.context, kinds[name]))

    def make(self, name: str) -> Path:
        (document,) = self.asked(name)
        target = self.workspace.root / document.file_name(self.edition.language.code)
        if not target.exists():
            make_document(self.workspace, self.composition, document, target)
        return target


@pytest.fixture(scope="module", params=["en", "ja"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("engineer"), "engineer", request.param)


def text(file: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True)
    return done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_each_keeps_all_rules_of_pdf_ua(office: Office, name: str) -> None:
    assert [f"{f.rule_id}: {f.message}" for f in page.validate_pdf(office.make(name)).failures] == []


def test_the_brief_says_how_to_get_in_and_what_to_know(office: Office) -> None:
    words = text(office.make("technician-brief"))
    for said in (SECRET, "Vault › Acme › alarm", "192.168.10.0/24", "CAF001", "FortiGate 60F"):
        assert said in words
    assert "Ring twice" in words or "呼び鈴を2回" in words
    assert re.search(r"(Firewall|ファイアウォール)\s+Fortinet", words), "a device is called by its name"
    with pikepdf.open(office.make("technician-brief")) as pdf:
        assert len(pdf.pages) <= 2


def test_the_brief_is_a_page_of_the_engineers_website_alone(tmp_path: Path, office: Office) -> None:
    assert "technician-brief" in {p.id for p in office.composition.pages}
    liaison = Office(tmp_path, "liaison", "en")
    ids = {p.id for p in liaison.composition.pages}
    assert not ids & {"technician-brief", "management", "hand-over"}
    for name in NAMES:
        assert liaison.asked(name) == []


def test_the_runbook_holds_situations_and_what_is_needed_for_them(office: Office) -> None:
    words = text(office.make("engineer-runbook"))
    assert "Line down" in words or "回線断" in words
    for said in (SECRET, "192.168.20.0/24", "0120-555-201", "090-5550-0191"):
        assert said in words


def test_what_is_of_the_whole_client_stands_once_however_many_runbooks_need_it(office: Office) -> None:
    words = text(office.make("engineer-runbook"))
    assert words.count("Fails with it") + words.count("同時に使えなくなるもの") == 1
    assert len(re.findall(r"What fails with each line and device|回線・機器ごとに影響を受けるもの", words)) == 2


def test_the_hand_over_pack_keeps_the_providers_own_notes_to_itself(office: Office) -> None:
    words = text(office.make("hand-over"))
    assert SECRET in words
    assert "192.168.10.0/24" in words
    for own in ("Knocks at night", "Not for strangers", "090-5550-0191"):
        assert own not in words
    assert ("For the client and its successor" in words) or ("お客様・引き継ぎ先向け" in words)


def test_it_is_published_when_a_client_leaves_and_made_on_demand_before(office: Office, tmp_path: Path) -> None:
    assert "hand-over" not in office.published
    assert "hand-over" in Office(tmp_path, "engineer", "en", "leaving").published


def test_only_the_pages_that_a_document_needs_are_rendered(office: Office) -> None:
    kinds = {k.name: k for k in document_kinds(office.workspace.site_config / "documents.yml")}
    assert pages_needed(office.workspace, kinds["technician-brief"]) == frozenset()
    needed = pages_needed(office.workspace, kinds["engineer-runbook"])
    assert {"runbook", "network", "management"} <= needed
    part = compose(office.workspace, SCHEMA, office.edition, only=needed)
    assert "asset-fw-01" not in {p.id for p in part.pages}
    target = office.workspace.root / "again.pdf"
    make_document(office.workspace, part, office.asked("engineer-runbook")[0], target)
    assert target.read_bytes() == office.make("engineer-runbook").read_bytes()
