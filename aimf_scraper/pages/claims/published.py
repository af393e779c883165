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
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.pages.claims.datelines import (
    MAX_DATELINE,
    is_dateline,
    mark,
    read_dateline,
    says_when,
)
from aimf_scraper.pages.claims.days import (
    NO_DAYS,
    any_moment,
    is_day_only,
    is_range,
    iso_moment,
    local_moment,
    may_hold_day,
    read_day,
)
from aimf_scraper.pages.claims.time_labels import said_before
from aimf_scraper.pages.source.tree import short_words, words_of
from aimf_scraper.pages.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

    from aimf_scraper.pages.claims.datelines import Dated
    from aimf_scraper.pages.claims.head import Head

__all__ = [
    "date_in_address",
    "is_dateline",
    "iso_moment",
    "mark",
    "marked",
    "read_dates",
    "read_day",
    "read_mark",
    "site_day",
    "value_of",
]

#: A whole date in a path, as in the permalinks of blogs and newspapers.
_IN_ADDRESS: Final = re.compile(
    r"/((?:19|20)[0-9]{2})[/-]([01]?[0-9])[/-]([0-3]?[0-9])(?=[/-])"
    r"|[/-]((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?=[-_/])"
)
_WORD: Final = re.compile("[A-Z]?[a-z]+|[A-Z]+")
_A_DAY: Final = timedelta(days=1)
#: A field's value stands in at most so many boxes of it.
_FIELD_BOXES: Final = 4
_ZONE: Final = re.compile(r"[+-](?!00:00)[01][0-9]:[0-5][0-9]$")


class Marked(NamedTuple):
    """What an element's names say of the date in it."""

    published: bool
    modified: bool
    other: bool


@cache
def _named() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in table("dates")["names"].items()}


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
    _read_metas(head, metas["published"], "published", found)
    _read_metas(head, metas["modified"], "modified", found)
    # Beside a time that is marked as the publication's, "updated" is the change's.
    for el in sorted(times, key=is_updated_alone):
        read_mark(el, found)
    for line in datelines:
        read_dateline(line, found)
    return found


def read_weak_dates(head: Head, found: Dated) -> None:
    """Add what may be the day on which a file was made: nothing else on the page says when it was published."""
    if "published" not in found and (moment := any_moment(head.linked.created)):
        found["published"] = (moment, mark("jsonld:dateCreated", head.linked.created or ""))
    _read_metas(head, table("dates")["meta"]["weak"], "published", found)


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
    return read_day("-".join(filter(None, said.groups()))) if said else None


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
    if is_updated_alone(el):
        published = True  # hAtom as themes have it: the only date there is
    if modified and {"mise", "last", "derniere"} & words:
        published = False
    said = said_before(el) if _may_be_labelled(el) else None
    if said == "published" and modified:
        published = True
    elif said in {"modified", "other"}:
        published, modified = False, said == "modified"
    parent = el.getparent()
    around = names if parent is None else f"{names} {parent.get('class') or ''}"
    other = said == "other" or _is_of_another(around) or _is_value(el)
    return Marked(published, modified and not published, other)


def _may_be_labelled(el: _Element) -> bool:
    """Return whether *el* is a date, which a label may stand before."""
    return el.tag in {"time", "abbr"} or may_hold_day(short_words(el, MAX_DATELINE))


def is_updated_alone(el: _Element) -> bool:
    """Return whether the class of *el* calls it a date, and hAtom's ``updated`` without any more.

    Enfold: ``date-container minor-meta updated``; Newspaper: ``entry-date updated``.
    """
    names = (el.get("class") or "")[:MAX_DATELINE].split()
    if "updated" not in names:
        return False
    words = {word.lower() for one in names if one != "updated" for word in _WORD.findall(one)}
    named = _named()
    said = ("published", "modified")
    return "date" in words and not any(
        one.startswith(tuple(named[name])) for name in said for one in words
    )


def _is_value(el: _Element) -> bool:
    """Return whether *el* is the value of a field that is named as another thing's date.

    Drupal: ``field--name-field-date-evenement`` round ``field__item`` round the time.
    """
    for box in islice(el.iterancestors(), 1, _FIELD_BOXES):
        for token in (box.get("class") or "")[: 2 * MAX_DATELINE].split():
            words = set(map(str.lower, _WORD.findall(token)))
            if "date" in words and "field" in words:
                return not words.isdisjoint(_named()["others"])
    return False


def _is_of_another(names: str) -> bool:
    """Return whether class names say that a date is an event's, a comment's, today's."""
    named = _named()
    for token in names[: 2 * MAX_DATELINE].split():
        words = set(map(str.lower, _WORD.findall(token))) | {token.lower()}
        if not named["others"].isdisjoint(words):
            return True
        dated = any(one.endswith(tuple(named["dated"])) for one in words)
        if dated and not named["others_dated"].isdisjoint(words):
            return True
    return False


def value_of(el: _Element) -> str:
    """Return the date of an element as it says it for machines, else for readers."""
    said = el.get("datetime") or el.get("content")
    if not said and (title := el.get("title")) and (el.tag == "abbr" or is_day_only(title)):
        said = title
    return said or words_of(el)


def read_mark(el: _Element, found: Dated, *, source: str | None = None) -> None:
    """Add the date of *el*, a ``<time>``, ``<abbr>`` or another box of a date, to *found*."""
    said, shown = value_of(el)[:MAX_DATELINE], words_of(el)[:MAX_DATELINE]
    moment, day = any_moment(said), read_day(shown)
    if day and (moment is None or (says_when(shown) and not _are_near(day, moment))):
        moment, said = day, shown  # what readers are told
    if moment is None or moment[:10] in NO_DAYS or is_range(shown):
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
