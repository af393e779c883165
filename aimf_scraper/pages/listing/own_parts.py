"""What on a page with cards is the page's own: its title, its article, what it calls itself."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.listing.card_box import is_paragraph
from aimf_scraper.pages.listing.card_links import Role
from aimf_scraper.pages.listing.families import prose_in
from aimf_scraper.pages.listing.groups import names_section

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Node, Walk
    from aimf_scraper.pages.listing.card_links import CardLinks

#: What holds most of this much prose is no card but the page's article.
_MIN_ARTICLE_CHARS: Final = 800


class OwnParts:
    """The page's own parts. ``titles``: the lines that are its title; ``prose``: how much it has."""

    def __init__(
        self, walk: Walk, links: CardLinks, *, archive: bool, single: bool, own: str | None
    ) -> None:
        """Look at *walk*. ``archive``, ``single``: what the markup says that the page is; *own*: its article's class."""
        self._walk = walk
        self._blocks = walk.blocks
        self._archive = archive
        self._single = single
        self._own = own
        self.titles = self._page_titles(links)
        self.prose = sum(len(one.text) for one in walk.blocks if is_paragraph(one))

    def holds_title(self, node: Node) -> bool:
        at = bisect_left(self.titles, node.start)
        return at < len(self.titles) and self.titles[at] < node.end

    def is_article(self, node: Node) -> bool:
        """Return whether *node* holds most of the prose of a page that says it is one article."""
        if self._own is not None and self._own in node.names.split():
            return True
        if self._archive or self.prose < _MIN_ARTICLE_CHARS:
            return False
        prose = prose_in(self._blocks, node)
        return prose * (2 if self._single else 1.5) > self.prose

    def is_sectioned(self) -> bool:
        """Return whether a heading names a section: "Actualités"."""
        return any(map(names_section, self._blocks))

    def _page_titles(self, links: CardLinks) -> list[int]:
        """Return where headings of the page itself stand: an <h1> that leads to no other page."""
        ones = [at for at, one in enumerate(self._blocks) if one.tag == "h1"]
        if not 0 < len(ones) < 3:
            return []
        linked = {
            at
            for one, (_, at) in enumerate(self._walk.links)
            if at in ones and links.role(one) in {Role.HEADING, Role.WHOLE}
        }
        return [at for at in ones if at not in linked]
