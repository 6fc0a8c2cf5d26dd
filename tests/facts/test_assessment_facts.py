"""The scorecard, findings in order, risk matrix and roadmap."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from inventories import edition_facts, facts, ids

ASSESSMENTS: list[dict[str, Any]] = [
    {
        "id": "first", "kind": "initial", "planned_date": "2025-06-01", "done_on": "2025-06-02",
        "areas": [{"area": "backup", "score": 2}, {"area": "network", "score": 4}, {"area": "email", "score": 3}],
    },
    {
        "id": "second", "kind": "annual", "planned_date": "2026-06-01", "done_on": "2026-06-02",
        "areas": [
            {"area": "network", "score": 3}, {"area": "backup", "score": 4, "target_score": 5},
            {"area": "email", "score": 3}, {"area": "identity", "score": 1},
            {"area": "wifi", "score": 2, "previous_score": 1},
        ],
    },
    {"id": "third", "kind": "annual", "planned_date": "2027-06-01"},
    {"id": "missed", "kind": "follow_up", "planned_date": "2026-08-01"},
]  # fmt: skip


def finding(finding_id: str, **fields: Any) -> dict[str, Any]:
    given_fields = {"title": finding_id, "assessment": "second", "area": "backup", "severity": "low", "status": "open"}
    return {"id": finding_id, **given_fields, **fields}


def test_the_latest_done_and_the_next_planned() -> None:
    ours = facts(assessments=ASSESSMENTS)
    assert ours.assessment is not None
    assert ours.assessment.id == "second"
    assert ours.planned_assessment is not None
    assert ours.planned_assessment.id == "third", "one that was missed is not the next"


def test_staff_are_told_when_the_next_one_is_and_no_score() -> None:
    staff = edition_facts("staff", assessments=ASSESSMENTS)
    assert staff.planned_assessment is not None
    assert staff.planned_assessment.id == "third"
    assert (staff.assessment, staff.scorecard) == (None, ())


def test_scores_are_compared_with_the_assessment_before() -> None:
    card = facts(assessments=ASSESSMENTS).scorecard
    assert [(a.area, a.score, a.previous, a.trend) for a in card] == [
        ("network", 3, 4, "down"), ("backup", 4, 2, "up"), ("email", 3, 3, "same"), ("identity", 1, None, "new"),
        ("wifi", 2, 1, "up"),
    ]  # fmt: skip
    assert card[1].target == 5


def test_as_of_an_earlier_day_a_later_assessment_is_not_yet_done() -> None:
    ours = facts(date(2026, 5, 1), assessments=ASSESSMENTS)
    assert ours.assessment is not None
    assert ours.assessment.id == "first"
    assert ours.planned_assessment is not None
    assert ours.planned_assessment.id == "second"


FINDINGS = [
    finding("F-010", severity="high", due_on="2026-12-01", likelihood=4, impact=5, phase="days_90", affected=["sw-01"]),
    finding("F-002", severity="high", status="in_progress", likelihood=1, impact=1, phase="quick_win"),
    finding("F-003", severity="critical", likelihood=4, impact=5, residual_likelihood=1, residual_impact=5),
    finding("F-004", severity="high", due_on="2026-11-01", phase="quick_win"),
    finding("F-005", status="resolved", closed_on="2026-08-01", likelihood=5, impact=5),
    finding("F-006", status="dismissed", closed_on="2026-09-01"),
    finding("F-007", status="accepted", acceptance={"expires_on": "2026-09-30"}, affected=["sw-01"]),
    finding("F-008", status="accepted", severity="high", acceptance={"expires_on": "2026-10-01"}),
]
SWITCH = {"id": "sw-01", "kind": "switch", "name": "Switch", "site": "tokyo", "manufacturer": "A", "model": "B"}


def test_findings_stand_in_the_order_in_which_they_matter() -> None:
    ours = facts(findings=FINDINGS)
    assert ids(ours.open_findings) == ["F-003", "F-004", "F-010", "F-002"]
    assert ids(ours.closed_findings) == ["F-006", "F-005"]
    assert ids(ours.accepted_findings) == ["F-008", "F-007"]
    assert ids(ours.lapsed_acceptances) == ["F-007"], "an acceptance holds through its last day"


def test_the_open_findings_of_a_device() -> None:
    ours = facts(findings=FINDINGS, assets=[SWITCH])
    assert ids(ours.findings_of(ours.inventory.assets[0])) == ["F-010"]


def test_the_roadmap_is_in_order_of_time() -> None:
    ours = facts(findings=FINDINGS)
    assert [(phase, ids(group)) for phase, group in ours.roadmap] == [
        ("quick_win", ["F-004", "F-002"]),
        ("days_90", ["F-010"]),
    ]
    assert ids(ours.unplanned_findings) == ["F-003"]


def test_the_risk_matrix_has_high_impact_on_top() -> None:
    ours = facts(findings=FINDINGS)
    matrix = ours.risk_matrix
    assert [len(row) for row in matrix] == [5] * 5
    assert ids(matrix[0][3]) == ["F-003", "F-010"]
    assert ids(matrix[4][0]) == ["F-002"]
    assert sum(len(cell) for row in matrix for cell in row) == 3, "the closed one is not there"
    assert ids(ours.residual_risk_matrix[0][0]) == ["F-003"]


@given(st.permutations(FINDINGS))
def test_the_order_of_the_file_does_not_matter(findings: list[dict[str, Any]]) -> None:
    ours = facts(findings=findings)
    assert ids(ours.open_findings) == ["F-003", "F-004", "F-010", "F-002"]
    assert ids(ours.closed_findings) == ["F-006", "F-005"]
    assert ids(ours.accepted_findings) == ["F-008", "F-007"]
