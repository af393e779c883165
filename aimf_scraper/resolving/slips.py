"""Whether one letter makes a slip of the pen or another name.

"asainissement" is a slip: "assainissement" is a word, and the other stands nowhere else.
"Dupond" beside "Dupont" is two people; "élus" beside "élues", "nigérien" beside "nigérian"
are two words. What cannot be told is shown to a person, and joins nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from aimf_scraper.gazetteer import places_named
from aimf_scraper.gazetteer.organisations import authority
from aimf_scraper.resolving.names import compared
from aimf_scraper.rules.names.common_nouns import is_common_noun
from aimf_scraper.rules.names.scope_adjectives import nationalities
from aimf_scraper.rules.organisations.head_nouns import every_head
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aimf_scraper.resolving.units import Unit

#: Shorter words change their meaning by a letter.
_LEAST_WORD: Final = 5
#: Shorter names are not told apart by one.
_LEAST_NAME: Final = 14
#: A name in capitals that is this long is hardly met twice by chance.
_LEAST_PROPER: Final = 8
_LONGEST_WORD: Final = 40


@dataclass(frozen=True, slots=True)
class Verdict:
    """``is_sure``: one body. ``likeness``: 0 to 1. ``wrong``: the name with the slip, where that is known."""

    is_sure: bool
    why: str
    likeness: float
    wrong: Unit | None = None


class Vocabulary:
    """In how many names of the dataset each word stands."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._names = Counter(word for one in units for word in {*one.compared.words})

    def is_word(self, word: str) -> bool:
        """Return whether *word* is one of the language."""
        return word in _common_words() or is_common_noun(word) or word in _head_words()

    def stands_elsewhere(self, word: str) -> bool:
        """Return whether anything but one name of the dataset has *word*."""
        return (
            self._names[word] > 1
            or self.is_word(word)
            or word in _proper_words()
            or bool(places_named(word))
        )


@cache
def _common_words() -> frozenset[str]:
    """Return the words that the authority file writes in small letters."""
    return frozenset(
        fold(word)
        for one in authority().organisations
        for name in (one.name, *one.aliases)
        for word in name.replace("’", " ").replace("-", " ").split()
        if word.isalpha() and word.islower()
    )


@cache
def _head_words() -> frozenset[str]:
    return frozenset(word for head in every_head() for word in head.split())


@cache
def _proper_words() -> frozenset[str]:
    return frozenset(
        word
        for one in authority().organisations
        for name in (one.name, *one.aliases)
        for word in compared(name).words
    )


def near_words(words: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield every two of *words* that one letter, more, less or another, or two that changed places, part.

    Two such words have a form in common that lacks a letter at most: no word is held against all others.
    """
    by_form: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if _LEAST_WORD - 1 <= len(word) <= _LONGEST_WORD and word.isalpha():
            for form in {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}:
                by_form[form].append(word)
    seen: set[tuple[str, str]] = set()
    for alike in by_form.values():
        for at, one in enumerate(alike):
            for other in alike[at + 1 :]:
                if (one, other) not in seen and OSA.distance(one, other, score_cutoff=1) == 1:
                    seen.add((one, other))
    yield from sorted(seen)


def verdict_on(
    one: Unit, other: Unit, word: str, twin: str, words_of: Vocabulary
) -> Verdict | None:
    """Return whether *one* and *other*, which differ in *word* and *twin* alone, are one body.

    ``None``: they are two, as far as anybody can tell.
    """
    likeness = fuzz.ratio(one.compared.key, other.compared.key) / 100
    if min(len(word), len(twin)) < _LEAST_WORD or _is_other_form(word, twin):
        return None
    if _is_plural(word, twin):
        if one.compared.words[0] in {word, twin}:
            return None  # "Agence de l'eau", "Agences de l'eau"
        return Verdict(
            is_sure=words_of.is_word(word) or words_of.is_word(twin),
            why=f"alike but for the plural of {min(word, twin, key=len)!r}",
            likeness=likeness,
        )
    if len(one.compared.key) < _LEAST_NAME or not nationalities().isdisjoint((word, twin)):
        return None
    known = [words_of.stands_elsewhere(word), words_of.stands_elsewhere(twin)]
    if all(known):
        return None
    maybe = Verdict(is_sure=False, why=f"{word!r} or {twin!r}?", likeness=likeness)
    if not any(known):
        return maybe
    rightly, wrong = (one, other) if known[0] else (other, one)
    right, slip = (word, twin) if known[0] else (twin, word)
    said = f"{slip!r} stands in no other name, {right!r} is a word: a slip"
    if words_of.is_word(right):
        return Verdict(is_sure=True, why=said, likeness=likeness, wrong=wrong)
    is_first = right == rightly.compared.words[0]
    if rightly.authority is not None and len(right) >= _LEAST_PROPER and not is_first:
        said = f"{slip!r} stands in no other name, {right!r} in the authority file: a slip"
        return Verdict(is_sure=True, why=said, likeness=likeness, wrong=wrong)
    return maybe


def _is_plural(word: str, twin: str) -> bool:
    short, long = sorted((word, twin), key=len)
    return long in {f"{short}s", f"{short}x"}


def _is_other_form(word: str, twin: str) -> bool:
    """Return whether the two are the masculine and feminine of one word."""
    short, long = sorted((word, twin), key=len)
    return long == f"{short}e" or (short.endswith("s") and long == f"{short[:-1]}es")
