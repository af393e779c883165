"""Readers of public suites of French dates: each case a text, its day of writing and what it says.

The suites lie in a folder outside this repository, a checkout each. Every reader yields the
cases of its suite that hold calendar dates; ``french_dates.py`` says which are in our field.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: First and last day; ``None`` where that end is open.
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Expected:
    """A date of a case: its words and every reading that the suite takes for right."""

    words: str
    readings: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class Case:
    suite: str
    text: str
    written: date | None
    expected: tuple[Expected, ...]
    other: tuple[str, ...] = ()  # words of the text that say a time, a duration, a set


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def days_of(written: str) -> Days | None:
    """Return the days of "2016", "2016-11", "2016-11-07" and "199"."""
    m = re.fullmatch(r"([0-9]{3,4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", written)
    if m is None:
        return None
    if len(m[1]) == 3:
        return date(int(m[1]) * 10, 1, 1), date(int(m[1]) * 10 + 9, 12, 31)
    year = int(m[1])
    if m[3]:
        day = _day(written)
        return (day, day) if day else None
    if m[2]:
        month = int(m[2])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


# --- Recognizers-Text ---

_MODELS: Final = ("DateTimeModel", "DateParser", "DatePeriodParser", "MergedParser")
_DATES: Final = {"date", "daterange"}
_YEAR: Final = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")


def recognizers_text(folder: Path) -> Iterator[Case]:
    seen = set()
    for model in _MODELS:
        path = folder / "Specs/DateTime/French" / f"{model}.json"
        for case in json.loads(path.read_text("utf-8-sig")):
            written = _day(case.get("Context", {}).get("ReferenceDateTime", ""))
            if (case["Input"], written) in seen:
                continue
            seen.add((case["Input"], written))
            expected, other = [], []
            for result in case["Results"]:
                kind = (result.get("TypeName") or result.get("Type") or "").removeprefix(
                    "datetimeV2."
                )
                readings = _resolutions(result) if kind in _DATES else ()
                if readings and written is None and not _YEAR.search(result["Text"]):
                    readings = ()  # told from a day that the suite keeps to itself
                if readings:
                    expected.append(Expected(result["Text"], readings))
                else:
                    other.append(result["Text"])
            yield Case("recognizers-text", case["Input"], written, tuple(expected), tuple(other))


def _resolutions(result: dict[str, Any]) -> tuple[Days, ...]:
    value = result.get("Value") or {}
    if isinstance(value, dict) and "FutureResolution" in value:
        told = [value["FutureResolution"], value["PastResolution"]]
    else:
        found = result.get("Resolution") or value
        told = found.get("values", []) if isinstance(found, dict) else []
    readings: list[Days] = []
    for one in told:
        if day := _day(one.get("value", one.get("date", ""))):
            mod = one.get("Mod", "")
            if mod in {"before", "until"}:
                readings += [(None, day), (None, day - timedelta(1))]
            elif mod in {"after", "since"}:
                readings += [(day, None), (day + timedelta(1), None)]
            readings.append((day, day))
            continue
        start = _day(one.get("start", one.get("startDate", "")))
        end = _day(one.get("end", one.get("endDate", "")))
        if start or end:
            # The end is the day after, but people who say "du 4 au 22" mean the 22nd too.
            readings += [(start, end), (start, end - timedelta(1) if end else None)]
    return tuple(dict.fromkeys(readings))


# --- Duckling ---

_EXAMPLES: Final = re.compile(
    r"examples\s*\((datetime\w*)\s+(.*?)\)\s*\n?\s*\[(.*?)\n?\s*\]", re.DOTALL
)
_MOMENT: Final = re.compile(r"\(([0-9]+), ([0-9]+), ([0-9]+), ([0-9]+), ([0-9]+), [0-9.]+\)")
_GRAIN: Final = re.compile(r"\b(Day|Week|Month|Quarter|Year|Hour|Minute|Second)\b")
_DUCKLING_NOW: Final = date(2013, 2, 12)


def duckling(folder: Path) -> Iterator[Case]:
    corpus = (folder / "Duckling/Time/FR/Corpus.hs").read_text("utf-8")
    for m in _EXAMPLES.finditer(corpus):
        grain = _GRAIN.search(m[2])
        moments = _MOMENT.findall(m[2])
        texts = re.findall(r'"((?:[^"\\]|\\.)*)"', m[3])
        if not grain or grain[1] in {"Hour", "Minute", "Second"} or not moments:
            continue
        points = [date(int(y), int(mo) or 1, int(d) or 1) for y, mo, d, _, _ in moments]
        readings: tuple[Days, ...]
        if m[1] == "datetimeInterval":
            readings = ((points[0], points[1] - timedelta(1)), (points[0], points[1]))
        elif m[1] == "datetimeOpenInterval":
            open_end = "After" in m[2]
            near = points[0] if open_end else points[0] - timedelta(1)
            readings = ((points[0], None),) if open_end else ((None, near), (None, points[0]))
            readings += ((points[0], points[0]),)
        else:
            readings = (_whole(points[0], grain[1]),)
        for text in texts:
            yield Case("duckling", text, _DUCKLING_NOW, (Expected(text, readings),))


def _whole(first: date, grain: str) -> Days:
    if grain == "Day":
        return first, first
    if grain == "Week":
        return first, first + timedelta(6)
    months = {"Month": 1, "Quarter": 3, "Year": 12}[grain]
    last = first.month + months - 1
    return first, date(first.year, last, monthrange(first.year, last)[1])


# --- HeidelTime: the examples above its rules, and the value that the rule gives them ---

_ANTIQUITY: Final = 1000
_RULE: Final = re.compile(r'RULENAME="([^"]+)",EXTRACTION="([^"]+)",NORM_VALUE="([^"]+)"')
_SEASON: Final = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}
_QUARTER: Final = re.compile(r"([0-9]{4})-([QH])([1-4])\Z")


def heideltime(folder: Path) -> Iterator[Case]:
    base = folder / "resources/french"
    patterns = {
        path.stem.removeprefix("resources_repattern_"): _lines(path)
        for path in sorted((base / "repattern").glob("*.txt"))
    }
    norms = {
        path.stem.removeprefix("resources_normalization_"): re.findall(
            r'"([^"]*)","([^"]*)"', "\n".join(_lines(path))
        )
        for path in sorted((base / "normalization").glob("*.txt"))
    }
    rules, examples = [], []
    for line in (base / "rules/resources_rules_daterules.txt").read_text("utf-8").splitlines():
        if m := _RULE.match(line):
            rules.append((_compiled(m[2], patterns), m[3]))
        elif m2 := re.match(r"// EXAMPLE [\w-]+: (.+)", line):
            text = re.sub(r"\((?:find|add|trouve|[0-9]).*", "", m2[1]).strip()
            examples.append(re.sub(r"\((le|de|après)\)", r"\1", text))
    removed = [pattern for pattern, value in rules if value == "REMOVE"]
    for text in dict.fromkeys(examples):
        if any(pattern.search(text) for pattern in removed):
            continue
        best: tuple[int, str, str] | None = None
        for pattern, value in rules:
            for m in pattern.finditer(text):
                told = _value(value, m, norms)
                if told[:1].isdecimal() and (best is None or len(m[0]) >= best[0]):
                    best = len(m[0]), m[0], told
        days = _heideltime_days(best[2]) if best else None
        if best and days and days[0] and days[0].year > _ANTIQUITY:
            yield Case("heideltime", text, date(2015, 6, 15), (Expected(best[1], (days,)),))


def _lines(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("//")]


def _compiled(extraction: str, patterns: dict[str, list[str]]) -> re.Pattern[str]:
    named = re.sub(
        r"%(re\w+)", lambda m: f"({'|'.join(patterns.get(_known(m[1], patterns), []))})", extraction
    )
    return re.compile(named)


def _known(name: str, tables: dict[str, Any]) -> str:
    return next((name[:i] for i in range(len(name), 1, -1) if name[:i] in tables), name)


def _value(form: str, m: re.Match[str], norms: dict[str, list[tuple[str, str]]]) -> str:
    told = re.sub(r"group\(([0-9]+)\)", lambda g: f"<{m[int(g[1])] or ''}>", form)
    told = re.sub(
        r"%SUBSTRING%\(<([^>]*)>,([0-9]+),([0-9]+)\)", lambda g: g[1][int(g[2]) : int(g[3])], told
    )
    told = re.sub(r"%(norm\w+)\(<([^>]*)>\)", lambda g: _looked_up(norms.get(g[1], []), g[2]), told)
    return told.replace("<", "").replace(">", "")


def _looked_up(table: list[tuple[str, str]], word: str) -> str:
    return next((value for pattern, value in table if re.fullmatch(pattern, word)), "?")


def _heideltime_days(value: str) -> Days | None:
    if m := _QUARTER.match(value):
        size = 3 if m[2] == "Q" else 6
        last = int(m[3]) * size
        return date(int(m[1]), last - size + 1, 1), date(
            int(m[1]), last, monthrange(int(m[1]), last)[1]
        )
    if (m := re.match(r"([0-9]{4})-(SP|SU|FA)\Z", value)) is not None:
        first, last = _SEASON[m[2]]
        return date(int(m[1]), first, 1), date(int(m[1]), last, monthrange(int(m[1]), last)[1])
    return days_of(value)


# --- dateparser ---

_FRENCH: Final = re.compile(r"# French( dates)?\n(.*?)(?=\n\s*# [A-Z]|\n\s*\]\n)", re.DOTALL)
_PAIR: Final = re.compile(
    r'"((?:[^"\\]|\\.)*)",\s*(?:datetime\.)?datetime\(([0-9]+), ([0-9]+), ([0-9]+)'
)
_AGO: Final = re.compile(
    r'param\(\s*"([^"]+)",\s*(ago|in_future)=\{"(days|weeks|months|years)": ([0-9]+)\}'
)
_SENTENCE: Final = re.compile(
    r'"fr",\s*(?:text=)?((?:"(?:[^"\\]|\\.)*"\s*)+),\s*(?:expected=)?\[(.*?)\]', re.DOTALL
)
_DATEPARSER_NOW: Final = date(2012, 11, 13)


def dateparser(folder: Path) -> Iterator[Case]:
    tests = folder / "tests"
    seen = set()
    for block in _FRENCH.findall((tests / "test_date_parser.py").read_text("utf-8")):
        for text, *numbers in _PAIR.findall(block[1]):
            day = date(*map(int, numbers))
            seen.add((text, day))
    for text, day in sorted(seen):
        yield Case("dateparser", text, _DATEPARSER_NOW, (Expected(text, ((day, day),)),))
    for block in _FRENCH.findall((tests / "test_search.py").read_text("utf-8")):
        for joined, dates in _SENTENCE.findall(block[1]):
            text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', joined))
            expected = []
            for words, *numbers in _PAIR.findall(dates):
                day = date(*map(int, numbers))
                expected.append(Expected(words, ((day, day),)))
            yield Case("dateparser", text, date(2000, 1, 1), tuple(expected))
    yield from _told_from_today(tests / "test_freshness_date_parser.py")


def _told_from_today(path: Path) -> Iterator[Case]:
    today = date(2014, 9, 1)
    asked = {
        (text, way, unit, int(number))
        for block in _FRENCH.findall(path.read_text("utf-8"))
        for text, way, unit, number in _AGO.findall(block[1])
    }
    seen = set()
    for text, way, unit, number in sorted(asked):
        sign = -1 if way == "ago" else 1
        if unit in {"days", "weeks"}:
            day = today + timedelta(sign * number * (7 if unit == "weeks" else 1))
            readings: tuple[Days, ...] = ((day, day),)
        else:
            months = (
                today.year * 12 + today.month - 1 + sign * number * (12 if unit == "years" else 1)
            )
            day = date(months // 12, months % 12 + 1, 1)
            readings = (_whole(day, "Month"), (day, day))
        if (
            plain := re.sub("aujourd.hui", "", fold(text))
        ) not in seen:  # ten of them write one apostrophe each
            seen.add(plain)
            yield Case("dateparser", text, today, (Expected(text, readings),))


READERS: Final = {
    "recognizers-text": recognizers_text,
    "duckling": duckling,
    "heideltime": heideltime,
    "dateparser": dateparser,
}
