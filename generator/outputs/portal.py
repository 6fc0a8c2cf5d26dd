"""The provider's portal: one internal website over all clients, for engineers and coordinators.

It alone links everywhere, and is never published to clients.
"""

import json
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from generator.editions.edition import Edition
from generator.inventory.deviations import Deviation
from generator.inventory.records import Record
from generator.inventory.schema import Schema
from generator.outputs.web import opening
from generator.outputs.web.configuration import base_of
from generator.outputs.web.identity import identity_of
from generator.outputs.web.words import Words
from generator.pages.components import Components
from generator.pages.escaping import attribute, escape, theme_text
from generator.pages.markdown import EXTENSIONS
from generator.pages.show import Show
from generator.pages.templating import catalogue_words, environment, render
from generator.workspace import Workspace

PAGES = {
    "index": "Clients",
    "attention": "What needs attention",
    "visits": "Next visits",
    "estate": "Who has what",
    "deviations": "Deviations",
}
SOON = ("expired", "within_7", "within_45", "within_90")
VISIT_DAYS = 60
PACK = "handbook"


@dataclass(frozen=True)
class Member:
    """A client in the portal: its engineer edition, what was built for it, and where it deviates."""

    edition: Edition
    outputs: Sequence[Mapping[str, Any]] = ()
    deviations: Sequence[Deviation] = ()


@dataclass
class Line:
    """A line of a table: cells by what the templates ask for."""

    cells: Mapping[str, Any] = field(default_factory=dict)


class Portal:
    """Writes the portal's sources. Links are relative to its place in the output folder, `portal/`."""

    def __init__(self, workspace: Workspace, schema: Schema, members: Sequence[Member]) -> None:
        self.workspace, self.members = workspace, members
        self.language = members[0].edition.language
        self.show = Show(schema, self.language, catalogue_words(workspace.catalogue(self.language.code)))
        self.audiences = Words.of(workspace, self.language).group("audiences")
        blocks = environment(workspace.templates).get_template("components/blocks.html.j2")
        module = blocks.make_module({"_": self.show.word, "attribute": attribute})
        self.components = Components(self.show, module, {}, members[0].edition.inventory)

    def write(self, folder: Path) -> None:
        """Write Markdown, theme and mkdocs.yml to `folder`, which must not exist yet."""
        docs = folder / "docs"
        docs.mkdir(parents=True)
        shutil.copytree(self.workspace.theme, folder / "theme")
        provider = self.members[0].edition.inventory.provider
        identity = identity_of(self.workspace, provider)
        identity.write(docs)
        (docs / opening.FILE).write_text(self._script(), "utf-8")
        context = {**self.components.context(), **self._context()}
        for name, title in PAGES.items():
            text = render(self.workspace, f"portal/{name}.md.j2", context, "portal").strip()
            head = json.dumps({"title": self.show.word(title), "hide": ["navigation"]}, ensure_ascii=False)
            (docs / f"{name}.md").write_text(f"---\n{head}\n---\n\n# {self.show.word(title)}\n\n{text}\n", "utf-8")
        config = self._configuration(str(provider.name), identity.theme())
        (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")

    def _script(self) -> str:
        """The words that the script for tables needs; the portal has no opening hours of its own."""
        words = Words.of(self.workspace, self.language).group("script")
        locale = str(self.language.locale).replace("_", "-")
        data = {"lang": self.language.code, "locale": locale, "words": dict(words)}
        return f"var handbook={json.dumps(data, ensure_ascii=False, sort_keys=True)};\n"

    def _configuration(self, provider: str, pictures: Mapping[str, str]) -> dict[str, Any]:
        base = base_of(self.workspace)
        words = Words.of(self.workspace, self.language)
        theme = {**base.pop("theme"), "custom_dir": "theme", "language": self.language.code, **pictures}
        for palette in theme["palette"]:
            palette["toggle"]["name"] = words.group("schemes")[palette["scheme"]]
        built = sorted({f"../{output['path']}" for member in self.members for output in member.outputs})
        texts = {"banner": "", "reach": {}, "missing": dict(words.group("missing")), "beside": built}
        return {
            "site_name": theme_text(self.show.word("{provider}: portal", provider=provider)),
            "docs_dir": "docs",
            "site_dir": "site",
            "use_directory_urls": False,
            **base,
            "theme": theme,
            "markdown_extensions": list(EXTENSIONS),
            "nav": [{self.show.word(title): f"{name}.md"} for name, title in PAGES.items()],
            "extra": {**base.get("extra", {}), "handbook": texts},
        }

    def _context(self) -> dict[str, Any]:
        lines = {
            "clients": map(self._client, self.members),
            "expiries": self._expiries(),
            "findings": self._findings(),
            "stale": self._stale(),
            "visits": self._visits(),
            "models": self._counted(_model),
            "systems": self._counted(_system, _firmware),
            "vendors": self._vendors(),
            "deviations": self._deviations(),
        }
        cells = ("names", "stages", "coordinators", "liaisons", "packs", "sites", "dates", "owners", "whats", "grades",
                 "whos", "dues", "counts", "whys")  # fmt: skip
        getters = {name: (lambda line, name=name: line.cells.get(name, "")) for name in cells}
        return {**{name: list(made) for name, made in lines.items()}, **getters}

    def _client(self, member: Member) -> Line:
        client, facts = member.edition.inventory.client, member.edition.facts
        return Line(
            {
                "names": self._named(member),
                "stages": self.show.field(client, "stage"),
                "coordinators": self.show.field(client, "coordinator"),
                "liaisons": self.show.name(facts.liaison) if facts.liaison is not None else "",
                "packs": self._links(member, PACK),
                "sites": self._links(member, "website"),
            }
        )

    def _named(self, member: Member) -> Markup:
        """The client's name, a link to its engineers' website where one was built."""
        own = [o for o in member.outputs if o["kind"] == "website"]
        best = next((o for o in own if o["audience"] == "engineer"), own[0] if own else None)
        name = escape(member.edition.inventory.client.name)
        return _link(best["path"], name) if best else name

    def _links(self, member: Member, kind: str) -> Markup:
        """What was built of a kind: a line for each audience, with a link for each language."""
        lines: dict[str, list[Markup]] = defaultdict(list)
        for made in member.outputs:
            if made["kind"] == kind:
                lines[made["audience"]].append(_link(made["path"], escape(made["language"].upper())))
        return _lines(
            self._said(self.audiences[audience], Markup(" · ").join(links)) for audience, links in lines.items()
        )

    def _said(self, label: Any, value: Markup) -> Markup:
        """`Label: value`, as the portal's language writes it."""
        between = Markup("：") if self.language.code == "ja" else Markup(": ")
        return escape(label) + between + value

    def _expiries(self) -> Iterator[Line]:
        found = [(e, m) for m in self.members for e in m.edition.facts.renewals if e.band in SOON]
        for expiry, member in sorted(found, key=lambda pair: (pair[0].date, pair[1].edition.slug)):
            tone = {"expired": "bad", "within_7": "bad", "within_45": "warn"}.get(expiry.band, "neutral")
            days = self.show.word("{days} days", days=expiry.days)
            yield Line(
                {
                    "dates": self.show.value(expiry.date) + " " + self.components.badge(days, tone),
                    "owners": self._named(member),
                    "whats": self._said(self.show.record_label(expiry.kind), escape(expiry.name)),
                }
            )

    def _findings(self) -> Iterator[Line]:
        order = ("critical", "high", "medium", "low", "info")
        found = [(f, m) for m in self.members for f in m.edition.facts.open_findings]
        for finding, member in sorted(found, key=lambda p: (order.index(p[0].severity), p[1].edition.slug, p[0].id)):
            yield Line(
                {
                    "whats": escape(f"{finding.id} {finding.title}"),
                    "owners": self._named(member),
                    "grades": self.show.field(finding, "severity"),
                    "dates": self.show.field(finding, "due_on"),
                    "whos": self.show.field(finding, "provider_owner"),
                }
            )

    def _stale(self) -> Iterator[Line]:
        for member in self.members:
            for record in member.edition.facts.stale_records:
                yield Line(
                    {
                        "whats": self._said(self.show.record_label(record.record_type), self.show.name(record)),
                        "owners": self._named(member),
                        "dates": self.show.field(record, "last_verified"),
                    }
                )

    def _visits(self) -> Iterator[Line]:
        last = self.members[0].edition.as_of + timedelta(days=VISIT_DAYS)
        found = [(v, m) for m in self.members for v in m.edition.facts.next_visits if v.date <= last]
        for visit, member in sorted(found, key=lambda pair: (pair[0].start, pair[1].edition.slug)):
            yield Line(
                {
                    "dates": self.show.value(visit.start),
                    "owners": self._named(member),
                    "whats": self.show.name(visit.site) if visit.site is not None else "",
                    "whos": self.show.name(visit.technician) if visit.technician is not None else "",
                    "dues": self.show.value(visit.report_due) if visit.report_due is not None else "",
                }
            )

    def _counted(self, *called: Any) -> Iterator[Line]:
        """Lines of what many devices share, each with how many of them which clients have."""
        counts: dict[tuple[str, Markup], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        by_slug = {m.edition.slug: m for m in self.members}
        for slug, member in by_slug.items():
            for asset in member.edition.inventory.assets:
                for what in filter(None, (name(asset) for name in called)):
                    counts[what, self.show.field(asset, "kind")][slug] += 1
        for (what, kind), clients in sorted(counts.items(), key=lambda pair: pair[0]):
            owners = _lines(self._named(by_slug[s]) + Markup("&nbsp;× {}").format(n) for s, n in clients.items())
            yield Line({"whats": escape(what), "grades": kind, "counts": sum(clients.values()), "owners": owners})

    def _vendors(self) -> Iterator[Line]:
        found: dict[str, dict[str, Member]] = defaultdict(dict)
        for member in self.members:
            for vendor in member.edition.inventory.vendors:
                found[str(vendor.name)][member.edition.slug] = member
        for name, members in sorted(found.items()):
            owners = _lines(map(self._named, members.values()))
            yield Line({"whats": escape(name), "owners": owners})

    def _deviations(self) -> Iterator[Line]:
        for member in self.members:
            for d in member.deviations:
                reason = d.reason if isinstance(d.reason, Mapping) else {"": str(d.reason or "")}
                yield Line(
                    {
                        "owners": self._named(member),
                        "whats": escape(f"{d.what} ({d.place.file}:{d.place.line})"),
                        "whys": escape(self.language.words(reason)),
                    }
                )


def _link(path: str, text: Markup) -> Markup:
    return Markup('<a href="{}">{}</a>').format(attribute(f"../{path}"), text)


def _lines(lines: Iterable[Markup]) -> Markup:
    """One below the other, on a telephone too, where cells are grids."""
    return Markup("").join(Markup("<div>{}</div>").format(line) for line in lines)


def _model(asset: Record) -> str:
    return " ".join(str(v) for v in (asset.manufacturer, asset.model) if v)


def _system(asset: Record) -> str:
    return " ".join(str(v) for v in (asset.operating_system, asset.os_version) if v)


def _firmware(asset: Record) -> str:
    return f"{_model(asset)}, {asset.firmware}" if asset.firmware else ""


def outputs_of(manifests: Iterable[Mapping[str, Any]], slug: str) -> list[dict[str, Any]]:
    """What was built for a client, from its manifests."""
    return [{**o, "audience": m["audience"]} for m in manifests if m["client"] == slug for o in m["outputs"]]
