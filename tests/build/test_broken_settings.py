"""A mistake in site_config/ is named with its file; no process dies of it."""

from pathlib import Path

import pytest
from builders import workspace
from end_to_end.conftest import handbook

from generator.workspace import Workspace


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return workspace(tmp_path_factory.mktemp("settings"))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("mkdocs.base.yml", "3", "mkdocs.base.yml: it must be a mapping"),
        ("mkdocs.base.yml", "theme: x\n", "mkdocs.base.yml: `theme` must be a mapping"),
        ("website.yml", "[]", "website.yml: it must be a mapping"),
        ("website.yml", "a: 1\n", "website.yml: `script` must be a group of words"),
        ("pages.yml", "3", "pages.yml: it must be a mapping"),
        ("pages.yml", "parts: [x]\n", "pages.yml: `parts`, `sections` and `pages` must be lists"),
        ("publish.yml", "", "publish.yml:1: the file is empty. Fill it in."),
        ("redirects.yml", "../x: index\n", "`../x` is not the id of a page"),
        ("redirects.yml", "a: javascript:alert(1)\n", "a leads to `javascript:alert(1)`; write the id of a page"),
        ("redirects.yml", "a: https://www.example.com/\n", "a leads to `https://www.example.com/`"),
        ("redirects.yml", 'a: "index#x\\"><script>"\n', "write the id of a page"),
    ],
)
def test_what_is_wrong_is_said(made: Workspace, name: str, text: str, said: str) -> None:
    path = made.site_config / name
    before = path.read_text("utf-8")
    path.write_text(text, "utf-8")
    try:
        done = handbook(made.root, "build", "--as-of", "2026-10-01", "--only", "website", "--language", "en")
    finally:
        path.write_text(before, "utf-8")
    assert done.returncode == 1, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "lost" not in done.stderr
