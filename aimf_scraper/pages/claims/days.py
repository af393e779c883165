"""Days and moments as pages write them: in words, in figures, as machines do.

A day is always whole: "mai 2023" is none. Figures are read the French way, the
day first, unless the second cannot be a month.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

_PARIS: Final = "Europe/Paris"
#: A line longer than this is prose; of a longer one only its beginning is looked at.
_LOOKED_AT: Final = 400
_MAX_TRIES: Final = 20
_MAX_AGO_CHARS: Final = 40
_LONGEST_MONTH: Final = 12
_ISO: Final = re.compile(
    r"((?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])"
    r"(?:[T ]{1,2}([0-2]?[0-9]:[0-5][0-9](?::[0-5]?[0-9])?)(?:[.,][0-9]{1,9})?"
    r" ?(Z|UTC|GMT|[+-][0-2][0-9](?::?[0-5][0-9])?)?(?![0-9]))?",
    re.IGNORECASE,
)
_COMPACT: Final = re.compile(r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?:T?[0-9]{4,6}Z?)?")
_YEAR: Final = r"((?:19|20)[0-9]{2})"
#: In folded text. Each begins and ends where no other figure or word goes on.
_DAY: Final = re.compile(
    # 4 mai 2023, 1er mai 2023, 4-mai-2023, 12. marz 2024, 4 de mayo de 2023
    rf"(?<![0-9/.,])([0-3]?[0-9])(?:er|eme|e|st|nd|rd|th)?[ .-]{{0,2}}(?:of |de )?([a-z]{{2,10}})[.,]{{0,2}}[ -]?(?:de )?{_YEAR}(?![0-9])"
    # 2023-05-04, 2023/05/04, 2023.05.04, 2023-05-04T10:00:00+02:00
    rf"|(?<![0-9/.-]){_YEAR}([-/.])([01]?[0-9])\5([0-3]?[0-9])(?:t[0-9:.]{{5,15}}(?:z|[+-][0-9]{{2}}:?[0-9]{{2}})?|(?![0-9]))"
    # 04/05/2023, 4.5.2023, 04-05-2023
    rf"|(?<![0-9/.-])([0-3]?[0-9])(?:([/-])|\. ?)([0-3]?[0-9])(?:\9|\. ?){_YEAR}(?![0-9])"
    # May 4, 2023; May 4th 2023
    rf"|(?<![a-z])([a-z]{{3,10}})\.? ([0-3]?[0-9])(?:st|nd|rd|th)?,? {_YEAR}(?![0-9])"
    # 04/05/23, 04.05.23: no telephone number goes on like that
    r"|(?<![0-9/.,-])([0-3]?[0-9])([/.])([0-3]?[0-9])\16([0-9]{2})(?![0-9]|[/.,-][0-9])"
)
_SHORT_FIGURES: Final = re.compile(r"([0-3]?[0-9])-([01]?[0-9])-([0-9]{2})")
_MONTHS: Final = 12
#: What machines write for a date that they do not have: second 0, and its evening west of Greenwich.
NO_DAYS: Final = frozenset({"1970-01-01", "1969-12-31"})
#: How long ago, as themes write beside a date that they hold for machines: "il y a 3 mois".
_AGO: Final = re.compile(
    r"(?:(?:publie|poste|mis en ligne|posted|published)e?,? )?(?:il y a (?:environ |plus d'un |un |une )?(?:[0-9]{1,3} )?[a-z]{2,8}"
    r"|(?:about )?[0-9a]{1,3}n? [a-z]{3,8} ago)"
)
#: What any date holds: looked for first, since most lines hold none.
_MAYBE: Final = re.compile(r"(?:19|20)[0-9]{2}|[0-9][/.][0-9]{1,2}[/.][0-9]{2}")
#: "du 4 au 6 mai 2023", "4-6 mai 2023", "4 et 5 mai 2023": days of an event.
_RANGE: Final = re.compile(
    r"[0-9](?:er)? ?(?:au|et|to|and|&|-|bis|und|a) ?(?:(?:le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?"
    r"[0-3]?[0-9](?:er)? [a-z]{3,10}\.? (?:19|20)[0-9]{2}"
    r"|\b(?:du|from|vom) .{3,30} (?:au|to|bis) .{0,12}[0-9]|[0-9] ?(?:-|>|au) ?[0-3]?[0-9][/.][01]?[0-9][/.][0-9]"
)
#: An hour after a date, with what leads to it: "à 14h30", ", 9h", "| 10:12", "09 h 05 min", "10:12 +0200".
HOUR: Final = re.compile(
    r"[ ,|@t-]{0,3}(?:(?:a|at|um) )?\(?[0-2]?[0-9] ?(?:h|:|heures?|uhr)(?: ?[0-5][0-9])?(?:[:m] ?(?:in)?[0-5]?[0-9]?)?"
    r"(?: ?[ap]\.?m\.?| ?uhr)?(?: ?(?:utc|gmt|cet|cest|z|[+-][0-9]{2}:?[0-9]{2}))?\)?"
)


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(one for row in table("dates")["weekdays"] for one in row.split())


def names_weekday(text: str) -> bool:
    """Return whether *text* begins with the name of a weekday."""
    found = re.match("[a-z]+", fold(text[:20]).lstrip())
    return found is not None and found[0] in _weekdays()


def is_weekday(text: str) -> bool:
    """Return whether *text* is the name of a weekday, and nothing else."""
    return len(text) <= _LONGEST_MONTH and fold(text).strip(" .,") in _weekdays()


class Found(NamedTuple):
    """A day, and where it stands in the folded text."""

    day: str
    start: int
    end: int


@cache
def _months() -> dict[str, int]:
    rows = enumerate(table("dates")["months"], 1)
    return {name: number for number, names in rows for name in names.split()}


def names_month(word: str) -> bool:
    """Return whether *word* is a month's name, short or whole: "févr."."""
    return len(word) <= _LONGEST_MONTH and fold(word.strip(" .,")) in _months()


@cache
def small_words() -> frozenset[str]:
    """Return the words that say nothing beside a date: weekdays and articles."""
    return _weekdays() | frozenset(table("dates")["articles"])


def may_hold_day(text: str) -> bool:
    """Return whether figures of a date stand in the beginning of *text*: most lines hold none."""
    return _MAYBE.search(text, 0, _LOOKED_AT) is not None


def find_day(text: str) -> Found | None:
    """Return the first day in the beginning of *text*; linear, never raises."""
    if not may_hold_day(text):
        return None
    said = fold(text[:_LOOKED_AT])
    at = 0
    for _ in range(_MAX_TRIES):
        found = _DAY.search(said, at)
        if found is None:
            return None
        if day := _day_of(found):
            return Found(day, found.start(), found.end())
        at = found.start() + 1
    return None


def _day_of(found: re.Match[str]) -> str | None:
    if found[2]:
        return _date(found[3], _months().get(found[2], 0), found[1])
    if found[4]:
        return _date(found[4], int(found[6]), found[7])
    if found[11]:
        return _figures(found[8], found[10], found[11])
    if found[12]:
        return _date(found[14], _months().get(found[12], 0), found[13])
    return _figures(found[15], found[17], _century(found[18]) + found[18])


def _figures(first: str, second: str, year: str) -> str | None:
    """Return the day of a date in figures: the day first, unless the second cannot be a month."""
    if int(second) > 12:
        first, second = second, first
    return _date(year, int(second), first)


def _date(year: str, month: int, day: str) -> str | None:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None


def read_day(text: str) -> str | None:
    """Return the first day that *text* names, as ``YYYY-MM-DD``; never raises.

    >>> read_day("Publié le mardi 12 mars 2024"), read_day("le 8/04/21 à 10h"), read_day("mars 2024")
    ('2024-03-12', '2021-04-08', None)
    """
    found = find_day(text)
    return found.day if found else None


def short_figures(text: str) -> str | None:
    """Return the day of "05-11-14", which only a box that is named as a date's can mean.

    >>> short_figures("05-11-14"), short_figures("02-33-14"), short_figures("Tél. 05-11-14")
    ('2014-11-05', None, None)
    """
    found = _SHORT_FIGURES.fullmatch(text.strip())
    if found is None or int(found[2]) > _MONTHS:
        return None
    return _date(_century(found[3]) + found[3], int(found[2]), found[1])


def _century(year: str) -> str:
    return "19" if int(year) >= 70 else "20"


def is_range(text: str) -> bool:
    """Return whether *text* names the days of something that lasts: "du 4 au 6 mai 2023"."""
    return _RANGE.search(fold(text[:_LOOKED_AT])) is not None


def says_how_long_ago(text: str) -> bool:
    """Return whether *text* says how long ago something was, and nothing else.

    >>> says_how_long_ago("Il y a 3 mois"), says_how_long_ago("Il y a 3 mois, le pont a cédé")
    (True, False)
    """
    return len(text) <= _MAX_AGO_CHARS and _AGO.fullmatch(fold(text).strip(" .")) is not None


def is_no_date(text: str) -> bool:
    """Return whether *text* is what software prints for no date ("30 novembre -0001"), or a date without marks."""
    said = text.strip()
    return len(said) <= _MAX_AGO_CHARS and (
        said.endswith(" -0001")
        or said.startswith("0000-00-00")
        or _COMPACT.fullmatch(said) is not None
    )


def is_day_only(text: str) -> bool:
    """Return whether *text* is a date, perhaps with weekday and hour, and nothing else.

    >>> is_day_only("Jeu. 4 mai 2023, 9h"), is_day_only("Le 4 mai, Forum 2023")
    (True, False)
    """
    if len(text) > 60 or (found := find_day(text)) is None:
        return False
    said = fold(text)
    before = re.findall(r"[a-z0-9]+", said[: found.start])
    after = said[found.end :]
    hour = HOUR.match(after)
    rest = after[hour.end() :] if hour else after
    return small_words().issuperset(before) and not re.search("[a-z0-9]", rest)


def iso_moment(value: str | None) -> str | None:
    """Return a machine's date as ISO 8601, as precise as it is; ``None`` where it is none.

    >>> iso_moment("2023-05-04T09:00:00+0200"), iso_moment("2023-05-04"), iso_moment("hier")
    ('2023-05-04T09:00:00+02:00', '2023-05-04', None)
    """
    found = _ISO.match((value or "").strip())
    if not found:
        return None
    try:
        date.fromisoformat(found[1])
    except ValueError:
        return None
    if found[1] in NO_DAYS:
        return None
    if not found[2]:
        return found[1]
    zone = (found[3] or "").upper()
    if zone in {"Z", "UTC", "GMT"}:
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:] or '00'}"
    time = ":".join([*(one.zfill(2) for one in found[2].split(":")), "00"][:3])
    moment = f"{found[1]}T{time}{zone}"
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return found[1]
    return moment


def any_moment(value: str | None) -> str | None:
    """Return the moment or day of a date in any notation: ISO, RFC 2822, ``20230504``, words.

    >>> any_moment("Thu, 04 May 2023 08:00:00 +0200"), any_moment("14/07/2023")
    ('2023-05-04T08:00:00+02:00', '2023-07-14')
    """
    said = (value or "").strip()[:_LOOKED_AT]
    if moment := iso_moment(said):
        return moment
    if said[:10] in NO_DAYS:
        return None
    if found := _COMPACT.fullmatch(said):
        return _date(found[1], int(found[2]), found[3])
    if re.match(r"(?:[A-Za-z]{3}, )?[0-3]?[0-9] [A-Za-z]{3} [0-9]{4} [0-2]?[0-9]:", said):
        try:
            return parsedate_to_datetime(said).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            return read_day(said)
    return read_day(said)


def local_moment(moment: str, zone: str | None = None) -> str:
    """Return *moment*, where it is in UTC, as the clocks of the site tell it.

    *zone*: an offset that the page writes elsewhere ("+04:00"); without one, or where it
    is France's, the hour of Paris, winter or summer.

    >>> local_moment("2023-07-13T22:30:00+00:00"), local_moment("2023-07-13T09:00:00+04:00")
    ('2023-07-14T00:30:00+02:00', '2023-07-13T09:00:00+04:00')
    """
    if not moment.endswith("+00:00"):
        return moment
    try:
        told = datetime.fromisoformat(moment)
        if zone and zone not in {"+00:00", "+01:00", "+02:00"}:
            return told.astimezone(
                datetime.fromisoformat(f"{moment[:19]}{zone}").tzinfo
            ).isoformat()
        return told.astimezone(ZoneInfo(_PARIS)).isoformat()
    except (ValueError, OverflowError):
        return moment
