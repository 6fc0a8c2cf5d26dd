"""Every fact of the provider's service stands in its place, in both languages, with the values of the data."""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from generator.editions.edition import Edition, make_edition
from generator.pages.compose import compose
from sample.test_sample import AS_OF, SCHEMA, SLUGS, WORKSPACE, loaded, pages

CLIENTS = [s for s in SLUGS if loaded().raw(s).single["client"].data["stage"] in ("onboarding", "live", "leaving")]
LANGUAGES = ("en", "ja")
ANCHOR = r"^(?P<marks>#{{2,6}}) .*\{{#{}\}}\s*$"


@dataclass(frozen=True)
class Fact:
    """`values` of the data are printed on page `page`, in the section `anchor` or anywhere on it."""

    id: str
    page: str
    anchor: str | None
    values: Callable[["Sight"], Iterable[Any]]
    language: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Words of the template that carry the fact where no data does."""


class Sight:
    """What one client reads in one language."""

    def __init__(self, slug: str, language: str) -> None:
        self.slug, self.language = slug, language
        self.edition: Edition = make_edition(SCHEMA, loaded().raw(slug), "liaison", language, AS_OF)
        self.context = compose(WORKSPACE, SCHEMA, self.edition).context
        self.facts = self.edition.facts

    def __getattr__(self, name: str) -> Any:
        return self.context[name]

    def shown(self, record: Any, name: str) -> str:
        return plain(self.context["show"](record, name))

    def channel(self, kind: str) -> Any:
        return self.facts.channel(kind)

    def role(self, name: str) -> Any:
        return next(r for r in self.provider.team_roles if r.role == name)

    def text(self, page: str, anchor: str | None) -> str:
        markdown = pages(self.slug, "liaison", self.language)[page].markdown
        return plain(markdown if anchor is None else section(markdown, page, anchor))


@cache
def sight(slug: str, language: str) -> Sight:
    return Sight(slug, language)


def section(markdown: str, page: str, anchor: str) -> str:
    start = re.search(ANCHOR.format(re.escape(anchor)), markdown, re.MULTILINE)
    assert start is not None, f"{page} has no #{anchor}"
    rest = markdown[start.end() :]
    end = re.search(rf"^#{{2,{len(start['marks'])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def plain(markup: object) -> str:
    """What a reader sees: no tags, no marks of emphasis, one space between words."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", str(markup)))
    return " ".join(text.replace("**", "").split())


def folded(text: object) -> str:
    return re.sub(r"\s+", "", plain(text))


def texts(items: Iterable[Any]) -> list[str]:
    """Points are strings, or records with `text`."""
    return [item if isinstance(item, str) else item.text for item in items]


def to_and_copy(s: Sight) -> list[Any]:
    return [r.email for r in (*s.facts.mail_to, *s.facts.mail_cc)]


def report_due(s: Sight) -> list[str]:
    visits = [v for v in s.facts.next_visits[:6] if v.report_due]
    assert all(
        (v.start - v.report_due).total_seconds() == s.provider.visit_report_deadline_hours * 3600 for v in visits
    )
    day, hour = s.context["short_date"], s.context["time"]
    return [text for v in visits for text in (day(v.report_due, weekday=True), hour(v.report_due))]


def rate(s: Sight) -> list[str]:
    return [s.context["percent"](s.provider.remote_resolution_rate)]


def working_hours(s: Sight) -> list[str]:
    return [s.context["hours"](s.provider.working_hours)]


def assessment_day(s: Sight) -> list[str]:
    done, planned = s.facts.assessment, s.facts.planned_assessment
    day = done.done_on if done else planned.planned_date if planned else None
    return [s.context["date"](day)] if day else []


HOURS_ONLY = {
    "en": ("guaranteed in our working hours only",),
    "ja": ("お電話での対応をお約束できるのは、営業時間内のみです",),
}
RATE = {"en": ("over",), "ja": ("を超える割合",)}
FACTS = (
    Fact(
        "P1",
        "team",
        "coordinator",
        lambda s: [s.client.coordinator.name, s.client.coordinator.email, s.role("support_coordinator").does],
    ),
    Fact(
        "P1",
        "how-we-support-you",
        "in-short",
        lambda s: [s.client.coordinator.name, s.provider.name],
        {"en": ("primary contact", "coordinates all your support"), "ja": ("主な窓口", "サポート全体を取りまとめ")},
    ),
    Fact("P1", "quick-card", None, lambda s: [s.client.coordinator.name, s.client.coordinator.email]),
    Fact("P2", "liaison", None, lambda s: [s.facts.liaison.name, s.facts.liaison.email]),
    Fact("P2", "liaison", "duties", lambda s: texts(s.procedure.liaison_duties)),
    Fact("P2", "liaison", "not-asked", lambda s: texts(s.procedure.liaison_not_asked)),
    Fact(
        "P2",
        "liaison",
        "away",
        lambda s: [s.facts.deputy.name] if s.facts.deputy else [s.procedure.phone_first.if_absent],
    ),
    Fact(
        "P3",
        "contact",
        "overview",
        lambda s: [
            v for c in s.procedure.channels for v in (s.shown(c, "kind") if not c.name else c.name, c.when_to_use)
        ],
    ),
    Fact("P3", "quick-card", "reach", lambda s: [c.when_to_use for c in s.procedure.channels]),
    Fact(
        "P3",
        "poster",
        None,
        lambda s: [s.channel("email").record.when_to_use, s.provider.phone and s.context["phone"](s.provider.phone)],
    ),
    Fact("P4", "assessment", None, assessment_day),
    Fact("P4", "assessment", None, lambda s: [f.title for f in s.facts.open_findings]),
    Fact(
        "P5",
        "how-we-support-you",
        "in-short",
        lambda s: [],
        {"en": ("What we learn about your IT is written down here",), "ja": ("このガイドにまとめています",)},
    ),
    Fact(
        "P6",
        "remote-support",
        None,
        lambda s: (
            [v for t in s.remote_support.tools for v in (t.name, t.user_sees)] + [s.remote_support.approval_wording]
        ),
    ),
    Fact("P6", "consent", None, lambda s: [g.name for g in s.remote_support.groups]),
    Fact("P7", "site-visits", "booking", lambda s: [s.procedure.site_visits.booking]),
    Fact("P7", "visits", "next", lambda s: [v.site.name for v in s.facts.next_visits]),
    Fact(
        "P7",
        "visit-checklist",
        None,
        lambda s: [site.name for site in s.sites if s.facts.checklist_for(site, "scheduled_visit")],
    ),
    Fact("P8", "contact", "exceptions", lambda s: texts(s.procedure.exceptions)),
    Fact(
        "T1",
        "team",
        "engineers",
        lambda s: [
            s.role("remote_engineer").does,
            *s.role("remote_engineer").tasks,
            *(e.name for e in s.client.engineers),
        ],
    ),
    Fact("T2", "team", "engineers", rate, RATE),
    Fact("T2", "how-we-support-you", "way", rate, RATE),
    Fact(
        "T3",
        "team",
        "technicians",
        lambda s: [s.role("field_technician").does, *(t.name for t in s.client.technicians)],
    ),
    Fact(
        "T3",
        "how-we-support-you",
        "way",
        lambda s: [],
        {
            "en": ("On-site IT Field Technician", "hands and eyes"),
            "ja": ("オンサイトITフィールドテクニシャン", "手と目"),
        },
    ),
    Fact(
        "T4",
        "team",
        None,
        lambda s: [
            v
            for m in s.facts.support_team
            if m.role != "field_technician"
            for v in (m.name, s.shown(m, "languages"), m.email)
        ],
    ),
    Fact("E1", "contact", "email", lambda s: [s.channel("email").record.who]),
    Fact("E1", "contact", "overview", lambda s: [s.channel("email").record.when_to_use]),
    Fact("E2", "contact", "copy-rule", lambda s: [*to_and_copy(s), *texts(s.procedure.copy_rule.reasons)]),
    Fact(
        "E2",
        "quick-card",
        "copy",
        lambda s: [*to_and_copy(s), texts(s.procedure.copy_rule.reasons)[0]],
        {"en": ("Please copy",), "ja": ("CCに入れてくださいますよう",)},
    ),
    Fact(
        "E2",
        "poster",
        "write",
        lambda s: [*to_and_copy(s), texts(s.procedure.copy_rule.reasons)[0]],
        {"en": ("Please copy",), "ja": ("CCにお入れください",)},
    ),
    Fact("E3", "contact", "overview", lambda s: [s.channel("email").record.attended]),
    Fact("E3a", "contact", "copy-rule", lambda s: [s.procedure.copy_rule.encouragement]),
    Fact(
        "E3a", "liaison", "duties", lambda s: [d.text for d in s.procedure.liaison_duties if d.id == "encourage-copies"]
    ),
    Fact("E4", "contact", "form", lambda s: [s.provider.request_form_url]),
    Fact("E4", "quick-card", "reach", lambda s: [s.provider.request_form_url]),
    Fact("C1", "contact", "overview", lambda s: [s.channel("telephone").record.when_to_use]),
    Fact("C1", "poster", "telephone", lambda s: [s.context["phone"](s.channel("telephone").phone)]),
    Fact(
        "C2",
        "contact",
        "phone-first",
        lambda s: [s.facts.liaison.name, s.client.coordinator.name, s.procedure.phone_first.reason],
    ),
    Fact("C2", "quick-card", None, lambda s: [s.procedure.urgent_rule]),
    Fact("C3", "contact", "phone-first", lambda s: [s.procedure.phone_first.then]),
    Fact("C4", "contact", "telephone", lambda s: [s.shown(s.channel("telephone").record, "voicemail_forwarded_to")]),
    Fact(
        "C5",
        "team",
        "mobiles",
        lambda s: [],
        {
            "en": ("never give the personal mobile numbers",),
            "ja": ("携帯電話の番号は、お客様にはお伝えしておりません",),
        },
    ),
    Fact(
        "C6",
        "contact",
        "telephone",
        lambda s: [s.shown(s.channel("telephone").record, "guaranteed"), s.context["hours"](s.provider.working_hours)],
    ),
    Fact("C6", "quick-card", None, working_hours, HOURS_ONLY),
    Fact("C6", "poster", "telephone", working_hours, HOURS_ONLY),
    Fact(
        "R1",
        "remote-support",
        None,
        lambda s: [],
        {
            "en": ("full cooperation and approval", "never without the user's knowledge"),
            "ja": ("全面的なご協力とご承認", "知らせずに接続することは決してありません"),
        },
    ),
    Fact("R2", "remote-support", "purposes", lambda s: [*s.remote_support.purposes, s.remote_support.connection]),
    Fact(
        "R3",
        "remote-support",
        "infrastructure",
        lambda s: s.remote_support.infrastructure_purposes,
        {"en": ("over a secure connection",), "ja": ("安全な接続により",)},
    ),
    Fact("R4", "remote-support", "cloud", lambda s: [s.remote_support.cloud_services]),
    Fact(
        "V1",
        "site-visits",
        "kinds",
        lambda s: s.procedure.site_visits.emergency_purposes,
        {"en": ("dispatched when required",), "ja": ("必要なときにフィールドテクニシャンを派遣",)},
    ),
    Fact("V2", "site-visits", "kinds", lambda s: s.procedure.site_visits.scheduled_purposes),
    Fact(
        "V3",
        "site-visits",
        "report",
        lambda s: [s.context["number"](s.provider.visit_report_deadline_hours), s.provider.visit_report_reason],
    ),
    Fact("V3", "site-visits", "next", report_due),
    Fact("V3", "liaison", "duties", lambda s: [s.context["number"](s.provider.visit_report_deadline_hours)]),
)
ROWS = {
    *(f"P{n}" for n in range(1, 9)),
    *(f"T{n}" for n in range(1, 5)),
    *("E1", "E2", "E3", "E3a", "E4"),
    *(f"C{n}" for n in range(1, 7)),
    *(f"R{n}" for n in range(1, 5)),
    *(f"V{n}" for n in range(1, 4)),
}


def readers() -> list[tuple[str, str]]:
    return [(s, language) for s in CLIENTS for language in loaded().raw(s).single["client"].data["languages"]]


def test_every_fact_is_looked_for() -> None:
    assert {fact.id for fact in FACTS} == ROWS
    assert {language for _, language in readers()} == set(LANGUAGES)


@pytest.mark.parametrize("fact", FACTS, ids=lambda f: f"{f.id}-{f.page}-{f.anchor or 'page'}")
def test_the_fact_stands_in_its_place(fact: Fact) -> None:
    met = set()
    for slug, language in readers():
        s = sight(slug, language)
        shown = pages(slug, "liaison", language)
        values = [v for v in fact.values(s) if v]
        if fact.page not in shown or not (values or fact.language):
            continue
        found = folded(s.text(fact.page, fact.anchor))
        for value in (*values, *fact.language.get(language, ())):
            assert folded(value) in found, f"{slug} {language}: {value}"
        met.add(language)
    assert met == set(LANGUAGES), "no client shows it in both languages"


@pytest.mark.parametrize("slug", SLUGS)
def test_each_channel_has_a_contact_block_of_its_own(slug: str) -> None:
    for language in loaded().raw(slug).single["client"].data["languages"]:
        s = sight(slug, language)
        assert {c.kind for c in s.facts.channels} == {"email", "form", "telephone", "visit"}
        reached = {
            "email": to_and_copy(s),
            "form": [s.channel("form").url],
            "telephone": [
                s.context["phone"](s.channel("telephone").phone),
                s.context["hours"](s.channel("telephone").hours),
            ],
            "visit": [s.client.coordinator.email, s.facts.liaison.email],
        }
        for channel in s.facts.channels:
            block = s.text("contact", channel.record.id)
            for value in reached[channel.kind]:
                assert folded(value) in folded(block), f"{slug} {language} {channel.kind}: {value}"


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("audience", ["staff", "liaison"])
def test_no_page_for_a_client_holds_a_mobile_of_the_team(slug: str, audience: str) -> None:
    mobiles = {m.data["mobile"] for m in loaded().raw(slug).many["team"] if m.data.get("mobile")}
    assert mobiles
    for language in loaded().raw(slug).single["client"].data["languages"]:
        for page in pages(slug, audience, language).values():
            digits = re.sub(r"\D", "", page.markdown)
            assert not [m for m in mobiles if m[3:] in digits], page.id
