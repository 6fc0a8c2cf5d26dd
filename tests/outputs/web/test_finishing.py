"""The other steps that finish a website: a policy, fewer bytes, and pages that moved."""

from pathlib import Path

import pytest

from generator.outputs.web.finishing import SiteError
from generator.outputs.web.finishing.policy import FOLDER, digest, write_policy
from generator.outputs.web.finishing.pruning import prune
from generator.outputs.web.finishing.redirects import write_redirects
from generator.outputs.web.finishing.whitespace import tightened
from outputs.web.finishing import built, page


def test_the_policy_allows_the_scripts_that_are_there_and_no_other(tmp_path: Path) -> None:
    text = page(
        '<script>var a=1</script><script src="assets/a.js"></script><script type="application/json">{}</script>'
    )
    site = built(tmp_path, {"index.html": text})
    write_policy(site)
    made = site.pages["index.html"]
    assert digest("var a=1") in made
    assert made.count("'sha256-") == 1
    assert "unsafe-inline" not in made
    assert made.index("Content-Security-Policy") < made.index("<title>")


def test_styles_inside_a_page_are_allowed_by_what_they_say(tmp_path: Path) -> None:
    site = built(tmp_path, {"index.html": page('<style>p{}</style><p style="color:red">x')})
    write_policy(site)
    assert digest("p{}") in site.pages["index.html"]
    assert digest("color:red") in site.pages["index.html"]


def test_the_headers_hold_the_policy_of_all_pages(tmp_path: Path) -> None:
    pages = {"a.html": page("<script>var a</script>"), "b.html": page("<script>var b</script>")}
    site = built(tmp_path, pages)
    write_policy(site)
    for name in ("_headers", "headers.nginx.conf"):
        text = (site.sources / FOLDER / name).read_text("utf-8")
        assert digest("var a") in text
        assert digest("var b") in text
        assert "frame-ancestors 'none'" in text
        assert "noindex" in text


def test_maps_language_packs_and_the_comments_that_name_them_go(tmp_path: Path) -> None:
    script = "assets/javascripts/bundle.1.min.js"
    files = {script: "run()\n//# sourceMappingURL=bundle.1.min.js.map\n", f"{script}.map": "{}"}
    sheet = {"assets/stylesheets/main.1.min.css": "a{}\n/*# sourceMappingURL=main.1.min.css.map */"}
    other = {"assets/javascripts/lunr/ja.js": "", "sitemap.xml.gz": "", "sitemap.xml": ""}
    site = built(tmp_path, {**files, **sheet, **other})
    prune(site)
    left = {p.relative_to(site.folder).as_posix() for p in site.folder.rglob("*") if p.is_file()}
    assert left == {script, *sheet, "sitemap.xml"}
    assert "sourceMappingURL" not in "".join((site.folder / name).read_text("utf-8") for name in left)


def test_blanks_go_where_they_mean_nothing() -> None:
    before = "<p>\n\n   a\n   b</p>\n<pre>x\n\n  y</pre>\n\n\n<script>\n  var a\n</script>\n"
    assert tightened(before) == "<p>\na\nb</p>\n<pre>x\n\n  y</pre>\n<script>\n  var a\n</script>\n"


def test_a_page_that_moved_leads_to_where_it_is_now(tmp_path: Path) -> None:
    moves = {"sites": "systems#sites", "offices": "sites", "elsewhere": "not-here"}
    site = built(tmp_path, {"systems.html": page("")}, redirects=moves, moved="This page has moved")
    write_redirects(site)
    assert 'content="0; url=systems.html#sites"' in site.pages["sites.html"]
    assert "systems.html#sites" in site.pages["offices.html"]
    assert "elsewhere.html" not in site.pages


def test_a_page_that_is_there_is_not_replaced_by_a_redirect(tmp_path: Path) -> None:
    site = built(tmp_path, {"a.html": page("mine"), "b.html": page("")}, redirects={"a": "b"})
    write_redirects(site)
    assert "mine" in site.pages["a.html"]


def test_redirects_that_lead_in_a_circle_are_an_error(tmp_path: Path) -> None:
    site = built(tmp_path, {"c.html": page("")}, redirects={"a": "b", "b": "a"})
    with pytest.raises(SiteError, match="circle"):
        write_redirects(site)
