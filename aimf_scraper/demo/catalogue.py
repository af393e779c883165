"""The demo's content as it stands on a given day, read from the TOML files beside it.

An item's labels stand beside its text, written as one line each:

- city: ``as written -> canonical name, COUNTRY, role`` (the arrow is left out
  where both are the same);
- partner: ``as written -> canonical name``; a name of ``names.toml`` needs no arrow;
- budget: ``as written = AMOUNT CURRENCY scope [about|over|under]``, of a range
  ``LEAST..MOST``; the scope ``equivalent`` says the budget above it again in
  another currency;
- date: ``as written = EDTF role``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The site's clock, as WordPress's manual setting "UTC+1": no daylight saving time.
SITE_TIME: Final = timezone(timedelta(hours=1))
DAYS: Final = (1, 2, 3)
WAYS: Final = ("rest", "sitemap", "feed", "listing", "link")

#: Kind -> the folder of its addresses.
FOLDERS: Final = {
    "action": "actions",
    "news": "actualite",
    "event": "evenement",
    "publication": "document",
}


@dataclass(frozen=True, slots=True)
class CityLabel:
    as_written: str
    name: str
    country: str
    role: str


@dataclass(frozen=True, slots=True)
class PartnerLabel:
    as_written: str
    name: str


@dataclass(frozen=True, slots=True)
class BudgetLabel:
    """``equivalent``: the budget before it, said again in another currency."""

    as_written: str
    amount: int | float
    amount_max: int | float | None
    currency: str
    scope: str
    approximation: str | None

    @property
    def equivalent(self) -> bool:
        return self.scope == "equivalent"


@dataclass(frozen=True, slots=True)
class DateLabel:
    as_written: str
    edtf: str
    role: str


@dataclass(frozen=True, slots=True)
class Item:
    """A page about something, and what is true of it.

    ``ways`` limits the ways of discovery that know it; ``traits`` are what is
    odd about its page: ``mojibake``, ``broken``, ``undated``, ``novalidator``.
    ``themes`` are slugs and ``countries`` codes of the terms that hang on it;
    ``named`` are the countries that its text names. ``page_status`` other than
    200: its own page cannot be had, only its card. ``reject``: why it is no item
    at all, though it is served (``page``, ``template``, ``private``).
    """

    kind: str
    slug: str
    post: int
    title: str
    body: str
    published: datetime
    modified: datetime
    layout: str
    lead: str = ""
    path: str = ""
    themes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    status: str | None = None
    event_type: str | None = None
    language: str = "fr"
    traits: frozenset[str] = frozenset()
    ways: tuple[str, ...] = WAYS
    page_status: int = 200
    reject: str | None = None
    old_paths: tuple[str, ...] = ()
    attachment: str | None = None
    cities: tuple[CityLabel, ...] = ()
    partners: tuple[PartnerLabel, ...] = ()
    budgets: tuple[BudgetLabel, ...] = ()
    dates: tuple[DateLabel, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.slug}"


def _city(line: str) -> CityLabel:
    name, country, role = line.rsplit(", ", 2)
    written, _, canonical = name.partition(" -> ")
    return CityLabel(written, canonical or written, country, role)


def _partner(line: str) -> PartnerLabel:
    written, _, canonical = line.partition(" -> ")
    return PartnerLabel(written, canonical or names().get(written, written))


def _budget(line: str) -> BudgetLabel:
    written, _, value = line.rpartition(" = ")
    amount, currency, scope, *approximation = value.split()
    least, _, most = amount.partition("..")
    return BudgetLabel(
        written,
        _number(least),
        _number(most) if most else None,
        currency,
        scope,
        approximation[0] if approximation else None,
    )


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _date(line: str) -> DateLabel:
    written, _, value = line.rpartition(" = ")
    edtf, role = value.split()
    return DateLabel(written, edtf, role)


_READERS: Final = {"cities": _city, "partners": _partner, "budgets": _budget, "dates": _date}


def _values(table: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of *table*, a TOML table, as ``Item`` holds them."""
    made: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    for key, read in _READERS.items():
        if key in made:
            made[key] = tuple(read(line) for line in made[key])
    if "traits" in made:
        made["traits"] = frozenset(made["traits"])
    for key in ("published", "modified"):
        if key in made:
            made[key] = made[key].replace(tzinfo=SITE_TIME)
    if "body" in made:
        made["body"] = made["body"].strip()
    return made


def _item(table: dict[str, Any]) -> Item:
    made = _values(table)
    made.setdefault("modified", made["published"])
    if "path" not in made:
        made["path"] = f"/{FOLDERS[made['kind']]}/{made['slug']}/"
    return Item(**made)


def tables(name: str) -> dict[str, Any]:
    """Return the TOML file *name* of the content folder, read anew (callers may change it)."""
    text = files("aimf_scraper.demo").joinpath("content", name).read_text("utf-8")
    return tomllib.loads(text)


@cache
def names() -> dict[str, str]:
    """Return the partner names that need no arrow, as written -> canonical."""
    return {key: str(value) for key, value in tables("names.toml").items()}


def _first_day() -> Iterator[Item]:
    folder = files("aimf_scraper.demo").joinpath("content")
    for file in sorted(one.name for one in folder.iterdir()):
        if not file.startswith(("actions", "news", "events", "publications", "old", "pages")):
            continue
        content = tables(file)
        for table in content["item"]:
            yield _item({**content.get("default", {}), **table})


@dataclass(frozen=True, slots=True)
class Gone:
    """An item that was there the day before. ``status``: what its address answers now."""

    item: Item
    status: int


@dataclass(frozen=True, slots=True)
class Day:
    """The items of one day by id, and those that are gone since day 1."""

    number: int
    items: dict[str, Item]
    gone: dict[str, Gone]


@cache
def day(number: int) -> Day:
    """Return the site's content on day *number*.

    Raises:
        ValueError: there is no such day.
    """
    if number not in DAYS:
        raise ValueError(f"the demo has days {DAYS}, not {number}")
    if number == 1:
        items = {one.id: one for one in _first_day()}
        return Day(1, items, {})
    before = day(number - 1)
    items, gone = dict(before.items), dict(before.gone)
    script = tables(f"day{number}.toml")
    for change in script.get("change", ()):
        now = _changed(items.pop(change.pop("id")), change)
        items[now.id] = now
    for one in script.get("gone", ()):
        gone[one["id"]] = Gone(items.pop(one["id"]), one["status"])
    for one in script.get("back", ()):
        key = one.pop("id")
        items[key] = _changed(gone.pop(key).item, one)
    for table in script.get("item", ()):
        new = _item(table)
        items[new.id] = new
    return Day(number, items, gone)


def _changed(was: Item, change: dict[str, Any]) -> Item:
    """Return *was* with the fields of *change*; ``said`` lists what its body says anew.

    A new slug moves the item: its old address leads to the new one.
    """
    body = was.body
    for old, new in change.pop("said", ()):
        if old not in body:
            raise ValueError(f"{was.id} does not say {old!r}")
        body = body.replace(old, new)
    now = replace(was, **{"body": body, **_values(change)})
    if now.slug == was.slug:
        return now
    moved = was.path.replace(was.slug, now.slug)
    return replace(now, path=moved, old_paths=(*was.old_paths, was.path))


@cache
def steady() -> tuple[Item, ...]:
    """Return the items that are the same on every day, in id order.

    Only these are named on other items' pages, so that a page changes when its
    own item does and at no other time.
    """
    first = day(1).items
    return tuple(
        item
        for key, item in sorted(first.items())
        if all(day(number).items.get(key) == item for number in DAYS)
    )
