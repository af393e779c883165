"""One card: its link, title, lead, date and terms."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.card_dates import after_day, card_date
from aimf_scraper.pages.claims.days import is_day_only, read_day
from aimf_scraper.pages.claims.terms import class_terms, link_terms
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.listing.card_box import MIN_LEAD_CHARS
from aimf_scraper.pages.listing.card_links import Role, leads_on
from aimf_scraper.pages.reading import Card
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.text.chrome import Line, drop_tokens, is_bare_date, judge_line
from aimf_scraper.text.clean import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Node, Walk
    from aimf_scraper.pages.listing.card_box import CardBox

_CUT: Final = re.compile(r"(?:\.{2,4}|…|\[ ?(?:…|\.{2,4}) ?\])\s*$")
#: A dash, and the day behind it at the end of a line.
_TRAILING_DAY: Final = re.compile(r" (?:[—–|•·-]) ?([0-9a-zA-Zéû/. ]{6,40})$")
_MAX_TITLE_CHARS: Final = 300
_MIN_TITLE_CHARS: Final = 8
#: The tag of a card that no box parts from the next: its element is the listing's.
_SEGMENT: Final = "segment"
_MAX_HEADINGS: Final = 3
_MAX_DAY_BOXES: Final = 12


class CardReader:
    """Reads the boxes of one walk as cards."""

    def __init__(self, walk: Walk, listing_url: str, urls: list[str | None]) -> None:
        self._walk = walk
        self._blocks = walk.blocks
        self._listing_url = listing_url
        self._urls = urls

    def read(self, box: CardBox, section: str | None, day: str | None = None) -> Card:
        """Return what *box* says of the page that it leads to. *day*: that of the heading over it."""
        node = box.node
        lead = self._lead(node, box.title_at, whole=box.role is Role.WHOLE)
        if node.tag == _SEGMENT and box.role is Role.LINE:
            lead = self._lead_after_link(box) or lead
        said = clean_text(drop_tokens("\n".join(lead))) or None
        if said and not any(map(str.isalpha, said)):
            said = None  # "21 01 '22"
        title = self._title(box)
        terms = dict.fromkeys(class_terms(node.el, node.names))
        for at in range(node.link_start, node.link_end):
            terms.update(dict.fromkeys(link_terms(self._walk.links[at][0], self._urls[at])))
        return Card(
            listing_url=self._listing_url,
            url=None if box.link is None else _without_place(self._urls[box.link]),
            title=clean_text(title)[:_MAX_TITLE_CHARS] if title else None,
            lead=said,
            published=self._published(node, box.title_at) or day,
            section=section,
            cut=bool(said and is_cut(said)),
            terms=tuple(terms),
        )

    def _title(self, box: CardBox) -> str | None:
        """Return the card's title: its heading, the words of its link, its picture's."""
        link = None if box.link is None else self._walk.links[box.link][0]
        if box.title_at is None:
            if link is None or box.role is not Role.PICTURE:
                return None
            said = link.get("title") or next((one.get("alt") for one in link.iter("img")), None)
            return said if said and len(said) >= _MIN_TITLE_CHARS else None
        block = self._blocks[box.title_at]
        if block.tag in HEADINGS:
            return block.text
        said = block.text
        if box.role is Role.LINE or (box.role is Role.HEADING and block.tag == "dt"):
            said = (words_of(link) if link is not None else "") or block.text
        if link is not None and box.role >= Role.LINE:
            said = _without_day_box(said, link)
        return None if _is_lead(said) else _without_day(said)

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
            if (at != title_at or _is_lead(self._blocks[at].text))
            and judge_line(self._blocks[at].text) is Line.TEXT
        ]
        last = max((at for at in said if _is_sentence(self._blocks[at].text)), default=-1)
        lead: list[str] = []
        onward = self._onward(node)
        for at in said:
            block = self._blocks[at]
            text = block.text.removesuffix(onward.get(at, "")).rstrip()
            if len(text) < MIN_LEAD_CHARS and not (lead and at < last):
                ends = text.endswith((".", "…", "...", "!", "?"))
                links = block.links - len(onward.get(at, ""))
                linked = links * 2 > len(text) and not (whole and (ends or block.tag == "p"))
                if is_bare_date(text) or (read_day(text) and not ends) or linked:
                    continue
                if len(text) < 40 and not ends and not block.entry and len(said) > 1:
                    continue
            text = text if lead else after_day(text)
            listed = block.entry and node.tag != "li"
            lead.append(f"- {text}" if listed else text)
        return lead

    def _lead_after_link(self, box: CardBox) -> list[str]:
        """Return what follows the link in its line: "Un quai – il accueille les pirogues."."""
        if box.link is None or box.title_at is None:
            return []
        said = words_of(self._walk.links[box.link][0])
        after = self._blocks[box.title_at].text.partition(said)[2].strip(" –—-:|")
        below = [self._blocks[at].text for at in range(box.title_at + 1, box.node.end)]
        return [one for one in (after, *below) if one and not is_bare_date(one)]

    def _onward(self, node: Node) -> dict[int, str]:
        """Return line -> the words at its end that only lead on: "Un premier lot. Lire la suite"."""
        links = self._walk.links[node.link_start : node.link_end]
        return {at: words_of(el) for el, at in links if leads_on(words_of(el))}

    def _published(self, node: Node, title_at: int | None) -> str | None:
        times = [el for el, at in self._walk.times if node.start <= at < node.end]
        lines: list[str] = []
        title = ""
        for at in range(node.start, node.end):
            block = self._blocks[at]
            if block.tag == "tr":
                lines += block.text.split(" | ")
            elif at == title_at and not _is_lead(block.text):
                title = block.text
            else:
                lines.append(block.text)
        lines += self._beside_links(node)
        own = None if node.tag == _SEGMENT else node.el  # a part of a box has none of its own
        return card_date(own, times, lines, title)

    def _beside_links(self, node: Node) -> Iterator[str]:
        """Yield what stands in the same line as a link: "16 avril 2024Le marché rouvre"."""
        for at in range(node.link_start, node.link_end):
            el, line = self._walk.links[at]
            block = self._blocks[line] if node.start <= line < node.end else None
            if block is None or not block.links or block.links == len(block.text):
                continue
            words = words_of(el)
            yield block.text.removesuffix(words).strip()
            after = block.text.removeprefix(words).strip()
            if not after[:1].islower():  # "Le quai rouvre le 9 mai 2031" goes on
                yield after


def is_cut(lead: str) -> bool:
    """Tell whether *lead* breaks off.

    >>> is_cut("dédié aux ..."), is_cut("la suite […]"), is_cut("Une phrase.")
    (True, True, False)
    """
    return _CUT.search(lead[-12:]) is not None


def _without_day(title: str) -> str:
    """Return a title without the day that a dash parts from it: "14/03/2024 – Le pont rouvre"."""
    rest = after_day(title)
    if rest is title and (found := _TRAILING_DAY.search(title)) and is_day_only(found[1]):
        rest = title[: found.start()]
    return rest if len(rest) >= _MIN_TITLE_CHARS else title


def _without_place(url: str | None) -> str | None:
    """Return an address without the place in the page: "/digue/#content". "#!/digue" is another page."""
    if url is None:
        return None
    page, _, place = url.partition("#")
    return url if place.startswith(("!", "/")) else page


def _without_day_box(title: str, link: _Element) -> str:
    """Return a title without the day that stands in a box of its own in the same link."""
    for one in islice(link.iter("span", "small", "time", "em", "i", "b", "strong"), _MAX_DAY_BOXES):
        day = words_of(one)
        if is_day_only(day) and day != title:
            return title.removesuffix(day).removeprefix(day).strip(" –—-|·,")
    return title


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
