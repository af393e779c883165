"""The parts of a page, each found once: its title, its body, its cards.

The body is found first among what is plainly no card; what was set aside as
cards or chrome is looked at again where the page would lose its prose by it.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.article.body import bare_body, find_body
from aimf_scraper.pages.article.boxes import own_article, own_name
from aimf_scraper.pages.article.title import Title, page_title
from aimf_scraper.pages.article.title_words import speaks_of
from aimf_scraper.pages.article.ways_on import ways_on
from aimf_scraper.pages.card_doubts import CardDoubts
from aimf_scraper.pages.claims.crumbs import crumb_words
from aimf_scraper.pages.claims.file_names import MEDIA_TYPES, ending
from aimf_scraper.pages.claims.head import headlines, pictured_title
from aimf_scraper.pages.claims.published import read_dates, read_weak_dates
from aimf_scraper.pages.claims.terms import claimed_kind
from aimf_scraper.pages.classify import ARTICLE_CHARS, claims_of
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.left_out import Keep, prose_chars
from aimf_scraper.pages.layout.parsed_page import ParsedPage
from aimf_scraper.pages.layout.walk import walk
from aimf_scraper.pages.listing.card_box import is_paragraph
from aimf_scraper.pages.listing.cards import Cards
from aimf_scraper.pages.listing.paging import goes_on
from aimf_scraper.pages.not_pages import is_dummy_text
from aimf_scraper.pages.source.rare_attributes import OF_VIEWERS
from aimf_scraper.pages.source.tree import label_of
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.article.body import Body
    from aimf_scraper.pages.classify import Claims
    from aimf_scraper.pages.layout.blocks import Walk
    from aimf_scraper.pages.listing.groups import Group

#: WordPress calls the box of a page, and of what it does not find, "hentry" too.
_OF_NO_POST: Final = frozenset({"page", "type-page", "error404", "not-found", "no-results"})
#: Prose in boxes that are left out counts where the body has less than this, and by so much.
_SURE_PROSE: Final = 800
_MUCH_MORE: Final = 4
_NO_BODY: Final = marks.NEVER | marks.MENU | marks.HIDDEN | marks.SIDEBAR | marks.SIGNUP


#: A ``<title>`` of more words is the page's own.
_MAX_SITE_WORDS: Final = 4


@cache
def _foot_links() -> frozenset[str]:
    return frozenset(table("markup")["foot"]["links"])


class PageParts(ParsedPage):
    """One page with its title, body and cards. ``notes`` say what was looked at twice, and why."""

    def __init__(
        self,
        root: _Element,
        url: str,
        menus: bytes = b"",
        rare: frozenset[str] = frozenset(OF_VIEWERS),
    ) -> None:
        super().__init__(root, url, menus)
        #: The attributes that few pages have and this one may: see ``rare_attributes``.
        self.rare = rare
        self.claims = claims_of(url, self.body_names, self.head)
        self.notes: list[str] = []
        self.dummy_text = is_dummy_text(self.walk.blocks)
        self.article = own_article(self.walk.root)
        self._lay(self.walk)
        names = [] if self.article is None else [self.article.el.get("class") or self.article.names]
        self.kind = claimed_kind(
            self.body_names, names, crumb_words(self.walk, self.head), self.head
        )
        self.body = self._find_body()
        self._give_back()
        if self._lacks_prose():
            self._walk_again()
        if self.body is None and self.title.at is not None:
            self.body = bare_body(self.walk, self.carded, self.title.at)

    @property
    def prose(self) -> int:
        """Characters of the body's prose."""
        return 0 if self.body is None else self.body.prose_chars

    @property
    def lost_prose(self) -> int:
        """Characters of prose that stand neither in the body nor in a card."""
        taken = set() if self.body is None else set(self.body.taken)
        return sum(
            len(one.text)
            for at, one in enumerate(self.walk.blocks)
            if is_paragraph(one) and at not in taken and not self.carded[at]
        )

    @property
    def is_parted(self) -> bool:
        """Return whether cards stand amid the body's prose: a listing that prints whole articles."""
        body = self.body
        return body is not None and any(
            body.prose_start < group.start < body.prose_end for group in self.cards.groups
        )

    @property
    def is_post(self) -> bool:
        """Return whether the article that holds the heading is named a post's."""
        return (
            self.is_in_article and self.article is not None and bool(self.article.bits & marks.POST)
        )

    @property
    def is_in_article(self) -> bool:
        """Return whether the markup's article holds the heading, and is not named a page's."""
        box, at = self.article, self.title.at
        if box is None or at is None or not box.start <= at < box.end:
            return False
        return _OF_NO_POST.isdisjoint(box.names.lower().split())

    def in_card(self, at: int) -> bool:
        return at < len(self.carded) and self.carded[at]

    @property
    def top(self) -> int:
        """Where the article begins with its title and what stands around it."""
        if self.body is None:
            return 0
        return self.body.start if self.title.at is None else min(self.title.at, self.body.start)

    def _lay(self, seen: Walk) -> None:
        self.walk = seen
        claims = self.claims
        self.cards = Cards(
            seen,
            self.base,
            self.urls,
            archive=claims.archive,
            single=claims.single,
            # Not of the page itself: a circle would keep its tree until a collection.
            goes_on=partial(goes_on, self.urls, self.menus, self.base),
            called_listing=partial(_is_called_listing, claims),
            own=own_name(self.body_names),
        )
        self._place()

    def _place(self) -> None:
        #: Block by block, whether it stands in a card.
        self.carded = self.cards.covered()
        self.title = self._find_title()

    def _give_back(self) -> None:
        """Give boxes back to the body that may be cards, where it would lose its prose by them.

        On a page that says it is one article, so are boxes whose titles are links,
        unless they are said to be other articles.
        """
        claims = self.claims
        if not self.cards.groups or claims.archive or claims.address == "listing":
            return
        doubts = CardDoubts(
            self.walk,
            self.cards,
            self.body,
            self.title,
            self.article,
            goes_on=partial(goes_on, self.urls, self.menus, self.base),
        )
        if pictures := [one for one in self.cards.groups if doubts.are_own_pictures(one)]:
            self._drop_cards(pictures, f"{len(pictures)} groups are the article's own pictures")
            return
        one = claims.single or claims.address == "content"
        doubtful = doubts.doubtful(single=claims.single, one=one)
        prose = sum(map(doubts.prose_of, doubtful))
        weak = claims.single and not any(one.strong for one in doubtful)
        sure = weak or all(map(doubts.is_own_text, doubtful))
        if prose and prose * (3 if sure else 1) > self.prose:
            self._drop_cards(
                doubtful, f"{prose} characters in boxes that may be cards given back to the body"
            )

    def _drop_cards(self, groups: list[Group], why: str) -> None:
        for group in groups:
            self.cards.drop(group)
        self.notes.append(why)
        self._place()
        self.body = self._find_body()

    def _lacks_prose(self) -> bool:
        """Return whether the body says next to nothing, or less than the boxes that names left out."""
        if self.claims.archive or self.prose >= _SURE_PROSE:
            return False
        return self.prose < ARTICLE_CHARS or self._left_out_prose() > _MUCH_MORE * self.prose

    def _left_out_prose(self) -> int:
        """Return how long the paragraphs are in boxes whose names alone say that they are chrome."""
        return sum(
            sum(map(prose_chars, el.iter("p")))
            for el, bits in self.walk.left_out
            if bits & marks.CHROME and not bits & _NO_BODY
        )

    def _walk_again(self) -> None:
        """Walk with less left out: where all looks like chrome, the prose is in it."""
        if not self.walk.left_out:
            return
        for keep in (Keep.NAMED, Keep.ALL):
            self._look_again(walk(self.root, self.found, keep=keep))
            if self.body is not None:
                return

    def _look_again(self, seen: Walk) -> None:
        """Take *seen* in place of the walk so far, where the body gains by it."""
        if _paragraph_chars(seen) <= _paragraph_chars(self.walk):
            return
        kept = self.walk, self.cards, self.carded, self.title, self.body
        before = self.prose
        self._lay(seen)
        self.body = self._find_body()
        self._give_back()
        if self.prose > 2 * before:
            self.notes.append("boxes whose classes name chrome hold the prose")
        else:
            self.walk, self.cards, self.carded, self.title, self.body = kept

    def _find_title(self) -> Title:
        home = {self.base.join("/"), (self.base.join("/") or "").rstrip("/")}
        blocks = self.walk.blocks
        logos = {
            at
            for el, at in self.walk.links
            if at < len(blocks) and blocks[at].links and self.urls[el] in home
        }
        title = page_title(
            self.head, self.walk.blocks, self.carded, frozenset(logos), headlines(self.root)
        )
        return title if title.at is not None else self._pictured_title() or title

    def _pictured_title(self) -> Title | None:
        """Return the title that is a picture's words, where ``<title>`` says hardly more than the site's name."""
        said = self.head.title or ""
        if self.head.meta.get("og:title") or len(said.split()) > _MAX_SITE_WORDS:
            return None
        title = pictured_title(self.root)
        prose = fold("\n".join(one.text for one in self.walk.blocks))
        return Title(title, None) if title and speaks_of(title, prose) else None

    def _find_body(self) -> Body | None:
        self.ways = ways_on(self.walk, self.cards.keys, self.title.at)
        files = (at for el, at in self.walk.links if ending(self.urls[el] or "") in MEDIA_TYPES)
        return find_body(
            self.walk,
            self.carded,
            self.title.at,
            files=frozenset(files),
            onward=self.cards.onward_lines(),
            foot=[
                at
                for el, at in self.walk.links
                if at < len(self.walk.blocks) and label_of(el).lower() in _foot_links()
            ],
            ways=self.ways.lines,
            own_day=self._own_day(),
            dummy=self.dummy_text,
        )

    def _own_day(self) -> str | None:
        """Return the day of a dateline over the prose; of an event, only that of its metadata.

        ``""``: any bare date there is the page's dateline.
        """
        if self.kind != "event":
            return ""
        dates = read_dates(self.head, (), ())
        read_weak_dates(self.head, dates)
        return dates["published"][0][:10] if "published" in dates else None


def _is_called_listing(claims: Claims) -> bool:
    return claims.address == "listing"


def _paragraph_chars(seen: Walk) -> int:
    return sum(len(one.text) for one in seen.blocks if is_paragraph(one))
