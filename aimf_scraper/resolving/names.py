"""By what names of bodies are compared: case, accents, marks and little words taken away."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import ClassVar, Final, Literal, get_args

from aimf_scraper.rules.names.legal_forms import legal_forms
from aimf_scraper.tables import Row, read_tsv
from aimf_scraper.text.fold import fold

#: Behind so many characters nothing tells two names apart any more.
_MOST: Final = 300
_DOTTED: Final = re.compile(r"\b(?:\w\.){2,12}(?:\w\b)?")
_BRACKET: Final = re.compile(r"\s{0,3}[(\[]([^()\[\]]{2,20})[)\]]\s{0,3}\Z")
_WORD: Final = re.compile(r"[^\W_]{1,300}")
_ORDINAL: Final = re.compile(r"(\d{1,4})(?:er|ere|re|e|eme|nd|nde)")
_LETTERS: Final = str.maketrans({"œ": "oe", "æ": "ae", "&": " et "})
_ROMAN: Final = {
    name: str(number)
    for number, name in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), 1)
}
#: An acronym has at least so many letters, and no more; the share of capitals in it.
_SHORT: Final = (2, 10)
_CAPITALS: Final = 0.6


@dataclass(frozen=True, slots=True)
class Compared:
    """A name as it is compared.

    Attributes:
        words: folded, little words alike, without a legal form and without a bracket at its end.
        legal_form: as the table has it, ``None`` where there is none.
        bracket: what stands in brackets at its end, where that is an acronym.
    """

    words: tuple[str, ...]
    legal_form: str | None = None
    bracket: str | None = None

    @property
    def key(self) -> str:
        """The words as one: blanks and hyphens are set as one likes; numbers stay apart."""
        return "".join(f"#{word}#" if word.isdigit() else word for word in self.words)


@dataclass(frozen=True, slots=True)
class _Head(Row):
    key: ClassVar = ("head",)
    head: str


Use = Literal["article", "before", "contracted"]


@dataclass(frozen=True, slots=True)
class _LittleWord(Row):
    key: ClassVar = ("word", "use")
    word: str
    use: Use
    means: str | None


@cache
def _little_words() -> dict[Use, dict[str, str]]:
    """Return the little words by their use, each with what it means."""
    found: dict[Use, dict[str, str]] = {use: {} for use in get_args(Use)}
    for one in read_tsv(Path(__file__).with_name("little_words.tsv"), _LittleWord):
        found[one.use][one.word] = one.means or one.word
    return found


@cache
def _heads() -> tuple[str, ...]:
    table = read_tsv(Path(__file__).with_name("national_heads.tsv"), _Head)
    return tuple(f"{one.head} " for one in table)


def is_of_each_country(words: tuple[str, ...]) -> bool:
    """Return whether a name is one that every country has a body of: "Ministère des Finances".

    >>> is_of_each_country(("ministere", "de", "finances")), is_of_each_country(("ministre",))
    (True, False)
    """
    return f"{' '.join(words[:4])} ".startswith(_heads())


@lru_cache(maxsize=65_536)
def compared(name: str) -> Compared:
    """Return *name* as it is compared; never raises, whatever it holds.

    >>> compared("L’AGENCE  des Bassins du Mono.").words
    ('agence', 'de', 'bassins', 'de', 'mono')
    >>> compared("Batim S.A."), compared("Agence des eaux (AdE)").bracket
    (Compared(words=('batim',), legal_form='SA', bracket=None), 'AdE')
    """
    text = unicodedata.normalize("NFKC", name).translate(_LETTERS)[:_MOST]
    bracket = _BRACKET.search(text)
    short = bracket[1].strip() if bracket and is_acronym(bracket[1].strip()) else None
    if bracket and short is not None:
        text = text[: bracket.start()]
    text = _DOTTED.sub(lambda m: m[0].replace(".", ""), text)
    written = _WORD.findall(text)
    legal_form = None
    if len(written) > 1 and written[-1].upper() in legal_forms() and written[-1] != "de":
        legal_form = written.pop().upper()
    words: list[str] = []
    little = _little_words()
    for at, one in enumerate(written):
        word = fold(one)
        if at and at == len(written) - 1:
            word = _ROMAN.get(one, word)
        if (ordinal := _ORDINAL.fullmatch(word)) is not None:
            word = ordinal[1]
        word = little["contracted"].get(word, word)
        is_article = word in little["article"] and at < len(written) - 1
        if is_article and (not words or words[-1] in little["before"]):
            continue
        words.append(word)
    return Compared(tuple(words), legal_form, short)


def is_acronym(name: str) -> bool:
    """Return whether *name* is written as an acronym: one short word, most of it capitals.

    >>> [is_acronym(one) for one in ("AESN", "AdE", "2iE", "A.F.D.", "Mono", "A")]
    [True, True, True, True, False, False]
    """
    letters = name.replace(".", "").replace("-", "")
    least, most = _SHORT
    if not letters.isalnum() or not least <= len(letters) <= most:
        return False
    capitals = sum(char.isupper() or char.isdigit() for char in letters)
    return capitals >= _CAPITALS * len(letters) and any(char.isupper() for char in letters)


def acronym_key(name: str) -> str:
    return fold(name.replace(".", "").replace("-", ""))


def may_stand_for(acronym: str, words: tuple[str, ...]) -> bool:
    """Return whether the letters of *acronym* stand in *words* in their order, the first at the beginning.

    >>> may_stand_for("ABM", ("agence", "de", "bassins", "de", "mono"))
    True
    >>> may_stand_for("ABM", ("fondation", "pour", "enfance"))
    False
    """
    letters = acronym_key(acronym)
    text = "".join(words)
    if not words or not letters or letters[0] != text[0]:
        return False
    place = 0
    for letter in letters:
        place = text.find(letter, place) + 1
        if not place:
            return False
    return True
