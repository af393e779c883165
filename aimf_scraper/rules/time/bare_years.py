"""Four digits alone: a year only where a word, a bracket or the line's shape says so.

"Paris 2024", "Agenda 2030", "Congrès 2018" are names, "2000 m²" is a number:
none has a cue, so none is a date.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.time.expressions import expression
from aimf_scraper.rules.time.in_figures import counted
from aimf_scraper.rules.time.words import excluding

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.time.in_figures import Span
    from aimf_scraper.rules.time.words import Cue

_LONG_AGO: Final = 1500  # before it, a number is more often a count than a year
_FRACTION: Final = re.compile(r",[0-9]")
_RECENT: Final = 1950
_LATEST: Final = 2060
_LONGEST_LABEL: Final = 48
_CELL_BEFORE: Final = Pattern(r"((?:19|20)[0-9]{2})? ?[;|\t] ?")
_CELL_AFTER: Final = re.compile(r" ?[;|\t] ?((?:19|20)[0-9]{2}(?![0-9]))?")
_LISTED: Final = Pattern(r":[ ]?(?:(?:19|20)[0-9]{2},[ ]?){1,8}")
_BRACKETED: Final = Pattern(r"\([^()\n]{1,60}, ")  # "(Cotonou, 2023)"
_TITLE_JOINT: Final = Pattern(r"\w(?:, | [-–—] )")
#: "2e phase : ", the line\'s or the cell\'s first and only label.
_LABEL: Final = Pattern(r"(?:\A|[\n;|])(?P<label>[^\n;|:]{1,48}): ?")
_ENTRY: Final = (": ", " : ", "- ", " - ", " > ", " → ", " | ", " (")
_LINE_START: Final = Pattern(r"(?:\A|\n)[^\w\n]{0,6}")
_BULLETS: Final = "-•*–· "
_NEXT_WORD: Final = re.compile(r"\.?[ ][^\W\d_a-zà-ÿ]")
_NEXT_ENTRY: Final = ("; ", " : ", ": ", ", ")


def typed_on(folded: str, at: int) -> re.Match[str] | None:
    """Return what was typed after "entre 2019" and is no year: "et 20121"."""
    return expression("typed_on").right_after(folded, at)


def duration_after(folded: str, at: int) -> re.Match[str] | None:
    """Return how long it was, told after a year: "2015 : 12 mois"."""
    return expression("duration").right_after(folded, at)


def counts_things(folded: str, at: int) -> bool:
    """Whether a plural noun follows the range that ends at *at* ("de 1500 à 2000 élèves")."""
    return counted(folded, at) or expression("plural_after").right_after(folded, at) is not None


def begins_entry(part: Part, span: Span) -> bool:
    """Return whether *span* is a bare year that begins an entry: "2019 : études", "• 2015 Création".

    An entry begins a line, or follows another: "2021 : études ; 2022 : travaux".
    """
    folded = part.folded
    if not span.bare or span.unit != "year":
        return False
    if folded.startswith(_ENTRY, span.end) and folded.endswith(_NEXT_ENTRY, 0, span.start):
        return True
    before = _before_in_line(folded, span)
    if folded.startswith(_ENTRY, span.end):
        return not before.strip(_BULLETS)
    if before.strip(_BULLETS):
        return False
    after = folded[span.end : span.end + 1]
    return after in {"", "\n"} or _titled(part, span)


def _titled(part: Part, span: Span) -> bool:
    """Return whether a word in capitals follows: "1990 Siège à Paris", "1990. Siège"."""
    return _NEXT_WORD.match(part.text, span.end) is not None


def _before_in_line(folded: str, span: Span) -> str:
    """Return the bullet that stands before *span* in its line, or some text where more does."""
    found = _LINE_START.right_before(folded, span.start)
    return found[0].strip("\n") if found else "text"


def is_year(part: Part, span: Span, cue: Cue | None, *, timeline: bool) -> bool:
    """Whether the bare year *span* is a date. *timeline*: several lines begin with a year."""
    folded = part.folded
    if timeline and _titled(part, span) and begins_entry(part, span):
        return _LONG_AGO <= (span.when.year or 0) <= _LATEST
    if counted(folded, span.end) or typed_on(folded, span.end):
        return False
    if expression("before_christ").right_after(folded, span.end) or _FRACTION.match(
        folded, span.end
    ):
        return False
    year = span.when.year or 0
    if cue and cue.year == "strong":
        return (
            year >= _LONG_AGO
            or expression("weak_year_ends").right_after(folded, span.end) is not None
        )
    if year < _LONG_AGO:
        return False
    if cue and cue.year == "weak":
        return expression("weak_year_ends").right_after(folded, span.end) is not None
    if cue and cue.year == "bracket":
        return folded[span.end : span.end + 1] in {")", "]", ",", ";"}
    if _in_row(folded, span) or _labelled(folded, span) or _labelled_above(folded, span):
        return True
    if _opens_sentence(part, span) or _ends_title(part, span):
        return True
    if folded[span.end : span.end + 1] == ")" and folded.endswith(", ", 0, span.start):
        return _BRACKETED.right_before(folded, span.start) is not None
    return begins_entry(part, span) and (timeline or bool(duration_after(folded, span.end)))


def _in_row(folded: str, span: Span) -> bool:
    """Whether *span* is a year beside another in the head of a table: "Ligne ; 2023 ; 2024"."""
    if folded[span.start - 2 : span.start - 1] == ",":  # "Années : 2019, 2020, 2021"
        ends = folded[span.end : span.end + 1] in {"", "\n", ",", ";", ".", ")"}
        return ends and _LISTED.right_before(folded, span.start) is not None
    before = _CELL_BEFORE.right_before(folded, span.start)
    after = _CELL_AFTER.match(folded, span.end)
    if not before or not (after or folded[span.end : span.end + 1] in {"", "\n"}):
        return False
    return before[1] is not None or (after is not None and after[1] is not None)


def _labelled(folded: str, span: Span) -> bool:
    """Whether *span* is all that a label of its line announces: "2e phase : 2018"."""
    year = span.when.year or 0
    if folded[span.start - 2 : span.start].strip() != ":" or not _RECENT <= year <= _LATEST:
        return False
    if folded[span.end : span.end + 2].strip(" ")[:1] not in {"", "\n", ".", ";", ","}:
        return False
    found = _LABEL.right_before(folded, span.start)
    return found is not None and not _counting().search(found["label"])


def _labelled_above(folded: str, span: Span) -> bool:
    """Return whether *span* is alone in its line, under a label that dates: "Année", "Début"."""
    year = span.when.year or 0
    if not _RECENT <= year <= _LATEST or folded[span.end : span.end + 1] not in {"", "\n"}:
        return False
    if folded[span.start - 1 : span.start] != "\n":
        return False
    label = folded[folded.rfind("\n", 0, span.start - 1) + 1 : span.start - 1].strip()
    if not 0 < len(label) <= _LONGEST_LABEL or _counting().search(label):
        return False
    return expression("dated_label").regex.search(label) is not None


def _opens_sentence(part: Part, span: Span) -> bool:
    """Whether *span* is what its sentence speaks of: "2022 fut une année charnière"."""
    if not part.sentences.opens(span.start):
        return False
    year = span.when.year or 0
    return (
        _RECENT <= year <= _LATEST
        and expression("year_verb").right_after(part.folded, span.end) is not None
    )


def _ends_title(part: Part, span: Span) -> bool:
    """Return whether *span* is what a title ends in: "Forum des maires – Fès, 2024"."""
    if part.source != "title" or span.end < len(part.folded.rstrip()):
        return False
    led = _TITLE_JOINT.right_before(part.folded, span.start) is not None
    recent = _RECENT <= (span.when.year or 0) <= _LATEST
    return led and recent and not _counting().search(part.folded)


@cache
def _counting() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{excluding('counting')})(?![a-z])")
