"""Templates and catalogues say the same in every language, and nothing that only provider data may say."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.checks.nearness import listed, some
from generator.checks.positions import Lines
from generator.checks.rule import Problem, Scene, rule
from generator.diagnostics import Location
from generator.facts.selecting import one
from generator.pages.catalogue import Catalogue, ConfigurationError, load_catalogue, load_yaml
from generator.pages.templating import catalogue_words

SOURCE_LANGUAGE = "en"
"""Words in templates and program stand in this language; its catalogue has exceptions only."""
WORD = re.compile(r"(?<![\w.])_\(\s*(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\")(?=\s*[,)])")
HEADING = re.compile(r"^#{1,4} .*\{#([\w-]+)\}\s*$", re.MULTILINE)
SLOT = re.compile(r"\{(\w+)\}")
CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{# .*? #\}", re.DOTALL)
PROVIDERS_OWN = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "an e-mail address"),
    (re.compile(r"https?://[^\s)\"'<>]+"), "a web address"),
    (re.compile(r"(?<![\w.])\+?0?\d{1,4}-\d{1,4}-\d{3,4}(?!\d)"), "a telephone number"),
    (re.compile(r"\d+(?:\.\d+)?\s*(?:[%％]|per cent|percent|パーセント)"), "a percentage"),
    (re.compile(r"\d+\s*(?:clock )?(?:hours?|minutes?|working days?)\b|\d+\s*(?:時間|分以内|営業日)"), "a time span"),
)
"""What differs between providers, and so belongs into inventory/provider/."""


@rule("W810", "provider")
def page_that_is_missing_in_a_language(scene: Scene) -> Iterator[Problem]:
    languages = _languages(scene)
    for folder in ("pages", "documents"):
        root = scene.workspace.templates / folder
        by_name: dict[str, list[str]] = {}
        for code in languages:
            for path in sorted((root / code).glob("*.j2")):
                by_name.setdefault(path.relative_to(root / code).as_posix(), []).append(code)
        for name, codes in by_name.items():
            missing = [code for code in languages if code not in codes]
            if missing:
                wanted = listed((scene.workspace.relative(root / code / name) for code in missing), "and")
                place = Location(scene.workspace.relative(root / codes[0] / name))
                message = f"this template has no counterpart {wanted}"
                yield Problem(None, (), message, "Write it, with the same anchors in its headings.", place=place)


@rule("E811", "provider")
def page_without_a_template(scene: Scene) -> Iterator[Problem]:
    config = scene.workspace.site_config / "pages.yml"
    for page in scene.once(_catalogue).pages if config.is_file() else ():
        if not any((scene.workspace.pages(code) / f"{page.id}.md.j2").is_file() for code in _languages(scene)):
            message = f"the page `{page.id}` of the catalogue has no template"
            hint = f"Write templates/pages/<language>/{page.id}.md.j2, or take the page out of the catalogue."
            yield Problem(None, (), message, hint, place=Location(scene.workspace.relative(config)))


@rule("W812", "provider")
def word_without_a_translation(scene: Scene) -> Iterator[Problem]:
    for code in _languages(scene):
        known = _words(scene, code)
        if code == SOURCE_LANGUAGE or known is None:
            continue
        for path, text in scene.once(_templates):
            seen = WORD.finditer(text)
            for match in (m for m in seen if (m[1] or m[2] or "").replace("\\'", "'") not in known):
                place = Lines(text).place(scene.workspace.relative(path), match.start(), match.end())
                word = match[1] or match[2] or ""
                message = f"`{word}` has no translation in {scene.workspace.relative(scene.workspace.catalogue(code))}"
                yield Problem(None, (), message, f'Add: msgid "{word}", msgstr "…".', place=place)


@rule("E813", "provider")
def translation_with_other_slots(scene: Scene) -> Iterator[Problem]:
    for code in _languages(scene):
        path = scene.workspace.catalogue(code)
        for word, translation in (_words(scene, code) or {}).items():
            if set(SLOT.findall(word)) != set(SLOT.findall(translation)):
                lines = path.read_text("utf-8", "replace").splitlines()
                line = next((n for n, t in enumerate(lines, 1) if word[:40] in t), 1)
                message = f"`{word}` and its translation do not have the same slots in braces"
                hint = "What stands in braces is filled in: keep each of them, spelt the same, in any order."
                yield Problem(None, (), message, hint, place=Location(scene.workspace.relative(path), line))


@rule("W814", "provider")
def anchors_that_differ(scene: Scene) -> Iterator[Problem]:
    """A link to a section, and a link to the other language, lead to the same place in every language."""
    languages = _languages(scene)
    for path, text in scene.once(_templates):
        name, code = path.name, path.parent.name
        if path.parent.parent.name != "pages" or code != next(iter(languages), ""):
            continue
        here = set(HEADING.findall(text))
        for other in languages[1:]:
            twin = scene.workspace.pages(other) / name
            there = set(HEADING.findall(_read(twin))) if twin.is_file() else here
            if here != there:
                odd = some(sorted(f"#{a}" for a in here ^ there))
                message = f"the headings have other anchors than in {scene.workspace.relative(path)}: {odd}"
                place = Location(scene.workspace.relative(twin))
                yield Problem(
                    None, (), message, "Give the same heading the same anchor in every language.", place=place
                )


@rule("W815", "provider")
def title_that_is_missing_in_a_language(scene: Scene) -> Iterator[Problem]:
    languages = _languages(scene)
    for path, name, title in _titles(scene):
        missing = [code for code in languages if not title.get(code)]
        if missing:
            message = f"the title of `{name}` is missing in {listed(missing, 'and')}"
            place = Location(scene.workspace.relative(path), _line_of(path, name))
            yield Problem(None, (), message, "Add it beside the other: `title: {en: …, ja: …}`.", place=place)


@rule("W630", "provider")
def template_that_states_provider_data(scene: Scene) -> Iterator[Problem]:
    for path, text in scene.once(_templates):
        if path.parent.parent.name != "pages":
            continue
        prose = CODE.sub(lambda m: "\n".join(" " * len(line) for line in m[0].split("\n")), text)
        for pattern, what in PROVIDERS_OWN:
            for match in pattern.finditer(prose):
                place = Lines(text).place(scene.workspace.relative(path), match.start(), match.end())
                message = f"this template states {what}, which differs from provider to provider"
                hint = "Take it from the data: `{{ number(provider.visit_report_deadline_hours) }}`, say."
                yield Problem(None, (), message, hint, place=place)


def _languages(scene: Scene) -> tuple[str, ...]:
    provider = one(scene.inventory, "provider")
    return tuple(provider.languages) if provider is not None else ()


def _templates(scene: Scene) -> list[tuple[Path, str]]:
    """All templates with their text."""
    root = scene.workspace.templates
    return [(path, _read(path)) for path in sorted(root.rglob("*.j2")) if path.is_file()]


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


def _words(scene: Scene, code: str) -> Mapping[str, str] | None:
    """The catalogue of a language; None where it cannot be read, which the build reports."""
    try:
        return catalogue_words(scene.workspace.catalogue(code))
    except ConfigurationError:
        return None


def _catalogue(scene: Scene) -> Catalogue:
    """The page catalogue; an empty one where it cannot be read, which the build reports."""
    try:
        return load_catalogue(scene.workspace.site_config / "pages.yml")
    except ConfigurationError:
        return Catalogue((), (), ())


def _titles(scene: Scene) -> Iterator[tuple[Path, str, Mapping[str, str]]]:
    catalogue = scene.once(_catalogue)
    pages = scene.workspace.site_config / "pages.yml"
    yield from ((pages, entry.id, entry.title) for entry in (*catalogue.parts, *catalogue.sections))
    yield from ((pages, page.id, page.title) for page in catalogue.pages)
    documents = scene.workspace.site_config / "documents.yml"
    try:
        declared = load_yaml(documents)["documents"]
        yield from ((documents, str(n), d["title"]) for n, d in declared.items() if isinstance(d.get("title"), dict))
    except (ConfigurationError, KeyError, TypeError, AttributeError):
        return


def _line_of(path: Path, name: str) -> int:
    lines = _read(path).splitlines()
    return next((n for n, line in enumerate(lines, 1) if re.search(rf"\b{re.escape(name)}\b", line)), 1)
