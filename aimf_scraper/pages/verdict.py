"""Whether a page is an article, a listing, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.addresses import Site
from aimf_scraper.errors import UsageError
from aimf_scraper.pages.tables import kinds_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.pages.reading import Listing
    from aimf_scraper.pages.seen import Seen

#: Prose outside cards that makes a page without other marks an article.
_ARTICLE_CHARS: Final = 200


def verdict(page: Seen, listing: Listing | None) -> tuple[bool, bool]:
    """Tell whether the page is an article, and whether it is a listing.

    What the markup says of the page itself counts first; else what there
    is more of. Teasers under an article make no listing.
    """
    prose = 0 if page.body is None else page.body.prose_chars
    if page.archive:
        return False, True
    if page.single:
        return prose > 0 or page.title.text is not None, False
    own = [one for one in page.cards.groups if not one.of_other_pages]
    carded = sum(group.chars(page.walk.blocks) for group in own if not group.plain)
    paged = listing is not None and bool(listing.next_urls)
    shows = listing is not None and bool(listing.cards)
    if not shows:
        few = prose < 2 * _ARTICLE_CHARS
        lists = (
            listing is not None and few and (paged or (listing.empty and prose < _ARTICLE_CHARS))
        )
        says = prose > 0 or (page.title.text is not None and address_class(page.url) == "content")
        return (says and not lists), lists
    if not paged:
        # Cards that follow an item's own words are teasers, unless they stand in a section.
        address = address_class(page.url)
        if address == "content" and prose:
            return True, False
        sectioned = any(one.section and fold(one.section) in kinds_of("section") for one in own)
        if prose >= _ARTICLE_CHARS and not own:
            return True, False
        if prose > carded and not sectioned:
            return True, False
    return prose >= _ARTICLE_CHARS and prose * 2 > carded, True


def address_class(url: str) -> str:
    """Return what the words of *url* claim: ``content``, ``listing``, ``unknown`` ..."""
    try:
        address = Site(url).address(url)
    except UsageError:
        return "unknown"
    return address.is_a if address else "unknown"
