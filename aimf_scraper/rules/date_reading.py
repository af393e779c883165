"""Which of the simple dates are dates at all, and what each says with the words before it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.date_ranges import Group, Stated, groups, real, runs, share_year
from aimf_scraper.rules.date_spans import counted, find_spans
from aimf_scraper.rules.date_words import Cue, cue_before, traps
from aimf_scraper.rules.edtf import When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.rules.date_spans import Span

#: How often each rule is right, from the labelled texts and the tables of tests/rules.
CONFIDENCE: Final = {
    "dates.day_month_year": 0.98,
    "dates.numeric": 0.96,
    "dates.numeric_month": 0.85,
    "dates.month_year": 0.97,
    "dates.day_month": 0.85,
    "dates.month": 0.6,
    "dates.year": 0.95,
    "dates.part_of_year": 0.85,
    "dates.season": 0.85,
    "dates.decade": 0.85,
    "dates.range": 0.96,
    "dates.mistyped": 0.8,
    "dates.bare_year": 0.8,
}
_LONGEST_YEARS: Final = 60  # "2019-2100" is no period of a project
_AFTER_WEAK: Final = re.compile(
    r"""[ ]?(?: \Z | [\n.,;:!?)\]»"] | (?: est | sera | etait | a | ont | et | au | par | avec | dans
    | sur | en | qui | que | ainsi | afin | ou | puis | ne | se | s'\w+ )(?![a-z]) )""",
    re.VERBOSE,
)
_PLURAL: Final = re.compile(
    r" (?!(?:dans|sans|sous|vers|puis|depuis|lors|des|les|ses|nous|ils)\b)[a-z]{2,20}s\b"
)
_TYPED_ON: Final = re.compile(r" ?(?:et|a|au|-) ?[0-9]{5,8}(?![0-9])")
_DURATION: Final = re.compile(r" ?: ?[0-9]{1,3} (?:mois|ans?|annees?|semaines?|jours?)(?![a-z])")
_ENTRY: Final = re.compile(r" ?[:-] ")


@cache
def _place() -> re.Pattern[str]:
    # "avenue du 14 juillet", "stade du 26 mars": a place, not a day.
    return re.compile(rf"(?<![a-z])(?:{traps('place')}) (?:du |de la |le )?\Z")


def read(folded: str) -> list[Stated]:
    """Return the dates that *folded* states, in reading order."""
    spans = find_spans(folded)
    timeline = sum(_begins_entry(folded, span) for span in spans) > 1
    return [stated for group in groups(folded, spans) for stated in _read(folded, group, timeline)]


def _begins_entry(folded: str, span: Span) -> bool:
    """Whether *span* is a bare year that begins a line and an entry: "2019 : études"."""
    if not span.bare or span.unit != "year":
        return False
    line_start = max(folded.rfind("\n", max(0, span.start - 6), span.start) + 1, span.start - 6)
    at_start = line_start <= 0 or folded[line_start - 1] == "\n"
    return (
        at_start
        and not folded[max(0, line_start) : span.start].strip("-•* ")
        and bool(_ENTRY.match(folded, span.end))
    )


def _read(folded: str, group: Group, timeline: bool) -> Iterator[Stated]:
    if group.spans[0].unit == "day" and _place().search(
        folded, max(0, group.start - 20), group.start
    ):
        return
    cue = cue_before(folded, group.start)
    if group.days:
        yield from _days(folded, group, cue)
    elif group.links and _is_range(folded, group, cue):
        yield from _range(folded, group, cue)
    elif group.links and all(span.unit == group.spans[0].unit for span in group.spans):
        yield from _list(folded, group, cue)
    else:
        for i, span in enumerate(group.spans):
            yield from _single(folded, span, cue_before(folded, span.start) if i else cue, timeline)


def _days(folded: str, group: Group, cue: Cue | None) -> Iterator[Stated]:
    own = group.spans[0]
    points = [replace(own.when, day=day) for day in group.days] + [own.when]
    start = _written_from(folded, group.start, cue, ranged=True)
    joined = group.days_link == "to" or (cue is not None and cue.sense == "between")
    pairs = [(points[0], points[-1])] if joined else list(runs(points))
    for first, last in pairs:
        yield _stated(own, start, own.end, first, last, weekday=group.weekday)


def _is_range(folded: str, group: Group, cue: Cue | None) -> bool:
    """Whether the first two spans of *group* are the ends of one range."""
    first, last = group.spans[:2]
    link = group.links[0]
    if len(group.spans) > 2 or counted(folded, last.end):
        return False
    begun = cue is not None and cue.sense in {"from", "since", "between", "period", "label"}
    if link == "and":
        if cue is None or cue.sense != "between":
            return False
    elif link == "to":
        if first.bare and not begun:
            return False
    elif link != "dash":
        return False
    if first.unit == "year" and last.unit == "year" and first.bare and last.bare:
        years = (last.when.year or 0) - (first.when.year or 0)
        if not 0 < years <= _LONGEST_YEARS:
            return False
        return link == "dash" or not _PLURAL.match(folded, last.end)
    one, other, _ = share_year(first.when, last.when)
    return (one.year is None and other.year is None) or one.order < other.order


def _range(folded: str, group: Group, cue: Cue | None) -> Iterator[Stated]:
    first, last = group.spans[:2]
    one, other, turned = share_year(first.when, last.when)
    if not real(one) or not real(other):
        yield from _single(folded, last, cue)
        return
    if one.division == 24 and other == When((one.year or 0) + 1):  # "hiver 2023-2024"
        one, other = When(one.year, 12), When(other.year, 2)
    start = _written_from(folded, group.start, cue, ranged=True)
    stated = _stated(first, start, last.end, one, other)
    stated.rule = "dates.range"
    stated.inferred = tuple(
        sorted({*first.inferred, *last.inferred, *(("year",) if turned else ())})
    )
    stated.confidence = (
        min(
            CONFIDENCE["dates.range"],
            *(
                CONFIDENCE[span.rule]
                for span in (first, last)
                if span.unit == "division" or span.vague
            ),
        )
        if first.vague or last.vague or "division" in {first.unit, last.unit}
        else CONFIDENCE["dates.range"]
    )
    yield stated


def _list(folded: str, group: Group, cue: Cue | None) -> Iterator[Stated]:
    """Read "juin et juillet 2022", "en 2019, 2020 et 2021": years are shared backwards."""
    spans = group.spans
    if spans[0].unit == "year":
        if not spans[0].bare or (cue and cue.year == "strong"):
            for i, span in enumerate(spans):
                if not counted(folded, span.end):
                    start = span.start if i else _written_from(folded, span.start, cue, year=True)
                    yield _stated(span, start, span.end, span.when)
        else:
            for i, span in enumerate(spans):
                yield from _single(folded, span, cue_before(folded, span.start) if i else cue)
        return
    points = [span.when for span in spans]
    turned = False
    for i in range(len(points) - 1, 0, -1):
        points[i - 1], points[i], turns = share_year(points[i - 1], points[i])
        turned = turned or turns
    by_point = dict(zip(points, spans, strict=True))
    for first, last in runs([point for point in points if real(point)]):
        span = by_point[first]
        if span.bare and first.year is None and last is None:
            yield from _single(folded, span, cue_before(folded, span.start))
            continue
        end = by_point[last].end if last else span.end
        start = (
            _written_from(folded, span.start, cue, ranged=bool(last))
            if span is spans[0]
            else span.start
        )
        stated = _stated(span, start, end, first, last)
        if first.year is not None and span.when.year is None:
            stated.confidence = 0.93
            stated.inferred = ("year",) if turned else ()
        yield stated


def _single(folded: str, span: Span, cue: Cue | None, timeline: bool = False) -> Iterator[Stated]:
    start = _written_from(folded, span.start, cue, year=span.unit == "year")
    stated = _stated(span, start, span.end, span.when)
    stated.role = (cue.role if cue else None) or ""
    if cue and cue.sense == "since":
        stated.ending = "open"
    if cue and cue.sense == "about":
        stated.first = replace(span.when, approximate=True)
    if span.unit == "year" and not span.when.decade:
        typed_on = _TYPED_ON.match(folded, span.end)
        if typed_on and cue and cue.sense in {"between", "from", "period"}:
            stated.start, stated.end = cue.start, typed_on.end()
            stated.ending, stated.rule, stated.role = "unknown", "dates.mistyped", "period"
            stated.confidence = CONFIDENCE["dates.mistyped"]
            yield stated
            return
    if not span.bare:
        yield stated
    elif span.unit == "month":
        if span.vague or (
            cue and cue.sense in {"at", "since", "until", "about"} and cue.year == "strong"
        ):
            yield stated
    elif _is_year(folded, span, cue, timeline):
        at_line_start = not span.start or folded[span.start - 1] == "\n"
        duration = _DURATION.match(folded, span.end) if at_line_start else None
        if duration:
            stated.end, stated.role = duration.end(), "period"
        if cue is None or cue.year in {"weak", "bracket"}:
            stated.rule, stated.confidence = "dates.bare_year", CONFIDENCE["dates.bare_year"]
        yield stated


def _is_year(folded: str, span: Span, cue: Cue | None, timeline: bool) -> bool:
    """Whether a bare year is a date: something before it, or its place, must say so."""
    if counted(folded, span.end) or _TYPED_ON.match(folded, span.end):
        return False
    year = span.when.year or 0
    if cue and cue.year == "strong":
        return year >= 1500 or _AFTER_WEAK.match(folded, span.end) is not None
    if year < 1500:
        return False
    if cue and cue.year == "weak":
        return _AFTER_WEAK.match(folded, span.end) is not None
    if cue and cue.year == "bracket":
        return folded[span.end : span.end + 1] in {")", "]", ",", ";"}
    if folded[span.end : span.end + 1] == ")" and folded.endswith(", ", 0, span.start):
        opened = folded.rfind("(", max(0, span.start - 60), span.start)
        return opened >= 0 and not {")", "\n"} & set(folded[opened : span.start])
    return _begins_entry(folded, span) and (timeline or bool(_DURATION.match(folded, span.end)))


def _written_from(
    folded: str, start: int, cue: Cue | None, *, ranged: bool = False, year: bool = False
) -> int:
    """Return where the date as written begins: with its own preposition, without an article."""
    if cue:
        own = cue.sense in {"since", "until", "between", "about"}
        if own or (ranged and cue.sense == "from") or (year and cue.sense == "at"):
            return cue.start
    for article in ("ce ", "les ") if ranged or not year else ():
        begin = start - len(article)
        if folded.startswith(article, max(0, begin)) and not (
            begin and folded[begin - 1].isalpha()
        ):
            return begin
    return start


def _stated(
    span: Span,
    start: int,
    end: int,
    first: When,
    last: When | None = None,
    *,
    weekday: int | None = None,
) -> Stated:
    return Stated(
        start,
        end,
        first,
        last,
        rule=span.rule,
        confidence=CONFIDENCE[span.rule],
        inferred=span.inferred,
        weekday=span.weekday if weekday is None else weekday,
        relative=span.relative,
        mistyped=span.mistyped,
    )
