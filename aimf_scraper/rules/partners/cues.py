"""The words that make an organisation a partner: ``cues.tsv``, found in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal, NamedTuple

from aimf_scraper.records import PartnerRole
from aimf_scraper.tables import Range, Row, read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aimf_scraper.rules.engine.document import PhraseMatch

Side = Literal[
    "before",
    "after",
    "label",
    "around",
    "never",
    "seldom",
    "instead",
    "says",
    "where",
    "short",
    "elsewhere",
    "denied",
    "onward",
    "doubt",
]

_ENDINGS: Final = {
    " de": (" de", " du", " des", " d'"),
    " a": (" a", " au", " aux"),
}
_BRACES: Final = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class _Line(Row):
    side: Side
    phrase: str
    role: PartnerRole
    weight: Annotated[float, Range(0, 1)]


Deed = Literal[
    "paid",
    "paying",
    "done",
    "agreed",
    "inverted",
    "does",
    "works",
    "helps",
    "joins",
    "gives",
    "arranges",
    "acts",
    "receiving",
    "opening",
    "apposed",
    "hosted",
]


@dataclass(frozen=True, slots=True)
class _DeedLine(Row):
    """A line of ``deeds.tsv``."""

    key: ClassVar = ("deed",)
    deed: Deed
    side: Literal["before", "after"]
    role: PartnerRole
    weight: Annotated[float, Range(0, 1)]
    example: str


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of the table. ``weight``: how sure it makes us, 0 to 1; ``read_at``: where it stands."""

    side: Side
    role: PartnerRole
    weight: float
    read_at: str = field(default="", compare=False)


class CueHit(NamedTuple):
    """``folded[start:end]`` is the cue's phrase."""

    start: int
    end: int
    cue: Cue


class Cues(NamedTuple):
    """The cues of one text by where they stand towards a name.

    ``leading`` (before, never, seldom) in the order of their ends, the others
    of their starts. ``vouching``: those of the leading ones that are sure
    enough to make a name nobody knows an organisation. ``around``: words of
    partnership that say something of the whole sentence. ``where``: words of place.
    ``elsewhere``: words that send the whole sentence to another project.
    ``denials``: words that deny what stands near them a part (denied, onward, doubt).
    """

    leading: list[CueHit]
    following: list[CueHit]
    labels: list[CueHit]
    short: list[CueHit]
    vouching: list[CueHit]
    around: list[CueHit]
    where: list[CueHit]
    elsewhere: list[CueHit]
    denials: list[CueHit]


_BUCKET: Final[dict[str, int]] = {
    "before": 0,
    "never": 0,
    "seldom": 0,
    "after": 1,
    "instead": 1,
    "says": 1,
    "where": 6,
    "label": 2,
    "short": 3,
    "around": 5,
    "elsewhere": 7,
    "denied": 8,
    "onward": 8,
    "doubt": 8,
}
_VOUCHING: Final = 4
#: A weaker phrase is too common to vouch for a name nobody knows ("avec Jean").
VOUCHES: Final = 0.85


@cache
def deeds() -> dict[Deed, Cue]:
    """Return what grammar says of an organisation, as cues."""
    table = read_tsv(Path(__file__).with_name("deeds.tsv"), _DeedLine)
    return {one.deed: Cue(one.side, one.role, one.weight, one.read_at) for one in table}


def spread(phrase: str) -> Iterator[str]:
    """Yield every phrase that *phrase* with its braces and its last word stands for.

    >>> list(spread("appui{,s} de"))
    ['appui de', 'appui du', 'appui des', "appui d'", 'appuis de', 'appuis du', 'appuis des', "appuis d'"]
    """
    pieces = _BRACES.split(phrase)
    choices = [piece.split(",") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    for chosen in product(*choices):
        written = " ".join("".join(chosen).split()) if chosen else ""
        for ending, forms in _ENDINGS.items():
            if written.endswith(ending):
                yield from (written[: -len(ending)] + form for form in forms)
                break
        else:
            yield written


@cache
def _cues() -> tuple[tuple[str, Cue], ...]:
    """Return every phrase of the table with what it is a cue of."""
    return tuple(
        (written, Cue(line.side, line.role, line.weight, line.read_at))
        for line in read_tsv(Path(__file__).with_name("cues.tsv"), _Line)
        for written in spread(line.phrase)
    )


@cache
def _table() -> list[tuple[str, tuple[tuple[Cue, tuple[int, ...]], ...]]]:
    """Return each phrase with what it is a cue of, and the buckets that each cue goes into."""
    phrases: dict[str, dict[int, Cue]] = {}
    for written, cue in _cues():
        same_side = phrases.setdefault(written, {})
        bucket = _BUCKET[cue.side]
        known = same_side.get(bucket)
        # of verbs the surer line counts, else the later one, which says more of fewer phrases
        if known is None or bucket != _BUCKET["after"] or cue.weight >= known.weight:
            same_side[bucket] = cue
    return [
        (phrase, tuple((cue, _buckets(cue)) for cue in cues.values()))
        for phrase, cues in phrases.items()
    ]


def _buckets(cue: Cue) -> tuple[int, ...]:
    vouches = cue.side == "before" and cue.weight >= VOUCHES
    return (_BUCKET[cue.side], _VOUCHING) if vouches else (_BUCKET[cue.side],)


@cache
def _before() -> dict[str, Cue]:
    return {phrase: cue for phrase, both in _table() for cue, _ in both if cue.side == "before"}


def cue_before(phrase: str) -> Cue | None:
    """Return what *phrase* says right before a name: "organisée par"."""
    return _before().get(phrase)


@cache
def givers() -> frozenset[str]:
    """Return the single words that name who pays, as labels have them: "bailleur", "mécène"."""
    return frozenset(
        phrase
        for phrase, cue in _cues()
        if cue.side == "label" and cue.role == "funder" and phrase.isalpha()
    )


@cache
def label_phrases() -> frozenset[str]:
    """Return what may stand as a label over or before a list of partners."""
    return frozenset(phrase for phrase, cue in _cues() if cue.side == "label")


def phrases() -> list[str]:
    """Return the phrases that a text is searched for; a phrase's place here is its number."""
    return [phrase for phrase, _ in _table()]


@cache
def _marks() -> tuple[tuple[int, str], ...]:
    """Return the phrases that are no words ("©"), with their numbers."""
    return tuple((at, one) for at, one in enumerate(phrases()) if not one[0].isalnum())


def _with_marks(folded: str, matched: Iterable[PhraseMatch]) -> Iterable[PhraseMatch]:
    """Return *matched* with the marks of *folded*, in the order of the ends."""
    found: list[PhraseMatch] = []
    for number, mark in _marks():
        at = folded.find(mark)
        while at >= 0:
            found.append((number, at, at + len(mark)))
            at = folded.find(mark, at + len(mark))
    return sorted([*matched, *found], key=itemgetter(2)) if found else matched


def find_cues(folded: str, matched: Iterable[PhraseMatch]) -> Cues:
    """Return every cue in *folded*, overlapping ones too.

    *matched*: number, start and end of the phrases that may stand there, in the
    order of the ends; they begin and end with a word as far as ASCII tells.
    """
    table = _table()
    found = Cues([], [], [], [], [], [], [], [], [])
    size = len(folded)
    in_ascii = folded.isascii()
    new = tuple.__new__  # two hundred a page: a NamedTuple's own way takes twice as long
    for number, start, end in _with_marks(folded, matched):
        phrase, cues = table[number]
        if not folded.startswith(phrase, start):
            continue
        if not in_ascii and (
            (start and folded[start - 1].isalnum())
            or (end < size and folded[end].isalnum() and phrase[-1] != "'")
        ):
            continue
        for cue, buckets in cues:
            hit = new(CueHit, (start, end, cue))
            for bucket in buckets:
                found[bucket].append(hit)
    found.following.sort(key=_start)
    if found.elsewhere:
        found.elsewhere[:] = _without_harmless(found.elsewhere)
    found.denials.sort(key=_start)
    return found


def _without_harmless(hits: list[CueHit]) -> list[CueHit]:
    """Return *hits* without those of no weight, and without what ends them: "par ailleurs"."""
    harmless = {hit.end for hit in hits if not hit.cue.weight}
    return [hit for hit in hits if hit.end not in harmless]


def _start(hit: CueHit) -> int:
    return hit.start
