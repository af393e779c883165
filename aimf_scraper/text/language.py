"""Which language a text is in: the markup's word first, the text's own where that cannot be.

A site says ``lang="fr"`` on all its pages, those in English too. So the markup
is believed as long as its language's function words stand in the text; else
langdetect is asked, once, with a bounded sample: it takes 8 to 11 ms on a whole
body, is random without a seed and wrong on short texts (FIELD.md section 3).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

#: Function words by language: frequent there, and no word of the others.
_WORDS: Final = {
    "fr": """le la les des du une est et dans pour par sur avec qui que au aux ses leur cette ce ces
        sont été plus ont à l d qu n s c son sa nous vous mais ou où""",
    "en": """the of and to in is was for that with are by from this which has have their its been will
        it an as be not were or at""",
    "es": "el los las del una es y en que con por para su se al más ha como lo sus fue este esta",
    "pt": "o os da do das dos uma e em que com por para não ao é se mais na no foi pela pelo à",
    "de": "der die das und ist von mit den für auf im ein eine zu dem des wird sich auch nicht",
    "it": "il lo gli della di che è per con una del nel sono alla dei le si più anche come",
}
_WORD: Final = re.compile(r"[^\W\d_]+")
_WESTERN: Final = "cp1252"
_SAMPLE_CHARS: Final = 800
_MIN_LETTERS: Final = 200
#: A text in the language has this share of its function words at the least.
_PLAUSIBLE: Final = 0.14
_MIN_HITS: Final = 4


@cache
def _languages() -> dict[str, list[str]]:
    """Return function word -> the languages that have it."""
    languages: dict[str, list[str]] = {}
    for code, words in _WORDS.items():
        for word in set(words.split()):
            languages.setdefault(word, []).append(code)
    return languages


def tell_language(text: str, declared: str | None) -> str | None:
    """Return the ISO 639-1 code of *text*, ``None`` where nothing tells; never raises.

    *declared* is the markup's word (``fr``, ``fr-FR``). A short text without
    many function words is in the language declared.

    >>> tell_language("Le projet de la ville est soutenu par les partenaires.", "fr")
    'fr'
    """
    said = (declared or "").replace("_", "-").split("-")[0].strip().lower() or None
    sample = _sample(text)
    words = _words(sample)
    if not words:
        return said
    shares = _shares(words)
    own = shares.get(said, 0.0) if said else 0.0
    best = max(shares, key=lambda code: shares[code])
    if said and own >= _PLAUSIBLE and own >= shares[best] * 0.7:
        return said
    if sum(map(len, words)) >= _MIN_LETTERS:
        return _detect()(sample) or said
    second = max(share for code, share in shares.items() if code != best)
    clear = shares[best] * len(words) >= _MIN_HITS and shares[best] > 2 * second
    if clear and shares[best] > own + _PLAUSIBLE:
        return best
    return said


def _sample(text: str) -> str:
    """Return the first lines of prose, bounded: titles and lists of names tell little."""
    if len(text) <= _SAMPLE_CHARS:
        return text
    taken: list[str] = []
    chars = 0
    for line in text[: 10 * _SAMPLE_CHARS].split("\n"):
        if len(line) >= 80:
            taken.append(line)
            chars += len(line)
            if chars >= _SAMPLE_CHARS:
                break
    return "\n".join(taken)[:_SAMPLE_CHARS] if chars >= _MIN_LETTERS else text[:_SAMPLE_CHARS]


def _words(sample: str) -> list[str]:
    """Return the words of *sample* in lower case: by way of bytes where it is western, which is quick."""
    try:
        return sample.encode(_WESTERN).translate(_letters()).decode(_WESTERN).split()
    except UnicodeEncodeError:
        return _WORD.findall(sample.lower())


@cache
def _letters() -> bytes:
    """Return the table of the western code page, byte to the lower-case letter or a space."""
    chars = (bytes([byte]).decode(_WESTERN, "replace") for byte in range(256))
    return b"".join(
        char.lower().encode(_WESTERN) if _WORD.fullmatch(char) else b" " for char in chars
    )


def _shares(words: list[str]) -> dict[str, float]:
    languages = _languages()
    hits = dict.fromkeys(_WORDS, 0)
    for word in words:
        for code in languages.get(word, ()):
            hits[code] += 1
    return {code: count / len(words) for code, count in hits.items()}


@cache
def _detect() -> Callable[[str], str | None]:
    """Return langdetect's answer to a text, the same every time; 0.75 s at first use."""
    from langdetect import DetectorFactory, detect  # noqa: PLC0415 - only undecided texts pay for it
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415 - as above

    DetectorFactory.seed = 0

    def ask(sample: str) -> str | None:
        try:
            # Upper case is another language to it ("BUDGET" is German).
            return str(detect(sample.lower())).split("-")[0]
        except LangDetectException:
            return None

    return ask
