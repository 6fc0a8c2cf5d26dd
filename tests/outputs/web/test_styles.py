"""The joined style sheet: what pages can use stays, the rest goes, and every page finds it."""

from pathlib import Path

import pytest

from generator.outputs.web.finishing.scripts import defer_scripts
from generator.outputs.web.finishing.styles import Named, join_styles, reduced, without_unused
from outputs.web.finishing import built, page

NAMED = Named(frozenset({"card", "md-grid", "js"}), frozenset({("data-md-color-scheme", "slate"), ("dir", "ltr")}))


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        (".card{a:b}.tabbed-set{c:d}", ".card{a:b}"),
        (".card, .gone > p { a : b ; }", ".card{a : b}"),
        ("table:is(.gone, .card, :not([class])) td{a:b}", "table:is(.gone,.card,:not([class])) td{a:b}"),
        (":is(.gone,:not(.lost)) p,.gone{a:b}", ":is(.gone,:not(.lost)) p{a:b}"),
        ("p:not(.gone){a:b}", "p:not(.gone){a:b}"),
        ("[dir=rtl] .card{a:b}[dir=ltr] .card{c:d}", "[dir=ltr] .card{c:d}"),
        ('[data-md-color-scheme="slate"]{a:b}[data-md-color-primary=red]{a:b}', '[data-md-color-scheme="slate"]{a:b}'),
        ("@media print{.gone{a:b}}@media screen{.gone{a:b}.card{c:d}}", "@media screen{.card{c:d}}"),
        ("@keyframes k{0%{a:b}to{a:c}}", "@keyframes k{0%{a:b}to{a:c}}"),
        ("@charset \"utf-8\";/* a } in a remark */.card{a:'};'}", "@charset \"utf-8\";.card{a:'};'}"),
        (".card{b:url(data:image/svg+xml;x,<svg>{})}", ".card{b:url(data:image/svg+xml;x,<svg>{})}"),
        ("@font-face{font-family:x;src:url(fonts/x.woff2)}", "@font-face{font-family:x;src:url(fonts/x.woff2)}"),
    ],
)
def test_a_rule_stays_when_something_can_use_it(sheet: str, left: str) -> None:
    assert reduced(sheet, NAMED) == left


def test_properties_go_that_nothing_reads_nor_those_that_only_they_read() -> None:
    sheet = ':root{--a:1;--b:var(--c);--c:2;--d:url("data:x;}y");color:var(--a)}.card{--b:3}.card{--md-x:1}'
    assert (
        without_unused(sheet, Named(frozenset({"--md-x"}), frozenset())) == ":root{--a:1;color:var(--a)}.card{--md-x:1}"
    )


def sheets(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*.css")}


def test_every_page_finds_the_one_sheet_under_a_name_of_its_content(tmp_path: Path) -> None:
    links = "".join(f'<link rel="stylesheet" href="{{0}}assets/{name}">\n' for name in ("css/main.css", "own.css"))
    pages = {
        "index.html": page('<p class="card">', links.format("")),
        "404.html": page('<p class="seldom">', links.format("/en/")),
        "moved.html": page(""),
        "assets/css/main.css": ".card{a:b}.gone{a:b}",
        "assets/own.css": ".seldom{c:d}.made{e:f}",
        "assets/own.js": "element.className = 'made'",
    }
    site = built(tmp_path, pages)
    join_styles(site)
    (name, text), *more = sheets(site.folder).items()
    assert more == []
    assert text == ".card{a:b}.seldom{c:d}.made{e:f}"
    assert f'href="{name}"' in site.pages["index.html"]
    assert f'href="/en/{name}"' in site.pages["404.html"]
    assert [text.count("stylesheet") for text in site.pages.values()] == [1, 1, 0]
    assert not (site.folder / "assets/css").exists()


def test_the_name_changes_with_what_the_sheet_holds(tmp_path: Path) -> None:
    names = set()
    for number, rule in enumerate(("a{b:c}", "a{b:d}", "a{b:c}")):
        link = '<link rel="stylesheet" href="assets/a.css">'
        (tmp_path / str(number)).mkdir()
        site = built(tmp_path / str(number), {"index.html": page("", link), "assets/a.css": rule})
        join_styles(site)
        names.update(sheets(site.folder))
    assert len(names) == 2


def test_scripts_that_are_files_wait_and_others_do_not(tmp_path: Path) -> None:
    head = '<script src="a.js"></script><script src="b.js" defer></script><script>var a</script>'
    site = built(tmp_path, {"index.html": page("", head)})
    defer_scripts(site)
    assert (
        '<script defer src="a.js"></script><script src="b.js" defer></script><script>var a' in site.pages["index.html"]
    )
