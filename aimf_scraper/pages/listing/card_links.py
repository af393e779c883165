"""What each link of a page is to the box it stands in: its title's, its picture's, or one in prose."""

from __future__ import annotations

import re
from collections import Counter
from enum import IntEnum
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.file_names import MEDIA_TYPES, ending, is_file
from aimf_scraper.pages.claims.terms import link_terms
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.listing.page_words import names_next, numbers_page
from aimf_scraper.pages.listing.paging import is_paged
from aimf_scraper.pages.listing.row_titles import beside_titles
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.pages.source.urls import page_key
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Node, Walk
    from aimf_scraper.pages.source.urls import Base

#: A line of which less than this stands beside its link is all link ("12 mars – Titre").
_MAX_BESIDE_LINK_CHARS: Final = 40
_MAX_MORE_CHARS: Final = 60
_MAX_MORE_TO_CHARS: Final = 200
_LINES_ABOVE: Final = 8
_MAX_BY_CHARS: Final = 30


class Role(IntEnum):
    """What a link is to its box."""

    NONE = 0  # leads to no page of this site but this one: a file, another host, the home page
    PROSE = 1  # stands in a sentence
    TERM = 2  # a tag, a category, one of several in a line
    MORE = 3  # "Lire la suite"
    PICTURE = 4
    LINE = 5  # a line of its own
    HEADING = 6
    WHOLE = 7  # stands round headings or paragraphs: the box is clickable


class CardLinks:
    """The links of one walk; ``keys`` says which page each leads to, spelled one way."""

    def __init__(self, walk: Walk, base: Base, urls: dict[_Element, str | None]) -> None:
        self._walk = walk
        self._here = page_key(base.url)
        self._host = self._here.partition("/")[0].partition("?")[0]
        self.urls = [urls[el] if el in urls else base.join(el.get("href")) for el, _ in walk.links]
        self.keys: list[str | None] = [self._key(url) for url in self.urls]
        self._whole = {node.el for node in walk.nodes if node.tag == "a"}
        self._roles: dict[int, Role] = {}
        self._authors: set[int] = set()  # of the links judged so far
        self._pictured: set[str | None] = set()
        self._leads: Counter[int] = Counter()
        self._beside = beside_titles(walk, self.keys)
        self._count()

    def _count(self) -> None:
        """Note which pages pictures lead to and, of each line, how many pages the words in it lead to."""
        links, keys = self._walk.links, self.keys
        self._pictured = {keys[at] for at, (el, _) in enumerate(links) if not _has_words(el)}
        self._leads = Counter(
            at
            for at, _ in {(at, keys[one]) for one, (el, at) in enumerate(links) if _has_words(el)}
        )

    def take_documents(self) -> bool:
        """Let links lead to documents as they do to pages; return whether there are any."""
        found = {
            at: page_key(url) for at, url in enumerate(self.urls) if url and self._is_document(url)
        }
        for at, key in found.items():
            self.keys[at] = key
        self._roles.clear()
        self._count()
        return bool(found)

    def _is_document(self, url: str) -> bool:
        own = page_key(url).partition("/")[0] == self._host
        return own and ending(url) in MEDIA_TYPES

    def role(self, at: int) -> Role:
        """Return what the link at position *at* of the walk is to its box."""
        found = self._roles.get(at)
        if found is None:
            self._roles[at] = found = self._judge(at)
        return found

    def is_item_row(self, node: Node) -> bool:
        """Return whether *node* is a row whose links lead to an item and to its author or theme."""
        return node.tag == "tr" and any(
            at in self._beside for at in range(node.link_start, node.link_end)
        )

    def is_signed(self, node: Node) -> bool:
        """Return whether a link in *node* is the name of who wrote."""
        return any(at in self._authors for at in range(node.link_start, node.link_end))

    def names_page(self, node: Node, key: str | None) -> bool:
        """Return whether words in *node* that say more than "Lire la suite" lead to the page *key*."""
        return key is not None and any(
            self.keys[at] == key
            and (said := words_of(self._walk.links[at][0]))
            and not leads_on(said)
            for at in range(node.link_start, node.link_end)
        )

    def own(self, node: Node) -> list[int]:
        """Return the positions of the links in *node* that may lead to a card's page."""
        return [at for at in range(node.link_start, node.link_end) if self.role(at) >= Role.MORE]

    def _key(self, url: str | None) -> str | None:
        """Return the key of a page of this site other than this one and its home page."""
        if not url or is_file(url) or is_paged(url):
            return None
        key = page_key(url)
        host, slash, path = key.partition("/")
        if key == self._here or (self._host and host.partition("?")[0] != self._host):
            return None
        return key if path or "?" in host or (slash and not self._host) else None

    def _judge(self, at: int) -> Role:
        el, line = self._walk.links[at]
        if self.keys[at] is None:
            return Role.NONE
        if at in self._beside:
            return Role.TERM
        if el in self._whole:
            return Role.WHOLE
        blocks = self._walk.blocks
        block = blocks[line] if line < len(blocks) else None
        said = words_of(el)
        if not said:
            return Role.PICTURE
        if leads_on(said):
            return Role.MORE
        if block is None or numbers_page(said) or names_next(said):
            return Role.NONE
        if block.tag not in HEADINGS and (named := _leads_on_to(said)):
            above = (one.text for one in blocks[max(0, line - _LINES_ABOVE) : line])
            if any(fold(one).strip(_MORE_EDGE) == named for one in above):
                return Role.MORE
        if "tag" in (el.get("rel") or "") or link_terms(el, self.urls[at]):
            return Role.TERM
        if block.tag in HEADINGS or block.tag == "dt":
            return Role.HEADING
        if block.tag == "tr":
            return Role.LINE
        if self._leads[line] > 1:
            # A tag beside the title: the picture leads where the title does.
            return Role.LINE if self.keys[at] in self._pictured else Role.TERM
        beside = len(block.text) - block.links
        if _names_author(el, self.urls[at]) or (beside and _is_signed(block.text, said)):
            self._authors.add(at)
            return Role.TERM
        if block.links * 10 >= len(block.text) * 8:
            return Role.LINE
        # "Voir aussi le guide." is a sentence; "12 mars 2024 Titre" is none.
        sentence = block.text.endswith((".", "!", "?", ";", ",")) and block.text[-2:] != said[-2:]
        if beside > _MAX_BESIDE_LINK_CHARS or sentence or said[0].islower():
            return Role.PROSE
        return Role.LINE


def _names_author(el: _Element, url: str | None) -> bool:
    """Return whether a link leads to who wrote: ``rel=author``, "/author/ama/", SPIP's "?auteur2"."""
    return "author" in (el.get("rel") or "") or _author_address().search(url or "") is not None


def _is_signed(line: str, name: str) -> bool:
    """Return whether *name* stands behind "par" in its line: "18 mai 2021, par Ama Mensah"."""
    before = fold(line.partition(name)[0][-_MAX_BY_CHARS:]).split()
    return bool(before) and before[-1] in table("dates")["cues"]["by"]


@cache
def _author_address() -> re.Pattern[str]:
    words = "|".join(map(re.escape, table("markup")["item"]["author_words"]))
    return re.compile(rf"[/?](?:{words})[0-9]{{0,9}}(?:[/=&]|$)", re.IGNORECASE)


def _has_words(el: _Element) -> bool:
    """Return whether a link is more than a picture."""
    said = el.text
    return bool(said and not said.isspace()) or (len(el) > 0 and bool(words_of(el)))


_MORE_EDGE: Final = ' \t.…»«›>→+-–:[]()"'


def leads_on(said: str) -> bool:
    """Return whether a link's words say no more than that it leads on: "Lire la suite"."""
    more = fold(said[:_MAX_MORE_CHARS]).strip(_MORE_EDGE)
    return not more or more in _more_words()


def _leads_on_to(said: str) -> str | None:
    """Return the title that a link says it leads to, folded: "Lire la suite de Un quai pour Podor"."""
    words = fold(said[:_MAX_MORE_TO_CHARS])
    item = table("markup")["item"]
    for one in item["more_starts"]:
        rest = words.removeprefix(one).strip()
        if rest != words and (after := next(filter(rest.startswith, item["more_after"]), None)):
            return rest.removeprefix(after).strip(_MORE_EDGE) or None
    return None


@cache
def _more_words() -> frozenset[str]:
    item = table("markup")["item"]
    before = ["", *(f"{one} ".replace("' ", "'") for one in item["more_before"])]
    opening = product(item["more_verbs"], before, item["more_things"])
    return frozenset(item["more_lines"]) | {f"{verb} {the}{thing}" for verb, the, thing in opening}
