"""What a sentence says of something else than the action told of: another project, a source, a place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.names.common_nouns import common_nouns
from aimf_scraper.rules.partners.word_families import any_word, words_of

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.organisations.organisations import OrganisationMention
    from aimf_scraper.rules.partners.cues import Cues

#: "Selon une enquête de l'Institut de statistique de": whoever is named before the comma is quoted.
_SOURCE: Final = Pattern(
    rf"(?<![a-z])(?:{any_word('source_of')}) (?:l'|(?:une?|des|les?|la|cette|ces) )(?:[a-z]{{3,14}} )?(?:{any_word('recent')})?"
    rf"(?:{any_word('source')})s?\b[^,;:.\n]{{0,80}}"
)
_SOURCES: Final = tuple(f"{word} " for word in words_of("source_of"))
#: "Le sociologue Mamadou Cissé, de l'": who speaks is a person, the body only says whence.
_OF_PERSON: Final = re.compile(
    r"[A-ZÀ-Þ][\w’'-]{1,20} [A-ZÀ-Þ][\w’'-]{1,20}, (?:de la |de l['’]|du |de |d['’])\Z"
)
_PERSON_MOST: Final = 52
_STUDY_MOST: Final = 120
_WORD: Final = re.compile(r"[a-z]{4,14}")
_BY: Final = words_of("by_body")
#: "L'Université de Liège, par son École de santé publique": the part of a body that is named.
_PART_OF: Final = words_of("passing_to")
#: Below this a word sends only states elsewhere: what they do in general is no part of a project.
_ANYBODY: Final = 1.0


class Elsewhere:
    """Tells what of one part speaks of something else."""

    def __init__(self, part: Part, cues: Cues, states: frozenset[int]) -> None:
        self._text = part.text
        self._folded = part.folded
        self._sentences = part.sentences
        self._states = states
        self._places = [h.end for h in cues.where]
        self._others = cues.elsewhere
        self._says = [h.start for h in cues.following if h.cue.side == "says"]
        self._sources = any(word in part.folded for word in _SOURCES)

    def holds(self, m: OrganisationMention) -> bool:
        """Return whether *m* is named as a place, a source, or for another project."""
        return (
            self._is_place(m)
            or self._is_source(m.start)
            or self._is_of_person(m)
            or (bool(self._says) and self._is_of_study(m))
            or (bool(self._others) and self._is_of_another(m.start))
        )

    def _is_place(self, m: OrganisationMention) -> bool:
        """Return whether *m* is where something happens: "sur la métropole de Lyon"."""
        if m.type != "local_government" and m.start not in self._states:
            return False
        at = bisect_right(self._places, m.start) - 1
        return at >= 0 and self._folded[self._places[at] : m.start] in {"", " "}

    def _is_source(self, start: int) -> bool:
        return self._sources and _SOURCE.right_before(self._folded, start) is not None

    def _is_of_study(self, m: OrganisationMention) -> bool:
        """Return whether a study that *m* made is quoted: "Une étude menée en 2021 par X montre que"."""
        first, last = self._sentences.span(m.start)
        says = bisect_left(self._says, m.end)
        if says == len(self._says) or self._says[says] >= last:
            return False
        first = max(first, m.start - _STUDY_MOST)
        before = self._folded[first : m.start]
        if not before.endswith(_BY) or "faisabilite" in before:
            return False
        return not common_nouns("report").isdisjoint(_WORD.findall(before))

    def _is_of_person(self, m: OrganisationMention) -> bool:
        """Return whether *m* is a university that a person is of, or a part of one."""
        if m.type != "academic":
            return False
        before = self._text[max(0, m.start - _PERSON_MOST) : m.start]
        return before.endswith(_PART_OF) or _OF_PERSON.search(before) is not None

    def _is_of_another(self, start: int) -> bool:
        """Return whether the sentence tells of another project: "sans lien avec l'accord"."""
        first, last = self._sentences.span(start)
        others = self._others
        for hit in others[bisect_left(others, (first,)) : bisect_left(others, (last,))]:
            if hit.cue.weight >= _ANYBODY or (start in self._states and hit.start < start):
                return True
        return False
