"""One card: its link, title, lead, date and terms."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from aimf_scraper.address_words import KIND_OF_SEGMENT
from aimf_scraper.pages.claims.card_dates import after_day, card_date
from aimf_scraper.pages.claims.datelines import says_when
from aimf_scraper.pages.claims.days import is_day_only, iso_moment, read_day
from aimf_scraper.pages.claims.published import marked
from aimf_scraper.pages.claims.short_days import is_short_day
from aimf_scraper.pages.claims.terms import class_terms, link_terms
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.listing.card_box import MIN_LEAD_CHARS, outermost
from aimf_scraper.pages.listing.card_links import Role, leads_on
from aimf_scraper.pages.listing.card_titles import is_cut, is_lead, title_of, without_days
from aimf_scraper.pages.listing.row_titles import days_of_others
from aimf_scraper.pages.reading import Card
from aimf_scraper.pages.source.tree import short_words, words_of
from aimf_scraper.text.chrome import Line, drop_tokens, is_bare_date, judge_line
from aimf_scraper.text.clean import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Node, Walk
    from aimf_scraper.pages.listing.card_box import CardBox
    from aimf_scraper.records import Kind

#: What parts the marks of a line from one another.
_BETWEEN: Final = re.compile(r" [-–—|•·] ")
_MAX_TITLE_CHARS: Final = 300
#: The tag of a card that no box parts from the next: its element is the listing's.
_SEGMENT: Final = "segment"
_MAX_HEADINGS: Final = 3
#: Between a card's heading and its foot stand no more boxes.
_MAX_FEET: Final = 4
_MAX_TAG_CHARS: Final = 30
#: Attributes that sort a listing by its days.
_DAY_ATTRIBUTES: Final = ("data-date", "data-published", "data-publish-date", "data-pubdate")


class CardReader:
    """Reads the boxes of one walk as cards."""

    def __init__(self, walk: Walk, listing_url: str, urls: list[str | None]) -> None:
        self._walk = walk
        self._blocks = walk.blocks
        self._listing_url = listing_url
        self._lists_events = first_kind(listing_url) == "event"
        self._urls = urls

    def read(
        self, box: CardBox, section: str | None, day: str | None = None, year: str | None = None
    ) -> Card:
        """Return what *box* says of the page that it leads to. *day*, *year*: of the heading over it."""
        node = box.node
        lead = self._lead(node, box.title_at, whole=box.role is Role.WHOLE)
        if node.tag == _SEGMENT and box.role is Role.LINE:
            lead = self._lead_after_link(box) or lead
        said = clean_text(drop_tokens("\n".join(lead))) or None
        if said and not any(map(str.isalpha, said)):
            said = None  # "21 01 '22"
        title = title_of(
            box, self._blocks, None if box.link is None else self._walk.links[box.link][0]
        )
        terms = dict.fromkeys(class_terms(node.el, node.names))
        for at in range(node.link_start, node.link_end):
            terms.update(dict.fromkeys(link_terms(self._walk.links[at][0], self._urls[at])))
        return Card(
            listing_url=self._listing_url,
            url=None if box.link is None else _without_place(self._urls[box.link]),
            title=clean_text(title)[:_MAX_TITLE_CHARS] if title else None,
            lead=said,
            published=self._published(node, box.title_at) or day or self._in_year(box, year),
            section=section,
            cut=bool(said and is_cut(said)),
            terms=tuple(terms),
        )

    def _lead(self, node: Node, title_at: int | None, *, whole: bool) -> list[str]:
        """Return what the card says below its title: a lead, or a whole article.

        *whole*: all of the card is one link, so that a line in it is no link by itself.
        """
        headings = sum(self._blocks[at].tag in HEADINGS for at in range(node.start, node.end))
        if headings > _MAX_HEADINGS and node.tag != "article" and not node.bits & marks.ITEM:
            return []  # what spans several headings is no lead
        if node.tag == "tr" and node.end - node.start == 1:
            parts = self._blocks[node.start].text.split(" | ")
            return [one for one in parts[1:] if len(one) >= MIN_LEAD_CHARS]
        said = [
            at
            for at in range(node.start, node.end)
            if (at != title_at or is_lead(self._blocks[at].text))
            and judge_line(self._blocks[at].text) is Line.TEXT
        ]
        sentences = [at for at in said if _is_sentence(self._blocks[at].text)]
        last = max(sentences, default=-1)
        if sentences:
            said = [at for at in said if not self._is_beside_lead(at, sentences)]
        lead: list[str] = []
        onward = self._onward(node)
        for at in said:
            block = self._blocks[at]
            text = block.text.removesuffix(onward.get(at, "")).rstrip()
            if len(text) < MIN_LEAD_CHARS and not (lead and at < last):
                ends = text.endswith((".", "…", "...", "!", "?"))
                links = block.links - len(onward.get(at, ""))
                linked = links * 2 > len(text) and not (whole and (ends or block.tag == "p"))
                dated = is_bare_date(text) or is_short_day(text) or (read_day(text) and not ends)
                if dated or linked:
                    continue
                label = len(said) > 1 or block.tag in HEADINGS
                if len(text) < 40 and not ends and not block.entry and label:
                    continue
            text = text if lead else after_day(text)
            listed = block.entry and node.tag != "li"
            lead.append(f"- {text}" if listed else text)
        return lead

    def _is_beside_lead(self, at: int, sentences: list[int]) -> bool:
        """Return whether a line of a card with a lead is none of it: its byline, a theme over it or below.

        *sentences*: the lines of the lead that are sentences. A list that a sentence
        announces ("Au programme :") or that stands amid them is the lead's.
        """
        block = self._blocks[at]
        if at in sentences:
            return False
        if block.bits & marks.META:
            return True
        if not block.entry or not _is_tag(block.text):
            return False
        over = next((one for one in range(at - 1, -1, -1) if not self._blocks[one].entry), 0)
        told = self._blocks[over].text.endswith(":")
        return not told and (at < sentences[0] or at > sentences[-1])

    def _lead_after_link(self, box: CardBox) -> list[str]:
        """Return what follows the link in its line: "Un quai – il accueille les pirogues."."""
        if box.link is None or box.title_at is None:
            return []
        said = words_of(self._walk.links[box.link][0])
        after = self._blocks[box.title_at].text.partition(said)[2]
        after = after.lstrip(" –—-:|.,;").rstrip(" –—-:|")
        below = [self._blocks[at].text for at in range(box.title_at + 1, box.node.end)]
        return [
            one
            for one in (after, *below)
            if one and not is_bare_date(one) and not is_day_only(one) and not leads_on(one)
        ]

    def _onward(self, node: Node) -> dict[int, str]:
        """Return line -> the words at its end that only lead on: "Un premier lot. Lire la suite"."""
        links = self._walk.links[node.link_start : node.link_end]
        return {at: words_of(el) for el, at in links if leads_on(words_of(el))}

    def _published(self, node: Node, title_at: int | None) -> str | None:
        if self._lists_events:
            # The day of an event is not the day on which it was announced.
            said = (one.text for one in self._blocks[node.start : node.end])
            parts = (part for line in said for part in _BETWEEN.split(line))
            return card_date(None, (), list(filter(says_when, parts)))
        others = days_of_others(node.el)
        times = [
            el
            for el, at in self._walk.times
            if node.start <= at < node.end and words_of(el) not in others
        ]
        lines: list[str] = []
        title = ""
        for at in range(node.start, node.end):
            block = self._blocks[at]
            if block.tag == "tr":
                lines += block.text.split(" | ")
            elif at == title_at and not is_lead(block.text):
                title = block.text
                if not block.links:  # "Le quai (3 mai 2021)"
                    lines.append(title.removeprefix(without_days(title)).strip(" ()–—-|,"))
            else:
                lines.append(block.text)
        lines += self._beside_links(node)
        own = None if node.tag == _SEGMENT else node.el  # a part of a box has none of its own
        if others:
            lines = [one for one in lines if not any(words in one for words in others)]
            return card_date(None, times, lines, title)
        day = card_date(own, times, lines, title)
        if own is None:
            return day or self._in_values(node)
        return day or _claimed(own) or _in_foot(own)

    def _in_values(self, node: Node) -> str | None:
        """Return the day that a box of its own states in the values of a term: ``<dd><small>3 mai 2021</small> ...``."""
        if node.end <= node.start or self._blocks[node.start].tag != "dt":
            return None
        terms = (self._walk.links[at][0] for at in range(node.link_start, node.link_end))
        term = next((up for el in terms for up in el.iterancestors("dt")), None)
        values = () if term is None else takewhile(_is_value, term.itersiblings("dd", "dt"))
        days = (card_date(one, (), [short_words(one)]) for one in values)
        return next(filter(None, days), None)

    def _in_year(self, box: CardBox, year: str | None) -> str | None:
        """Return the day that *box* states without its year, in the *year* over it: "12 mars : Le quai"."""
        if year is None or self._lists_events:
            return None
        said = [one.text for one in self._blocks[box.node.start : box.node.end]]
        for words in (*said, *self._beside_links(box.node)):
            dated = f"{words.strip(' :–—-|')} {year}"
            if is_day_only(dated):
                return read_day(dated)
        return None

    def _beside_links(self, node: Node) -> Iterator[str]:
        """Yield what stands in the same line as a link: "16 avril 2024Le marché rouvre"."""
        for at in range(node.link_start, node.link_end):
            el, line = self._walk.links[at]
            block = self._blocks[line] if node.start <= line < node.end else None
            if block is None or not block.links or block.links == len(block.text):
                continue
            words = words_of(el)
            if words not in block.text or not words:
                continue
            before, _, after = block.text.partition(words)
            yield before.strip()
            after = after.strip(" ,")
            if not after[:1].islower():  # "Le quai rouvre le 9 mai 2031" goes on
                yield after


def _is_value(el: _Element) -> bool:
    return el.tag == "dd"


def _in_foot(el: _Element) -> str | None:
    """Return the day in the foot that stands beside the box *el* of a card, in a box without another page."""
    pages = {one.get("href") for one in el.iter("a")}
    for foot in islice(el.itersiblings("div", "footer", "p"), _MAX_FEET):
        if any(one.get("href") not in pages for one in foot.iter("a")):
            return None
        if next(foot.iter(*HEADINGS), None) is not None:
            return None
        if "footer" in (foot.get("class") or "").split() or foot.tag == "footer":
            return card_date(foot, (), [], "")
    return None


def _claimed(el: _Element) -> str | None:
    """Return the day that boxes round *el* claim for it: a ``<meta>`` beside it, ``data-date``."""
    top = outermost(el)
    if top is not el and (day := card_date(top, (), [])):
        return day
    while not marked(el).other:
        for name in _DAY_ATTRIBUTES:
            if day := iso_moment(el.get(name)):
                return day
        parent = el.getparent()
        if el is top or parent is None:
            break
        el = parent
    return None


def first_kind(url: str) -> Kind | None:
    """Return the kind of page that the first word of a listing's address names: "/agenda/"."""
    first = url.split("/", 4)[3:4]
    return KIND_OF_SEGMENT.get(first[0].partition("?")[0].lower()) if first else None


def _without_place(url: str | None) -> str | None:
    """Return an address without the place in the page: "/digue/#content". "#!/digue" is another page."""
    if url is None:
        return None
    page, _, place = url.partition("#")
    return url if place.startswith(("!", "/")) else page


def _is_sentence(text: str) -> bool:
    return len(text) >= MIN_LEAD_CHARS or (len(text) > 30 and text.endswith((".", "!", "?")))


def _is_tag(text: str) -> bool:
    """Return whether an entry of a list is a theme or a place by its length: "Eau et assainissement"."""
    return len(text) <= _MAX_TAG_CHARS and not any(map(str.isdigit, text))
