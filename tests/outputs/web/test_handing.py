"""Pages that are handed over in pieces: whatever the steps make of the pieces they would make of the whole page."""

from pathlib import Path

import pytest

from generator.outputs.web.finishing import STEPS, Site
from generator.outputs.web.finishing.site import write_site
from generator.outputs.web.handing import Hand, hand, handing
from outputs.web.finishing import HEAD, built

NAVIGATION = (
    '\n\n   <nav class="md-nav" aria-label="Pages">\n    <ul>\n      <li><a href="a.html" class="a b">A</a></li>\n'
    + '      <li><a href="b.html">B</a>  </li>\n\n' * 12
    + "    </ul>\n\n  </nav>  \n \n"
)
SCRIPT = f"<script>\n  var long = 1; // {'x' * 300}\n\n</script>\n"


def taken(folder: Path, before: str, shared: str, after: str) -> tuple[str, ...]:
    """A page with something that others share, as it is handed over."""
    page = folder / "site/page.html"
    with handing(folder / "site") as taker:
        assert taker.take(str(page.absolute()), f"{before}{taker.share(shared)}{after}".encode())
        return taker.pages["page.html"]


@pytest.mark.parametrize(
    ("before", "shared", "after", "pieces"),
    [
        (f"{HEAD}<body>  ", NAVIGATION, " <article><h1 id='a'>x</h1>\n\n y</article></body></html>\n", 3),
        (f"{HEAD}<body>", SCRIPT, " <article>x</article>\n</body></html>", 3),
        (f"{HEAD}<body><p title='", NAVIGATION, "'>x</p><article>x</article></body></html>", 1),
        (f"{HEAD}<body><pre>", NAVIGATION, "</pre><article>x</article></body></html>", 1),
        (f"{HEAD}<body><script>a</script><script>'", NAVIGATION, "'</script><article></article></body></html>", 1),
        (f"{HEAD}<body>1 > 0 ", f"<p>1 > 0</p>{NAVIGATION}", "<article>2 > 1</article></body></html>", 3),
        (f"{HEAD}<body>", f"{NAVIGATION}<pre>", "\n  x</pre><article>x</article></body></html>", 1),
        (f"{HEAD}<body>", "<p>short</p>", "<article>x</article></body></html>", 1),
        ("<html>", f'<head><link rel="alternate" href="x">\n{SCRIPT}</head>', "<article>x</article></html>", 1),
    ],
)
def test_pieces_are_finished_like_the_whole_page(
    tmp_path: Path, before: str, shared: str, after: str, pieces: int
) -> None:
    parts = taken(tmp_path, before, shared, after)
    assert len(parts) == pieces
    assert "".join(parts) == before + shared + after
    finished = []
    for name in ("whole", "pieces"):
        (tmp_path / name).mkdir()
        others = {"a.html": "", "b.html": "", "page.html": before + shared + after}
        site: Site = built(tmp_path / name, others)
        if name == "pieces":
            site.pages.parts["page.html"] = parts
        for step in STEPS:
            step(site)
        write_site(site)
        finished.append((site.folder / "page.html").read_bytes())
    assert finished[0] == finished[1]


def test_a_page_cannot_name_what_another_shares(tmp_path: Path) -> None:
    taker = Hand(tmp_path)
    mark = taker.share(NAVIGATION).strip()
    assert taker.take(f"{taker.folder}a.html", f"<p>{Hand(tmp_path).share(NAVIGATION).strip()}</p>\0000\0".encode())
    assert "<nav" not in "".join(taker.pages["a.html"])
    assert mark not in "".join(taker.pages["a.html"])


def test_only_pages_of_the_website_that_is_built_are_taken(tmp_path: Path) -> None:
    with handing(tmp_path / "site") as taker:
        assert hand() is taker
        assert not taker.take(str(tmp_path / "site/search/index.json"), b"{}")
        assert not taker.take(str(tmp_path / "site-2/index.html"), b"")
    assert hand() is None
