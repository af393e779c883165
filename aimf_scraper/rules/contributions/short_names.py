"""Bodies of the record that a sentence names by their head alone: "la Région apporte 15 000 €".

Only where the record knows one body of that head and the document names no other, and only behind
the place where it is named in full: whom it means would be a guess otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal

from aimf_scraper.rules.engine.patterns import any_of, longest_first
from aimf_scraper.rules.names.municipal_words import municipal_words
from aimf_scraper.rules.names.scope_adjectives import nationalities
from aimf_scraper.rules.organisations.organisations import find_organisations
from aimf_scraper.tables import Row, Split, read_tsv
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from aimf_scraper.records import City, Evidence, Partner, PartnerType
    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.funding.items import Span

Words = Annotated[tuple[str, ...], Split("|")]
_SENTENCES_NEAR: Final = 3
#: The word behind a head that makes another body of it: "la commune voisine", "la Région Bretagne".
_WORD_BEHIND: Final = re.compile(r" ?([\w'’-]{1,24})")
_OF_ANOTHER: Final = re.compile(r" (?:d['’]|de |du |des )|['’-]")


@dataclass(frozen=True, slots=True)
class ShortHead(Row):
    """A line of ``short_heads.tsv``."""

    key: ClassVar = ("head",)
    head: str
    names: Words | None
    within: Words | None
    type: Literal["ngo", "local_government", "academic", "company", "town", "state"] | None


@cache
def _heads() -> dict[str, ShortHead]:
    table = read_tsv(Path(__file__).with_name("short_heads.tsv"), ShortHead)
    return {one.head: one for one in table}


@cache
def _said() -> re.Pattern[str]:
    heads = any_of(longest_first(_heads()))
    return re.compile(rf"(?<![a-z0-9'-])(?:la |le |l'|cette |ce |notre )({heads})(?![a-z0-9])")


@cache
def _others() -> frozenset[str]:
    table = read_tsv(Path(__file__).with_name("another_of_them.tsv"), _AnotherWord)
    return frozenset(one.word for one in table)


@dataclass(frozen=True, slots=True)
class _AnotherWord(Row):
    """A word behind a head that makes another body of it."""

    key: ClassVar = ("word",)
    word: str


class ShortNames:
    """Tells which body of the record a head alone means, if only one can be meant."""

    def __init__(self, doc: Doc, partners: Sequence[Partner], cities: Sequence[City]) -> None:
        self._partners = partners
        self._cities = cities
        self._named = [
            (fold(m.name), m.type, (m.part.source, m.start)) for m in doc.get(find_organisations)
        ]
        self._order = {part.source: at for at, part in enumerate(doc.parts)}
        self._towns = self._places_of_towns()
        self._known: dict[str, tuple[int, tuple[int, int]] | None] = {}

    def _places_of_towns(self) -> dict[str, list[tuple[int, int, str]]]:
        """Return where each part names towns of the record or their halls: place, key, the town's name."""
        found: dict[str, list[tuple[int, int, str]]] = {}
        halls: dict[str, int] = {}
        for key, one in enumerate(self._partners):
            town = _town_of(one)
            if town:
                halls[town] = key
                for each in one.evidence:
                    found.setdefault(each.source, []).append((each.start or 0, key, town))
        for key, city in enumerate(self._cities, len(self._partners)):
            town = fold(city.name)
            for each in city.evidence:
                place = (each.start or 0, halls.get(town, key), town)
                found.setdefault(each.source, []).append(place)
        return found

    def within(self, part: Part, sums: Sequence[Span]) -> list[tuple[int, int, int]]:
        """Return start, end and key (partners first, then cities) of each head alone in *part*.

        *sums*: those of the part; a figure behind a head that is none of them is its number.
        """
        starts = {one.start for one in sums}
        found = []
        for match in _said().finditer(part.folded):
            start, end = match.span(1)
            if _goes_on(part, end, starts):
                continue
            head = match[1]
            if head not in self._known:
                self._known[head] = self._meant(_heads()[head])
            meant = self._known[head]
            if _heads()[head].type == "town":
                meant = self._near(part, start, meant)
            if meant is not None and meant[1] < (self._order[part.source], start):
                found.append((start, end, meant[0]))
        return found

    def _near(
        self, part: Part, at: int, meant: tuple[int, tuple[int, int]] | None
    ) -> tuple[int, tuple[int, int]] | None:
        """Return the town that the sentence, else those before, name up to *at*; none where they name several."""
        for start in (part.sentences.span(at)[0], part.sentences.around(at, _SENTENCES_NEAR)[0]):
            near = {
                name: key
                for place, key, name in self._towns.get(part.source, ())
                if start <= place < at
            }
            if len(near) == 1:
                (key,) = near.values()
                return key, (self._order[part.source], start)
            if near:
                return None
        return meant

    def _meant(self, head: ShortHead) -> tuple[int, tuple[int, int]] | None:
        """Return the key of the one body that *head* can mean, and where it is first named."""
        if head.type == "town":
            return self._town()
        keys = [i for i, one in enumerate(self._partners) if _fits(head, fold(one.name), one.type)]
        if len(keys) != 1:
            return None
        one = self._partners[keys[0]]
        own = {(each.source, each.start) for each in one.evidence}
        name = fold(one.name)
        if any(
            at not in own and other != name and _fits(head, other, type_)
            for other, type_, at in self._named
        ):
            return None  # another body of that head is named, which is no partner
        return self._first(keys[0], one.evidence)

    def _town(self) -> tuple[int, tuple[int, int]] | None:
        """Return the one town hall of the record, or its one town where it has no hall."""
        halls = [i for i, one in enumerate(self._partners) if _is_hall(one)]
        towns = [i for i, one in enumerate(self._cities) if one.role == "main"]
        if len(halls) == 1:
            hall = fold(self._partners[halls[0]].name)
            own = any(hall.endswith(fold(self._cities[i].name)) for i in towns)
            if towns and not own:
                return None  # the hall of another town than the record is about
            return self._first(halls[0], self._partners[halls[0]].evidence)
        if halls or len(towns) != 1:
            return None
        return self._first(len(self._partners) + towns[0], self._cities[towns[0]].evidence)

    def _first(self, key: int, evidence: Iterable[Evidence]) -> tuple[int, tuple[int, int]] | None:
        places = [
            (self._order[one.source], one.start)
            for one in evidence
            if one.source in self._order and one.start is not None
        ]
        return (key, min(places)) if places else None


def _fits(head: ShortHead, name: str, type_: PartnerType) -> bool:
    if head.type is not None and head.type != ("state" if type_ == "public" else type_):
        return False
    if any(name == one or name.startswith(f"{one} ") for one in head.names or ()):
        return True
    words = set(re.split(r"[ '’-]", name)) if head.within else set()
    return any(one in words for one in head.within or ())


def _town_of(one: Partner) -> str | None:
    """Return the town whose hall *one* is, folded: "kaya" of "Ville de Kaya"."""
    if not _is_hall(one):
        return None
    return re.sub(r"^[a-z' -]{2,30}? (?:d['’]|de |du |des )", "", fold(one.name))


def is_state(name: str) -> bool:
    """Return whether *name* is a state's or its government's: "État ivoirien"."""
    return re.split(r"[ '’]", fold(name), maxsplit=1)[0] in _state_heads()


@cache
def _state_heads() -> frozenset[str]:
    return frozenset(one.head for one in _heads().values() if one.type == "state")


def _is_hall(one: Partner) -> bool:
    return one.type == "local_government" and fold(one.name).startswith(_hall_words())


@cache
def _hall_words() -> tuple[str, ...]:
    return tuple(f"{word} " for word, one in municipal_words().items() if one.level == "town")


def _goes_on(part: Part, end: int, sums: Container[int]) -> bool:
    """Return whether what stands behind a head makes another body of it."""
    if _OF_ANOTHER.match(part.folded, end):
        return True
    behind = _WORD_BEHIND.match(part.text, end)
    if behind is None or behind.start(1) in sums:
        return False
    word = behind[1]
    folded = fold(word)
    return (
        word[:1].isupper() or word[:1].isdigit() or folded in nationalities() or folded in _others()
    )
