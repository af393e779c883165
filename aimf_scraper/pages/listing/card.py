"""One card: its link, title, lead, date and terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.media import is_file
from aimf_scraper.pages.claims.published import iso_moment, read_day
from aimf_scraper.pages.claims.terms import class_terms, link_terms
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.reading import Card
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.text.chrome import Line, drop_tokens, is_bare_date, judge_line
from aimf_scraper.text.clean import clean_text

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Node, Walk
    from aimf_scraper.pages.source.urls import Base

#: A line from here on is a lead, not a label.
MIN_LEAD_CHARS: Final = 60
_CUT: Final = re.compile(r"(?:\.{2,4}|…|\[ ?(?:…|\.{2,4}) ?\])\s*$")
_MAX_TITLE_CHARS: Final = 300
#: A box with more links than this is no card.
_MAX_LINKS: Final = 40


class CardReader:
    """Reads the boxes of one walk as cards."""

    def __init__(self, walk: Walk, base: Base, urls: dict[_Element, str | None]) -> None:
        self._walk = walk
        self._blocks = walk.blocks
        self._listing_url = base.url
        self.urls = [urls[el] if el in urls else base.join(el.get("href")) for el, _ in walk.links]

    def pages(self, node: Node) -> list[int]:
        """Return the positions of the links in *node* that lead to a page."""
        return [
            at
            for at in range(node.link_start, node.link_end)
            if (url := self.urls[at]) and not is_file(url)
        ]

    def heading(self, node: Node) -> int | None:
        for at in range(node.start, node.end):
            if self._blocks[at].tag in HEADINGS:
                return at
        return None

    def heading_link(self, node: Node, heading: int) -> int | None:
        for at in self.pages(node):
            if self._walk.links[at][1] == heading and self._blocks[heading].links:
                return at
        return None

    def main_link(self, node: Node) -> int | None:
        """Return the position of the link to the card's own page."""
        if node.link_end - node.link_start > _MAX_LINKS:
            return None
        pages = self.pages(node)
        if not pages:
            return None
        heading = self.heading(node)
        if heading is not None and (at := self.heading_link(node, heading)) is not None:
            return at
        own = [at for at in pages if not _is_term_link(self._walk.links[at][0], self.urls[at])]
        if not own:
            return None
        # The address that most links of the card share: picture, title, "Lire la suite".
        urls = [self.urls[at] for at in own]
        best = max(dict.fromkeys(urls), key=urls.count)
        if urls.count(best) == 1 and len(own) > 3:
            return None
        return own[urls.index(best)]

    def read(self, node: Node, section: str | None) -> Card:
        blocks = self._blocks
        main = self.main_link(node)
        url = self.urls[main] if main is not None else None
        heading = self.heading(node)
        title_at = heading if heading is not None else self._title_block(node, main)
        published = self._published(node)
        lead = self._lead(node, title_at)
        if title_at is not None and heading is None and main is not None:
            title: str | None = words_of(self._walk.links[main][0]) or blocks[title_at].text
        else:
            title = blocks[title_at].text if title_at is not None else None
        said = clean_text(drop_tokens("\n".join(lead))) or None
        terms = dict.fromkeys(class_terms(node.el, node.names))
        for at in range(node.link_start, node.link_end):
            terms.update(dict.fromkeys(link_terms(self._walk.links[at][0], self.urls[at])))
        return Card(
            listing_url=self._listing_url,
            url=url,
            title=clean_text(title)[:_MAX_TITLE_CHARS] if title else None,
            lead=said,
            published=published,
            section=section,
            cut=bool(said and is_cut(said)),
            terms=tuple(terms),
        )

    def _lead(self, node: Node, title_at: int | None) -> list[str]:
        """Return what the card says below its title: a lead, or a whole article."""
        said = [
            at
            for at in range(node.start, node.end)
            if at != title_at and judge_line(self._blocks[at].text) is Line.TEXT
        ]
        last = max((at for at in said if _is_sentence(self._blocks[at].text)), default=-1)
        lead: list[str] = []
        for at in said:
            block = self._blocks[at]
            text = block.text
            if len(text) < MIN_LEAD_CHARS and not (lead and at < last):
                if is_bare_date(text) or read_day(text) or block.links * 2 > len(text):
                    continue
                ends = text.endswith((".", "…", "...", "!", "?"))
                if len(text) < 40 and not ends and not block.entry and len(said) > 1:
                    continue
            listed = block.entry and node.tag != "li"
            lead.append(f"- {text}" if listed else text)
        return lead

    def _title_block(self, node: Node, main: int | None) -> int | None:
        """Return the line that is all link, where the card has no heading."""
        if main is None:
            return None
        for at in range(node.start, node.end):
            block = self._blocks[at]
            if block.links * 10 < len(block.text) * 6 or len(block.text) > _MAX_TITLE_CHARS:
                continue
            if judge_line(block.text) is Line.TEXT and not _is_lead(block.text):
                return at
        return None

    def _published(self, node: Node) -> str | None:
        for el, at in self._walk.times:
            if node.start <= at < node.end and (
                moment := iso_moment(el.get("datetime")) or read_day(words_of(el))
            ):
                return moment
        for block in self._blocks[node.start : node.end]:
            if len(block.text) < MIN_LEAD_CHARS and (day := read_day(block.text)):
                return day
        for block in self._blocks[node.start : node.end][:1]:
            tail = block.text[-30:]
            if block.links and block.links < len(block.text) and (day := read_day(tail)):
                return day
        return None


def is_cut(lead: str) -> bool:
    """Tell whether *lead* breaks off.

    >>> is_cut("dédié aux ..."), is_cut("la suite […]"), is_cut("Une phrase.")
    (True, True, False)
    """
    return _CUT.search(lead[-12:]) is not None


def _is_lead(text: str) -> bool:
    """Tell whether a line that is a link is a lead: it breaks off, or says whole sentences."""
    return (
        is_cut(text)
        or is_bare_date(text)
        or (len(text) > 40 and text.endswith("."))
        or (len(text) > 100 and ". " in text)
    )


def _is_sentence(text: str) -> bool:
    return len(text) >= MIN_LEAD_CHARS or (len(text) > 30 and text.endswith((".", "!", "?")))


def _is_term_link(el: _Element, url: str | None) -> bool:
    return "tag" in (el.get("rel") or "") or bool(link_terms(el, url))
