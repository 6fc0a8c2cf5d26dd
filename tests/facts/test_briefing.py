"""What a technician is told for a visit: what is to do there, what is due on that day, and what to bring."""

from datetime import date
from pathlib import Path
from typing import Any

from builders import workspace

from generator.editions.edition import Edition, make_edition
from generator.facts.briefing import Briefing
from generator.inventory.loading import load
from generator.inventory.schema import load_schema

SCHEMA = load_schema()
AS_OF = date(2026, 10, 1)
DAY = date(2026, 11, 10)
SITES = [
    {"id": "tokyo", "name": "Tokyo", "address": "Tokyo", "racks": [{"id": "rack-a", "units": 20}],
     "building": {"electrical_inspections": [{"date": "2026-11-15"}, {"date": "2026-11-01"}, {"date": "2027-06-01"}]}},
    {"id": "osaka", "name": "Osaka", "address": "Osaka"},
]  # fmt: skip
PLAN = {
    "id": "monthly", "site": "tokyo", "rule": "FREQ=MONTHLY;BYDAY=2TU", "checklist": "scheduled-visit",
    "planned_work": ["Labels"], "bring": ["Label tape"], "findings": ["F-002"],
}  # fmt: skip
LIST = {
    "id": "scheduled-visit", "title": "Visit", "kind": "scheduled_visit",
    "sections": [{"moment": "during", "items": [{"text": "Look"}, {"text": "Test the UPS", "critical": True}]}],
}  # fmt: skip


def asset(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "kind": kind, "manufacturer": "M", "model": "1", "site": "tokyo", **more}


ASSETS = [
    asset("fw", "firewall", location={"rack": "rack-a", "unit": 18}, firmware="7.0", firmware_checked_on="2026-09-01"),
    asset("sw", "switch", location={"rack": "rack-a", "unit": 16}, firmware="2.1", firmware_checked_on="2026-01-05"),
    asset("ups", "ups", location={"rack": "rack-a", "unit": 1}, power={"battery_replace_by": "2027-01-31"}),
    asset("old", "workstation", replace_by="2026-09-30", replaced_by="new"),
    asset("new", "workstation", status="planned"),
    asset("spare", "laptop", status="planned"),
    asset("vm", "virtual_machine", status="planned"),
    asset("elsewhere", "firewall", site="osaka", power={"battery_replace_by": "2026-10-31"}, vault_ref="Vault › x"),
    asset("nas", "storage", warranty_end="2026-12-24", management_url="https://nas.example.co.jp/"),
]
FINDINGS = [
    {"id": f"F-00{n}", "title": f"Finding {n}", "assessment": "first", "area": "network", "severity": "high",
     "status": "open", "affected": affected}
    for n, affected in ((1, ["sw"]), (2, []), (3, ["elsewhere"]), (4, ["job"]))
]  # fmt: skip


def edition(folder: Path, audience: str = "engineer") -> Edition:
    client = {
        "sites.yml": {"sites": SITES},
        "assets.yml": {"assets": ASSETS},
        "assessment.yml": {"assessments": [{"id": "first", "kind": "initial"}], "findings": FINDINGS},
        "backups.yml": {
            "backup_jobs": [
                {"id": "job", "what": "Files", "protects": ["nas"], "restore_tests": [
                    {"date": "2026-05-01", "result": "passed"}]},
                {"id": "fresh", "what": "Firewall", "protects": ["fw"], "restore_tests": [
                    {"date": "2026-09-30", "result": "passed"}]},
            ]
        },
        "visits.yml": {
            "visit_plans": [PLAN],
            "visits": [
                {"id": "last", "site": "tokyo", "kind": "scheduled", "date": "2026-09-08", "follow_ups": [
                    {"id": "a", "text": "Order a battery"}, {"id": "b", "text": "Done", "done_on": "2026-09-09"}]},
                {"id": "osaka", "site": "osaka", "kind": "scheduled", "date": "2026-09-20"},
            ],
        },
    }  # fmt: skip
    made = workspace(folder, {"checklists/scheduled-visit.yml": LIST}, acme=client)
    raw = load(made, SCHEMA, ["acme"]).raw("acme")
    return make_edition(SCHEMA, raw, audience, "en", AS_OF)


def briefing(made: Edition, day: date = DAY) -> Briefing:
    site = made.inventory.find("site", "tokyo")
    assert site is not None
    return made.facts.briefing(site, made.facts.visit_on(site, day))


def ids(records: Any) -> list[str]:
    return [r.id for r in records]


def test_what_is_due_is_reckoned_from_the_day_of_the_visit(tmp_path: Path) -> None:
    told = briefing(edition(tmp_path))
    assert ids(told.firmware) == ["sw"], "looked at more than half a year before"
    assert ids(told.backups) == ["job"], "restored more than 90 days before"
    assert [str(o.date) for o in told.outages] == ["2026-11-15"]
    assert [(e.record.id, e.field) for e in told.expiring] == [
        ("nas", "warranty_end"),
        ("ups", "power.battery_replace_by"),
    ]
    assert ids(told.due_devices) == ["old"]


def test_findings_and_follow_ups_are_those_of_the_site_and_of_the_plan(tmp_path: Path) -> None:
    told = briefing(edition(tmp_path))
    assert ids(told.findings) == ["F-001", "F-002", "F-004"]
    assert [str(f.item.text) for f in told.follow_ups] == ["Order a battery"]
    assert told.previous is not None
    assert told.previous.id == "last"
    assert [str(line.text) for line in told.critical] == ["Test the UPS"]


def test_parts_to_bring_follow_from_the_devices_and_the_plan(tmp_path: Path) -> None:
    parts = briefing(edition(tmp_path)).parts
    assert [(p.why, str(p.text) if p.text else p.device.id if p.device else "") for p in parts] == [
        ("planned", "Label tape"),
        ("battery", "ups"),
        ("replacement", "new"),
        ("new", "spare"),
    ]


def test_devices_stand_as_they_stand_in_the_rack(tmp_path: Path) -> None:
    assert ids(briefing(edition(tmp_path)).devices) == ["fw", "sw", "ups", "nas"]


def test_planned_work_is_that_of_the_next_visit_of_the_plan(tmp_path: Path) -> None:
    made = edition(tmp_path)
    assert [str(w) for w in briefing(made, date(2026, 10, 13)).work] == ["Labels"]
    assert briefing(made, DAY).work == ()
    unplanned = briefing(made, date(2026, 10, 20))
    assert unplanned.visit is not None
    assert unplanned.visit.plan is None
    assert unplanned.work == ()
    assert [p.why for p in unplanned.parts if p.why == "planned"] == []


def test_staff_learn_nothing_of_it(tmp_path: Path) -> None:
    told = briefing(edition(tmp_path, "staff"))
    assert (told.firmware, told.findings, told.follow_ups) == ((), (), ())
    assert [p for p in told.parts if p.why == "planned"] == []


def test_what_has_a_secret_is_listed_once(tmp_path: Path) -> None:
    assert ids(edition(tmp_path).facts.secrets) == ["elsewhere"]
    assert edition(tmp_path, "liaison").facts.secrets == ()
