"""When a page says it was published and changed, and where it says so.

A page without a date has none: the dates of related cards, of the foot and of
the prose are never taken. In order: JSON-LD, meta, ``<time>`` beside the title,
a visible "Publié le 12 mars 2024" beside the title; then what the article's own
boxes mark as its date (``own_dates``), and a dateline below the text.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.pages.claims.days import (
    HOUR,
    Found,
    any_moment,
    find_day,
    is_day_only,
    is_range,
    iso_moment,
    local_moment,
    read_day,
    small_words,
)
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.pages.tables import table
from aimf_scraper.records import Evidence
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

    from aimf_scraper.pages.claims.head import Head

__all__ = [
    "Dated",
    "date_parts",
    "is_dateline",
    "iso_moment",
    "mark",
    "marked",
    "read_dateline",
    "read_dates",
    "read_day",
    "read_mark",
]

#: A line longer than this is prose, not a dateline.
MAX_DATELINE: Final = 120
#: Between a cue and its date stand a few words: "Publié par Awa D. le", "Article mis en ligne : mardi".
_MAX_GAP: Final = 60
#: After a signed date a rubric or a place may follow, no sentence.
_MAX_AFTER: Final = 40
#: Who signs has a name, or is the editors.
_NAME: Final = re.compile(
    "[A-ZÀ-Ý]|r[ée]daction|admin|[ée]quipe|service|webmestre|webmaster|staff|editor"
)
#: "4 mai 2023, Awa Diallo": names and places alone.
_NAMES: Final = re.compile(
    r"(?:[A-ZÀ-Ý][\w.'’-]{1,20}|de|du|la|le|et|à|der|von|and)(?:,? (?:[A-ZÀ-Ý][\w.'’-]{1,20}|de|du|la|le|et|à|der|von|and)){0,5}"
)
_PARTS: Final = re.compile(r" ?[|•·⋅∙›»/] ?| [-–—] |(?<=[a-zà-ÿ]{5})\. ")


#: A whole date in a path, as in the permalinks of blogs and newspapers.
_IN_ADDRESS: Final = re.compile(r"/((?:19|20)[0-9]{2})[/-]([01]?[0-9])[/-]([0-3]?[0-9])(?=[/-])")
_WORD: Final = re.compile("[A-Z]?[a-z]+|[A-Z]+")
_A_DAY: Final = timedelta(days=1)
_ZONE: Final = re.compile(r"[+-](?!00:00)[01][0-9]:[0-5][0-9]$")


class Marked(NamedTuple):
    """What an element's names say of the date in it."""

    published: bool
    modified: bool
    other: bool


class _Words(NamedTuple):
    published: re.Pattern[str]
    modified: re.Pattern[str]
    by: re.Pattern[str]


@cache
def _cues() -> _Words:
    cues = table("dates")["cues"]
    return _Words(*(_any_of(cues[name]) for name in ("published", "modified", "by")))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, longest_first))})(?:e?s)?(?![a-z])")


@cache
def _between() -> frozenset[str]:
    """Return the words that may begin what stands between a cue and its date: who or where."""
    data = table("dates")
    return frozenset(one for one in [*data["cues"]["by"], *data["cues"]["where"]] if " " not in one)


@cache
def _named() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in table("dates")["names"].items()}


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
        if value and (moment := any_moment(value)):
            label = "datePublished" if name == "published" else "dateModified"
            found[name] = (moment, mark(f"jsonld:{label}", value))
    metas = table("dates")["meta"]
    metas = table("dates")["meta"]
    _read_metas(head, metas["published"], "published", found)
    _read_metas(head, metas["modified"], "modified", found)
    for el in times:
        read_mark(el, found)
    for line in datelines:
        read_dateline(line, found)
    _read_metas(head, metas["weak"], "published", found)
    return found


def _read_metas(head: Head, keys: Iterable[str], name: str, found: Dated) -> None:
    if name not in found:
        for key in keys:
            if (value := head.meta.get(key)) and (moment := any_moment(value)):
                found[name] = (moment, mark(f"meta:{key}", value))
                return


def date_in_address(url: str, found: Dated) -> None:
    """Add the day that the page's address holds, as a blog's permalink does: ``/2023/05/04/slug/``."""
    if "published" not in found and (day := _address_day(url)):
        found["published"] = (day, mark("url", url))


def _address_day(url: str) -> str | None:
    said = _IN_ADDRESS.search(url)
    return read_day("-".join(said.groups())) if said else None


def site_day(
    found: Dated, head: Head, url: str, times: Sequence[_Element], lines: Sequence[str]
) -> None:
    """Give the publication, where it is a moment in UTC, the day that the site itself shows.

    That is a day beside the title or in the address, else the moment's day by the
    offset that the page writes elsewhere, else by the clock of Paris.
    """
    if "published" not in found:
        return
    moment, evidence = found["published"]
    if not moment.endswith("+00:00"):
        return
    shown = [*lines, *(words_of(el)[:MAX_DATELINE] for el in times)]
    days = {day: mark("dateline", line) for line in shown if (day := read_day(line))}
    if day := _address_day(url):
        days.setdefault(day, mark("url", url))
    metas = table("dates")["meta"]
    said = [head.linked.modified, *map(head.meta.get, (*metas["published"], *metas["modified"]))]
    said += [el.get("datetime") for el in times]
    zones = (_ZONE.search(one.strip()) for one in said if one)
    local = local_moment(moment, next((one[0] for one in zones if one), None))
    near = [day for day in days if _are_near(day, moment)]
    if moment[:10] in near:
        return
    if near and local[:10] not in near:
        found["published"] = (near[0], days[near[0]])
    else:
        found["published"] = (local, evidence)


def marked(el: _Element) -> Marked:
    """Return what the class, itemprop and property of *el* say of the date in it."""
    get = el.get
    names = f"{get('class') or ''} {get('itemprop') or ''} {get('property') or ''}"
    words = set(map(str.lower, _WORD.findall(names[:MAX_DATELINE])))
    named = _named()
    parts = words - named["neither"]
    modified = any(one.startswith(tuple(named["modified"])) for one in parts)
    published = get("pubdate") is not None
    published = published or any(one.startswith(tuple(named["published"])) for one in parts)
    dated = any(one.endswith(tuple(named["dated"])) for one in parts) and not modified
    published = published or (dated and not named["of_page"].isdisjoint(words))
    if el.tag != "time" and {"date", "updated"} <= set((get("class") or "").split()):
        published = True  # hAtom as old themes have it: the only date there is
    if modified and {"mise", "last", "derniere"} & words:
        published = False
    return Marked(published, modified and not published, not named["others"].isdisjoint(words))


def value_of(el: _Element) -> str:
    """Return the date of an element as it says it for machines, else for readers."""
    said = el.get("datetime") or el.get("content")
    if not said and el.tag == "abbr":
        said = el.get("title")
    return said or words_of(el)


def read_mark(el: _Element, found: Dated, *, source: str | None = None) -> None:
    """Add the date of *el*, a ``<time>``, ``<abbr>`` or another box of a date, to *found*."""
    said, shown = value_of(el)[:MAX_DATELINE], words_of(el)[:MAX_DATELINE]
    moment, day = any_moment(said), read_day(shown)
    if day and (moment is None or (says_when(shown) and not _are_near(day, moment))):
        moment, said = day, shown  # what readers are told
    if moment is None or is_range(shown):
        return
    names = marked(el)
    evidence = mark(source or str(el.tag), said)
    if names.modified:
        # WordPress themes show "updated" alone where a page never changed.
        found.setdefault("modified", (moment, evidence))
    elif not names.other or names.published:
        found.setdefault("published", (moment, evidence))


def _are_near(day: str, moment: str) -> bool:
    return abs(date.fromisoformat(day) - date.fromisoformat(moment[:10])) <= _A_DAY


def read_dateline(line: str, found: Dated) -> None:
    """Add the dates of a visible line ("Publié le 12 mars 2024, mis à jour le ...") to *found*."""
    if len(line) > MAX_DATELINE or is_range(line):
        return
    said = fold(line)
    changed = _cues().modified.search(said)
    if changed and (day := read_day(line[changed.start() :])):
        found.setdefault("modified", (day, mark("dateline", line)))
        line = line[: changed.start()]
    if day := read_day(line):
        found.setdefault("published", (day, mark("dateline", line.strip())))


def says_when(line: str) -> bool:
    """Return whether *line* begins with a word of publishing or changing, and a date follows it."""
    if len(line) > MAX_DATELINE or (day := find_day(line)) is None or is_range(line):
        return False
    bare = line.lstrip(" -•*|([")
    said, start = fold(bare), day.start - (len(line) - len(bare))
    words = _cues()
    cue = words.published.match(said) or words.modified.match(said)
    if cue is None or not cue.end() <= start <= cue.end() + _MAX_GAP:
        return False
    between = re.findall("[a-z0-9]+", said[cue.end() : start])
    return not between or between[0] in _between() or small_words().issuperset(between)


def is_dateline(line: str) -> bool:
    """Return whether *line* says when (and by whom) the page was put up, and nothing else.

    >>> is_dateline("Publié le 4 mai 2023"), is_dateline("Par Awa D. | 4 mai 2023"), is_dateline("4 mai 2023")
    (True, True, False)
    """
    if len(line) > MAX_DATELINE or (day := find_day(line)) is None or is_range(line):
        return False
    return says_when(line) or _is_signed(line, day)


def _is_signed(line: str, day: Found) -> bool:
    """Return whether a line holds who signs, or the hour, and a date.

    "Par Awa Diallo, à Kindia. 4 mai 2023", "Le 4 mai 2023 par Awa", "4 mai 2023 à 10h30 - Lomé".
    """
    said = fold(line)
    edges = " -•*|,.:;–—/·()[]"
    before, after = said[: day.start], said[day.end :].strip(edges)
    by = _cues().by
    if not before.strip(edges) and _NAMES.fullmatch(line[day.end :].strip(edges)):
        return True
    signs = by.match(before.lstrip(edges))
    if signs:
        name = line[len(before) - len(before.lstrip(edges)) + signs.end() : day.start]
        return len(after) <= _MAX_AFTER and bool(_NAME.search(name))
    if not is_day_only(line[: day.end]):
        return False
    if hour := HOUR.match(after):
        after = after[hour.end() :].strip(edges)
        return not after or (len(after) <= _MAX_AFTER and by.match(after) is not None)
    return len(after) <= 2 * _MAX_AFTER and by.match(after) is not None


def date_parts(line: str) -> Iterator[str]:
    """Yield the part of *line* that is a date, where the others are short marks ("Yaoundé | 12 mars 2024")."""
    if is_dateline(line) or is_day_only(line):
        yield line
        return
    if len(line) > MAX_DATELINE:
        return
    for part in _PARTS.split(line):
        said = part.strip(" .,;()[]")
        if said != line and (is_day_only(said) or says_when(said)):
            yield said
