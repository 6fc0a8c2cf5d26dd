"""The order of a list of words: the alphabet's in English, that of the kana in Japanese."""

import unicodedata

SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
VOWELS = {
    vowel: frozenset(row)
    for vowel, row in {
        "あ": "あかさたなはまやらわ",
        "い": "いきしちにひみり",
        "う": "うくすつぬふむゆる",
        "え": "えけせてねへめれ",
        "お": "おこそとのほもよろを",
    }.items()
}


def word_key(word: str, reading: str | None = None) -> tuple[str, str]:
    """What words are sorted by: first without case, voicing and length of vowels, then as they are written."""
    said = unicodedata.normalize("NFKC", reading or word).casefold()
    plain = ""
    for sign in unicodedata.normalize("NFD", _hiragana(said)):
        if sign == "ー":
            plain += next((vowel for vowel, row in VOWELS.items() if plain[-1:] in row and plain), "")
        elif not unicodedata.combining(sign):
            plain += sign.translate(SMALL)
    return plain, said


def _hiragana(text: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)
