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

_OPENING: Final = re.compile(
    r"(?:\((?:e?s|x)\))?(?:[^\S\n]?(?P<mark>[:(])[^\S\n]{0,2}|[ \t]*(?P<line>\n|$))"
)
#: "Contributeurs par ordre d'arrivée :", "Les donateurs ?": the label goes on, or asks.
_LATER: Final = re.compile(
    r"(?:\((?:e?s|x)\))?(?:[^\S\n][^\n.:;!?()\d]{1,45}?)?[^\S\n]?(?P<mark>[:?])[^\S\n]{0,2}"
)
_LATER_IN_PROSE: Final = re.compile(
    r"(?:[^\S\n][^\W\d_]{2,14}){1,3}[^\S\n]?(?P<mark>:)[^\S\n]{0,2}"
)
_BEGINS: Final = re.compile(
    r"(?:\A|[\n.!?•*–-])[^\S\n]?(?:(?:les?|la|nos|ses|leurs|autres|principaux|nombreux|parmi les) |l'){0,2}\Z"
)
_AHEAD: Final = re.compile(r"[^:(?\n]{0,56}(?:[:(?\n]|\Z)")
_BEGINS_REACH: Final = 34
#: A list on one line ends with the line or the sentence; "nov. 2023" and "M. Sarr" end none.
_LIST_OVER: Final = re.compile(r"\n|(?<!\bM)(?<!\bMme)(?<!\bDr)\.\s(?=[^\W\d_a-z])| ; Budget")
_BULLET: Final = re.compile(r"[ \t]*[-•*·▪–—][ \t]*")
_SEPARATOR: Final = re.compile(
    r"\s*(?:[,;/•()]|\bet\b|\bainsi que\b|\n[ \t]*[-•*·▪–—]?|\s[-–—]\s)\s*", re.IGNORECASE
)
_ARTICLES: Final = re.compile(
    r"\s*(?:(?:enfin|puis|notamment|de\sla|de\sl['’]|de|du|des|d['’]|les?|la|l['’]|par|avec|à|aux?)(?:\s|(?<=['’])))*",
    re.IGNORECASE,
)
_ACRONYM: Final = re.compile(r"[A-Z][A-Z&.-]{1,6}[A-Z0-9]|[A-Z]{2,8}-[A-Z]{2,8}")
_ITEM: Final = re.compile(
    rf"{UPPER}[\w’'&.-]{{0,30}}"
    rf"(?:[ \u00a0-](?:(?:de|du|des|la|pour|sur|en)[ \u00a0]|d['’]|l['’]){{0,2}}{UPPER}[\w’'&-]{{0,30}}){{0,6}}"
    r"(?:[ \u00a0][a-zß-öø-ÿ]{2,14}(?:iens?|iennes?|aise?s?|oise?s?|aine?s?|ques?|aux|ales?)\b)?"
)
#: "la Conférence des échevins": a noun in capitals, and no name by itself.
_GOES_ON: Final = re.compile(r"\s(?:des?\b|du\b|d['’]|pour\b|[a-zà-ÿ]{3,18}(?:al|ale|que|ne|se)\b)")
#: What a list goes on with after a name.
_MAY_GO_ON: Final = frozenset(" ,;/•()\n\t\u00a0\u202f")
_BRACKET: Final = re.compile(r"\s?\([^()\n]{1,80}\)")
_ITEMS_MOST: Final = 20
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
    """An organisation that only its place in a list vouches for. ``town``: it is a town's name."""

    start: int
    end: int
    town: bool = False


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
    """Return the lists that the labels *hits* announce."""
    found: list[ListSpan] = []
    for hit in hits:
        if not _AHEAD.match(text, hit.end):
            continue
        opening = _OPENING.match(text, hit.end)
        if opening is None:
            first = max(0, hit.start - _BEGINS_REACH)
            if _BEGINS.search(folded, first, hit.start):
                opening = _LATER.match(text, hit.end)
            else:
                opening = _LATER_IN_PROSE.match(text, hit.end)
        if opening is None:
            continue
        mark = opening["mark"]
        at = opening.end()
        if mark == "(":
            end = text.find(")", at, at + _SPAN_MOST)
            if end > 0:
                found.append(ListSpan(at, end, hit))
        elif mark and not text.startswith("\n", at):
            end = _line_end(text, folded, at)
            if text[at:end].strip():
                found.append(ListSpan(at, end, hit))
            else:
                found += _lines(text, at, hit)
        elif mark or _begins_line(text, hit.start):
            found += _lines(text, at, hit, named=mark is not None)
    return sorted(found, key=lambda span: (span.start, span.end))


def _begins_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t•-*")


def _line_end(text: str, folded: str, start: int) -> int:
    """Return where a label's list on one line ends: line, sentence or next label."""
    limit = min(len(text), start + _SPAN_MOST)
    ends = [limit]
    over = _LIST_OVER.search(text, start, limit)
    if over:
        ends.append(over.start())
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


def items_of(
    text: str, span: ListSpan, covered: bytearray, towns: dict[int, int]
) -> Iterator[ListItem]:
    """Yield the names of a label's list that nobody knows; *covered* marks what is known.

    *towns* maps where a town's name starts to where it ends.
    """
    at = span.start
    while at < span.end:
        cut = _SEPARATOR.search(text, at, span.end)
        end = cut.start() if cut else span.end
        start = min(_articles_end(text, at), end)
        trimmed = end - (len(text[start:end]) - len(text[start:end].rstrip(" .\t")))
        if towns.get(start) == trimmed:
            yield ListItem(start, trimmed, town=True)
        elif not any(covered[start:trimmed]):
            item = _ITEM.match(text, start, trimmed)
            if (
                item
                and item.end() == trimmed
                and _may_be_name(item[0])
                and (span.open or is_acronym(item[0]))
            ):
                yield ListItem(start, trimmed)
        at = cut.end() if cut and cut.end() > at else end + 1


def items_after(
    text: str, start: int, limit: int, taken: dict[int, int], places: dict[int, int]
) -> Iterator[ListItem]:
    """Yield the names nobody knows in a list of prose that begins at *start*.

    *taken* and *places* map where a known name starts to where it ends.
    """
    at = start
    for _ in range(_ITEMS_MOST):
        begun = at
        at = _articles_end(text, at)
        if at in taken:
            at = taken[at]
        elif (
            places
            and (known := _place_in(places, begun, at))
            and not _longer(text, at, limit, known)
        ):
            yield ListItem(at, known, town=True)
            at = known
        else:
            item = _ITEM.match(text, at, limit)
            if item is None or not _may_be_name(item[0]):
                return
            if any(begin in taken for begin in range(item.start() + 1, item.end())):
                return
            if (
                is_acronym(item[0])
                or _organisation_like(item[0])
                or _alone(text, item)
                or _with_article(text, item)
            ):
                yield ListItem(item.start(), item.end())
            at = item.end()
        if text[at : at + 1] not in _MAY_GO_ON:
            return
        bracket = _BRACKET.match(text, at, limit)
        at = bracket.end() if bracket else at
        cut = _SEPARATOR.match(text, at, limit)
        if cut is None:
            return
        at = cut.end()
        more = _SEPARATOR.match(text, at, limit)
        at = more.end() if more else at


def _place_in(places: dict[int, int], first: int, last: int) -> int | None:
    """Return the end of the place that starts at *last*, or before: its article is its own."""
    if last in places:
        return places[last]
    return next((places[at] for at in range(first, last) if places.get(at, 0) > last), None)


def _with_article(text: str, item: re.Match[str]) -> bool:
    """Tell "la Bibliotheca Alexandrina" from "Jean Dupont": no person's name has an article."""
    if not text.endswith(("la ", "le ", "l’", "l'", "du ", "au "), 0, item.start()):
        return False
    return len(item[0].split()) > 1


def _longer(text: str, start: int, limit: int, end: int) -> bool:
    """Tell whether a place's name only begins an organisation's ("Casa Environnement")."""
    item = _ITEM.match(text, start, limit)
    return item is not None and item.end() > end and _organisation_like(item[0])


def _organisation_like(name: str) -> bool:
    return len(name.split()) > 1 and type_of(name) != "other"


def _alone(text: str, item: re.Match[str]) -> bool:
    """Tell whether one word in capitals is a name by itself: no first name, no adjective."""
    name = item[0]
    return (
        len(name) >= 4
        and not name.isupper()
        and all(word.isalpha() and word.islower() for word in name.split()[1:])
        and name.replace("-", "").replace(" ", "").replace("\u00a0", "").isalpha()
        and type_of(name) == "other"
        and not text[item.end() : item.end() + 2].lstrip()[:1].isupper()
        and not _GOES_ON.match(text, item.end())
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
