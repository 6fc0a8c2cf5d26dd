"""Passwords, PINs and codes of doors as people write them down, in English and in Japanese."""

import re
from collections.abc import Iterator

LONGEST_LINE = 2_000
"""Characters on either side of a word that are looked at, should a file have no line breaks."""
OPENING = r"[\"'“‘「『`（(【<]*"
NAMES_OF_KEYS = (
    r"(?<![A-Za-z0-9_])(?:pass(?:word|phrase|code|wd)|pass[ -](?:phrase|code)|pwd|pw|psk|pre-?shared[ -]key"
    r"|shared secret|client secret|secret key|api[ -]?key|access (?:key|token)|auth(?:entication)? token|bearer"
    r"|recovery code|(?:wi-?fi|wpa[23]?|wlan|network|encryption|security|radius) key"
    r"|snmp(?: ?v?[12]c?)?[ -]community(?: string)?|community string)s?(?![A-Za-z0-9_])"
    r"|パスワード|パスフレーズ|パスコード|ＰＷ|暗号(?:化)?キー|(?:セキュリティ|ネットワーク|接続|認証|回復|シークレット|API)キー"
    r"|事前共有(?:キー|鍵)|共有(?:シークレット|鍵)|秘密鍵|アクセス(?:キー|トークン)|合言葉|コミュニティ名"
)
ABOUT = r"(?:\s+(?:for|of|to|on|at)\s+[^:：=.。\n]{1,40}?|\s*[（(][^）)\n]{0,30}[）)])?"
JOINT = r"\s*(?P<joint>[:：=＝→]|->|\bis\b|\bare\b|は|が)\s*"
STATED_PASSWORD = re.compile(
    rf"(?:{NAMES_OF_KEYS}){ABOUT}{JOINT}(?P<open>{OPENING})(?P<value>[!-~]{{4,128}})", re.IGNORECASE
)
KEY_WORDS = (
    "pass", "pwd", "pw", "psk", "shared", "secret", "key", "token", "bearer", "recovery code", "community", "パス",
    "ｐｗ", "キー", "鍵", "シークレット", "トークン", "合言葉", "コミュニティ",
)  # fmt: skip

CODE = (
    r"(?<![A-Za-z0-9_])(?:pin(?: code| number)?"
    r"|(?:door|alarm|gate|entry|entrance|access|key ?box|key ?safe|lock ?box|safe|security|keypad|building"
    r"|disarm(?:ing)?|intercom|auto-?lock|unlock|lock|padlock)[ -](?:code|pin|combination)"
    r"|combination|passcode)(?![A-Za-z0-9_])"
    r"|暗証(?:番号|コード)?|PIN(?:コード|番号)|(?:解錠|開錠|解除|入館|入室|入退室|ドア|キーボックス|ダイヤル|警備(?:解除)?"
    r"|セキュリティ(?:解除)?|アラーム(?:解除)?|オートロック(?:の)?(?:解除)?|金庫(?:の)?)(?:の)?(?:暗証)?(?:番号|コード)"
)
STATED_CODE = re.compile(
    rf"(?:{CODE}){ABOUT}\s*(?:[:：=＝→]|->|\bis\b|は|が)?\s*{OPENING}"
    r"(?P<value>[#＃*＊]?[0-9０-９](?:[ \-]?[0-9０-９]){2,11}[#＃*＊]?)(?![0-9０-９])"
    r"(?!\s*(?:桁|文字|回|日|年|月|分|秒|号室|digits?))",
    re.IGNORECASE,
)
CODE_WORDS = ("pin", "code", "combination", "暗証", "コード", "番号")

NO_VALUE = frozenset(
    """
    1password bitwarden keepass keeper lastpass dashlane vault never none nobody nothing not required optional unknown
    changed expired forgotten reset set unset here there below above hidden personal separate individual individually
    your yours theirs with without stored kept given told asked needed used only see ask from must should can will
    same different strong long short safe secret true false null yes n/a password passwords passphrase managed manager
    microsoft365 office365 m365 windows10 windows11 wpa2 wpa3 wpa2-personal wpa3-personal wpa2-psk sha256 aes256 aes-256
    every each both please https http mailto
    """.split()  # noqa: SIM905
)
DATE_OR_TIME = re.compile(r"\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?|\d{1,2}:\d{2}|\d{1,2}[-–]\d{1,2}")
PLACEHOLDER = re.compile(r"[*xX•●○_.…\-?<>{}]+|<[^>]*>|\{\{.*|\$\{?\w+\}?|%\w+%|example|changeme\?", re.IGNORECASE)
UNIT = re.compile(r"\s*(?:characters?|letters?|digits?|days?|times?|minutes?|hours?|users?|文字|桁|日|回|分|時間|名)")
QUOTES = frozenset('`「『"“')
TRAILING = ".,;:!?)]}>\"'”’」』`）】"


def stated_passwords(text: str) -> Iterator[tuple[int, int]]:
    """Where passwords and keys are written out: `password: …`, `パスワードは…`."""
    for start, end in _lines_with(KEY_WORDS, text):
        for match in STATED_PASSWORD.finditer(text, start, end):
            value = match["value"].split("<")[0].rstrip(TRAILING)
            first = match.start("value")
            if _is_value(value, match, text[first + len(value) : end]):
                yield first, first + len(value)


def stated_codes(text: str) -> Iterator[tuple[int, int]]:
    """Where PINs and codes are written out: `door code 4711#`, `暗証番号: 1234`."""
    for start, end in _lines_with(CODE_WORDS, text):
        for match in STATED_CODE.finditer(text, start, end):
            if not DATE_OR_TIME.fullmatch(match["value"]):
                yield match.span("value")


def is_placeholder(value: str) -> bool:
    return PLACEHOLDER.fullmatch(value) is not None


def _is_value(value: str, match: re.Match[str], after: str) -> bool:
    """Whether what follows the word is a secret, and not the rest of a sentence about one."""
    low = value.casefold()
    if len(value) < 4 or low in NO_VALUE or DATE_OR_TIME.fullmatch(value) or is_placeholder(value):
        return False
    if "://" in value or low.startswith(("//", "microsoft", "windows", "office")):
        return False
    digits, letters = any(c.isdigit() for c in value), any(c.isalpha() for c in value)
    signs = any(not c.isalnum() for c in value[:-1].strip("-'")) and not re.fullmatch(
        r"[A-Za-z]+[-'/][A-Za-z/-]+", value
    )
    if digits and not letters:
        return not UNIT.match(after)
    if digits or (signs and len(value) >= 6):
        return True
    # One word alone: a secret where it is set apart or ends the line, an ordinary word within a sentence.
    quoted = bool(set(match["open"]) & QUOTES)
    ends_line = match["joint"] in ":：=＝→" and not after.strip(TRAILING + " ")
    return (quoted or ends_line) and len(value) >= 6


def _lines_with(words: tuple[str, ...], text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the lines that hold one of `words`, each once."""
    low = text.lower()
    if len(low) != len(text):  # a few letters have a longer small form; then offsets would not fit
        low = text
    offsets: set[int] = set()
    for word in words:
        at = low.find(word)
        while at >= 0:
            offsets.add(at)
            end = low.find("\n", at)
            at = low.find(word, min(end if end >= 0 else len(low), at + LONGEST_LINE))
    last = -1
    for offset in sorted(offsets):
        if offset < last:
            continue
        start = max(text.rfind("\n", 0, offset) + 1, offset - LONGEST_LINE, 0)
        end = text.find("\n", offset)
        last = min(end if end >= 0 else len(text), offset + LONGEST_LINE)
        yield start, last
