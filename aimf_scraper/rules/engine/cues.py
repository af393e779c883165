"""Words that say something of a thing beside them: one form for every kind of fact.

A kind's ``cues.tsv`` declares them as rows of ``Cue``: what they are (``family``), how they
are written (``phrase``), on which ``side`` of the thing they stand, what they say of it
(``says``), how sure that makes us (``weight``), which marks between end their reach
(``ended_by``) and how far they reach (``scope``). All phrases of all kinds are found in one pass
over a text by how they begin (``CueIndex``), and read closely only where a rule asks.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Generic, Literal, NamedTuple, TypeVar

from aimf_scraper.errors import SetupError
from aimf_scraper.rules.engine.context import FARTHEST
from aimf_scraper.rules.engine.patterns import Pattern, word_starts
from aimf_scraper.rules.engine.span import Span
from aimf_scraper.tables import Range, Regex, Row

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from aimf_scraper.rules.engine.context import Scope
    from aimf_scraper.rules.engine.document import Doc, Part, PhraseMatch
    from aimf_scraper.rules.engine.span import Spanned

Side = Literal["before", "after", "both"]
Reach = Literal["beside", "near", "clause", "sentence", "line"]


@dataclass(frozen=True, slots=True)
class Cue(Row):
    """A line of a kind's ``cues.tsv``; a kind's own class names its families and what they say.

    ``family``: the question that the cue answers ("served"); ``phrase``: a bounded regular
    expression on folded text, from the start of a word on; ``side``: where it stands towards the
    thing; ``says``: the answer, where the family has several; ``weight``: how sure it makes us,
    0 to 1; ``ended_by``: no such mark may stand between; ``scope``: how far it reaches,
    ``beside``: blanks and one bracket alone part it from the thing.
    """

    key: ClassVar = ("family", "side", "phrase")
    family: str
    phrase: Annotated[str, Regex()]
    side: Side
    says: str | None
    weight: Annotated[float, Range(0, 1)] | None
    ended_by: str | None
    scope: Reach


C_co = TypeVar("C_co", bound=Cue, covariant=True)


class CueHit(NamedTuple, Generic[C_co]):
    """``folded[start:end]`` is the cue's phrase."""

    start: int
    end: int
    cue: C_co


_WITHIN: Final[dict[Reach, Scope]] = {
    "beside": "line",
    "near": "near",
    "clause": "clause",
    "sentence": "sentence",
    "line": "line",
}
_BESIDE: Final = Pattern(r"[ \t]{0,4}(?:\([^()\n]{1,40}\)[ \t]{0,4})?\Z")
#: Shorter beginnings are those of too many words.
_LEAST_STEM: Final = 2


class CueIndex(Generic[C_co]):
    """The cues of one kind, found by how they begin.

    ``stems``: the beginnings that the one pass over a text looks for (``phrase_families``),
    without the marks before their first word (", pendant", "/km"). A cue that begins in too
    many ways is looked for by itself where it is asked for.
    """

    def __init__(self, rows: Sequence[C_co]) -> None:
        self.rows = tuple(rows)
        _check_says(rows)
        self._patterns = [Pattern(row.phrase) for row in rows]
        by_stem: dict[str, list[tuple[int, int]]] = {}
        unstemmed = []
        for number, pattern in enumerate(self._patterns):
            stems = [_without_marks(one) for one in pattern.beginnings]
            if all(len(stem.rstrip()) >= _LEAST_STEM for stem, _ in stems):
                for stem, marks in stems:
                    by_stem.setdefault(stem, []).append((marks, number))
            else:
                unstemmed.append((number, _from_word_start(pattern)))
        self._stems = tuple(by_stem)
        self._unstemmed = tuple(unstemmed)
        #: Stem by stem: the rows, and how many marks stand before the stem.
        self._rows_of = tuple(by_stem.values())

    def stems(self) -> tuple[str, ...]:
        return self._stems

    def candidates(self, folded: str, matched: Iterable[PhraseMatch]) -> list[tuple[int, int]]:
        """Return where which row may stand: in order, the table's first where several may.

        *matched*: the stems that may begin a word.
        """
        rows = self._rows_of
        found = [
            (start - marks, row) for number, start, _ in matched for marks, row in rows[number]
        ]
        for row, pattern in self._unstemmed:
            found += [(match.start(), row) for match in pattern.finditer(folded)]
        found.sort()
        return found

    def read(self, folded: str, start: int, number: int, end: int) -> CueHit[C_co] | None:
        """Return the cue of row *number* at *start*, if it does stand there and ends before *end*."""
        match = self._patterns[number].regex.match(folded, start, end)
        if match is None or (start and folded[start].isalnum() and folded[start - 1].isalnum()):
            return None
        return CueHit(start, match.end(), self.rows[number])


def _without_marks(beginning: str) -> tuple[str, int]:
    """Return *beginning* from its first word on, and how many marks and blanks stand before that."""
    marks = next((at for at, one in enumerate(beginning) if one.isalnum()), len(beginning))
    return beginning[marks:], marks


def _check_says(rows: Sequence[Cue]) -> None:
    """Raise SetupError where a cue says nothing and another of its family does."""
    silent = {row.family: row for row in rows if row.says is None}
    for row in rows:
        if row.says is not None and row.family in silent:
            raise SetupError(
                f"{silent[row.family].read_at}: says nothing, as other cues of {row.family!r} do"
            )


def _from_word_start(pattern: Pattern) -> re.Pattern[str]:
    """Return the pattern from the start of a word on; as it stands where it begins with a mark."""
    marked = pattern.first and not any(map(str.isalnum, pattern.first))
    return pattern.regex if marked else word_starts([pattern.regex.pattern])


class Cues(Generic[C_co]):
    """The cues of one kind in one part, each read when first asked for.

    *matched*: the stems of the index that may stand there.
    """

    __slots__ = ("_candidates", "_context", "_folded", "_index", "_matched")

    def __init__(self, index: CueIndex[C_co], part: Part, matched: Iterable[PhraseMatch]) -> None:
        self._index = index
        self._folded = part.folded
        self._context = part.context
        self._matched = matched
        self._candidates: list[tuple[int, int]] | None = None  # until first asked

    def found(self, *families: str) -> list[CueHit[C_co]]:
        """Return every cue of *families*, on whatever side it stands, in reading order."""
        whole = Span(0, len(self._folded))
        return list(self._hits(self._between(*whole), None, families, lambda _: whole))

    def before(self, thing: Spanned, *families: str) -> list[CueHit[C_co]]:
        """Return the cues of *families* that stand before *thing* and reach it, in reading order.

        Of those of one family that overlap, the first counts; of those that begin at one
        place, the table's first.
        """
        at = thing.start
        candidates = self._between(at - FARTHEST, at)
        if not candidates:
            return []
        hits = self._hits(
            candidates, "before", families, lambda scope: self._context.before(at, _WITHIN[scope])
        )
        return [hit for hit in hits if self._is_free(hit.end, at, hit.cue)]

    def after(self, thing: Spanned, *families: str) -> list[CueHit[C_co]]:
        """Return the cues of *families* that stand behind *thing* and reach it, as ``before`` does."""
        at = thing.end
        candidates = self._between(at, at + FARTHEST)
        if not candidates:
            return []
        hits = self._hits(
            candidates, "after", families, lambda scope: self._context.after(at, _WITHIN[scope])
        )
        return [hit for hit in hits if self._is_free(at, hit.start, hit.cue)]

    def _between(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return where which row may stand from *start* to *end*."""
        found = self._candidates
        if found is None:
            found = self._candidates = self._index.candidates(self._folded, self._matched)
        if not found:
            return found
        first = bisect_left(found, (start,))
        return found[first : bisect_left(found, (end,), first)]

    def _hits(
        self,
        candidates: list[tuple[int, int]],
        side: Side | None,
        families: tuple[str, ...],
        window_of: Callable[[Reach], Span],
    ) -> Iterator[CueHit[C_co]]:
        rows = self._index.rows
        taken = dict.fromkeys(families, 0)
        windows: dict[Reach, Span] = {}
        for at, number in candidates:
            row = rows[number]
            if row.family not in taken or at < taken[row.family]:
                continue
            if side is not None and row.side not in {side, "both"}:
                continue
            window = windows.get(row.scope)
            if window is None:
                window = windows[row.scope] = window_of(row.scope)
            if window.start <= at < window.end:
                hit = self._index.read(self._folded, at, number, window.end)
                if hit is not None:
                    taken[row.family] = hit.end
                    yield hit

    def _is_free(self, start: int, end: int, cue: Cue) -> bool:
        """Return whether what stands between the cue and the thing lets the cue reach it."""
        if cue.scope == "beside":
            return _BESIDE.right_after(self._folded, start, end) is not None
        if cue.ended_by is None:
            return True
        between = self._folded[start:end]
        return not any(mark in between for mark in cue.ended_by)


def cues_of(doc: Doc, index: CueIndex[C_co], kind: str) -> dict[str, Cues[C_co]]:
    """Return the cues of every part of *doc*, by its source; *kind*: its family in ``phrase_families``."""
    return {part.source: Cues(index, part, doc.phrases[part.source][kind]) for part in doc.parts}
