"""Lists of partners that a label announces: where they begin and where they end.

"Partenaires : Gret et WTA", "ses partenaires (Fondation Gates, SIAAP)", a
heading with a bulleted list under it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.engine.patterns import Pattern, longest_first
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.names.stop_words import stop_words
from aimf_scraper.rules.partners.cues import label_phrases
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.partners.cues import CueHit

_OPENING: Final = re.compile(
    r"(?:\((?:e?s|x)\))?(?:[^\S\n]?(?P<mark>[:(])[^\S\n]{0,2}|(?P<gap>[^\S\n]{2,9})(?=\S)|[ \t]*(?P<line>\n|$))"
)
#: "Contributeurs par ordre d'arrivée :", "Les donateurs ?": the label goes on, or asks.
_LATER: Final = re.compile(
    r"(?:\((?:e?s|x)\))?(?:[^\S\n][^\n.:;!?()\d]{1,45}?)?[^\S\n]?(?P<mark>[:?])(?P<gap>)[^\S\n]{0,2}"
)
_LATER_IN_PROSE: Final = re.compile(
    r"(?:,?[^\S\n][^\W\d_]{2,14}){1,5}[^\S\n]?(?P<mark>:)(?P<gap>)[^\S\n]{0,2}"
)
#: "donateurs, anciens ou récents :", "bailleurs fidèles (", "partenaires financiers du projet –": who gives, and of what sort.
_OF_A_SORT: Final = re.compile(
    r"(?:,?[^\S\n](?:et|ou|(?!qui\b|que\b)[^\W\d_]{2,16}[sx]|(?:du|de[^\S\n](?:la|ce|cette|ces|nos))[^\S\n][^\W\d_]{3,16})){0,6}"
    r"[^\S\n]?(?P<mark>[:(–—]|(?<=[^\S\n])-(?=[^\S\n]))(?P<gap>)[^\S\n]{0,2}"
)
_DASHES: Final = frozenset("–—-")
_BEGINS: Final = Pattern(
    r"(?:\A|[\n.!?•*–-])[^\S\n]?(?:(?:les?|la|nos|ses|leurs|autres|principaux|nombreux|parmi les) |l'){0,2}"
)
_AHEAD: Final = re.compile(r"[^:(?\n]{0,56}(?:[:(?\n]|\Z)")
#: So far from a label may stand the mark that the two patterns above end with.
_LATER_REACH: Final = 56
_BULLET: Final = re.compile(r"[ \t]*[-•*·▪–—][ \t]*")
_LINES_MOST: Final = 30
#: A longer line, or one that ends as a sentence does, is prose and no entry of a list.
_ENTRY_MOST: Final = 90
_SPAN_MOST: Final = 600
_LABEL_WORDS_MOST: Final = 3


class ListSpan(NamedTuple):
    """``text[start:end]`` is a list that a label announces.

    ``open``: names nobody knows count too; under a bare heading they may be anything.
    """

    start: int
    end: int
    hit: CueHit
    open: bool = True


@cache
def _next_label() -> re.Pattern[str]:
    words = "|".join(longest_first(stop_words("word")))
    return re.compile(rf"(?<![\w'])(?:{words}|maitres? d|maitrise d)\b[^:.,;()\n]{{0,30}}:")


def find_lists(part: Part, hits: list[CueHit]) -> list[ListSpan]:
    """Return the lists that the labels *hits* announce."""
    text, folded = part.text, part.folded
    found: list[ListSpan] = []
    for hit in hits:
        opening = _OPENING.match(text, hit.end) or _later(text, folded, hit)
        if opening is None or not _AHEAD.match(text, hit.end):
            opening = _of_a_sort(text, hit)
        if opening is None:
            continue
        mark = opening["mark"]
        if mark in _DASHES:
            end = text.find(f" {mark} ", opening.end(), part.sentences.end(hit.end))
            if 0 < end < opening.end() + _SPAN_MOST:
                found.append(ListSpan(opening.end(), end, hit))
            continue
        if mark is None and opening["gap"]:
            if not _begins_line(text, hit.start):
                continue
            mark = opening["gap"]
        at = opening.end()
        if mark == "(":
            end = text.find(")", at, at + _SPAN_MOST)
            if end > 0:
                found.append(ListSpan(at, end, hit))
        elif mark and not text.startswith("\n", at):
            end = _line_end(part, at)
            if text[at:end].strip():
                found.append(ListSpan(at, end, hit))
            else:
                found += _lines(text, at, hit)
        elif mark or _begins_line(text, hit.start):
            found += _lines(text, at, hit, named=mark is not None)
    return sorted(found, key=lambda span: (span.start, span.end))


def _later(text: str, folded: str, hit: CueHit) -> re.Match[str] | None:
    """Return the mark that opens the list of *hit* behind some more words."""
    if text.startswith((".", ","), hit.end):
        return None
    near = text[hit.end : hit.end + _LATER_REACH]
    if ":" not in near and "?" not in near:
        return None
    if _BEGINS.right_before(folded, hit.start):
        return _LATER.match(text, hit.end)
    later = _LATER_IN_PROSE.match(text, hit.end)
    return None if later and _says_else(folded[hit.end : later.end()]) else later


def _of_a_sort(text: str, hit: CueHit) -> re.Match[str] | None:
    """Return the mark that opens the list of those who give, behind words of what sort they are."""
    return _OF_A_SORT.match(text, hit.end) if hit.cue.role == "funder" else None


def _says_else(words: str) -> bool:
    """Tell "bailleurs diversifiés, exigeants :" from "avec un seul objectif :"."""
    return not little_words("clause").isdisjoint(words.replace(",", " ").split())


def _begins_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t•-*")


def _line_end(part: Part, start: int) -> int:
    """Return where a label's list on one line ends: line, sentence or next label."""
    limit = min(part.sentences.end(start), start + _SPAN_MOST)
    ends = [limit]
    label = _next_label().search(part.folded, start, limit)
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
        # a line longer than any list's is prose; so a text of one line is not read again and again
        end = text.find("\n", at, at + _SPAN_MOST)
        if end < 0:
            end = len(text)
            if end - at > _SPAN_MOST:
                return
        line = text[at:end]
        bullet = _BULLET.match(line)
        if bullets is None:
            bullets = bullet is not None
        if not line.strip() or line.rstrip().endswith(":") or bullets != (bullet is not None):
            return
        if not bullets and (len(line) > _ENTRY_MOST or line.rstrip().endswith(".")):
            return
        if _is_label(line):
            return
        head = at + (bullet.end() if bullet else 0)
        yield ListSpan(head, end, hit, open=named)
        at = end + 1


def _is_label(line: str) -> bool:
    """Return whether *line* is the next field's name: "Lieu", "Partenaires techniques"."""
    words = fold(line).strip(" \t•*-:")
    if words in label_phrases():
        return True
    first, _, more = words.partition(" ")
    if first not in stop_words("word") or more.count(" ") >= _LABEL_WORDS_MOST:
        return False
    return not any(word[:1].isupper() for word in line.split()[1:])  # "Ville de Metz" is an entry


def _start(span: ListSpan) -> int:
    return span.start


def label_of(lists: list[ListSpan], at: int) -> CueHit | None:
    """Return the label of the list that *at* lies in; *lists* are in the order of their starts."""
    if not lists or at < lists[0].start:
        return None
    index = bisect_right(lists, at, key=_start)
    for span in reversed(lists[max(0, index - 3) : index]):
        if at < span.end:
            return span.hit
    return None
