"""Components of the prose pages."""

import html
import re
from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from builders import ROOT
from markupsafe import Markup

from generator.editions.language import Language
from generator.facts.reaching import Recipient
from generator.inventory.schema import load_schema
from generator.pages.escaping import attribute
from generator.pages.prose import Prose
from generator.pages.show import Show
from generator.pages.templating import environment


def prose(language: str = "en") -> Prose:
    show = Show(load_schema(), Language(language), {})
    blocks = environment(ROOT / "templates").get_template("components/blocks.html.j2")
    return Prose(show, blocks.make_module({"_": show.word, "attribute": attribute}))


def test_a_prepared_mail_follows_the_copy_rule() -> None:
    to = [Recipient("coordinator", "Kenji Mori", "mori@example.com")]
    cc = [Recipient("support_mailbox", None, "help@example.com"), Recipient("liaison", "Sato", "sato@example.com")]
    link = prose().prepared_mail(to, cc, "Write", subject="[ACME] ", lines=["名前 & 時刻", "100% sure?"])
    found = re.search(r'href="([^"]*)"', link)
    assert found is not None
    target = urlsplit(html.unescape(found[1]))
    fields = parse_qs(target.query)
    assert (target.scheme, unquote(target.path)) == ("mailto", "mori@example.com")
    assert fields["cc"] == ["help@example.com,sato@example.com"]
    assert fields["body"] == ["名前 & 時刻\r\n100% sure?"]


def test_points_are_shown_literally_and_nothing_when_there_are_none() -> None:
    made = prose().points(["<b>*x*</b>"])
    assert html.unescape(re.sub(r"</?(?:ul|li|span)[^>]*>", "", made)) == "<b>*x*</b>"
    assert prose().points([]) == ""


def test_pairs_without_a_value_are_left_out() -> None:
    made = prose().pairs([("Code", "ACME"), ("Site", None), ("Name", "")])
    assert "ACME" in made
    assert made.count("<dt>") == 1
    assert prose().pairs([("Site", None)]) == ""


def test_a_matrix_has_a_cell_for_every_pair() -> None:
    made = prose().matrix(
        [("a", "A"), ("b", "B")], [(1, "One"), (2, "Two")], lambda row, column: f"{row}{column}", "Caption"
    )
    assert re.findall(r"<td[^>]*>([^<]*)</td>", made) == ["a1", "a2", "b1", "b2"]
    assert made.count('scope="row"') == 2


def test_labels_of_choices_are_in_the_readers_language() -> None:
    assert prose("ja").choice("asset", "kind", "firewall") == "ファイアウォール"
    assert prose("en").choice("asset", "kind", "firewall") == "Firewall"


@pytest.mark.parametrize(
    ("minutes", "english", "japanese"),
    [
        (0, "0 minutes", "0分"),
        (60, "1 hour", "1時間"),
        (90, "1 hour 30 minutes", "1時間30分"),
        (3000, "50 hours", "50時間"),
    ],
)
def test_durations_are_hours_and_minutes(minutes: int, english: str, japanese: str) -> None:
    assert Language("en").duration(minutes) == english
    assert Language("ja").duration(minutes) == japanese


def test_a_unit_stands_with_its_number() -> None:
    english, japanese = (Show(load_schema(), Language(code), {}) for code in ("en", "ja"))
    assert english.measured("Kept for (days)", Markup("730")) == ("Kept for", "730 days")
    assert english.measured("Notice (days)", Markup("1")) == ("Notice", "1 day")
    assert english.measured("Takes about (minutes)", Markup("150")) == ("Takes about", "2 hours 30 minutes")
    assert japanese.measured("保存期間（日）", Markup("730")) == ("保存期間", "730日")
    assert english.measured("Speed (Mbit/s)", Markup("100")) == ("Speed (Mbit/s)", "100")


def test_short_dates_may_have_their_weekday() -> None:
    day = date(2026, 10, 13)
    assert [Language(code).short_date(day, weekday=True) for code in ("en", "ja")] == [
        "Tue 13 Oct 2026",
        "2026/10/13（火）",
    ]


def test_a_point_ends_before_its_reason() -> None:
    made = prose("ja").blocks.points([{"text": "お名前", "stop": "。", "why": "理由です。"}], False)
    assert "お名前。" in made
