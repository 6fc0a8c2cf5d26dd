"""Words without end are broken inside their place; what cannot be is told, with the record it comes from."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import paper.making as making
import pytest
from builders import ROOT
from hypothesis import given
from hypothesis import strategies as st
from paper.test_handbook import make

from generator.outputs.document import DocumentError
from generator.outputs.paper.fit import STEP, Sheet
from generator.outputs.paper.fitting import Trials
from generator.outputs.paper.rendering import write_pdf
from generator.workspace import Workspace

ENDLESS = "W" * 200
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
BOX = re.compile(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"')


def outside(file: Path) -> list[str]:
    """The words that stand out of their page."""
    told = subprocess.run(["pdftotext", "-bbox", file, "-"], check=True, capture_output=True, text=True).stdout
    found = []
    for width, height, words in PAGE.findall(told):
        for place in BOX.finditer(words):
            left, top, right, bottom = (float(side) for side in place.groups())
            if left < 0 or top < 0 or right > float(width) or bottom > float(height):
                found.append(place[0])
    return found


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_name_without_end_is_broken_inside_its_cell(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = making._asset
    monkeypatch.setattr(making, "_asset", lambda *a: {**given(*a), "name": ENDLESS, "serial": "S" * 60})
    made = make(tmp_path, language, devices=4)
    told = subprocess.run(["pdftotext", "-layout", made, "-"], check=True, capture_output=True, text=True).stdout
    assert len(re.findall("W", told)) >= 4 * len(ENDLESS)
    assert outside(made) == []


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>{ENDLESS}</h2>",
        f'<ul class="cards"><li class="card"><p class="card-name">{ENDLESS}</p></li></ul>',
        f'<dl class="details"><div><dt>{ENDLESS}</dt><dd>{ENDLESS}</dd></div></dl>',
        f'<ul class="ticks"><li class="tick"><span class="box"></span><span>{ENDLESS}</span></li></ul>',
        f'<div class="admonition note"><p class="admonition-title">{ENDLESS}</p></div>',
        f"<table><tbody><tr><th>{ENDLESS}</th><td><code>{ENDLESS}</code></td><td>{ENDLESS}</td></tr></tbody></table>",
    ],
)
def test_words_without_end_stay_inside_every_block(tmp_path: Path, body: str) -> None:
    html = (
        '<!DOCTYPE html><html lang="en"><head><title>T</title><link rel="stylesheet" href="styles/print.css"></head>'
        f"<body><h1>T</h1>{body}</body></html>"
    )
    write_pdf(Workspace.at(ROOT), html, tmp_path / "out.pdf")
    assert outside(tmp_path / "out.pdf") == []


def test_what_does_not_fit_names_its_record_and_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"page 2: .*outside the paper \(client acme, field `name`\)") as caught:
        make(tmp_path, "en", name=ENDLESS)
    assert str(caught.value).count("outside the paper") == 1


class Told(Trials):
    """Trials of a sheet of which is told how many pages it takes in each size, and where a guess falls."""

    def __init__(self, sheet: Sheet, pages: dict[float, int], guess: int) -> None:
        super().__init__(sheet, lambda size: None)
        self.told, self.guess = pages, guess

    def pages(self, size: float) -> int:
        return self.told[size]

    def _guess(self, sizes: Sequence[float], most: int) -> int:
        return min(self.guess, len(sizes) - 1)


@given(st.lists(st.sampled_from([0, 0, 0, 1, 2]), min_size=1, max_size=20), st.integers(1, 3), st.integers(0, 20))
def test_the_largest_size_that_takes_no_more_pages_than_the_least_is_found(
    more: list[int], fewest: int, guess: int
) -> None:
    sheet = Sheet("s", "", 1.0, 1.0 - STEP * (len(more) - 1), False)
    sizes = list(sheet.sizes())
    pages = {size: fewest + sum(more[n:-1]) for n, size in enumerate(sizes)}
    largest = next(size for size in sizes if pages[size] == fewest)
    assert Told(sheet, pages, guess).best() == largest
