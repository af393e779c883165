"""A page's title: ``<h1>``, ``og:title`` and ``<title>`` weighed against one another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.days import find_day, is_day_only
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.tables import kinds_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.pages.claims.head import Head
    from aimf_scraper.pages.layout.blocks import Block


_EDGES: Final = " -–—|·•:,"
#: What stands between a page's title and its site's name, folded.
_SEPARATORS: Final = frozenset("-|»·•:[")
_MAX_BADGE_CHARS: Final = 25
_MIN_TITLE_CHARS: Final = 12
_MAX_BOLD_CHARS: Final = 150
_PROSE_CHARS: Final = 60
#: So many longer words of a heading must be the page's title's.
_MIN_SHARED: Final = 4
_WORDS: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Title:
    """``at``: the block that shows it, where one does."""

    text: str | None
    at: int | None


def page_title(
    head: Head, blocks: list[Block], carded: list[bool], logos: frozenset[int] = frozenset()
) -> Title:
    """Return the title and where it stands.

    An ``<h1>`` that the metadata repeats is the title; so is any line that is
    ``og:title`` word for word, whatever its tag (builders use ``<div>``). An
    ``<h1>`` alone is it unless it is only the site's name. *logos* are the
    blocks that lead to the home page. A page that is only called by its section
    ("Actualités") is titled by its article's own heading.
    """
    free = [at for at in range(len(blocks)) if not carded[at] and at not in logos]
    title = _best_title(head, blocks, free)
    called = title.text is not None and fold(title.text) in kinds_of("section")
    if called and not any(blocks[at].tag == "h1" for at in free):
        own = _heading_of_article(blocks, free)
        if own is not None:
            return Title(blocks[own].text, own)
    return title


def _best_title(head: Head, blocks: list[Block], free: list[int]) -> Title:
    ones = [at for at in free if blocks[at].tag == "h1"]
    said = head.meta.get("og:title") or head.linked.headline or ""
    whole = fold(head.title or "")
    site = fold(head.site_name or "")
    for at in ones:
        text = fold(blocks[at].text)
        if text and text != site and (text in fold(said) or (whole and text in whole)):
            return Title(blocks[at].text, at)
        if len(whole) > 3 and whole != site and text.startswith(whole):
            return Title(blocks[at].text, at)  # a <title> shorter than the heading
        rest = _without_date(blocks[at].text)
        if rest and (fold(rest) in fold(said) or fold(rest) in whole):
            return Title(rest, at)
    bare = _without_site(said, head) or head.bare_title()
    wanted = fold(bare or "")
    if wanted:
        for at in free:
            # Folding keeps lengths: most lines need not be folded.
            if len(blocks[at].text) == len(wanted) and fold(blocks[at].text) == wanted:
                return Title(blocks[at].text, at)
        for at in ones:
            if title := _without_badge(blocks[at].text, wanted):
                return Title(title, at)
    for at in ones:
        if _shares_words(fold(blocks[at].text), whole):
            return Title(blocks[at].text, at)
    named = any(fold(blocks[at].text) != site for at in ones)
    for at in free:
        text = fold(blocks[at].text) if blocks[at].tag in {"h2", "h3"} else ""
        if len(text) > 8 and text in whole and text != site:
            # Beside an <h1>, a part of the article may be called as the page is begun.
            if named and len(text) * 2 < len(wanted or whole):
                continue
            return Title(blocks[at].text, at)
    for at in free if head.title else ():
        block = blocks[at]
        if 4 <= len(block.text) < 300 and not block.links and _is_part(fold(block.text), whole):
            return Title(block.text, at)
    for at in ones:
        if fold(blocks[at].text) != site and len(blocks[at].text) > 2:
            return Title(blocks[at].text, at)
    if bare and not ones:
        own = _in_more_words(blocks, free, wanted)
        own = _heading_of_article(blocks, free) if own is None and not said else own
        if own is not None:
            return Title(blocks[own].text, own)
    if bare:
        bold = None if said else _bold_over_prose(blocks, free, bare)
        return Title(bare, None) if bold is None else Title(blocks[bold].text, bold)
    for at in free:
        if blocks[at].tag in {"h2", "h3"}:
            return Title(blocks[at].text, at)
    return Title(None, None)


def _in_more_words(blocks: list[Block], free: list[int], wanted: str) -> int | None:
    """Return the first heading, or the page's first line, that has all words of ``<title>`` and more."""
    words = [one for one in wanted.split() if len(one) > 3]
    if len(words) < _MIN_SHARED // 2:
        return None
    lines = [at for at in free if not blocks[at].links]
    heads = [at for at in lines if blocks[at].tag in HEADINGS]
    at = next(iter(heads or lines), None)
    if at is None or len(blocks[at].text) > _MAX_BOLD_CHARS or blocks[at].text.endswith("."):
        return None
    said = set(_WORDS.findall(fold(blocks[at].text)))
    return at if said.issuperset(_WORDS.findall(" ".join(words))) else None


def _heading_of_article(blocks: list[Block], free: list[int]) -> int | None:
    """Return the heading that opens an ``<article>``, where one alone does."""
    heads = [
        at
        for at in free
        if blocks[at].bits & marks.ARTICLE and blocks[at].tag in HEADINGS and not blocks[at].links
    ]
    return heads[0] if len(heads) == 1 else None


def _bold_over_prose(blocks: list[Block], free: list[int], bare: str) -> int | None:
    """Return the bold line over the prose of an old page whose ``<title>`` is the site's on every page.

    *bare*: that title. A page with a heading, or whose prose speaks of its title's words, has none.
    """
    found = None
    for at in free:
        block = blocks[at]
        if block.tag in HEADINGS:
            return None
        if len(block.text) >= _PROSE_CHARS and not block.bits & marks.BOLD:
            break
        bold = block.bits & marks.BOLD and not block.links and not block.entry
        if bold and _MIN_TITLE_CHARS <= len(block.text) <= _MAX_BOLD_CHARS:
            found = None if is_day_only(block.text) else at
    if found is None:
        return None
    title = fold(bare)
    lines = [fold(blocks[at].text) for at in free]
    if any(len(one) > _MIN_TITLE_CHARS // 2 and one in title for one in lines):
        return None
    words = [one for one in title.split() if len(one) > 3]
    prose = "\n".join(lines)
    known = sum(one in prose for one in words)
    return None if not words or known * 2 > len(words) else found


def _without_date(heading: str) -> str | None:
    """Return a heading without the date that a theme puts into it: "12 oct. 2023 Les ateliers rouvrent"."""
    day = find_day(heading)
    if day is None:
        return None
    before, after = heading[: day.end].strip(), heading[day.end :].strip(_EDGES)
    if is_day_only(before):
        return after if len(after) >= _MIN_TITLE_CHARS else None
    before = heading[: day.start].strip(_EDGES)
    return before if not after and len(before) >= _MIN_TITLE_CHARS else None


def _without_badge(text: str, wanted: str) -> str | None:
    """Return the end of a heading that the metadata repeats, where a badge stands before it.

    "Projets Les ateliers rouvrent" is titled "Les ateliers rouvrent"; what ends in a
    mark before it ("Budget : …") is no badge.
    """
    start = len(text) - len(wanted)
    if not 2 < start <= _MAX_BADGE_CHARS or len(wanted) < _MIN_TITLE_CHARS:
        return None
    badge, title = text[:start], text[start:]
    if not badge[-1].isspace() or not badge.strip()[-1:].isalnum() or not title[0].isupper():
        return None
    return title if fold(title) == wanted else None


def _shares_words(text: str, whole: str) -> bool:
    """Return whether most of a heading's longer words stand in *whole*: it is the title in other words."""
    words = [one for one in text.split() if len(one) > 3]
    return len(words) >= _MIN_SHARED and sum(one in whole for one in words) * 5 >= len(words) * 3


def _is_part(text: str, whole: str) -> bool:
    """Tell whether *text* is *whole* before or after a separator ("AIMF - Financement")."""
    if whole.endswith(text):
        return whole.removesuffix(text).rstrip()[-1:] in _SEPARATORS
    return whole.startswith(text) and whole.removeprefix(text).lstrip()[:1] in _SEPARATORS


def _without_site(said: str, head: Head) -> str | None:
    """Return ``og:title`` without the site's name at its end, which some plugins leave there."""
    name = head.site_name
    text = said.strip()
    if name and fold(text).endswith(fold(name)) and len(text) > len(name) + 3:
        rest = text[: -len(name)].rstrip()
        if rest and fold(rest[-1]) in _SEPARATORS:
            return rest[:-1].rstrip()
    return text or None
