"""A page parsed and walked, with what its head says: nothing is decided yet."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from aimf_scraper.pages.claims.head import read_head
from aimf_scraper.pages.layout.walk import walk
from aimf_scraper.pages.source.menus import anchors_of
from aimf_scraper.pages.source.tree import gather
from aimf_scraper.pages.source.urls import Base, sound_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


class ParsedPage:
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
        self.walk = walk(root, found)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Where the links lead, each address once, in page order."""
        return tuple(dict.fromkeys(filter(None, self.urls.values())))

    def every_anchor(self) -> Iterator[tuple[_Element, str | None]]:
        """Yield each link with where it leads, those of the menus last."""
        return chain(self.urls.items(), anchors_of(self.menus, self.base).items())
