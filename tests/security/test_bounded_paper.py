"""Whatever a client's folder holds, a document ends soon, in bounded memory, and says what to mend."""

import io
import os
import resource
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import ROOT
from PIL import Image

from generator.outputs.images import image_fault
from generator.outputs.paper.rendering import RenderingError, write_pdf
from generator.workspace import Workspace

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"><title>t</title>{}</svg>'
RECT = '<rect width="1" height="1"/>'
UNFOLDING = f'<g id="a0">{RECT}</g>' + "".join(
    f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 9)
)
ENTITIES = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
SECONDS, MEMORY = 30, 2_000_000_000


def picture(kind: str, width: int = 80, height: int = 60) -> bytes:
    made = io.BytesIO()
    Image.effect_noise((width, height), 50).convert("RGB").save(made, kind)
    return made.getvalue()


def bomb(side: int = 50_000) -> bytes:
    """A PNG of a few kilobytes that says it is `side` pixels square."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes(4_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.png": (bomb, "more pixels than can be printed"),
    "large.png": (lambda: bomb(9_000), "9000 × 9000 pixels, and at most 40 million are printed: save it smaller"),
    "cut.jpg": (lambda: picture("JPEG", 400, 300)[:9000], "damaged or cut short"),
    "cut.png": (lambda: picture("PNG", 400, 300)[:9000], "damaged or cut short"),
    "renamed.png": (lambda: picture("GIF"), "is a GIF file and not the PNG that its name says"),
    "text.jpg": (lambda: b"not a picture", "damaged or cut short"),
    "photo.gif": (lambda: picture("GIF"), "is a GIF file: save it as PNG or JPEG"),
    "web.svg": (lambda: svg('<image href="http://192.0.2.1/x.png"/>'), "refers to “http://192.0.2.1/x.png”"),
    "file.svg": (lambda: svg('<image href="file:///etc/passwd"/>'), "refers to “file:///etc/passwd”"),
    "style.svg": (lambda: svg("<style>@import 'http://192.0.2.1/x.css';</style>"), "outside itself in a style"),
    "fill.svg": (lambda: svg('<rect fill="url(http://192.0.2.1/#x)"/>'), "outside itself in a style"),
    "script.svg": (lambda: svg("<script>alert(1)</script>"), "holds <script>"),
    "unfolding.svg": (lambda: svg(f'{UNFOLDING}<use href="#a8"/>'), "unfolds into more than 100,000 shapes"),
    "itself.svg": (lambda: svg('<g id="a"><use href="#a"/></g><use href="#a"/>'), "repeats “a” within itself"),
    "deep.svg": (lambda: svg("<g>" * 9000 + RECT + "</g>" * 9000), "nests its groups more than 100 deep"),
    "entities.svg": (lambda: ENTITIES.encode() + svg("<text>&b;</text>"), "declares entities"),
    "broken.svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><rect', "not well-formed SVG"),
    "page.svg": (lambda: b"<html><body>x</body></html>", "is not SVG"),
    "long.svg": (lambda: svg(RECT * 90_000), "larger than 2 MB"),
}


def svg(inside: str) -> bytes:
    return SVG.format(inside).encode()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_picture_is_refused_with_its_name_and_what_to_do(name: str) -> None:
    make, said = HOSTILE[name]
    fault = image_fault(name, make())
    assert fault is not None
    assert f"“{name}”" in fault
    assert said in fault


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", picture("PNG")),
        ("a.jpeg", picture("JPEG")),
        ("a.svg", svg(f'<g id="a">{RECT}</g><use href="#a"/>')),
        (
            "a.svg",
            svg('<defs><linearGradient id="g"/></defs><rect style="fill: url(#g)"/><a href="https://x.example"/>'),
        ),
        ("a.svg", b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">' + svg(RECT)),
    ],
)
def test_an_ordinary_picture_is_not(name: str, data: bytes) -> None:
    assert image_fault(name, data) is None


def complaint(tmp_path: Path, body: str) -> str:
    html = f'<!DOCTYPE html><html lang="en"><head><title>T</title></head><body>{body}</body></html>'
    with pytest.raises(RenderingError) as caught:
        write_pdf(Workspace.at(ROOT), html, tmp_path / "out.pdf", [tmp_path])
    assert not (tmp_path / "out.pdf").exists()
    return str(caught.value)


def test_a_document_with_a_hostile_picture_says_so_and_is_not_made(tmp_path: Path) -> None:
    (tmp_path / "plan.svg").write_bytes(HOSTILE["unfolding.svg"][0]())
    said = complaint(tmp_path, f'<p><img src="{(tmp_path / "plan.svg").as_uri()}" alt="Plan"></p>')
    assert said.startswith("the picture “plan.svg” unfolds into more than")


def test_a_table_of_ten_thousand_rows_is_told_before_it_is_laid_out(tmp_path: Path) -> None:
    rows = "<tr><th>PC</th><td>x</td></tr>" * 10_000
    said = complaint(tmp_path, f"<table><caption>Devices, Tokyo</caption><tbody>{rows}</tbody></table>")
    assert "the table “Devices, Tokyo” has 10,000 rows, and a document takes 4,000 in all" in said


def test_a_cell_across_a_million_columns(tmp_path: Path) -> None:
    assert "the cell “wide” stands across" in complaint(
        tmp_path, '<table><tr><td colspan="1000000">wide</td></tr></table>'
    )


@pytest.mark.parametrize("tag", ["div", "span", "blockquote"])
def test_blocks_that_nest_without_end(tmp_path: Path, tag: str) -> None:
    said = complaint(tmp_path, f"<{tag}>" * 500 + "innermost" + f"</{tag}>" * 500)
    assert "too deeply to be laid out: make lists and quotations flat" in said


ALL = """
import sys
from pathlib import Path
from generator.outputs.images import image_fault
for path in sorted(Path(sys.argv[1]).iterdir()):
    assert image_fault(path.name, path.read_bytes()), path.name
"""


def test_all_of_them_together_take_little_time_and_memory(tmp_path: Path) -> None:
    for name, (make, _) in HOSTILE.items():
        (tmp_path / name).write_bytes(make())

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", ALL, str(tmp_path)]
    done = subprocess.run(command, preexec_fn=bounded, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
