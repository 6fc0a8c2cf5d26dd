"""What makes checks fast leaves nothing out: each shortcut gives what the long way gives."""

import re

import pytest
from builders import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checks import detecting
from generator.checks.detecting import secrets_in
from generator.checks.families import languages, remote

TEXTS = [path.read_text("utf-8") for path in sorted((ROOT / "inventory").rglob("*.yml"))]
LINES = sorted({line for text in TEXTS for line in text.split("\n")})
SECRETS = (
    "password: hunter22-x", "暗証番号: 4711", "door code 4711#", "token: ghp_" + "a1B2" * 9, "x: AKIA" + "I" * 16,
    "key: XK4DF-9GHT2-PLM83-VBN71-QRS65", "note: q8Zr3kVb7Lw2Xn9Tp4Ys6Md1", "-----BEGIN PRIVATE " + "KEY-----",
    "PrivateKey =", "AAAAC3NzaC1lZDI1NTE5AAAAIJ3kz8qWQ1b2c3d4e5f=", "https://user:pa55word@example.com/",
)  # fmt: skip


@given(st.lists(st.sampled_from([*LINES[:200], *SECRETS]), max_size=8))
@settings(deadline=None, max_examples=300)
def test_lines_seen_before_hide_no_secret(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = secrets_in(text)
    detecting._CLEAN.clear()
    assert secrets_in(text) == found
    assert {f.start for f in detecting._everything(text, True)} >= {f.start for f in found}
    assert bool(found) == any(True for _ in detecting._everything(text, True))


@pytest.mark.parametrize("secret", SECRETS[:8])
def test_a_secret_is_found_again_and_beside_lines_seen_before(secret: str) -> None:
    for text in (TEXTS[0], f"{TEXTS[0]}\n{secret}\n", f"{secret}\n", f"{TEXTS[0]}\n{secret}\n"):
        assert bool(secrets_in(text)) == (secret in text), text[-80:]


TOKENS = (
    "AKIA" + "I" * 16, "ASIA" + "B2" * 8, "ghp_" + "a1B2" * 9, "ghr_" + "a1B2" * 9, "glpat-" + "a1" * 10,
    "glrt-" + "b2" * 10, "GR1348941" + "c3" * 10, "pypi-AgEIcHlwaS5vcmc" + "a1" * 35, "sk_live_" + "a1" * 12,
    "AIza" + "a1b2c" * 7, "GOCSPX-" + "a1" * 10, "dop_v1_" + "0f" * 30, "whsec_" + "a1" * 10, "hf_" + "aB" * 15,
)  # fmt: skip


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("before", ["", "x: ", "path/to-the_thing " * 40, "a" * 600 + " ", "a" * 500 + "/"])
def test_tokens_of_a_known_kind_are_found_wherever_they_stand(token: str, before: str) -> None:
    """Within a run longer than is looked at, those are found that may stand in the middle of one."""
    found = {f.rule for f in secrets_in(f"{before}{token} and more\n")}
    assert "E403" in found or (before.endswith("/") and found), found


def test_what_is_known_of_lines_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detecting, "MOST_CLEAN", 100)
    for n in range(20):
        secrets_in("\n".join(f"line {n} {i}" for i in range(50)))
    assert len(detecting._CLEAN) <= 200


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (remote.NEVER_CLOSED, remote.NEVER_CLOSED_WORDS),
        (remote.GUARANTEE, remote.GUARANTEE_WORDS),
        (remote.RATE, remote.RATE_WORDS),
        (remote.DEADLINE, remote.DEADLINE_WORDS),
    ],
)
def test_whatever_a_pattern_matches_holds_one_of_its_words(pattern: re.Pattern[str], words: tuple[str, ...]) -> None:
    @given(st.from_regex(pattern))
    @settings(deadline=None, max_examples=200)
    def holds(text: str) -> None:
        assert remote._holds(text, words)

    holds()


def long_way(text: str) -> str | None:
    """The language of a text, by counting everything."""
    plain = languages.LINK_OR_CODE.sub(" ", text)
    japanese = len(languages.JAPANESE.findall(plain))
    english = len(languages.ENGLISH_WORD.findall(plain)) >= languages.FEWEST_WORDS
    if japanese and (not english or japanese > languages.MOST_FOREIGN * len(plain)):
        return "ja"
    return "en" if english and not japanese else None


WORDS = st.sampled_from(
    ["the", "of", "x", "Tokyo", "is", "プリンター", "の", "電源", "`code`", "{{ x }}", "a/b", " ", "。"]
)


@given(words=st.lists(WORDS, max_size=10), joint=st.sampled_from(["", " "]))
@settings(deadline=None, max_examples=300)
def test_the_language_of_a_text(words: list[str], joint: str) -> None:
    assert languages._language_of(joint.join(words)) == long_way(joint.join(words))
