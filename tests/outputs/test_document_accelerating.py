"""Speed-ups change nothing: the bytes are the same without them."""

from pathlib import Path

import pytest
from builders import ROOT

from generator.outputs.paper.rendering import write_pdf
from generator.workspace import Workspace


def test_the_bytes_are_the_same_without_speed_ups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = '<p>Text <a href="#s0">there</a></p>' * 9
    sections = "".join(f'<h2 id="s{n}">Section {n}</h2>{text}' for n in range(30))
    html = (
        '<!DOCTYPE html><html lang="en"><head><title>T</title><link rel="stylesheet" href="styles/print.css"></head>'
        f"<body><h1>Book</h1>{sections}</body></html>"
    )
    made = []
    for switch in ("0", "1"):
        monkeypatch.setenv("HANDBOOK_ACCELERATE", switch)
        write_pdf(Workspace.at(ROOT), html, tmp_path / f"{switch}.pdf")
        made.append((tmp_path / f"{switch}.pdf").read_bytes())
    assert made[0] == made[1]
