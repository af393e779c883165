"""What a page is: an article, a listing, both or neither. Decided here and nowhere else.

``Claims`` is what the markup and the address say, ``Features`` what stands on
the page once its body and its cards are known. ``classify`` weighs them and
says why; ``aimf-scraper explain PAGE.html`` prints all three.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

from aimf_scraper.addresses import Site
from aimf_scraper.errors import UsageError
from aimf_scraper.pages.listing.paging import is_paged
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.pages.claims.head import Head

_SINGLE_TYPES: Final = frozenset({"NewsArticle", "BlogPosting", "Article", "Report", "Event"})
_LISTING_TYPES: Final = frozenset({"CollectionPage", "ItemList", "SearchResultsPage"})
_HOME_PATHS: Final = frozenset(
    {"", "/index.html", "/index.htm", "/index.php", "/accueil", "/home", "/fr", "/fr/accueil"}
)
#: Prose that makes an article of a page whose markup says archive, where it lists nothing.
_SURE_ARTICLE_CHARS: Final = 1_000
#: Prose outside cards that makes a page without other marks an article.
ARTICLE_CHARS: Final = 200
#: Sentences under the page's own heading that make a short article.
_SHORT_ARTICLE: Final = 2
#: So many cards without a heading may be teasers below a short article.
_FEW_CARDS: Final = 3
#: A permalink has two words of the page's title at least.
_MIN_NAMED_WORDS: Final = 2
_MIN_WORD_CHARS: Final = 4
_WORDS: Final = re.compile("[a-z0-9]+")
_ENDING: Final = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)
#: "/2022/12/22/slug/" (WordPress), "spip.php?article12", "/article12.html" (SPIP).
_PERMALINK: Final = re.compile(
    r"/(?:19|20)[0-9]{2}/[01][0-9]/[0-3][0-9]/[a-z0-9_%-]{3,200}/?(?:$|[?#])"
    r"|/(?:spip\.php)?\?article[0-9]{1,7}(?:$|[&#])|/article[0-9]{1,7}\.html(?:$|[?#])",
    re.IGNORECASE,
)


class Claims(NamedTuple):
    """What the markup and the address say of a page, before its words are looked at.

    ``other``: a page that is neither, by its name: a shop's product, a cart.
    """

    single: bool
    archive: bool
    home: bool
    other: bool
    url: str

    @property
    def paged(self) -> bool:
        """Return whether the address is a further page's of a listing."""
        return is_paged(self.url)

    @property
    def address(self) -> str:
        """What the words of the address claim: ``content``, ``listing``, ``unknown`` ...

        Worked out when asked for: most pages are told by their markup.
        """
        return address_class(self.url)


class Features(NamedTuple):
    """What stands on a page.

    ``prose``: characters of its body. ``cards``: how many pages of this site it
    shows, ``card_chars`` in how many characters; ``sectioned``: under a heading
    that names a section; ``headed``: under a heading of their own. ``paged``: it goes on elsewhere. ``empty``: it says
    that nothing is listed. ``parted``: cards stand amid the prose, which is theirs then.
    ``told``: sentences between the page's own heading and the cards below;
    ``over_heading``: these cards have a heading; ``dated``: a dateline stands under the
    page's. ``post``: a box that is named a post's holds the heading. ``named``: the
    address is made of the title's words, or an ``<article>`` holds the heading.
    """

    titled: bool
    prose: int
    cards: int
    card_chars: int
    sectioned: bool
    headed: bool
    paged: bool
    empty: bool
    parted: bool = False
    told: int = 0
    over_heading: bool = False
    dated: bool = False
    post: bool = False
    named: bool = False


class Verdict(NamedTuple):
    """What a page is, and by which of its features."""

    article: bool
    listing: bool
    why: str


def claims_of(url: str, body_names: str, head: Head) -> Claims:
    """Return what the markup of a page and its address claim."""
    tokens = set(body_names.lower().split())
    names = _names()
    linked = head.linked
    single = (
        not tokens.isdisjoint(names["single"])
        or any(one.startswith(("single-", "postid-")) for one in tokens)
        or not _SINGLE_TYPES.isdisjoint(linked.types)
        or "article:published_time" in head.meta
    )
    if "page" in tokens or "page-template" in tokens:
        single = False  # a builder's listing is a page too
    archive = not tokens.isdisjoint(names["archive"]) or any(
        one.startswith(("tax-", "post-type-archive", "archive-")) for one in tokens
    )
    if not _LISTING_TYPES.isdisjoint(linked.types) and not single:
        archive = True
    return Claims(
        single=single and not archive,
        archive=archive,
        home=_is_home(url),
        other=not tokens.isdisjoint(names["other"])
        # other plugins call a type of posts "product" too
        and any(one.startswith("woocommerce") for one in tokens),
        url=url,
    )


def classify(claims: Claims, page: Features) -> Verdict:
    """Return what a page with these claims and features is.

    What the markup says of the page itself counts first; else what there
    is more of. Teasers under an article make no listing.
    """
    if claims.other:
        return Verdict(False, False, "its markup names a page that is no record: a shop, a cart")
    # Prose of its own, more than its cards say: a site of one page, a topic with its articles.
    long = (
        page.prose >= _SURE_ARTICLE_CHARS
        and page.prose > page.card_chars
        and not page.parted
        and not (claims.paged or (page.paged and claims.home))
    )
    if claims.home:
        why = "the site's home page" + (", with an article of its own" if long else "")
        return Verdict(long, page.cards > 0 or page.paged, why)
    if claims.archive:
        if long:
            why = "its markup says archive, yet it has an article of its own"
            return Verdict(True, page.cards > 0, why)
        return Verdict(False, True, "its markup says archive")
    if claims.single:
        return Verdict(page.prose > 0 or page.titled, False, "its markup says single")
    if not page.cards:
        if page.prose < 2 * ARTICLE_CHARS and page.paged:
            return Verdict(False, True, "it goes on elsewhere and says little itself")
        if page.empty and page.prose < ARTICLE_CHARS:
            return Verdict(False, True, "it says that nothing is listed")
        if page.prose > 0:
            return Verdict(True, False, "it has prose and no cards")
        says = page.titled and (page.dated or claims.address == "content")
        return Verdict(says, False, "no prose, no cards: its address or a date decides")
    if not page.paged:
        # Cards that follow an item's own words are teasers, unless they stand in a section.
        if claims.address == "content" and page.prose:
            return Verdict(True, False, "its address is an item's: the cards are teasers")
        if page.prose >= ARTICLE_CHARS and page.prose > page.card_chars and not page.sectioned:
            why = "more prose than cards, and no section over them"
            return Verdict(True, page.headed and page.cards > 1, why)
        if page.prose >= ARTICLE_CHARS and not page.sectioned and claims.address != "listing":
            return Verdict(True, True, "prose of its own under its title, and cards")
        if short := _short_article(claims, page):
            return Verdict(True, page.card_chars > 0, short)
    own = page.prose >= ARTICLE_CHARS and page.prose * 2 > page.card_chars
    own = own or (page.prose >= _SURE_ARTICLE_CHARS and page.titled and not page.paged)
    return Verdict(own, True, "cards, and prose of its own" if own else "cards")


def _short_article(claims: Claims, page: Features) -> str | None:
    """Return why a page of a few sentences over its cards is an article, ``None`` where it is none."""
    if not page.told or claims.address == "listing":
        return None
    if page.post or page.dated:
        return "a post or a date by its marks, with words of its own over the cards"
    if page.told < _SHORT_ARTICLE:
        return None
    if page.over_heading:
        return "sentences of its own under its title, then cards under another heading"
    if page.named and page.cards <= _FEW_CARDS:
        return "sentences of its own under a title that is an article's, and few cards"
    return None


def names_the_page(url: str, title: str | None) -> bool:
    """Return whether the last part of *url* is made of several words of *title*, as a permalink is.

    >>> names_the_page("https://a.example/fermeture-mairie/", "Fermeture de la mairie")
    True
    >>> names_the_page("https://a.example/mairie/", "Fermeture de la mairie")
    False
    """
    if not title:
        return False
    slug = _ENDING.sub("", url.partition("?")[0].rstrip("/").rpartition("/")[2])
    words = {one for one in _WORDS.findall(fold(title)) if len(one) >= _MIN_WORD_CHARS}
    named = [one for one in _WORDS.findall(slug.lower()) if len(one) >= _MIN_WORD_CHARS]
    return len(named) >= _MIN_NAMED_WORDS and words.issuperset(named)


def address_class(url: str) -> str:
    """Return what the words of *url* claim: ``content``, ``listing``, ``unknown`` ...

    A blog's permalink with its date, and the page of SPIP's article, are an item's.
    """
    if _PERMALINK.search(url):
        return "content"
    try:
        address = _site("/".join(url.split("/", 3)[:3])).address(url, as_item=True)
    except UsageError:
        return "unknown"
    return address.is_a if address else "unknown"


@lru_cache(maxsize=16)
def _site(base_url: str) -> Site:
    return Site(base_url)


def _is_home(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    path = parts.path.rstrip("/").lower()
    return bool(parts.netloc) and path in _HOME_PATHS and not parts.query


@cache
def _names() -> dict[str, frozenset[str]]:
    """Return claim -> the <body> classes that make it."""
    data: dict[str, Any] = table("markup")["page"]
    return {name: frozenset(data[f"{name}_tokens"]) for name in ("single", "archive", "other")}
