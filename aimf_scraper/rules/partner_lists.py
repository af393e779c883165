"""Lists of partners, and the organisations in them that only the list vouches for.

"Partenaires : Gret et WTA", "ses partenaires (Fondation Gates, SIAAP)", "en
partenariat avec Agrisud": in a list like these a name in capitals is an
organisation even when nothing else says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.organisations_grammar import UPPER
from aimf_scraper.rules.organisations_heads import type_of
from aimf_scraper.rules.tables import rows
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.rules.partner_cues import Cue, CueHit

_OPENING: Final = re.compile(r"[^\S\n]?(?P<mark>[:(])[^\S\n]?|[ \t]*(?P<line>\n|$)")
_BULLET: Final = re.compile(r"[ \t]*[-•*·▪–—][ \t]*")
_SEPARATOR: Final = re.compile(
    r"\s*(?:[,;/•()]|\bet\b|\bainsi que\b|\n[ \t]*[-•*·▪–—]?|\s[-–—]\s)\s*", re.IGNORECASE
)
_ARTICLES: Final = re.compile(
    r"\s*(?:(?:de\sla|de\sl['’]|de|du|des|d['’]|les?|la|l['’]|par|avec|à|aux?)(?:\s|(?<=['’])))*",
    re.IGNORECASE,
)
_ACRONYM: Final = re.compile(r"[A-Z][A-Z&.-]{1,6}[A-Z0-9]|[A-Z]{2,8}-[A-Z]{2,8}")
_ITEM: Final = re.compile(
    rf"{UPPER}[\w’'&.-]{{0,30}}"
    rf"(?:[ \u00a0-](?:(?:de|du|des|la|pour|sur|en)[ \u00a0]|d['’]|l['’]){{0,2}}{UPPER}[\w’'&-]{{0,30}}){{0,6}}"
    r"(?:[ \u00a0][a-zß-öø-ÿ]{2,14}(?:iens?|iennes?|aise?s?|oise?s?|aine?s?|ques?|aux|ales?)\b)?"
)
_BRACKET: Final = re.compile(r"\s?\([^()\n]{1,80}\)")
_NAME_WORDS_MOST: Final = 8
_LINES_MOST: Final = 30
#: A longer line, or one that ends as a sentence does, is prose and no entry of a list.
_ENTRY_MOST: Final = 90
_SPAN_MOST: Final = 600


class ListSpan(NamedTuple):
    """``text[start:end]`` is a list that a label announces.

    ``open``: names nobody knows count too; under a bare heading they may be anything.
    """

    start: int
    end: int
    hit: CueHit
    open: bool = True


class ListItem(NamedTuple):
    """An organisation that only its place in a list vouches for. ``sure``: a label's list."""

    start: int
    end: int
    sure: bool


@cache
def _stop(sense: str) -> frozenset[str]:
    return frozenset(word for kind, word in rows("no_organisations") if kind == sense)


@cache
def _next_label() -> re.Pattern[str]:
    words = "|".join(sorted(_stop("word"), key=len, reverse=True))
    return re.compile(rf"(?<![\w'])(?:{words}|maitres? d|maitrise d)\b[^:.,;()\n]{{0,30}}:")


def is_acronym(word: str) -> bool:
    """Tell whether *word* is in capitals and none that is known to be no organisation."""
    return _ACRONYM.fullmatch(word) is not None and word not in _stop("acronym")


def find_lists(text: str, folded: str, hits: list[CueHit]) -> list[ListSpan]:
    """Return the lists that the labels among *hits* announce."""
    found = []
    for hit in hits:
        if hit.cue.side != "label":
            continue
        opening = _OPENING.match(text, hit.end)
        if opening is None:
            continue
        if opening["mark"] == "(":
            end = text.find(")", opening.end(), opening.end() + _SPAN_MOST)
            if end > 0:
                found.append(ListSpan(opening.end(), end, hit))
        elif opening["mark"] == ":" and not text.startswith("\n", opening.end()):
            end = _line_end(text, folded, opening.end())
            if text[opening.end() : end].strip():
                found.append(ListSpan(opening.end(), end, hit))
            else:
                found += _lines(text, opening.end(), hit)
        elif opening["mark"] or _begins_line(text, hit.start):
            found += _lines(text, opening.end(), hit, named=opening["mark"] == ":")
    return sorted(found, key=lambda span: (span.start, span.end))


def _begins_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t•-*")


def _line_end(text: str, folded: str, start: int) -> int:
    """Return where a label's list on one line ends: line, sentence or next label."""
    limit = min(len(text), start + _SPAN_MOST)
    ends = [limit]
    for mark in ("\n", ". ", " ; Budget"):
        at = text.find(mark, start, limit)
        if at >= 0:
            ends.append(at)
    label = _next_label().search(folded, start, limit)
    if label:
        ends.append(label.start())
    return min(ends)


def _lines(text: str, start: int, hit: CueHit, *, named: bool = True) -> Iterator[ListSpan]:
    """Yield the lines under a label that stands alone, up to the next label."""
    at = start + 1 if text.startswith("\n", start) else start
    bullets: bool | None = None
    for _ in range(_LINES_MOST):
        if at >= len(text):
            return
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        bullet = _BULLET.match(line)
        if bullets is None:
            bullets = bullet is not None
        if not line.strip() or line.rstrip().endswith(":") or bullets != (bullet is not None):
            return
        if not bullets and (len(line) > _ENTRY_MOST or line.rstrip().endswith(".")):
            return
        head = at + (bullet.end() if bullet else 0)
        yield ListSpan(head, end, hit, open=named)
        at = end + 1


def label_of(lists: list[ListSpan], at: int) -> Cue | None:
    """Return the label of the list that *at* lies in; *lists* are in the order of their starts."""
    index = bisect_right(lists, at, key=lambda span: span.start)
    for span in reversed(lists[max(0, index - 3) : index]):
        if at < span.end:
            return span.hit.cue
    return None


def items_of(text: str, span: ListSpan, covered: bytearray) -> Iterator[ListItem]:
    """Yield the names of a label's list that nobody knows; *covered* marks what is known."""
    at = span.start
    while at < span.end:
        cut = _SEPARATOR.search(text, at, span.end)
        end = cut.start() if cut else span.end
        start = min(_articles_end(text, at), end)
        trimmed = end - (len(text[start:end]) - len(text[start:end].rstrip(" .\t")))
        if not any(covered[start:trimmed]):
            item = _ITEM.match(text, start, trimmed)
            if (
                item
                and item.end() == trimmed
                and _may_be_name(item[0])
                and (span.open or is_acronym(item[0]))
            ):
                yield ListItem(start, trimmed, sure=True)
        at = cut.end() if cut and cut.end() > at else end + 1


def items_after(
    text: str, start: int, limit: int, taken: dict[int, int], places: dict[int, int]
) -> Iterator[ListItem]:
    """Yield the names nobody knows in a list of prose that begins at *start*.

    *taken* and *places* map where a known name starts to where it ends.
    """
    at = start
    for _ in range(20):
        at = _articles_end(text, at)
        if at in taken:
            at = taken[at]
        elif at in places and not _longer(text, at, limit, places[at]):
            at = places[at]
        else:
            item = _ITEM.match(text, at, limit)
            if item is None or not _may_be_name(item[0]):
                return
            if any(begin in taken for begin in range(item.start() + 1, item.end())):
                return
            if is_acronym(item[0]) or _organisation_like(item[0]) or _alone(text, item):
                yield ListItem(item.start(), item.end(), sure=False)
            at = item.end()
        bracket = _BRACKET.match(text, at, limit)
        at = bracket.end() if bracket else at
        cut = _SEPARATOR.match(text, at, limit)
        if cut is None:
            return
        at = cut.end()
        more = _SEPARATOR.match(text, at, limit)
        at = more.end() if more else at


def _longer(text: str, start: int, limit: int, end: int) -> bool:
    """Tell whether a place's name only begins an organisation's ("Casa Environnement")."""
    item = _ITEM.match(text, start, limit)
    return item is not None and item.end() > end and _organisation_like(item[0])


def _organisation_like(name: str) -> bool:
    return len(name.split()) > 1 and type_of(name) != "other"


def _alone(text: str, item: re.Match[str]) -> bool:
    """Tell whether one word in capitals is a name by itself: no first name, no adjective."""
    return (
        item[0].replace(" ", "").isalpha()
        and len(item[0]) >= 4
        and item[0][1:].islower()
        and type_of(item[0]) == "other"
        and not text[item.end() : item.end() + 2].lstrip()[:1].isupper()
    )


def _may_be_name(item: str) -> bool:
    words = fold(item).replace("-", " ").split()
    if not words or len(words) > _NAME_WORDS_MOST:
        return False
    if words[0].rstrip(".'") in _stop("word") or item in _stop("acronym"):
        return False
    return len(item) > 1


def _articles_end(text: str, start: int) -> int:
    found = _ARTICLES.match(text, start)
    return found.end() if found else start
