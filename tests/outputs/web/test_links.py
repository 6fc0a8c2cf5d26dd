"""A broken link stops a website from being published, and says where it is to be mended."""

from pathlib import Path

import pytest

from generator.outputs.web.finishing import SiteError
from generator.outputs.web.finishing.links import broken_links, check_links
from outputs.web.finishing import built, page


def faults(folder: Path, link: str, **handbook: object) -> list[str]:
    pages = {
        "index.html": page(f'<h2 id="here">Here</h2><a href="{link}">x</a>'),
        "other.html": page('<p id="there">y'),
    }
    return [found.why for found in broken_links(built(folder, pages, **handbook))]


@pytest.mark.parametrize(
    "link",
    [
        "#here",
        "other.html",
        "other.html#there",
        "./",
        "tel:+81355500190",
        "mailto:a@example.jp,b@example.jp?cc=c@example.jp&amp;subject=Hello",
        "https://example.jp/somewhere",
        "../ja/other.html",
        "../ja/",
        "documents/handbook.en.pdf",
    ],
)
def test_a_good_link_is_let_pass(tmp_path: Path, link: str) -> None:
    assert faults(tmp_path, link, documents=["documents/handbook.en.pdf"]) == []


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("#nowhere", "no nowhere"),
        ("missing.html", "leads to nothing"),
        ("other.html#nowhere", "no nowhere"),
        ("documents/unknown.pdf", "leads to nothing"),
        ("tel:03-5550-0190", "international"),
        ("mailto:nobody", "e-mail address"),
        ("mailto:a@example.jp,,b@example.jp", "e-mail address"),
        ("javascript:alert(1)", "kind"),
        ("//cdn.example.com/x.js", "kind"),
        ("/other.html", "absolute"),
        ("../ja/gone.html", "not, in ja"),
        ("../fr/other.html", "leads out"),
        ("../../other-client/index.html", "leads out"),
    ],
)
def test_a_broken_link_is_found(tmp_path: Path, link: str, why: str) -> None:
    found = faults(tmp_path, link)
    assert len(found) == 1
    assert why in found[0]


def test_the_message_names_page_link_and_template(tmp_path: Path) -> None:
    site = built(
        tmp_path,
        {"asset-fw-01.html": page('<a href="gone.html">x</a>')},
        origins={"asset-fw-01": "templates/pages/en/asset.md.j2, asset fw-01"},
    )
    with pytest.raises(
        SiteError, match=r"asset-fw-01\.html: gone\.html .*\(templates/pages/en/asset.md.j2, asset fw-01\)"
    ):
        check_links(site)


def test_the_page_for_missing_pages_may_use_the_path_it_is_published_under(tmp_path: Path) -> None:
    site = built(tmp_path, {"404.html": page('<a href="/en/index.html">x</a>'), "index.html": page("")})
    assert list(broken_links(site)) == []


@pytest.mark.parametrize(
    ("link", "record"),
    [
        ("tel:0355500190", "contact mori"),
        ("mailto:mori", "contact kimura"),
        ("mailto:a@example.jp,kimura@", "contact kimura"),
        ("files/plan.pdf", "site tokyo"),
    ],
)
def test_the_message_names_the_record_that_says_what_the_link_says(tmp_path: Path, link: str, record: str) -> None:
    values = {"0355500190": "contact mori", "mori": "contact kimura", "kimura@": "contact kimura"}
    site = built(
        tmp_path, {"index.html": page(f'<a href="{link}">x</a>')}, values=values | {"files/plan.pdf": "site tokyo"}
    )
    with pytest.raises(SiteError, match=rf"\(site_config/theme; {record}\)"):
        check_links(site)


def test_the_portal_leads_to_what_was_built_and_nowhere_else(tmp_path: Path) -> None:
    links = "".join(f'<a href="../websites/{slug}/index.html">x</a>' for slug in ("acme", "gone"))
    site = built(tmp_path, {"index.html": page(links)}, beside=["../websites/acme/index.html"])
    assert [broken.link for broken in broken_links(site)] == ["../websites/gone/index.html"]
