"""A page once it has been walked: what every part of its reading asks for."""

from __future__ import annotations

import re
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages import marks
from aimf_scraper.pages.body import bare_body, find_body
from aimf_scraper.pages.cards import Cards
from aimf_scraper.pages.head import claims, read_head
from aimf_scraper.pages.media import MEDIA_TYPES, ending
from aimf_scraper.pages.menus import anchors_of
from aimf_scraper.pages.published import read_dates
from aimf_scraper.pages.tables import table
from aimf_scraper.pages.terms import claimed_kind
from aimf_scraper.pages.title import page_title
from aimf_scraper.pages.tree import gather, label_of
from aimf_scraper.pages.urls import Base, sound_addresses
from aimf_scraper.pages.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.blocks import Node, Walk
    from aimf_scraper.pages.body import Body
    from aimf_scraper.pages.title import Title

_CRUMB_LINE: Final = re.compile(r"(?:Accueil|Vous êtes ici|Home)\s?[>/»›:]", re.IGNORECASE)
_CRUMB_CUT: Final = re.compile(r"\s?[>/»›]\s?")
#: How many lines from the top a breadcrumb without a box of its own is looked for.
_CRUMB_LINES: Final = 60


@cache
def _foot_links() -> frozenset[str]:
    return frozenset(table("markup")["foot"]["links"])


class Seen:
    """One page, parsed and walked.

    ``urls``: its anchors, in page order, made absolute. *menus*: what was taken
    out of it before it was parsed.
    """

    def __init__(self, root: _Element, url: str, menus: bytes = b"") -> None:
        self.root = root
        self.url = url
        self.found = found = gather(root)
        self.base = Base(url)
        if found.base is not None and (href := self.base.join(found.base.get("href"))):
            self.base = Base(href)
        self.head = read_head(root, found, self.base)
        join, sound = self.base.join, sound_addresses()
        self.urls = {
            el: href if href in sound else join(href)
            for el, href in zip(found.anchors, found.hrefs, strict=True)
        }
        self.menus = menus
        body_el = root.find("body")
        self.body_el = root if body_el is None else body_el
        self.body_names = self.body_el.get("class") or ""
        #: What the markup says of the page: one item, or a listing.
        self.single, self.archive = claims(self.body_names, self.head)
        self._lay(walk(root, found))
        self.article = _article(self.walk.root)
        names = [] if self.article is None else [self.article.el.get("class") or self.article.names]
        self.kind = claimed_kind(self.body_names, names, self._crumb_words(), self.head)
        self.body = self._find_body()
        if self.body is None:
            self._walk_again()
        if self.body is None and self.title.at is not None:
            self.body = bare_body(self.walk, self.carded, self.title.at)

    def _lay(self, seen: Walk) -> None:
        self.walk = seen
        self.cards = Cards(seen, self.base, self.urls, archive=self.archive)
        #: Block by block, whether it stands in a card.
        self.carded = self.cards.covered()
        self.title = self._find_title()

    def _walk_again(self) -> None:
        """Walk with nothing left out: where all looks like chrome, the prose is in it."""
        seen = walk(self.root, self.found, keep_chrome=True)
        if len(seen.blocks) > len(self.walk.blocks):
            self._lay(seen)
            self.body = self._find_body()

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Where the links lead, each address once, in page order."""
        return tuple(dict.fromkeys(filter(None, self.urls.values())))

    def every_anchor(self) -> Iterator[tuple[_Element, str | None]]:
        """Yield each link with where it leads, those of the menus last."""
        return chain(self.urls.items(), anchors_of(self.menus, self.base).items())

    def in_card(self, at: int) -> bool:
        return at < len(self.carded) and self.carded[at]

    @property
    def top(self) -> int:
        """Where the article begins with its title and what stands around it."""
        if self.body is None:
            return 0
        return self.body.start if self.title.at is None else min(self.title.at, self.body.start)

    def _find_title(self) -> Title:
        home = {self.base.join("/"), (self.base.join("/") or "").rstrip("/")}
        logos = {at for el, at in self.walk.links if self.urls[el] in home}
        return page_title(self.head, self.walk.blocks, self.carded, frozenset(logos))

    def _find_body(self) -> Body | None:
        files = (at for el, at in self.walk.links if ending(self.urls[el] or "") in MEDIA_TYPES)
        return find_body(
            self.walk,
            self.carded,
            self.title.at,
            files=frozenset(files),
            foot=[
                at
                for el, at in self.walk.links
                if at < len(self.walk.blocks) and label_of(el).lower() in _foot_links()
            ],
            own_day=self._own_day(),
        )

    def _own_day(self) -> str | None:
        """Return the day of a dateline over the prose; of an event, only that of its metadata.

        ``""``: any bare date there is the page's dateline.
        """
        if self.kind != "event":
            return ""
        dates = read_dates(self.head, (), ())
        return dates["published"][0][:10] if "published" in dates else None

    def _crumb_words(self) -> list[str]:
        """Return the breadcrumb's words, from its box, JSON-LD, or a line "Accueil > Actualités"."""
        if self.walk.crumbs:
            words = [" ".join(str(one).split()) for one in self.walk.crumbs[0].itertext()]
            return [one for one in words if len(one) > 1]
        if self.head.linked.crumbs:
            return list(self.head.linked.crumbs)
        for block in self.walk.blocks[:_CRUMB_LINES]:
            if len(block.text) < 160 and _CRUMB_LINE.match(block.text):
                return [one.strip() for one in _CRUMB_CUT.split(block.text)]
        return []


def _article(node: Node | None) -> Node | None:
    """Return the outermost box that is the page's own article, if any."""
    if node is None:
        return None
    if node.bits & marks.ARTICLE or "type-" in node.names or "node--" in node.names:
        return node
    return next((found for kid in node.kids if (found := _article(kid)) is not None), None)
