"""The seam to WeasyPrint: HTML becomes a PDF, or a list of everything that is not right with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.outputs.paper.accelerating import accelerated
from generator.outputs.paper.captions import drop_captions
from generator.outputs.paper.columns import set_columns
from generator.outputs.paper.drawings import set_drawings
from generator.outputs.paper.finishing import Finisher
from generator.outputs.paper.fit import MUST, Sheet, misfits, overlong, sheets
from generator.outputs.paper.fitting import Trials
from generator.outputs.paper.fonts import FontError, foreign_fonts
from generator.outputs.paper.footnotes import set_footnotes
from generator.outputs.paper.forms import make_fillable
from generator.outputs.paper.limits import TOO_DEEP, beyond
from generator.outputs.paper.packing import packed
from generator.outputs.paper.phrases import close_lists, hold_running, set_phrases
from generator.outputs.paper.spacing import hold_words, tighten
from generator.outputs.paper.starting import start_engine
from generator.outputs.paper.tails import set_leads, set_tails
from generator.outputs.strict import complaints_of
from generator.resting import collector_at_rest
from generator.workspace import Workspace

OPTIONS = {"pdf_variant": "pdf/ua-1", "pdf_forms": True, "dpi": 150, "pdf_identifier": True}


class RenderingError(Exception):
    """A document could not be made, or not without fault; `complaints` are all that was found."""

    def __init__(self, complaints: Sequence[str]) -> None:
        super().__init__("; ".join(complaints))
        self.complaints = tuple(complaints)


@dataclass(frozen=True)
class Rendered:
    """What became of a document."""

    pages: int


def write_pdf(
    workspace: Workspace, html: str, target: Path, extra_roots: Sequence[Path] = (), fillable: bool = False
) -> Rendered:
    """Lay `html` out and write the PDF. Raises RenderingError for whatever WeasyPrint or we complain of."""
    try:
        start_engine(workspace.fonts)
    except FontError as error:
        raise RenderingError([str(error)]) from error
    from weasyprint.urls import FatalURLFetchingError

    pages = 0
    with complaints_of("weasyprint") as complaints, collector_at_rest(), packed(), accelerated():
        try:
            pages = _written(workspace, html, target, extra_roots, fillable, complaints)
        except FatalURLFetchingError as error:
            complaints.append(str(error))
        except RecursionError:
            complaints.append(TOO_DEEP)
    if complaints:
        target.unlink(missing_ok=True)
        raise RenderingError(list(dict.fromkeys(complaints)))
    return Rendered(pages)


def _written(
    workspace: Workspace, html: str, target: Path, extra_roots: Sequence[Path], fillable: bool, complaints: list[str]
) -> int:
    """The pages of a document. It is gone before garbage is looked for again, which takes long while it is there."""
    document = _fitted(workspace, html, extra_roots, fillable, complaints)
    complaints.extend(_faults(document))
    if not complaints:
        document.write_pdf(target, finisher=Finisher(document), **OPTIONS)
        complaints.extend(f"font {name} is not one of ours" for name in foreign_fonts(document.fonts.values()))
    return len(document.pages)


def _faults(document: Any) -> Iterator[str]:
    """What WeasyPrint does not complain of."""
    yield from misfits(document)
    yield from (
        f"page {name} needs {count} sheets of paper, and must fit on one"
        for name, count in overlong(document, MUST).items()
    )
    if not (document.metadata.title or "").strip():
        yield "the document has no title"
    for drawing in document._html.etree_element.iter("{http://www.w3.org/2000/svg}svg"):
        title = drawing.find("{http://www.w3.org/2000/svg}title")
        if title is None or not (title.text or "").strip():
            yield "a drawing has no <title> for those who cannot see it"


def prepared(workspace: Workspace, html: str, extra_roots: Sequence[Path] = (), fillable: bool = False) -> Any:
    """A document as WeasyPrint is given it, with what we work out ourselves: widths of columns, phrases, fields."""
    import weasyprint

    from generator.outputs.fetching import WorkspaceFetcher

    fetcher = WorkspaceFetcher([workspace.site_config, *extra_roots])
    source = weasyprint.HTML(string=html, base_url=f"{workspace.site_config.as_uri()}/", url_fetcher=fetcher)
    if excesses := list(beyond(source.etree_element)):
        raise RenderingError(excesses)
    drop_captions(source.etree_element)
    tighten(source.etree_element)
    set_columns(source.etree_element)
    close_lists(source.etree_element)
    set_phrases(source.etree_element)
    hold_running(source.etree_element)
    hold_words(source.etree_element)
    set_drawings(source.etree_element)
    set_tails(source.etree_element)
    set_leads(source.etree_element)
    set_footnotes(source.etree_element)
    if fillable:
        make_fillable(source.etree_element)
    return source


def _laid_out(workspace: Workspace, source: Any, sizes: Mapping[str, float]) -> Any:
    for element in source.etree_element.iter() if sizes else ():
        if size := sizes.get(element.get("id", "")):
            element.set("style", f"font-size:{size}em")
    return source.render(font_config=_font_configuration(workspace.fonts), **OPTIONS)


def _fitted(workspace: Workspace, html: str, extra_roots: Sequence[Path], fillable: bool, complaints: list[str]) -> Any:
    """The document laid out, its sheets in the sizes that fit; what was complained of that, and not of trials."""
    sizes: dict[str, float] = {}
    for sheet in sheets(html):
        source = prepared(workspace, sheet.alone, extra_roots, fillable and sheet.is_all)
        told: dict[float, list[str]] = {}

        def lay(size: float, sheet: Sheet = sheet, source: Any = source, told: Any = told) -> Any:
            complaints.clear()
            document = _laid_out(workspace, source, {sheet.id: size})
            told[size] = list(complaints)
            return document

        trials = Trials(sheet, lay)
        sizes[sheet.id] = trials.best()
        if sheet.is_all:
            complaints[:] = told[sizes[sheet.id]]
            return trials.document(sizes[sheet.id])
    complaints.clear()
    return _laid_out(workspace, prepared(workspace, html, extra_roots, fillable), sizes)


@cache
def _font_configuration(folder: Path) -> Any:
    """One for all documents of a process: our style sheets declare no `@font-face` that could reach the next."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()
