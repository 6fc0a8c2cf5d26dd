"""Each kind of link broken once in a real website: the build stops and names the page's source and the record."""

from pathlib import Path

import pytest
from composing import composed

from generator.outputs.web import WebsiteError, build_website, write_sources


def complaint(folder: Path, page: str, old: str, new: str) -> str:
    """What building says after a text of a page was replaced, as a fault in a template would."""
    workspace, composition = composed(folder / "workspace")
    write_sources(workspace, composition, ("en", "ja"), folder / "sources")
    path = folder / "sources/docs" / page
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(WebsiteError) as caught:
        build_website(folder / "sources", folder / "site")
    return str(caught.value)


@pytest.mark.parametrize(
    ("page", "old", "new", "said"),
    [
        ("contact.md", 'href="tel:+81355500190"', 'href="tel:0355500190"', "templates/pages/en/contact.md.j2"),
        ("team.md", 'href="mailto:mori@', 'href="mailto:mori ', "templates/pages/en/team.md.j2"),
        ("index.md", 'href="calendar.ics"', 'href="documents/none.en.pdf"', "templates/pages/en/index.md.j2"),
        ("index.md", 'href="calendar.ics"', 'href="contact.html#none"', "templates/pages/en/index.md.j2"),
        ("index.md", 'href="calendar.ics"', 'href="../ja/none.html"', "templates/pages/en/index.md.j2"),
    ],
)
def test_a_broken_link_of_a_template_names_the_template(
    tmp_path: Path, page: str, old: str, new: str, said: str
) -> None:
    assert said in complaint(tmp_path, page, old, new)


def test_a_broken_switch_of_languages_names_the_theme(tmp_path: Path) -> None:
    workspace, composition = composed(tmp_path / "workspace")
    write_sources(workspace, composition, ("en", "ja"), tmp_path / "sources")
    switch = tmp_path / "sources/theme/partials/alternate.html"
    switch.write_text(switch.read_text("utf-8").replace("alt.link ~ page.url", "alt.link ~ 'x-' ~ page.url"), "utf-8")
    with pytest.raises(WebsiteError, match=r"contact\.html: \.\./ja/x-contact\.html leads to a page that there is not"):
        build_website(tmp_path / "sources", tmp_path / "site")


@pytest.mark.parametrize(
    ("text", "link"),
    [("[Call](tel:0355500190)", "tel:0355500190"), ("[Plan](documents/none.pdf)", "documents/none.pdf"),
     ("[Write](mailto:nobody)", "mailto:nobody")],
)  # fmt: skip
def test_a_broken_link_of_a_clients_page_names_the_page(tmp_path: Path, text: str, link: str) -> None:
    page = f"---\ntitle: Parking\naudience: staff\n---\n{text}\n"
    workspace, composition = composed(tmp_path / "workspace", client={"pages/parking.md": page})
    write_sources(workspace, composition, ("en",), tmp_path / "sources")
    with pytest.raises(WebsiteError) as caught:
        build_website(tmp_path / "sources", tmp_path / "site")
    assert link in str(caught.value)
    assert "parking" in str(caught.value)


def test_records_tell_what_links_are_made_of(tmp_path: Path) -> None:
    workspace, composition = composed(tmp_path)
    write_sources(workspace, composition, ("en",), tmp_path / "sources")
    text = (tmp_path / "sources/mkdocs.yml").read_text("utf-8")
    assert "+81355500190': provider" in text or "+81355500190: provider" in text
