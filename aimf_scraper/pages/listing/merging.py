"""Cards that a page shows twice (carousels clone their slides) made one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aimf_scraper.pages.listing.card_box import MIN_LEAD_CHARS
from aimf_scraper.pages.source.urls import page_key, without_tracking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aimf_scraper.pages.reading import Card


def merge_cards(cards: Iterable[Card]) -> list[Card]:
    """Return *cards* in order, each page's once: what one copy leaves out, another says.

    Its address is spelled as the copy without tracking spells it.
    """
    merged: dict[object, Card] = {}
    for card in cards:
        key: object = page_key(card.url) if card.url else card
        known = merged.get(key)
        merged[key] = card if known is None else _merge(known, card)
    return [_untracked(one) for one in merged.values()]


def _untracked(card: Card) -> Card:
    url = card.url and without_tracking(card.url)
    return card if url == card.url else replace(card, url=url)


def _is_tracked(card: Card) -> bool:
    return card.url is not None and without_tracking(card.url) != card.url


def _merge(one: Card, other: Card) -> Card:
    lead, cut = (one.lead, one.cut) if one.lead else (other.lead, other.cut)
    if one.lead and other.lead and one.cut and not other.cut:
        lead, cut = other.lead, other.cut
    return replace(
        one,
        url=other.url if _is_tracked(one) and not _is_tracked(other) else one.url,
        title=one.title or other.title,
        lead=lead,
        cut=cut,
        published=one.published or other.published,
        section=one.section or other.section,
        terms=tuple(dict.fromkeys([*one.terms, *other.terms])),
    )


def is_head(card: Card) -> bool:
    """Return whether *card* is only a table's head: "Titre | Date"."""
    return card.url is None and card.title is None and len(card.lead or "") < MIN_LEAD_CHARS
