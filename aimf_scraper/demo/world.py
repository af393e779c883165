"""A day of the demo as its pages see it: who is listed where, in which order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Final

from aimf_scraper.demo import markup
from aimf_scraper.demo.catalogue import SITE_TIME, WAYS, Gone, Item, day

KINDS: Final = ("action", "news", "event", "publication")
#: What a feed holds: the newest of its kind, over two pages.
FEED_ITEMS: Final = 20

_BEFORE_MARKS: Final = re.compile(r" (?=[:;?!»€%]|M€)|(?<=«) ")
_IN_NUMBERS: Final = re.compile(r"(?<=[0-9]) (?=[0-9]{3})")


class World:
    """One day's items, newest first.

    ``base`` stands before every address; ``filler``: so many short news are added.
    """

    def __init__(self, number: int, base: str = "", filler: int = 0) -> None:
        self.base = base
        content = day(number)
        added = [_filler(n) for n in range(1, filler + 1)]
        self.number = number
        self.everything: tuple[Item, ...] = tuple(
            sorted([*content.items.values(), *added], key=lambda i: (i.published, i.post))[::-1]
        )
        self.items: tuple[Item, ...] = tuple(one for one in self.everything if not one.reject)
        self.gone: tuple[Gone, ...] = tuple(content.gone.values())
        self.by_path: dict[str, Item] = {one.path: one for one in self.everything}
        self.by_post: dict[int, Item] = {one.post: one for one in self.everything}

    def known_by(self, way: str, kind: str) -> list[Item]:
        """Return what *way* lists of *kind*, rejects as well, newest first."""
        found = [one for one in self.everything if one.kind == kind and way in one.ways]
        return found[:FEED_ITEMS] if way == "feed" else found

    @cached_property
    def _linked(self) -> frozenset[str]:
        """The addresses that a body links to, of pages that robots.txt lets be read."""
        return frozenset(
            address
            for item in self.everything
            if item.reject != "private" and item.page_status == 200
            for _, address in markup.links(f"{item.lead}\n{item.body}")
        )

    @cached_property
    def _fed(self) -> frozenset[str]:
        return frozenset(one.id for kind in KINDS for one in self.known_by("feed", kind))

    def ways(self, item: Item) -> tuple[str, ...]:
        """Return the ways that lead to *item*: what it is listed in, and links in bodies."""
        leads = {
            "feed": item.id in self._fed,
            "link": not self._linked.isdisjoint((item.path, *item.old_paths)),
        }
        return tuple(way for way in WAYS if leads.get(way, way in item.ways))

    @cached_property
    def changed_last(self) -> datetime:
        return max(one.modified for one in self.everything)


def stored(item: Item) -> Item:
    """Return *item* with its texts as the site's database holds them, oddities and all."""
    write = next((_SPELLINGS[one] for one in item.traits if one in _SPELLINGS), None)
    if write is None:
        return item
    return replace(item, title=write(item.title), lead=write(item.lead), body=write(item.body))


def _twice_encoded(text: str) -> str:
    """Return *text* as UTF-8 read as Windows-1252, the way a careless import leaves it."""
    return "".join(_as_windows(byte) for byte in text.encode())


def _as_windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:  # five bytes stand for nothing there; browsers pass them on
        return chr(byte)


def _typographic(text: str) -> str:
    return _BEFORE_MARKS.sub("\u00a0", _IN_NUMBERS.sub("\u202f", text))


_SPELLINGS: Final = {"mojibake": _twice_encoded, "nbsp": _typographic}


def _filler(number: int) -> Item:
    when = datetime(2009 + number % 8, 1 + number % 12, 1 + number % 28, 9, tzinfo=SITE_TIME)
    return Item(
        kind="news",
        slug=f"breve-{number:04}",
        post=100_000 + number,
        title=f"Brève du réseau n° {number}",
        body=(
            f"La lettre du réseau publie sa brève numéro {number}. Elle donne des nouvelles"
            " des équipes, des chantiers et des rencontres entre élus."
        ),
        published=when,
        modified=when,
        layout="block",
        path=f"/actualite/breve-{number:04}/",
    )
