"""One pass over a text for every phrase that any rule looks for.

Two automata, each over all families at once. ``PhraseMatcher`` finds phrases that begin a
word, in the form in which names are looked for (``gazetteer.names.spaced``): each begins
behind a space, so that within words there is nothing to follow. ``AnchorMatcher`` finds
strings anywhere, also inside words, in the form in which every digit is a nought. Which
families there are, ``phrase_families`` says; each rule asks for its own and looks closer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.gazetteer.names import spaced
from aimf_scraper.rules.engine.document import digit_mask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from aimf_scraper.rules.engine.document import Part, PhraseMatch

_WORD_ENDS: Final = 2  # the space before the text, and the one that ends the phrase
_WORD_GOES_ON: Final = 1


class Family(NamedTuple):
    """Phrases of one kind; a phrase's place in ``forms`` is its number.

    ``whole_words``: the phrase's last word ends where it does. ``spaced``: the forms are
    already as ``gazetteer.names.spaced`` gives them.
    """

    forms: Callable[[], Iterable[str]]
    whole_words: bool = True
    spaced: bool = False


class PhraseMatcher:
    """Finds the phrases of all *families* in one pass."""

    def __init__(self, families: Mapping[str, Family]) -> None:
        from ahocorasick_rs import BytesAhoCorasick  # noqa: PLC0415 - only when a text is read

        self._families = tuple(families)
        patterns: list[bytes] = []
        #: Pattern by pattern: the family, the phrase's number in it, and how far a match
        #: ends beyond the phrase. A phrase of two families is two patterns.
        self._means: list[tuple[int, int, int]] = []
        for at, family in enumerate(families.values()):
            encode = str.encode if family.spaced else spaced
            for number, form in enumerate(map(encode, family.forms())):
                if form[:1] == b" ":
                    continue  # a mark ("©"), behind half the words: its rule looks for it
                ends = family.whole_words and form[-1:] != b" "  # "l'appui d'" goes on
                patterns.append(b" %b " % form if ends else b" %b" % form)
                self._means.append((at, number, _WORD_ENDS if ends else _WORD_GOES_ON))
        self._automaton = BytesAhoCorasick(patterns)

    def find_in(self, folded: str) -> dict[str, list[PhraseMatch]]:
        """Return what a folded text holds, family by family, in the order of the ends; never raises.

        Marks between words are all one here: ``parti-pris`` matches "parti pris".
        Whoever minds compares with the text.
        """
        found: list[list[PhraseMatch]] = [[] for _ in self._families]
        text = b" %b " % spaced(folded)
        means = self._means
        # A phrase is matched with the space before it, which is where the text's own offset is.
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            family, number, beyond = means[pattern]
            # A mark that ends the phrase ("état :") may be the space behind the text's end.
            found[family].append((number, start, min(end - beyond, len(folded))))
        return dict(zip(self._families, found, strict=True))


class AnchorMatcher:
    """Finds the strings of all *families* in one pass: thirty ``str.find`` cost more than what is found."""

    def __init__(self, families: Mapping[str, Iterable[str]]) -> None:
        from ahocorasick_rs import (  # noqa: PLC0415 - only when a text is read
            BytesAhoCorasick,
            Implementation,
        )

        self._families = tuple(families)
        anchors = [(name, anchor) for name, strings in families.items() for anchor in strings]
        self._of = tuple(name for name, _ in anchors)
        self._automaton = BytesAhoCorasick(
            [digit_mask(anchor) for _, anchor in anchors], implementation=Implementation.DFA
        )

    def find_in(self, part: Part) -> dict[str, list[int]]:
        """Return where the strings of each family begin in *part*, in reading order; never raises."""
        places: dict[str, list[int]] = {family: [] for family in self._families}
        # A byte a character, so that offsets hold: three times as fast as the text itself.
        found = self._automaton.find_matches_as_indexes(part.digit_mask, overlapping=True)
        for number, start, _ in found:
            places[self._of[number]].append(start)
        return places
