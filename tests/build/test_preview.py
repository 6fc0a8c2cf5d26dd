"""The live preview: a saved change is seen, a mistake is told in the page, and the last good page stays."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from builders import workspace

from generator.build.preview import Preview
from generator.build.serving import server


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Preview, str]]:
    made = workspace(tmp_path_factory.mktemp("preview"), acme={"client.yml": {"languages": ["en"]}})
    folder = tmp_path_factory.mktemp("shown")
    preview = Preview(made, "acme", "liaison", None, date(2026, 10, 1), False, folder)
    preview.refresh()
    served = server(preview, 0)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield preview, f"http://127.0.0.1:{served.server_address[1]}"
    served.shutdown()


def fetched(url: str) -> str:
    with urlopen(url, timeout=30) as answer:
        text: str = answer.read().decode()
        return text


def test_a_page_is_served_with_the_script_that_reloads_it(preview: tuple[Preview, str]) -> None:
    page = fetched(f"{preview[1]}/index.html")
    assert "Acme Trading" in page
    assert '<script src="/-/live.js"' in page
    assert "location.reload" in fetched(f"{preview[1]}/-/live.js")


def test_a_saved_change_is_news_and_a_mistake_leaves_the_last_good_page(preview: tuple[Preview, str]) -> None:
    shown, address = preview
    path = shown.workspace.client("acme") / "client.yml"
    good = path.read_text("utf-8")
    before = shown.shown.version
    path.write_text(good.replace("Acme Trading", "Acme Shipping"), "utf-8")
    shown.refresh(shared=False)
    news = json.loads(fetched(f"{address}/-/news?version={before}"))
    assert news == {"version": before + 1, "problems": []}
    assert "Acme Shipping" in fetched(f"{address}/index.html")
    path.write_text(good.replace("stage:", "stag:"), "utf-8")
    shown.refresh(shared=False)
    news = json.loads(fetched(f"{address}/-/news?version={before + 1}"))
    assert any("inventory/clients/acme/client.yml:" in problem for problem in news["problems"])
    assert "Acme Shipping" in fetched(f"{address}/index.html")
    path.write_text(good, "utf-8")
    assert shown.refresh(shared=False).problems == ()


def test_a_mistake_in_a_template_is_told_with_its_line(preview: tuple[Preview, str]) -> None:
    shown, address = preview
    path = shown.workspace.pages("en") / "contact.md.j2"
    good = path.read_text("utf-8")
    path.write_text("Text\n\n{{ client.nmae }}\n", "utf-8")
    shown.refresh()
    assert any("templates/pages/en/contact.md.j2:3" in problem for problem in shown.shown.problems)
    assert "Acme" in fetched(f"{address}/index.html")
    path.write_text(good, "utf-8")
    assert shown.refresh().problems == ()


def test_it_is_for_this_machine_only(preview: tuple[Preview, str]) -> None:
    with pytest.raises(HTTPError, match="403"):
        urlopen(Request(f"{preview[1]}/index.html", headers={"Host": "elsewhere.example.com"}), timeout=10)


def test_nothing_outside_the_website_is_served(preview: tuple[Preview, str], tmp_path: Path) -> None:
    with pytest.raises(HTTPError, match="404"):
        fetched(f"{preview[1]}/../../../../../../etc/passwd")
