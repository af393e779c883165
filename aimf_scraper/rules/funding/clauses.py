"""Who is the subject of a verb of giving, who gets it, and how it is said to be given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.funding.items import ends_with
from aimf_scraper.rules.funding.lexicon import singles
from aimf_scraper.rules.funding.reading import Reading, Telling

if TYPE_CHECKING:
    from aimf_scraper.rules.funding.groups import Group
    from aimf_scraper.rules.funding.heads import VerbHead

#: The ending of verbs that several do.
_MANY_DO: Final = "nt"
#: What may open words that are set off between a subject and its verb.
_SET_OFF: Final = frozenset({",", "(", "-", "–"})


class ClauseReading(Reading):
    """Reads what stands around a verb."""

    def _subject(self, verb: VerbHead, left: int, last: Group | None) -> Group | None:
        """Return who does what *verb* says: the names before it that nothing leads up to."""
        size = ends_with(self.items, verb.first, "which")
        before = [one for one in self.groups if left <= one.first and one.last <= verb.first]
        if size:
            near = [one for one in before if verb.first - size - one.last <= 1]
            return self._antecedent(near[-1], verb) if near else None
        plain = [one for one in before if one.lead == "none" and one.first not in self.taken]
        if plain:
            return plain[-1] if self._leads_to(plain[-1].last, verb) else None
        word = self.items[verb.first - 1].word if verb.first else ""
        return last if word == "," or word in singles("joins") else None

    def _antecedent(self, group: Group, verb: VerbHead) -> Group:
        """Return whom "qui" means: all of *group*, or its last where the verb is of one."""
        many = any(one.word.endswith(_MANY_DO) for one in self.items[verb.first : verb.last])
        return group if many else group.only_last()

    def _leads_to(self, end: int, verb: VerbHead) -> bool:
        """Return whether what stands between a subject and its verb lets it be the subject.

        Nothing, words set off by commas or brackets, or another verb that "et" joins.
        """
        if end == verb.first:
            return True
        marks = {self.items[end].word, self.items[verb.first - 1].word}
        return self.items[end].word in _SET_OFF or bool(marks & singles("joins"))

    def _opens(self, verb: VerbHead, left: int) -> bool:
        """Return whether *verb* stands first in its clause: its subject follows."""
        return verb.first == left or self.items[verb.first - 1].word in {
            ".",
            ":",
            ";",
            "-",
            "–",
            "•",
        }

    def _receiver(self, verb: VerbHead, right: int, subject: Group | None) -> Group | None:
        favoured = self.first_led(("favour",), verb.last, right)
        if verb.line.receiver == "to":
            return self.first_led(("to",), verb.last, right) or favoured
        if verb.line.receiver == "object":
            near = self.first_led(("none",), verb.last, right)
            if near is not None and near is not subject and near.opens == verb.last:
                return near
        return favoured

    def _telling(
        self, rule: str, verb: VerbHead, start: int, amount: int | None, right: int
    ) -> Telling:
        """Return how *verb* gives: words up to the next name behind the sum say so, or the verb does."""
        behind = max(verb.last, amount + 1 if amount is not None else 0)
        stop = min((one.opens for one in self.groups if one.opens >= behind), default=right)
        apart = self.first_that("part", behind, right)
        said = self.instrument_said(start, min(stop, right if apart is None else apart))
        return Telling(rule, said or verb.line.instrument, verb)
