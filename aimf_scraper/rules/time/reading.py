"""Which of the simple dates are dates at all, and what each says with the words before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.time.bare_years import begins_entry, counts_things
from aimf_scraper.rules.time.edtf import When
from aimf_scraper.rules.time.exclusions import is_excluded
from aimf_scraper.rules.time.expressions import values
from aimf_scraper.rules.time.in_figures import counted
from aimf_scraper.rules.time.modifiers import WINTER
from aimf_scraper.rules.time.ranges import Group, Stated, groups, real, runs, share_year
from aimf_scraper.rules.time.single import CONFIDENCE, read_single, stated, written_from
from aimf_scraper.rules.time.spans import find_spans
from aimf_scraper.rules.time.words import Cue, cue_before, label_above

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.time.in_figures import Span

_RECENT: Final = 1950
_LONGEST_YEARS: Final = 60  # "2019-2100" is no period of a project


class Refused(NamedTuple):
    """What looks like a date at ``start:end`` and is none, and where it is said."""

    start: int
    end: int
    why: str
    at: str = ""


def read(
    part: Part, places: Mapping[str, list[int]], refused: list[Refused] | None = None
) -> list[Stated]:
    """Return the dates that *part* states, in reading order; *places*: its anchors.

    *refused*: takes up what only looks like a date, where somebody asks.
    """
    folded = part.folded
    spans = find_spans(part, places)
    timeline = len(spans) > 1 and sum([begins_entry(part, span) for span in spans]) > 1
    found: list[Stated] = []
    for group in groups(folded, spans):
        why = is_excluded(folded, group)
        dates = [] if why else [*_read(part, group, timeline=timeline)]
        found += dates
        if refused is not None and not dates:
            end = group.spans[-1].end
            refused.append(Refused(group.start, end, *(why or (NO_CUE, ""))))
    return found


NO_CUE: Final = "a year or a month that no word beside it makes a date"


def _read(part: Part, group: Group, *, timeline: bool) -> Iterable[Stated]:
    cue = cue_before(part, group.start) or label_above(part.folded, group.start)
    for one in _of_group(part, group, cue, timeline=timeline):
        if cue is not None and one.cue is None:
            one.cue, one.cue_at = (cue.start, group.start), cue.read_at
        yield one


def _of_group(part: Part, group: Group, cue: Cue | None, *, timeline: bool) -> Iterable[Stated]:
    spans = group.spans
    _share_decade(spans)
    if group.days:
        return _days(part, group, cue)
    if not group.links:
        if _is_half(part.folded, group):
            return ()
        one = read_single(part, spans[0], cue, timeline=timeline)
        return (one,) if one else ()
    if cue and cue.year == "bracket" and _fills_bracket(part.folded, group):
        cue = Cue("at", None, "strong", group.start)  # "(2019 et 2021)"
    if _is_range(part.folded, group, cue):
        one = _range(part, group, cue)
        found = [one] if one else []
        if rest := spans[2:]:  # "entre 2016 et 2018, puis en 2020"
            again = Group(rest, group.links[2:], start=rest[0].start, weekday=rest[0].weekday)
            if is_excluded(part.folded, again) is None:
                found += _read(part, again, timeline=timeline)
        return found
    unit = spans[0].unit
    alike = all(span.unit == unit for span in spans)
    if alike and unit in {"day", "month"}:
        return _list(part, group, cue)
    if alike and _is_years_list(part.folded, group, cue):
        start = written_from(part.folded, group.start, cue, year=True)
        one = stated(spans[0], start, spans[-1].end, spans[0].when, spans[-1].when)
        one.rule, one.confidence = "dates.years_list", CONFIDENCE["dates.years_list"]
        return (one,)
    return _one_by_one(part, group, cue, timeline=timeline)


def _share_decade(spans: list[Span]) -> None:
    """Make decades of the years behind one: "les années 1950 et 1960"."""
    if not spans[0].when.decade:
        return
    for span in spans[1:]:
        if span.rule == "dates.year" and span.bare and (span.when.year or 1) % 10 == 0:
            span.when, span.rule, span.bare = span.when._replace(decade=True), "dates.decade", False


_HALF_BEFORE: Final = Pattern(r"(?<![0-9])[0-9]{4}/")


def _is_half(folded: str, group: Group) -> bool:
    """Return whether *group* is half of a range whose other half nobody can read: "2019/début 2020"."""
    return _HALF_BEFORE.right_before(folded, group.start) is not None


def _one_by_one(part: Part, group: Group, cue: Cue | None, *, timeline: bool) -> Iterator[Stated]:
    """Read each of *group* for itself; in "en 2012 et 2014" the second year leans on the first."""
    chained = False
    for i, span in enumerate(group.spans):
        own = cue_before(part, span.start) if i else cue
        if chained and own is None and span.unit == "year":
            own = cue._replace(start=span.start) if cue else None
        one = read_single(part, span, own, timeline=timeline)
        chained = bool(one) and (chained or not i) and cue is not None and cue.sense == "at"
        if one:
            yield one


def _days(part: Part, group: Group, cue: Cue | None) -> Iterator[Stated]:
    """Read "du 7 au 9 octobre", "12, 13 et 14 mai", "les 3 et 10 mai"."""
    own = group.spans[0]
    points = [own.when._replace(day=day) for day in group.days] + [own.when]
    start = written_from(part.folded, group.start, cue, ranged=True)
    joined = group.days_link == "to" or (cue is not None and cue.sense == "between")
    for first, last in [(points[0], points[-1])] if joined else runs(points):
        one = stated(own, start, own.end, first, last)
        one.weekday = group.weekday
        yield one


def _is_range(folded: str, group: Group, cue: Cue | None) -> bool:
    """Whether the first two spans of *group* are the ends of one range."""
    first, last = group.spans[:2]
    link = group.links[0]
    if link == "comma" or counted(folded, last.end):
        return False
    begun = cue is not None and cue.sense in {"from", "since", "between", "period", "label"}
    if link == "and":
        if cue is None or cue.sense != "between":
            return False
    elif link == "to" and first.bare and not begun and not _stands_as_range(folded, group):
        return False
    if first.unit == "year" and last.unit == "year" and first.bare and last.bare:
        years = (last.when.year or 0) - (first.when.year or 0)
        if not 0 < years <= _LONGEST_YEARS:
            return False
        return link == "dash" or not counts_things(folded, last.end)
    one, other, _ = share_year(first.when, last.when)
    return (one.year is None and other.year is None) or one.order < other.order


def _stands_as_range(folded: str, group: Group) -> bool:
    """Whether "2019 à 2021" needs no cue: years that nothing counted follows, or months of a year."""
    first, last = group.spans[:2]
    if first.unit == "month":
        return last.unit == "month" and last.when.year is not None
    recent = (first.when.year or 0) >= _RECENT
    ends = folded[last.end : last.end + 1] in {"", "\n", ")", "]", ",", ";", ".", ":"}
    return recent and ends and first.unit == last.unit == "year"


def _range(part: Part, group: Group, cue: Cue | None) -> Stated | None:
    first, last = group.spans[:2]
    begins, ends, turned = share_year(first.when, last.when)
    if not real(begins) or not real(ends):
        return read_single(part, last, None, timeline=False)
    if begins.division == WINTER and ends == When((begins.year or 0) + 1):  # "hiver 2023-2024"
        begins, ends = When(begins.year, 12), When(ends.year, 2)
    start = written_from(part.folded, group.start, cue, ranged=True)
    school = begins.approximate and begins.month == values("part")["rentree"]
    if school and ends == When((begins.year or 0) + 1):  # "la rentrée 2019-2020"
        return stated(first, start, last.end, begins)
    one = stated(first, start, last.end, begins, ends)
    one.rule, one.confidence = "dates.range", CONFIDENCE["dates.range"]
    vague = {"dates.part_of_year", "dates.season", "dates.decade", "dates.numeric_month"}
    vague |= {"dates.short_year", "dates.dotted_year", "dates.year_or_month", "dates.century"}
    if vague & {first.rule, last.rule} or turned:
        one.confidence = CONFIDENCE["dates.part_of_year"]
    if begins.year is None:
        one.confidence = CONFIDENCE["dates.day_month"]
    worked_out = ("year",) if turned else ()
    one.inferred = tuple(sorted({*first.inferred, *last.inferred, *worked_out}))
    return one


def _list(part: Part, group: Group, cue: Cue | None) -> Iterator[Stated]:
    """Read "juin et juillet 2022", "31 octobre et 1er novembre": the year is shared backwards."""
    spans = group.spans
    points = [span.when for span in spans]
    turned = False
    for i in range(len(points) - 1, 0, -1):
        points[i - 1], points[i], turns = share_year(points[i - 1], points[i])
        turned = turned or turns
    spans_of = dict(zip(points, spans, strict=True))
    for first, last in runs([point for point in points if real(point)]):
        span = spans_of[first]
        if span.bare and first.year is None and last is None:
            if single := read_single(part, span, cue_before(part, span.start), timeline=False):
                yield single
            continue
        end = spans_of[last].end if last else span.end
        start = span.start
        if span is spans[0]:
            start = written_from(part.folded, start, cue, ranged=bool(last))
        one = stated(span, start, end, first, last)
        if first.year is not None and span.when.year is None:
            one.rule, one.confidence = "dates.list", CONFIDENCE["dates.list"]
            if turned:
                one.inferred, one.confidence = ("year",), CONFIDENCE["dates.day_month"]
        yield one


def _fills_bracket(folded: str, group: Group) -> bool:
    """Tell whether years are all that stands between two brackets."""
    end = group.spans[-1].end
    years = all(span.rule == "dates.year" for span in group.spans)
    return years and folded[group.start - 1] in "([" and folded[end : end + 1] in {")", "]"}


def _is_years_list(folded: str, group: Group, cue: Cue | None) -> bool:
    """Whether *group* is years in a row after one cue: "en 2019, 2020 et 2021"."""
    if group.links[-1] != "and" or counted(folded, group.spans[-1].end):
        return False
    years = [span.when.year or 0 for span in group.spans]
    stands = not group.spans[0].bare or (cue is not None and cue.sense in {"at", "period", "label"})
    plain = all(span.rule == "dates.year" for span in group.spans)
    gaps = [folded[a.end : b.start] for a, b in zip(group.spans, group.spans[1:], strict=False)]
    once = all(gap.strip() in {",", "et", "&"} for gap in gaps)
    return stands and plain and once and years == list(range(years[0], years[0] + len(years)))
