"""When a page says it was published and changed, and where it says so.

A page without a date has none: the dates of related cards, of the foot and of
the prose are never taken. In order: JSON-LD, meta, ``<time>`` beside the title,
a visible "Publié le 12 mars 2024" beside the title.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.records import Evidence
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from aimf_scraper.pages.claims.head import Head

_META_PUBLISHED: Final = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "publication_date",
    "sailthru.date",
    "citation_publication_date",
)
_META_MODIFIED: Final = (
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "dcterms.modified",
    "last-modified",
)
_ISO: Final = re.compile(
    r"((?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])"
    r"(?:[T ]([0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?)(?:\.[0-9]{1,9})?"
    r" ?(Z|[+-][0-2][0-9]:?[0-5][0-9])?)?"
)
#: Names of months, folded, French and English: a page in English has a date too.
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev feb february",
            "mars mar march",
            "avril avr apr april",
            "mai may",
            "juin jun june",
            "juillet juil jul july",
            "aout aug august",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        1,
    )
    for name in names.split()
}
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")
_DAY_MONTH: Final = re.compile(
    r"\b([0-3]?[0-9])(?:er|st|nd|rd|th)? ([a-z]{3,9})\.?,? ((?:19|20)[0-9]{2})\b"
)
_MONTH_DAY: Final = re.compile(
    r"\b([a-z]{3,9})\.? ([0-3]?[0-9])(?:st|nd|rd|th)?, ((?:19|20)[0-9]{2})\b"
)
_NUMERIC: Final = re.compile(r"\b([0-3]?[0-9])[/.-]([01]?[0-9])[/.-]((?:19|20)[0-9]{2})\b")
_ISO_DAY: Final = re.compile(r"\b((?:19|20)[0-9]{2})-([01][0-9])-([0-3][0-9])\b")
_PUBLISHED_CUE: Final = re.compile(
    r"(?:article |actualite )?(?:publiee?|postee?|mise? en ligne|paru|parue|ecrit|redige|published|posted|publication"
    r"|(?:date|creation|cree) (?:de (?:la )?)?(?:publication|mise en ligne|le))\b"
)
_MODIFIED_CUE: Final = re.compile(
    r"\b(?:mise? a jour|modifiee?|derniere (?:mise a jour|modification)|actualisee?|updated)\b"
)
#: "Mardi 5 mars 2024 par Haja R.", "12/03/2024 à 10h30", "Par la rédaction le 12 mars 2024".
_SIGNED: Final = re.compile(
    r"(?:le )?(?:[a-z]{5,8},? )?[0-3]?[0-9](?:er)?[ /.-][a-z0-9]{1,9}\.?[ /.-](?:19|20)[0-9]{2}"
    r",? ?(?:[-|–] ?)?(?:par |by |a [0-2]?[0-9] ?[h:])|(?:par|by) .{2,60}(?: le | on |[,|-] ?)[0-3]?[0-9]"
)
#: A line longer than this is prose, not a dateline.
_MAX_DATELINE: Final = 120


def read_day(text: str) -> str | None:
    """Return the day that stands in a dateline, as ``YYYY-MM-DD``; never raises.

    >>> read_day("Publié le mardi 12 mars 2024"), read_day("le 8/04/2021 à 10h")
    ('2024-03-12', '2021-04-08')
    """
    if not _YEAR.search(text):
        return None
    said = fold(text)
    parts: tuple[int, int, int] | None = None
    if found := _DAY_MONTH.search(said):
        parts = int(found[3]), _MONTHS.get(found[2], 0), int(found[1])
    elif found := _NUMERIC.search(said):
        parts = int(found[3]), int(found[2]), int(found[1])
    elif found := _ISO_DAY.search(said):
        parts = int(found[1]), int(found[2]), int(found[3])
    elif found := _MONTH_DAY.search(said):
        parts = int(found[3]), _MONTHS.get(found[1], 0), int(found[2])
    if parts is None:
        return None
    try:
        return date(*parts).isoformat()
    except ValueError:
        return None


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
    if not found[2]:
        return found[1]
    zone = found[3] or ""
    if zone == "Z":
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    time = found[2] if found[2].count(":") == 2 else f"{found[2]}:00"
    moment = f"{found[1]}T{time}{zone}"
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return found[1]
    return moment


def mark(source: str, quote: str) -> Evidence:
    """Return the evidence of a date read from markup."""
    return Evidence(source, None, None, quote, "pages.published")


Dated = dict[str, tuple[str, Evidence]]


def read_dates(head: Head, times: Sequence[_Element], datelines: Sequence[str]) -> Dated:
    """Return ``published`` and ``modified`` where the page says them.

    *times* are the ``<time>`` elements and *datelines* the short lines that
    stand beside the title, outside the prose.
    """
    found: Dated = {}
    for name, value in (("published", head.linked.published), ("modified", head.linked.modified)):
        if value and (moment := iso_moment(value)):
            label = "datePublished" if name == "published" else "dateModified"
            found[name] = (moment, mark(f"jsonld:{label}", value))
    for name, keys in (("published", _META_PUBLISHED), ("modified", _META_MODIFIED)):
        for key in keys:
            value = head.meta.get(key)
            if name in found or value is None:
                continue
            if moment := iso_moment(value) or read_day(value):
                found[name] = (moment, mark(f"meta:{key}", value))
    for el in times:
        _read_time(el, found)
    for line in datelines:
        _read_dateline(line, found)
    return found


def _read_time(el: _Element, found: Dated) -> None:
    shown = words_of(el)
    said = el.get("datetime") or el.get("content") or shown
    moment = iso_moment(said) or read_day(said)
    if moment is None:
        return
    names = f"{el.get('class') or ''} {el.get('itemprop') or ''}".lower()
    updated = "updated" in names or "modified" in names
    if updated and "published" not in names:
        # WordPress themes show "updated" alone where a page never changed.
        found.setdefault("modified", (moment, mark("time", said)))
    else:
        found.setdefault("published", (moment, mark("time", said)))


def _read_dateline(line: str, found: Dated) -> None:
    if len(line) > _MAX_DATELINE:
        return
    said = fold(line)
    modified = _MODIFIED_CUE.search(said)
    if modified and (day := read_day(line[modified.start() :])):
        found.setdefault("modified", (day, mark("dateline", line)))
        line = line[: modified.start()]
    if day := read_day(line):
        found.setdefault("published", (day, mark("dateline", line.strip())))


def is_dateline(line: str) -> bool:
    """Tell whether *line* says when (and by whom) the page was put up, and nothing else."""
    if len(line) > _MAX_DATELINE or not _YEAR.search(line):
        return False
    said = fold(line).lstrip(" -•*|")
    cue = _PUBLISHED_CUE.match(said) or _MODIFIED_CUE.match(said) or _SIGNED.match(said)
    return cue is not None and read_day(line) is not None
