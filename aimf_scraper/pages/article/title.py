"""A page's title: ``<h1>``, ``og:title`` and ``<title>`` weighed against one another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.article.bold_title import bold_over_prose
from aimf_scraper.pages.article.over_prose import headings_over_prose, over_prose
from aimf_scraper.pages.article.title_words import (
    is_beside,
    is_end,
    is_part,
    parts_of,
    shares_words,
    without_badge,
    without_date,
    without_site,
)
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.tables import kinds_of, table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.pages.claims.head import Head
    from aimf_scraper.pages.layout.blocks import Block


_MIN_TITLE_CHARS: Final = 12
_MAX_BOLD_CHARS: Final = 150
_MAX_TITLE_CHARS: Final = 300
#: So many longer words of a heading must be the page's title's.
_MIN_SHARED: Final = 4
_WORDS: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Title:
    """``at``: the block that shows it, where one does."""

    text: str | None
    at: int | None


def page_title(
    head: Head,
    blocks: list[Block],
    carded: list[bool],
    logos: frozenset[int] = frozenset(),
    stated: Sequence[str] = (),
) -> Title:
    """Return the title and where it stands, by the first of several ways that leads to one.

    An ``<h1>`` that the metadata repeats is the title; so is any line that is
    ``og:title`` word for word, whatever its tag (builders use ``<div>``). An
    ``<h1>`` alone is it unless it is only the site's name. *logos* are the
    blocks that lead to the home page, *stated* the headings that microdata call headlines. A page that is only called by its section
    ("Actualités") is titled by its article's own heading.
    """
    free = [at for at in range(len(blocks)) if not carded[at] and at not in logos]
    seen = _Lines(head, blocks, free, stated)
    title = next((found for way in _WAYS if (found := way(seen)) is not None), Title(None, None))
    called = title.text is not None and fold(title.text) in kinds_of("section")
    found = seen.heading_of_article() if called else None
    if found is None and title.at is not None and blocks[title.at].tag == "h1":
        names = table("markup")["listing"]
        listed = called or fold(blocks[title.at].text) in {*names["titles"], *names["rubrics"]}
        found = seen.heading_below(title.at, is_section=listed, alone=not any(carded))
    return found or title


class _Lines:
    """The lines that may be the title, beside what the metadata call the page.

    ``ones``: those that are an ``<h1>``. ``said``: the title as the metadata have it,
    ``bare``: without the site's name. ``whole`` (all of ``<title>``), ``site`` and ``wanted``
    (what ``bare`` says) are folded.
    """

    def __init__(
        self, head: Head, blocks: list[Block], free: list[int], stated: Sequence[str] = ()
    ) -> None:
        self.stated = stated
        self.blocks = blocks
        self.free = free
        self.ones = [at for at in free if blocks[at].tag == "h1"]
        self.said = head.meta.get("og:title") or head.linked.headline or ""
        self.titled = bool(head.title)
        self.whole = fold(head.title or "")
        self.site = fold(head.site_name or "")
        self.bare = without_site(self.said, head) or head.bare_title()
        self.wanted = fold(self.bare or "")

    def title(self, at: int) -> Title:
        return Title(self.blocks[at].text, at)

    def repeated_h1(self) -> Title | None:
        """Return the ``<h1>`` that the metadata repeat, with or without a date in it."""
        said, whole, site = fold(self.said), self.whole, self.site
        for at in self.ones:
            text = fold(self.blocks[at].text)
            if text and text != site and (text in said or (whole and text in whole)):
                return self.title(at)
            if len(whole) > 3 and whole != site and text.startswith(whole):
                return self.title(at)  # a <title> shorter than the heading
            rest = without_date(self.blocks[at].text)
            if rest and (fold(rest) in said or fold(rest) in whole):
                return Title(rest, at)
        return None

    def word_for_word(self) -> Title | None:
        """Return the line, of whatever tag, that is the title of the metadata."""
        wanted = self.wanted
        if not wanted:
            return None
        for at in self.free:
            text = self.blocks[at].text
            # Folding keeps lengths: most lines need not be folded.
            if len(text) == len(wanted) and fold(text) == wanted:
                return self.title(at)
        return None

    def h1_with_badge(self) -> Title | None:
        """Return the end of the ``<h1>`` that is the title, a badge before it."""
        for at in self.ones if self.wanted else ():
            if title := without_badge(self.blocks[at].text, self.wanted):
                return Title(title, at)
        return None

    def only_headline(self) -> Title | None:
        """Return the heading that microdata call the headline, where one alone does."""
        if not self.stated:
            return None
        found = [at for at in self.free if self.blocks[at].text in self.stated]
        heads = [at for at in found if self.blocks[at].tag in HEADINGS]
        return self.title(heads[0]) if len(heads) == 1 else None

    def h1_in_other_words(self) -> Title | None:
        for at in self.ones:
            if shares_words(fold(self.blocks[at].text), self.whole):
                return self.title(at)
        return None

    def repeated_heading(self) -> Title | None:
        """Return the lower heading that stands in ``<title>``."""
        named = any(fold(self.blocks[at].text) != self.site for at in self.ones)
        for at in self.free:
            block = self.blocks[at]
            text = fold(block.text) if block.tag in {"h2", "h3"} else ""
            if len(text) > 8 and text in self.whole and text != self.site:
                # Beside an <h1>, a part of the article may be called as the page is begun.
                if named and len(text) * 2 < len(self.wanted or self.whole):
                    continue
                return self.title(at)
        return None

    def part_of_title(self) -> Title | None:
        """Return the line that is what ``<title>`` says before the site's name."""
        for at in self.free if self.titled else ():
            block = self.blocks[at]
            short = 4 <= len(block.text) < _MAX_TITLE_CHARS
            if short and not block.links and is_part(fold(block.text), self.whole):
                return self.title(at)
        return None

    def any_h1(self) -> Title | None:
        for at in self.ones:
            if fold(self.blocks[at].text) != self.site and len(self.blocks[at].text) > 2:
                return self.title(at)
        return None

    def in_more_words(self) -> Title | None:
        """Return the first heading, or the page's first line, that has all words of the metadata and more.

        Only where there is no ``<h1>``.
        """
        words = [one for one in self.wanted.split() if len(one) > 3]
        if self.ones or len(words) < _MIN_SHARED // 2:
            return None
        lines = [at for at in self.free if not self.blocks[at].links]
        heads = [at for at in lines if self.blocks[at].tag in HEADINGS]
        at = next(iter(heads or lines), None)
        if at is None:
            return None
        text = self.blocks[at].text
        if len(text) > _MAX_BOLD_CHARS or text.endswith("."):
            return None
        said = set(_WORDS.findall(fold(text)))
        return self.title(at) if said.issuperset(_WORDS.findall(" ".join(words))) else None

    def heading_of_article(self) -> Title | None:
        """Return the heading that opens an ``<article>``, where one alone does and there is no ``<h1>``."""
        heads = [
            at
            for at in self.free
            if (block := self.blocks[at]).bits & marks.ARTICLE
            and block.tag in HEADINGS
            and not block.links
        ]
        return self.title(heads[0]) if len(heads) == 1 and not self.ones else None

    def heading_below(self, at: int, *, is_section: bool, alone: bool) -> Title | None:
        """Return the article's heading below the ``<h1>`` at *at* that only names the site or a section.

        Such an ``<h1>`` is a part of ``<title>`` beside another ("Un quai – Ville de Podor"), or a
        section's name. A heading that the metadata do not know is taken below a section's
        name alone, where no other is like it and the page has no cards (*alone*).
        """
        said, whole = fold(self.blocks[at].text), self.whole
        if not (is_section or said in {self.site, *parts_of(whole)} or is_end(said, whole)):
            return None
        if (told := self._told_over_prose(at)) is not None:
            return told
        heads = headings_over_prose(self.blocks, self.free, at)
        for one in heads:
            block = self.blocks[one]
            text = fold(block.text)
            if text in {said, self.site} or text in kinds_of("section"):
                continue
            larger = block.tag == "h1" or len(text) > len(said)
            if text in {fold(self.said), self.wanted} or is_beside(
                text, said, whole, larger=larger
            ):
                return self.title(one)
        if not (is_section and alone and len(heads) == 1):
            return None
        tag = self.blocks[heads[0]].tag
        like = [one for one in self.free if one > at and self.blocks[one].tag == tag]
        long = len(self.blocks[heads[0]].text) >= _MIN_TITLE_CHARS
        return self.title(heads[0]) if long and len(like) == 1 else None

    def _told_over_prose(self, at: int) -> Title | None:
        """Return the line between *at* and the prose, of whatever tag, that is ``og:title`` word for word."""
        wanted = {fold(self.said), self.wanted} if self.said else set()
        wanted -= {fold(self.blocks[at].text), self.site, ""}
        for one in over_prose(self.blocks, self.free, at) if wanted else ():
            if fold(self.blocks[one].text) in wanted:
                return self.title(one)
        return None

    def unknown_to_metadata(self) -> Title | None:
        """Return the article's heading where the metadata name no page: ``<title>`` is a section's."""
        return self.heading_of_article() if self.bare and not self.said else None

    def of_metadata(self) -> Title | None:
        """Return the title of the metadata, which no line shows, or what an old page has instead."""
        if not self.bare:
            return None
        bold = None if self.said else bold_over_prose(self.blocks, self.free, self.bare)
        return Title(self.bare, None) if bold is None else self.title(bold)

    def any_heading(self) -> Title | None:
        for at in self.free:
            if self.blocks[at].tag in {"h2", "h3"}:
                return self.title(at)
        return None


#: The surest first.
_WAYS: Final = (
    _Lines.repeated_h1,
    _Lines.word_for_word,
    _Lines.h1_with_badge,
    _Lines.only_headline,
    _Lines.h1_in_other_words,
    _Lines.repeated_heading,
    _Lines.part_of_title,
    _Lines.any_h1,
    _Lines.in_more_words,
    _Lines.unknown_to_metadata,
    _Lines.of_metadata,
    _Lines.any_heading,
)
