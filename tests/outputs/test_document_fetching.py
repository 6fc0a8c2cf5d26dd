"""What a document may read: files of the workspace, and nothing else, however it is asked."""

from pathlib import Path

import pytest
from builders import ROOT

from generator.outputs.paper.rendering import RenderingError, write_pdf
from generator.workspace import Workspace

WORKSPACE = Workspace.at(ROOT)


def render(tmp_path: Path, head: str = "", body: str = "<p>Text</p>") -> Path:
    """Render a page; files below `tmp_path`/files may be read."""
    target = tmp_path / "out.pdf"
    html = f'<!DOCTYPE html><html lang="en"><head><title>T</title>{head}</head><body>{body}</body></html>'
    write_pdf(WORKSPACE, html, target, [tmp_path / "files"])
    return target


def refused(tmp_path: Path, head: str = "", body: str = "<p>Text</p>") -> str:
    with pytest.raises(RenderingError) as caught:
        render(tmp_path, head, body)
    assert not (tmp_path / "out.pdf").exists()
    return str(caught.value)


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="attachment" href="file:///etc/passwd">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<style>@import url("file:///etc/passwd");</style>',
        '<style>@font-face { font-family: X; src: url("file:///etc/passwd") } body { font-family: X }</style>',
        '<style>body { background: url("file:///etc/passwd") }</style>',
        '<link rel="attachment" href="file://localhost/etc/passwd">',
        '<link rel="attachment" href="file:/etc/passwd">',
        '<link rel="attachment" href="file:///etc/%70asswd?x">',
    ],
)
def test_no_file_outside_the_workspace(tmp_path: Path, head: str) -> None:
    assert "may not read file:" in refused(tmp_path, head)


@pytest.mark.parametrize("url", ["http://192.0.2.1/x.png", "https://example.com/x.svg", "ftp://example.com/x.png"])
def test_nothing_from_the_network(tmp_path: Path, url: str) -> None:
    assert f"may not fetch {url}" in refused(tmp_path, body=f'<img src="{url}" alt="x">')


def test_no_other_host(tmp_path: Path, files: Path) -> None:
    (files / "a.svg").write_text("<svg/>", "utf-8")
    assert "may not read" in refused(tmp_path, body=f'<img src="file://server{files}/a.svg" alt="x">')


def test_no_way_out_through_a_link(tmp_path: Path, files: Path) -> None:
    (tmp_path / "secret.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    (files / "link.svg").symlink_to(tmp_path / "secret.svg")
    assert "may not read" in refused(tmp_path, body=f'<img src="{(files / "link.svg").as_uri()}" alt="x">')


def test_no_way_up(tmp_path: Path, files: Path) -> None:
    (tmp_path / "secret.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    assert "may not read" in refused(tmp_path, body=f'<img src="{files.as_uri()}/../secret.svg" alt="x">')


def test_no_reference_out_of_a_drawing(tmp_path: Path, files: Path) -> None:
    outside = '<image href="file:///etc/passwd" width="9" height="9"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{outside}</svg>'
    (files / "a.svg").write_text(drawing, "utf-8")
    said = refused(tmp_path, body=f'<img src="{(files / "a.svg").as_uri()}" alt="x">')
    assert "the picture “a.svg” refers to “file:///etc/passwd”" in said


def test_a_missing_image_is_a_fault(tmp_path: Path, files: Path) -> None:
    assert "there is no file gone.png" in refused(tmp_path, body=f'<img src="{files.as_uri()}/gone.png" alt="x">')


def test_files_of_the_client_are_served(tmp_path: Path, files: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    (files / "a b.svg").write_text(drawing, "utf-8")
    assert render(tmp_path, body=f'<img src="{(files / "a b.svg").as_uri()}" alt="x">').exists()
