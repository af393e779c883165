"""A card's title: its heading, the words of its link or of its picture, without what else stands in that line."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.card_dates import after_day
from aimf_scraper.pages.claims.days import find_day, is_day_only
from aimf_scraper.pages.claims.short_days import is_short_day
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.listing.card_links import Role, leads_on
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.pages.tables import table
from aimf_scraper.text.chrome import is_bare_date
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Block
    from aimf_scraper.pages.listing.card_box import CardBox

_CUT: Final = re.compile(r"(?:\.{2,4}|…|\[ ?(?:…|\.{2,4}) ?\])\s*$")
#: A dash, and the day behind it at the end of a line.
_TRAILING_DAY: Final = re.compile(r" (?:[—–|•·-]) ?([0-9a-zA-Zéû/. ]{6,40})$")
_MIN_TITLE_CHARS: Final = 8
_BADGE_TAGS: Final = frozenset({"span", "small", "em", "mark", "sup"})
_MAX_DAY_BOXES: Final = 12
_LEADS_TO_DAY: Final = frozenset(
    {
        "du",
        "le",
        "de",
        "au",
        "et",
        "à",
        "en",
        "dès",
        "depuis",
        "avant",
        "après",
        "jusqu'au",
        "of",
        "the",
        "on",
    }
)


def title_of(box: CardBox, blocks: list[Block], link: _Element | None) -> str | None:
    """Return the title of *box*, ``None`` where it has none. *link*: the one to its page."""
    if box.title_at is None:
        if link is None or box.role is not Role.PICTURE:
            return None
        return title_of_picture(link)
    block = blocks[box.title_at]
    said = block.text
    if link is not None and block.links:
        said = _whole_title(said, link)
        said = _without_badge(said, link)
    if block.tag in HEADINGS:
        return _without_small(said, link) if box.role is Role.HEADING and link is not None else said
    if box.role is Role.LINE or (box.role is Role.HEADING and block.tag == "dt"):
        said = (words_of(link) if link is not None else "") or block.text
    if link is not None and box.role >= Role.LINE:
        said = _without_day_box(said, link)
    if is_lead(said):
        return None
    return _without_day(said) if block.links else without_days(said)


def title_of_picture(link: _Element) -> str | None:
    """Return what the attributes of a link that is a picture call its page, ``None`` where none does."""
    alts = (one.get("alt") for one in link.iter("img"))
    for said in (link.get("title"), link.get("aria-label"), next(alts, None)):
        if said and len(said) >= _MIN_TITLE_CHARS and not leads_on(said):
            return said
    return None


def is_cut(lead: str) -> bool:
    """Tell whether *lead* breaks off.

    >>> is_cut("dédié aux ..."), is_cut("la suite […]"), is_cut("Une phrase.")
    (True, True, False)
    """
    return _CUT.search(lead[-12:]) is not None


def is_lead(text: str) -> bool:
    """Tell whether a line that is a link is a lead: it breaks off, or says whole sentences."""
    return (
        is_cut(text)
        or is_bare_date(text)
        or (len(text) > 40 and text.endswith("."))
        or (len(text) > 100 and ". " in text)
    )


def without_days(title: str) -> str:
    """Return a title that is no link without the day beside it: "Les puits de Dori 3 mai 2021".

    >>> without_days("Les puits de Dori (3 mai 2021)"), without_days("Vœux du 3 mai 2021")
    ('Les puits de Dori', 'Vœux du 3 mai 2021')
    """
    rest = _without_day(title)
    day = find_day(rest)
    if day is None or not is_day_only(rest[day.start :].rstrip(") ")):
        return rest
    before = rest[: day.start].rstrip()
    if not before or before.split()[-1].lower() in _LEADS_TO_DAY:
        return rest
    return before.rstrip("( ,–—-|") or rest


def _without_day(title: str) -> str:
    """Return a title without the day that a dash parts from it: "14/03/2024 – Le pont rouvre"."""
    rest = after_day(title)
    if rest is title and (found := _TRAILING_DAY.search(title)) and is_day_only(found[1]):
        rest = title[: found.start()]
    return rest if len(rest) >= _MIN_TITLE_CHARS else title


def _whole_title(said: str, link: _Element) -> str:
    """Return the title that a theme cut to fit, as the link's ``title`` has it whole."""
    whole = " ".join((link.get("title") or "").split())
    begun = _CUT.sub("", said).strip()
    cut = begun != said and len(begun) >= _MIN_TITLE_CHARS
    return whole if cut and len(whole) > len(begun) and whole.startswith(begun) else said


def _without_small(title: str, link: _Element) -> str:
    """Return a heading without the small print behind its link."""
    after = link.getnext()
    if after is None or after.tag != "small" or (link.tail and not link.tail.isspace()):
        return title
    rest = title.removesuffix(words_of(after)).rstrip()
    return rest if len(rest) >= _MIN_TITLE_CHARS else title


def _without_badge(title: str, link: _Element) -> str:
    """Return a title without the badge that stands before it in its link: "Nouveau"."""
    first = next(iter(link), None)
    if first is None or first.tag not in _BADGE_TAGS or (link.text and not link.text.isspace()):
        return title
    names = fold(first.get("class") or "").replace("_", "-").replace("-", " ").split()
    badge = words_of(first)
    rest = title.removeprefix(badge).strip(" –—-|·:")
    named = any(one in table("markup")["item"]["badge_words"] for one in names)
    return rest if named and badge and len(rest) >= _MIN_TITLE_CHARS else title


def _without_day_box(title: str, link: _Element) -> str:
    """Return a title without the day that stands in a box of its own in the same link."""
    for one in islice(link.iter("span", "small", "time", "em", "i", "b", "strong"), _MAX_DAY_BOXES):
        day = words_of(one)
        if day == title or not (is_day_only(day) or is_short_day(day)):
            continue
        rest = title.removesuffix(day).removeprefix(day).strip(" –—-|·,")
        if rest and rest.split()[-1].lower() not in _LEADS_TO_DAY:
            return rest
    return title
