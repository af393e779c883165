"""Four digits alone: a year only where a word, a bracket or the line's shape says so.

"Paris 2024", "Agenda 2030", "Congrès 2018" are names, "2000 m²" is a number:
none has a cue, so none is a date.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.time.in_figures import counted
from aimf_scraper.rules.time.words import excluding

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.time.in_figures import Span
    from aimf_scraper.rules.time.words import Cue

_LONG_AGO: Final = 1500  # before it, a number is more often a count than a year
# What may follow a year after "pour", which may also count ("pour 2000 élèves").
_AFTER_WEAK: Final = re.compile(
    r"""[ ]?(?: \Z | [\n.,;:!?)\]»"] | (?: est | sera | etait | a | ont | et | au | par | avec | dans
    | sur | en | qui | que | ainsi | afin | ou | puis | ne | se | s'\w+ )(?![a-z]) )""",
    re.VERBOSE,
)
_PLURAL: Final = re.compile(
    r"[ ](?!(?:dans|sans|sous|vers|puis|depuis|lors|des|les|ses|nous|ils|alors|mais)(?![a-z]))"
    r"[a-z]{2,20}s(?![a-z])"
)
#: "entre 2019 et 20121": what was typed is no year, and no year is made of it.
TYPED_ON: Final = re.compile(r" ?(?:et|a|au|-) ?[0-9]{5,8}(?![0-9])")
#: "2015 : 12 mois": a year and how long.
DURATION: Final = re.compile(r" ?: ?[0-9]{1,3} (?:mois|ans?|annees?|semaines?|jours?)(?![a-z])")
_RECENT: Final = 1950
_LATEST: Final = 2060
_LONGEST_LABEL: Final = 48
_CELL_BEFORE: Final = re.compile(r"((?:19|20)[0-9]{2})? ?[;|\t] ?\Z")
_CELL_AFTER: Final = re.compile(r" ?[;|\t] ?((?:19|20)[0-9]{2}(?![0-9]))?")
_LISTED: Final = re.compile(r":[ ]?(?:(?:19|20)[0-9]{2},[ ]?){1,8}\Z")
_VERB: Final = re.compile(
    r" (?:fut|sera|aura|restera|marqu(?:e|a|era)|s'annonce|a (?:ete|vu|marque|permis|constitue))(?![a-z])"
)
_ENTRY: Final = (": ", " : ", "- ", " - ")
_BULLET: Final = 6


def counts_things(folded: str, at: int) -> bool:
    """Whether a plural noun follows the range that ends at *at* ("de 1500 à 2000 élèves")."""
    return counted(folded, at) or _PLURAL.match(folded, at) is not None


def begins_entry(folded: str, span: Span) -> bool:
    """Whether *span* is a bare year that begins a line and an entry: "2019 : études"."""
    if not span.bare or span.unit != "year" or not folded.startswith(_ENTRY, span.end):
        return False
    return not _before_in_line(folded, span).strip("-•* ")


def _before_in_line(folded: str, span: Span) -> str:
    """Return what stands before *span* in its line, as far as a bullet may reach."""
    reach = max(0, span.start - _BULLET)
    line_start = folded.rfind("\n", reach, span.start) + 1
    if not line_start and reach:
        return "text"
    return folded[line_start : span.start]


def is_year(part: Part, span: Span, cue: Cue | None, *, timeline: bool) -> bool:
    """Whether the bare year *span* is a date. *timeline*: several lines begin with a year."""
    folded = part.folded
    if counted(folded, span.end) or TYPED_ON.match(folded, span.end):
        return False
    year = span.when.year or 0
    if cue and cue.year == "strong":
        return year >= _LONG_AGO or _AFTER_WEAK.match(folded, span.end) is not None
    if year < _LONG_AGO:
        return False
    if cue and cue.year == "weak":
        return _AFTER_WEAK.match(folded, span.end) is not None
    if cue and cue.year == "bracket":
        return folded[span.end : span.end + 1] in {")", "]", ",", ";"}
    if _in_row(folded, span) or _labelled(folded, span) or _opens_sentence(part, span):
        return True
    if folded[span.end : span.end + 1] == ")" and folded.endswith(", ", 0, span.start):
        opened = folded.rfind("(", max(0, span.start - 60), span.start)  # "(Cotonou, 2023)"
        return opened >= 0 and not {")", "\n"} & set(folded[opened : span.start])
    return begins_entry(folded, span) and (timeline or bool(DURATION.match(folded, span.end)))


def _in_row(folded: str, span: Span) -> bool:
    """Whether *span* is a year beside another in the head of a table: "Ligne ; 2023 ; 2024"."""
    if folded[span.start - 2 : span.start - 1] == ",":  # "Années : 2019, 2020, 2021"
        ends = folded[span.end : span.end + 1] in {"", "\n", ",", ";", ".", ")"}
        return ends and _LISTED.search(folded, max(0, span.start - 60), span.start) is not None
    before = _CELL_BEFORE.search(folded, max(0, span.start - 8), span.start)
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
    begin = max(0, span.start - _LONGEST_LABEL)
    line = max(folded.rfind(mark, begin, span.start) for mark in "\n;|") + 1
    if not line and begin:
        return False
    label = folded[line : span.start]
    return label.count(":") == 1 and not _counting().search(label)


def _opens_sentence(part: Part, span: Span) -> bool:
    """Whether *span* is what its sentence speaks of: "2022 fut une année charnière"."""
    if not part.sentences.opens(span.start):
        return False
    year = span.when.year or 0
    return _RECENT <= year <= _LATEST and _VERB.match(part.folded, span.end) is not None


@cache
def _counting() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{excluding('counting')})(?![a-z])")
