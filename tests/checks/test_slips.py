"""Slips of one letter where anything may stand: noticed beside what stands there often, and nowhere else."""

from pathlib import Path

import pytest
from builders import workspace
from hypothesis import given
from hypothesis import strategies as st
from rule_examples import found

from generator.checks.families.slips import one_slip

ASSETS = "\n".join(
    f"  - {{id: pc-{n}, kind: desktop, name: PC {n}, manufacturer: {maker}, model: {model}, site: tokyo}}"
    for n, (maker, model) in enumerate(
        [("Lenovo", "M70q Gen 3")] * 3 + [("Lenvo", "M70q Gen 4"), ("Dell", "M70q"), ("HP", "M70q Gen 33")], 1
    )
)


def test_a_maker_misspelt_is_noticed_and_another_model_is_not(tmp_path: Path) -> None:
    sites = "sites:\n  - {id: tokyo, name: Tokyo, address: x}\n"
    made = workspace(tmp_path, acme={"sites.yml": sites, "assets.yml": f"assets:\n{ASSETS}\n"})
    (one,) = [d for d in found(made) if d.rule == "W314"]
    assert (one.location.line, one.message) == (5, "`Lenvo` is one letter off `Lenovo`, which stands here 3 times")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Lenvo", "Lenovo", True),
        ("Leonvo", "Lenovo", True),
        ("Lenobo", "Lenovo", True),
        ("Lenovoo", "Lenovo", True),
        ("lenovo", "Lenovo", True),
        ("Lenovo", "Lenovo", False),
        ("Levono", "Lenovo", False),
        ("T14 Gen 3", "T14 Gen 4", False),
        ("T14 Gen 33", "T14 Gen 3", False),
        ("mail.acme.example.jp", "acme.example.jp", False),
    ],
)
def test_one_slip(one: str, other: str, expected: bool) -> None:
    assert one_slip(one, other) is expected
    assert one_slip(other, one) is expected


@given(st.text("abcd", min_size=1, max_size=8), st.data())
def test_whatever_letter_is_wrong(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    assert one_slip(name[:at] + "x" + name[at:], name)
    assert one_slip(name[:at] + "x" + name[at + 1 :], name)
    assert one_slip(f"y{name[:at]}{name[at + 1 :]}", f"y{name}")
