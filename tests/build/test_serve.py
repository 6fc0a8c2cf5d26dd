"""`handbook serve` as a process: what is saved is seen, in page and PDF; a mistake is told; Ctrl-C ends it."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psutil
import pytest
from end_to_end.conftest import small
from pypdf import PdfReader

from generator.workspace import Workspace

PATIENCE = 240


@dataclass
class Served:
    """A running preview."""

    place: Workspace
    process: subprocess.Popen[str]
    address: str

    def page(self, name: str) -> str:
        return self.bytes(name).decode()

    def bytes(self, name: str) -> bytes:
        with urlopen(f"{self.address}{name}", timeout=PATIENCE) as answer:
            data: bytes = answer.read()
            return data

    def news(self, version: int) -> dict[str, Any]:
        """What there is to see after this version; asked again as the script in the page does."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            told: dict[str, Any] = json.loads(self.page(f"-/news?version={version}"))
            if told["version"] != version:
                return told
        pytest.fail("nothing new was shown")

    def save(self, path: Path, old: str, new: str) -> dict[str, Any]:
        """Save a change, and the news of it."""
        version = json.loads(self.page("-/news?version=-1"))["version"]
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        return self.news(version)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = small(tmp_path_factory.mktemp("served"), languages=["en"])
    command = [str(Path(sys.executable).with_name("handbook")), "--workspace", str(place.root), "serve", "acme"]
    options = ["--pdf", "--port", "0", "--as-of", "2026-10-01"]
    process = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    found = re.match(r"(http://127\.0\.0\.1:\d+/)", process.stdout.readline())
    assert found
    yield Served(place, process, found[1])
    process.kill()
    process.wait()


def handbook_of(served: Served) -> str:
    pdf = PdfReader(BytesIO(served.bytes("documents/handbook.en.pdf")))
    return "".join(page.extract_text() for page in pdf.pages)


def test_a_saved_record_is_in_the_page_and_then_in_the_pdf(served: Served) -> None:
    assert "Hanako Sato" in handbook_of(served)
    news = served.save(served.place.client("acme") / "contacts.yml", "Hanako Sato", "Hanae Saito")
    assert news["problems"] == []
    assert "Hanae Saito" in served.page("liaison.html")
    deadline = time.monotonic() + PATIENCE
    while "Hanae Saito" not in handbook_of(served) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert "Hanae Saito" in handbook_of(served)


def test_a_saved_template_and_a_saved_style_are_in_the_page(served: Served) -> None:
    path = served.place.pages("en") / "contact.md.j2"
    good = path.read_text("utf-8")
    assert served.save(path, good, f"{good}\nA sentence of the test.\n")["problems"] == []
    assert "A sentence of the test." in served.page("contact.html")
    problems = served.save(path, good, "Text\n\n{{ client.nmae }}\n")["problems"]
    assert any("templates/pages/en/contact.md.j2:3" in problem for problem in problems)
    assert "A sentence of the test." in served.page("contact.html")
    assert served.save(path, path.read_text("utf-8"), good)["problems"] == []
    assert "A sentence of the test." not in served.page("contact.html")


def test_a_mistake_in_the_inventory_is_told_with_file_and_line_and_the_last_good_page_stays(served: Served) -> None:
    path = served.place.client("acme") / "client.yml"
    problems = served.save(path, "stage:", "stag:")["problems"]
    assert any(re.match(r"inventory/clients/acme/client\.yml:\d+:\d+: E", problem) for problem in problems)
    assert "Acme Trading" in served.page("index.html")
    assert served.save(path, "stag:", "stage:")["problems"] == []


def test_it_listens_on_this_machine_alone(served: Served) -> None:
    listening = [c for c in psutil.Process(served.process.pid).net_connections() if c.status == psutil.CONN_LISTEN]
    assert [c.laddr.ip for c in listening] == ["127.0.0.1"]
    own = socket.gethostbyname(socket.gethostname())
    if not own.startswith("127."):
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((own, listening[0].laddr.port), timeout=5)


def test_ctrl_c_ends_it_and_leaves_nothing(served: Served) -> None:
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(PATIENCE) == 0
