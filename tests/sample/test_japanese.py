"""The Japanese of the sample's pages and documents is set as its readers set it, wherever the words come from."""

import re
from datetime import date
from functools import cache
from html import unescape

import pytest
import yaml
from builders import ROOT

from generator.editions.edition import make_edition
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.outputs.document import document_html, document_kinds
from generator.outputs.paper.documents import documents_of_kind
from generator.pages.compose import Composition, compose
from generator.pages.markdown import page_html
from generator.workspace import Workspace

WORKSPACE = Workspace.at(ROOT)
AS_OF = date.fromisoformat(str(yaml.safe_load((ROOT / "site_config/sample.yml").read_text("utf-8"))["as_of"]))
CLIENTS = sorted(
    folder.name
    for folder in (ROOT / "inventory/clients").iterdir()
    if re.search(r"^languages:.*\bja\b", (folder / "client.yml").read_text("utf-8"), re.MULTILINE)
)
JAPANESE = "ぁ-んァ-ヶー一-龥々"
HALF = re.compile(rf"[{JAPANESE}）」] ?[:(,;!?](?!//)|[),;][{JAPANESE}]")
"""A mark of Latin text beside Japanese."""
GAP = re.compile(r" （|[：、（] (?=\S)")
"""A blank beside a mark that brings its own."""
OTHER = re.compile(r"当社|御社|ハンドブック|お問い合わせフォーム|ウェブフォーム")
"""Words for which others stand everywhere else: 弊社, お客様, ガイド, 依頼フォーム."""
NOT_PROSE = re.compile(r"<(style|svg|script|code|head)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"</?(?:p|li|td|th|dt|dd|div|h\d|br|tr|caption|figcaption|section|ul|ol)\b[^>]*>")


@cache
def composed(client: str) -> Composition:
    schema = load_schema()
    raw = load(WORKSPACE, schema, [client]).raw(client)
    return compose(WORKSPACE, schema, make_edition(schema, raw, "engineer", "ja", AS_OF))


def prose(html: str) -> list[str]:
    """The texts of a page, a block each."""
    plain = re.sub(r"<[^<>]*>", "", TAG.sub("\n", NOT_PROSE.sub("A", html)))
    return [unescape(line).strip() for line in plain.splitlines()]


def wrong(texts: list[str]) -> list[str]:
    return sorted({t[:80] for t in texts for mark in (HALF, GAP, OTHER) if mark.search(t)})


@pytest.mark.parametrize("client", CLIENTS)
def test_marks_and_words_of_pages_are_japanese(client: str) -> None:
    found = {page.id: wrong(prose(page_html(page.markdown))) for page in composed(client).pages}
    assert {page: texts for page, texts in found.items() if texts} == {}


@pytest.mark.parametrize("client", CLIENTS)
def test_marks_and_words_of_documents_are_japanese(client: str) -> None:
    composition = composed(client)
    found = {}
    for kind in document_kinds(WORKSPACE.site_config / "documents.yml"):
        for document in documents_of_kind(WORKSPACE, composition.edition, composition.context, kind):
            html = document_html(WORKSPACE, composition, document)
            title = document.title(composition.edition.language)
            if texts := wrong([title, *prose(html)]):
                found[document.name] = texts
    assert found == {}
