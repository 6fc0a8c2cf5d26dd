"""Finds secrets in texts, by what they are called, by their shape, and by how random they look.

Values are never part of a message. Each way of finding reads only the lines that hold one of its words, so that a text
without any costs next to nothing.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from detect_secrets.plugins import (
    aws,
    azure_storage_key,
    basic_auth,
    discord,
    github_token,
    gitlab_token,
    jwt,
    mailchimp,
    npm,
    openai,
    pypi_token,
    sendgrid,
    slack,
    square_oauth,
    stripe,
    telegram_token,
    twilio,
)
from detect_secrets.plugins.base import RegexBasedDetector

from generator.checks import randomness, wording


class Found(NamedTuple):
    """A secret: the rule it breaks, where it stands in the text, and what it looks like."""

    rule: str
    start: int
    end: int
    what: str


PRIVATE_KEY = re.compile(
    r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----.*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\Z)"
    r"|PuTTY-User-Key-File-\d.*\Z|AGE-SECRET-KEY-1[A-Z0-9]{20,}|\bPrivateKey\s*=\s*[A-Za-z0-9+/]{42,43}=",
    re.DOTALL,
)
KEY_WORDS = ("PRIVATE KEY", "PuTTY-User-Key", "AGE-SECRET-KEY", "PrivateKey")
TOKEN_HINTS = (
    "AccountKey=", "://", "eyJ", "_authToken", "SG.", "sq0csp", "xox", "xapp-", "hooks.slack", "whsec_", "hf_", "Q~",
)  # fmt: skip
RUN_HINTS = (
    "A3T", "ABIA", "ACCA", "AKIA", "ASIA", "ghp_", "gho_", "ghs_", "ghu_", "ghr_", "glpat-", "gldt-", "glft-",
    "glsoat-", "glrt-", "glcbt-", "glimt-", "glptt-", "glagent-", "gloas-", "GR1348941", "pypi-", "k_live_", "sk-",
    "AIza", "GOCSPX-", "dop_v1_",
)  # fmt: skip
"""What every token of a known kind begins with, or holds; those without such a mark are long. The second ones open
tokens that are nothing but a run of letters (randomness.RUN), of which a text has few."""
SHORTEST_UNMARKED = 24
CREDENTIALS = re.compile(r"://[^\s/@]{1,80}@")
MORE_TOKENS = re.compile(
    r"\bAIza[\w-]{35}\b|\bGOCSPX-[\w-]{20,}|\bwhsec_\w{20,}|\bhf_\w{30,}|\bdop_v1_[0-9a-f]{60,}|\bxapp-\d-[\w-]{20,}"
    r"|(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])"
)
LICENCE_KEY = re.compile(r"(?<![A-Z0-9-])[A-Z0-9]{4,6}(?:-[A-Z0-9]{4,6}){3,9}(?![A-Za-z0-9-])")
RECOVERY_KEY = re.compile(r"\d{6}(?:-\d{6}){7}\Z")


@cache
def _plugins() -> tuple[RegexBasedDetector, ...]:
    """Those of detect-secrets that know a token by its own form; the others would take serial numbers for secrets."""
    return (
        aws.AWSKeyDetector(),
        azure_storage_key.AzureStorageKeyDetector(),
        basic_auth.BasicAuthDetector(),
        discord.DiscordBotTokenDetector(),
        github_token.GitHubTokenDetector(),
        gitlab_token.GitLabTokenDetector(),
        jwt.JwtTokenDetector(),
        mailchimp.MailchimpDetector(),
        npm.NpmDetector(),
        openai.OpenAIDetector(),
        pypi_token.PypiTokenDetector(),
        sendgrid.SendGridDetector(),
        slack.SlackDetector(),
        square_oauth.SquareOAuthDetector(),
        stripe.StripeDetector(),
        telegram_token.TelegramBotTokenDetector(),
        twilio.TwilioKeyDetector(),
    )


def secrets_in(text: str, shapes: bool = True) -> list[Found]:
    """The secrets in a text, in order, none twice; `shapes` False: only what is called one or has a form of its own."""
    if shapes and _is_clean(text):
        return []
    taken: list[tuple[int, int]] = []
    found = [f for f in _everything(text, shapes) if _take(taken, f)]
    return sorted(found, key=lambda f: f.start)


_CLEAN: set[str] = set()
"""Lines without a secret in them. Inventories repeat themselves: in large ones half of the lines were seen before."""
MOST_CLEAN = 200_000


def _is_clean(text: str) -> bool:
    """Whether no line holds a secret; lines seen before are not looked at again.

    Only a private key is more than a line: a text with the word for one is never taken for clean here.
    """
    if any(word in text for word in KEY_WORDS):
        return False
    fresh = [line for line in dict.fromkeys(text.split("\n")) if line not in _CLEAN]
    if any(True for _ in _everything("\n".join(fresh), True)):
        return False
    if len(_CLEAN) > MOST_CLEAN:
        _CLEAN.clear()
    _CLEAN.update(fresh)
    return True


def _take(taken: list[tuple[int, int]], found: Found) -> bool:
    """Whether nothing that was found before stands in the same place."""
    at = bisect_left(taken, (found.start, found.end))
    if at < len(taken) and taken[at][0] < found.end:
        return False
    if at and taken[at - 1][1] > found.start:
        return False
    insort(taken, (found.start, found.end))
    return True


def _everything(text: str, shapes: bool) -> Iterator[Found]:
    if any(word in text for word in KEY_WORDS):
        for match in PRIVATE_KEY.finditer(text):
            yield Found("E402", match.start(), match.end(), "a private key")
    every = list(randomness.RUN.finditer(text))
    runs = [m for m in every if not m[0].isalpha()]
    yield from _tokens(text, every)
    for start, end in wording.stated_passwords(text):
        yield Found("E404", start, end, "a password or key")
    for start, end in wording.stated_codes(text):
        yield Found("E405", start, end, "a PIN or the code of a lock or alarm")
    if shapes:
        yield from _licence_keys(runs)
        for start, end in randomness.random_looking(text, runs):
            yield Found("E407", start, end, "random characters")


def _tokens(text: str, runs: Sequence[re.Match[str]]) -> Iterator[Found]:
    for start, end in lines_at(_hinted(text, runs), text):
        line = text[start:end]
        for plugin in _plugins():
            for value in plugin.analyze_string(line):
                at = line.find(value) if value else -1
                if at >= 0 and not wording.is_placeholder(value):
                    yield Found("E403", start + at, start + at + len(value), plugin.secret_type)
        for match in MORE_TOKENS.finditer(line):
            yield Found("E403", start + match.start(), start + match.end(), "API key")


def _hinted(text: str, runs: Sequence[re.Match[str]]) -> list[int]:
    """Where a token may stand, in order."""
    long = (m for m in runs if m.end() - m.start() >= SHORTEST_UNMARKED)
    found = [m.start() for m in long if not m[0].replace("-", "").replace("/", "").isalpha()]
    cut = any(m.end() - m.start() >= randomness.LONGEST for m in runs)
    inside = text if cut else "\n".join(m[0] for m in runs)
    for hint in RUN_HINTS:
        if hint in inside:
            found += [m.start() for m in re.finditer(re.escape(hint), text)]
    for hint in TOKEN_HINTS:
        if hint == "://":
            found += [m.start() for m in CREDENTIALS.finditer(text)] if "@" in text else []
        elif hint in text:
            found += [m.start() for m in re.finditer(re.escape(hint), text)]
    return sorted(found)


def lines_at(offsets: Sequence[int], text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each line that holds one of the offsets, which are in order; of a very long line a part."""
    last = -1
    for offset in offsets:
        if offset < last:
            continue
        start = max(text.rfind("\n", 0, offset) + 1, offset - wording.LONGEST_LINE)
        end = text.find("\n", offset)
        last = min(end if end >= 0 else len(text), offset + wording.LONGEST_LINE)
        yield start, last


def _licence_keys(runs: Sequence[re.Match[str]]) -> Iterator[Found]:
    for run in runs:
        for match in LICENCE_KEY.finditer(run[0]) if run[0].count("-") >= 3 else ():
            groups = match[0].split("-")
            digits, letters = sum(c.isdigit() for c in match[0]), any(c.isalpha() for c in match[0])
            even = len({len(g) for g in groups}) == 1 and (len(groups) >= 5 or len(groups[0]) >= 5)
            if RECOVERY_KEY.match(match[0]):
                yield Found("E406", run.start() + match.start(), run.start() + match.end(), "a recovery key")
            elif letters and digits >= 3 and even:
                yield Found("E406", run.start() + match.start(), run.start() + match.end(), "a licence key")
