"""How many of the dates of public suites of French dates are read right, beside dateparser.

    python bench/french_dates.py FOLDER [--worst] [--outside]

FOLDER holds a checkout of each suite (``bench/README.md`` names them). A date is right where
its first and last day are those of the suite; wrong where other days are given for it, or where
a date is given for words that the suite takes for none; else missed, a date that holds it and is
less precise among them. ``--worst`` prints what is not right, ``--outside`` what is left out as not
of our field, and why.

Where the suites differ among themselves, each way is right: the last unit of a range may belong to
it or not ("de 2014 à 2018"); a limit ("avant 2010") is the limit itself; without a year and a word
that tells which, the year before and the year after are as good; "fin mars" is the month or its end;
seasons begin on the 1st or the 21st. dateparser knows days only: the first day is enough for it.

Our field: what reports, news and project sheets state. Left out by the rules of ``outside``.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import dateparser.search
from date_suites import READERS, Case, Days, Expected

from aimf_scraper.full_days import first_day, last_day
from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.time.dates import find_dates
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTH: Final = r"\b(?:janv?|fev|mars?|avr|mai|juin|jui|juil|aout|sept?|oct|nov|dec)[a-z]*"
_OUTSIDE: Final = {
    "a time of day": r"[0-9] ?(?:h|heures?|am|pm|min)(?![a-z])|:[0-9]{2}|matin|soir|midi|nuit|minuit|heure|journee\b",
    "a span counted": r"\b(?:[0-9]+|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quelques|plusieurs|premiers?|ouvrables?)"
    r" (?:(?:derniere?|prochaine?|passee?|suivante?)s? )?(?:jours?|semaines?|mois|ans?|annees?|week-?ends?|trimestres?|ouvr\w+)\b",
    "a feast or a day of something": r"noel|paques|toussaint|nouvel an|jour de l'an|fete|thanksgiving|halloween|careme"
    r"|pentecote|ascension|saint|morts|black friday|vendredi noir|cyber|jour de la",
    "no month is said": r"\A(?:(?:a partir|au|du|le|l[ea]s|ce|[a-z]+di|entre|et|jusqu'au|avant|apres) ?)*[0-9]{1,2}(?:e|er|eme)?"
    r"(?: (?:au|et le|et|-|a) (?:[0-9]{1,2}|[a-z-]+))?\Z|\A(?:[a-z]+di|dimanche) (?:le )?[0-9]+\Z|le (?:25|vingt-cinq) mardi",
    "told from another day": r"le jour (?:d'avant|precedent|d'apres)|veille|lendemain\Z|suivant|d'apres|qui suit|plus t(?:ard|ot)\b|jour apres|meme semaine",
    "part of a week, or as only speech says it": r"(?:debut|milieu|fin) de (?:la )?semaine|\ben (?:semaine|huit|quinze|8|15)\Z|en ce moment|dans la semaine",
    "English order or English words": rf"{_MONTH}[ .,/-]{{1,2}}(?:[12]?[0-9]|3[01])(?![0-9])|{_MONTH} (?:vingt|second|deux|trente)|[0-9]{{4}}-{_MONTH}|-[0-9]{{4}}-[0-9a-z]"
    r"|\A(?:0?[1-9]|1[0-2])[/-](?:1[3-9]|2[0-9]|3[01])[/-]|10-1-2018|[0-9]{4}/[0-9a-z]+/[a-z]|[0-9]0s\b",
    "no French": rf"\bcette (?:{_MONTH}|[a-z]+di\b|mois)|\bprochain [a-z]|semaine (?:dernier|prochain)\b|\bde ce mai\b|seconde de|sur le\b|\bce [a-z]+di prochain"
    r"|jusqu'a [0-9]|\bde sept\b|\bcy\b|[<>]=|\bquart de|(?:[0-9][ -]?|\b)trimestre[0-9]|[0-9]\.0\Z|superieure|le troisieme semaine|\bet [0-9]+ cette|entre [0-9]+ et [0-9]+\Z|novembre entre| a octobre| a 22 oct|jusqu'a mer",
    "figures parted by blanks or points": r"\b[0-9]{1,2} [0-9]{1,2}(?: [0-9]{2,4})?\Z|[0-9] ?[/-] +[0-9]|[0-9] +[/-] ?[0-9]|\b(?:11|12), ?20|[0-9]{4}\.[0-9]+\Z|[0-9]{2},[0-9]{2,4}\Z|11 de l'annee|2016, nov",
}
#: Whose value is not what the words say, by the suite's own slip: "16 avril 2021" as 2016-04-21.
_SLIPS: Final = frozenset({"16 avril 2021", "3-7-2017", "du 5 novembre au 5 fevrier 2017"})
_FIELD: Final = {why: re.compile(pattern) for why, pattern in _OUTSIDE.items()}
_ONE_WORD: Final = re.compile(
    r"[a-z.|-]+|[0-9]{4}|[0-9]{1,2}/[0-9]{1,2}(?:-[0-9]{1,2}/[0-9]{1,2})?"
)


def outside(case: Case, expected: Expected) -> str:
    """Return why a date is not of our field, empty where it is."""
    folded = fold(expected.words).strip()
    if fold(case.text).strip() == folded and _ONE_WORD.fullmatch(folded):
        return "one word or figure without a sentence"
    if folded in _SLIPS or (
        folded == "11-2016" and all(first and first.month == 6 for first, _ in expected.readings)
    ):
        return "a slip of the suite"
    return next((why for why, pattern in _FIELD.items() if pattern.search(folded)), "")


class Read(NamedTuple):
    """A date that a reader gives; ``last_unit``: the first day of its last year, month or day."""

    start: int
    end: int
    first: date | None
    last: date | None
    last_unit: date | None
    edtf: str

    @property
    def ranged(self) -> bool:
        return "/" in self.edtf


def ours(case: Case) -> list[Read]:
    document = Document(text=case.text, published=case.written)
    read = []
    for fact in find_dates(open_document(document)):
        days = (
            first_day(fact.start),
            last_day(fact.edtf, fact.start, fact.end),
            first_day(fact.end or fact.start),
        )
        first, last, unit = (date.fromisoformat(day) if day else None for day in days)
        read += [Read(one.start, one.end, first, last, unit, fact.edtf) for one in fact.evidence]
    return read


def dateparsers(case: Case) -> list[Read]:
    base = datetime.combine(case.written or date(2000, 1, 1), datetime.min.time())
    settings = {"RELATIVE_BASE": base, "DATE_ORDER": "DMY"}
    found = dateparser.search.search_dates(case.text, languages=["fr"], settings=settings) or []
    read, at = [], 0
    for words, moment in found:
        at = max(0, case.text.find(words, at))
        day = moment.date()
        read.append(Read(at, at + len(words), day, day, day, day.isoformat()))
        at += len(words)
    return read


def judge(case: Case, read: list[Read], *, points: bool) -> list[tuple[str, Expected | None]]:
    """Return how each expected date was read, and every date that is none.

    *points*: the reader knows days only; the first day of a month or a range will do.
    """
    judged: list[tuple[str, Expected | None]] = []
    used: set[int] = set()
    folded, at = fold(case.text), 0
    for one in case.expected:
        begin = max(0, folded.find(fold(one.words), at))
        end = at = begin + len(one.words)
        near = [i for i, r in enumerate(read) if r.start < end and r.end > begin]
        used.update(near)
        verdict = "missed"
        if any(
            _fits(read[i], one, points=points, ends_only=case.suite in _ENDS_ONLY) for i in near
        ):
            verdict = "right"
        elif near and not all(_holds(read[i], one) for i in near):
            verdict = "wrong"
        judged.append((verdict, one))
    said = [folded.find(fold(words)) for words in case.other]
    for i, r in enumerate(read):
        other = any(
            begin < r.end and r.start < begin + len(w)
            for begin, w in zip(said, case.other, strict=True)
        )
        if i not in used and not other:
            judged.append(("wrong", None))
    return judged


_DAY: Final = timedelta(1)
#: Suites of days and months: of a range they tell the ends.
_ENDS_ONLY: Final = frozenset({"heideltime", "dateparser"})
#: Words for a stretch of time whose edges no two suites draw alike.
_VAGUE: Final = re.compile(
    r"\b(?:debut|mi|milieu|fin|courant|printemps|ete|automne|hiver|quinzaine|saison|(?:premiere|derniere|deuxieme|troisieme) semaine de|(?:premiere|derniere|deuxieme|troisieme) semaine d)\b"
)
_SAYS_YEAR: Final = re.compile(
    r"(?<![0-9])[0-9]{4}(?![0-9])|[0-9]/[0-9]{1,2}/[0-9]|annee|prochaine?|derniere?|cette|\bce\b"
)


def _fits(read: Read, one: Expected, *, points: bool, ends_only: bool) -> bool:
    """Return whether *read* is one of the readings, by the conventions of this page's head."""
    folded = fold(one.words)
    readings = one.readings
    if not _SAYS_YEAR.search(folded):
        readings += tuple(_moved(days, years) for days in readings for years in (-1, 1))
    if points:
        return any(read.first == first for first, _ in readings)
    vague = _VAGUE.search(folded) is not None
    return any(
        _same(read, days, folded, ends_only=ends_only) or (vague and _touch(read, days))
        for days in readings
    )


def _same(read: Read, days: Days, folded: str, *, ends_only: bool) -> bool:
    first, last = days
    ends = {read.last, read.last_unit, read.last + _DAY if read.last else None}
    if first is None:  # "avant 2010": the record names the limit, and says that it is one
        return last in {*ends, read.first, *([read.first - _DAY] if read.first else [])}
    if last is None:
        limit = read.first == first or read.last == first - _DAY
        return limit and (read.last is None or not read.ranged)
    if read.edtf.endswith("/..") and _UNTIL_NOW.search(folded):  # the suite knows which day is now
        return read.first == first
    if ends_only and first == last and read.ranged:  # a suite that tells a range as its ends
        return first in {read.first, read.last}
    return read.first == first and last in ends


def _touch(read: Read, days: Days) -> bool:
    """Return whether one holds the other: "fin mars" is 2013-03, or its last ten days."""
    (first, last), begin, end = days, read.first, read.last
    if (
        first is not None and last is None and begin is not None and end is None
    ):  # "depuis fin 1989"
        return abs((first - begin).days) < _LONGEST_VAGUE
    if (
        begin is not None and first is not None and read.edtf.endswith("/..")
    ):  # "dès la fin de 1989"
        return abs((first - begin).days) < _LONGEST_VAGUE
    if first is None or last is None or begin is None or end is None:
        return False
    return max(first, begin) <= min(last, end) and (end - begin).days < _LONGEST_VAGUE


_LONGEST_VAGUE: Final = 130
_UNTIL_NOW: Final = re.compile(r"aujourd'hui|maintenant|present")


def _moved(days: Days, years: int) -> Days:
    first, last = (
        None
        if day is None
        else day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)
        for day in days
    )
    return first, last


def _holds(read: Read, one: Expected) -> bool:
    """Return whether *read* is true but less precise than what is expected."""
    if read.first is None or read.last is None:
        begun = read.edtf.endswith("/") and any(read.first == first for first, _ in one.readings)
        return begun or (read.first is None and read.edtf.startswith("XXXX"))
    return any(
        first and last and read.first <= first and last <= read.last for first, last in one.readings
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", action="store_true")
    parser.add_argument("--outside", action="store_true")
    options = parser.parse_args()
    readers: dict[str, Callable[[Case], list[Read]]] = {"ours": ours, "dateparser": dateparsers}
    total: dict[str, Counter[str]] = {name: Counter() for name in readers}
    print(
        f"{'suite':<20}{'reader':<12}{'dates':>6}{'right':>7}{'wrong':>7}{'missed':>7}{'right %':>9}{'wrong %':>9}"
    )
    for suite, cases_of in READERS.items():
        cases = list(cases_of(options.folder / suite))
        left_out: Counter[str] = Counter()
        kept = []
        for case in cases:
            why = [outside(case, one) for one in case.expected]
            left_out.update(filter(None, why))
            if options.outside:
                print(
                    *[
                        f"  outside: {one.words!r}: {w}"
                        for one, w in zip(case.expected, why, strict=True)
                        if w
                    ],
                    sep="\n",
                    end="\n" if any(why) else "",
                )
            if not any(why):
                kept.append(case)
        for name, reader in readers.items():
            counted: Counter[str] = Counter()
            for case in kept:
                for verdict, one in judge(case, read := reader(case), points=name == "dateparser"):
                    counted[verdict] += 1
                    counted["dates"] += one is not None
                    if options.worst and name == "ours" and verdict != "right":
                        wanted = one.readings if one else ()
                        days = ", ".join(f"{a}..{b}" for a, b in wanted)
                        got = ", ".join(r.edtf for r in read)
                        print(
                            f"  {verdict}: {case.text!r} ({case.written}) {one.words if one else '-'!r}: {days} got {got or 'nothing'}"
                        )
            show(suite, name, counted)
            total[name] += counted
        print(
            f"{'':<20}left out: {', '.join(f'{n} {why}' for why, n in sorted(left_out.items())) or 'none'}"
        )
    for name, counted in total.items():
        show("all", name, counted)


def show(suite: str, reader: str, counted: Counter[str]) -> None:
    dates = counted["dates"] or 1
    shares = f"{counted['right'] / dates:>9.1%}{counted['wrong'] / dates:>9.1%}"
    print(
        f"{suite:<20}{reader:<12}{counted['dates']:>6}{counted['right']:>7}{counted['wrong']:>7}{counted['missed']:>7}{shares}"
    )


if __name__ == "__main__":
    main()
