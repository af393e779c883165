"""What is true of every page of the demo, day by day; the tests compare with it.

Texts and labels are written with plain spaces: compare after folding no-break
ones. A city, partner, budget or date is labelled by the conventions of
``evaluate``'s gold files: every surface form once, a sum that is no budget of
the page not at all, and a partner is found by its name as written or by its
usual full one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from aimf_scraper.demo import markup
from aimf_scraper.demo.catalogue import day as content_of
from aimf_scraper.demo.chrome import CHROME, CHROME_LINES
from aimf_scraper.demo.layouts import attachment_path, picture_path, shown
from aimf_scraper.demo.terms import terms_of
from aimf_scraper.demo.world import World

if TYPE_CHECKING:
    from aimf_scraper.demo.catalogue import (
        BudgetLabel,
        CityLabel,
        DateLabel,
        Item,
        PartnerLabel,
    )

#: robots.txt forbids what begins so: never to be asked for.
FORBIDDEN_FOLDER: Final = "/prive/"

_COMPARED: Final = (
    "path",
    "title",
    "summary",
    "text",
    "published",
    "modified",
    "status",
    "themes",
    "countries",
    "cities",
    "partners",
    "budgets",
    "dates",
    "attachments",
)


@dataclass(frozen=True, slots=True)
class Expected:
    """One item as a record should have it.

    ``path`` is its canonical address below the site's; ``aliases`` lead to it.
    ``text`` holds the body, a line a paragraph; ``sentences`` are some of its
    lines, whole. ``summary``: the lead that the page shows above its body.
    ``published`` is a date, ``modified`` a moment in UTC; ``shown`` says which
    of the two the page itself tells (the REST API tells both). ``countries``:
    codes of its terms and of the countries named in its text, these again in
    ``countries_named``. ``from_card``: its own page cannot be had
    (``page_status``), so that the text is the card's.
    """

    id: str
    kind: str
    path: str
    aliases: tuple[str, ...]
    post: int
    title: str
    summary: str | None
    text: str
    sentences: tuple[str, ...]
    language: str
    published: str | None
    modified: str | None
    shown: tuple[str, ...]
    status: str | None
    themes: tuple[str, ...]
    countries: tuple[str, ...]
    countries_named: tuple[str, ...]
    cities: tuple[CityLabel, ...]
    partners: tuple[PartnerLabel, ...]
    budgets: tuple[BudgetLabel, ...]
    dates: tuple[DateLabel, ...]
    links: tuple[str, ...]
    attachments: tuple[str, ...]
    images: tuple[str, ...]
    ways: tuple[str, ...]
    layout: str
    traits: frozenset[str]
    page_status: int
    from_card: bool


@dataclass(frozen=True, slots=True)
class Rejected:
    """A page that is served but no item. ``reason``: ``page``, ``template``, ``private``."""

    path: str
    kind: str
    reason: str
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to an item since the day before.

    ``fields``: name -> (before, now), for ``changed`` and ``renamed``. Of a
    renamed item ``id`` is the new one. ``status``: what the address of a gone
    item answers.
    """

    what: Literal["new", "changed", "renamed", "gone", "back"]
    id: str
    path: str
    old_id: str | None = None
    status: int | None = None
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A day of the demo. ``chrome`` may stand in no text, ``chrome_lines`` be no line of one."""

    day: int
    items: dict[str, Expected]
    rejected: tuple[Rejected, ...]
    changes: tuple[Change, ...]
    chrome: tuple[str, ...] = CHROME
    chrome_lines: tuple[str, ...] = CHROME_LINES

    def known_by(self, way: str) -> list[Expected]:
        """Return the items that *way* leads to: rest, sitemap, feed, listing or link."""
        return [one for one in self.items.values() if way in one.ways]


@cache
def manifest(day: int = 1) -> Manifest:
    """Return what is true on *day* (1, 2 or 3).

    Raises:
        ValueError: there is no such day.
    """
    world = World(day)
    items = {one.id: _expected(world, one) for one in sorted(world.items, key=lambda i: i.id)}
    rejected = tuple(
        Rejected(one.path, one.kind, one.reject, world.ways(one))
        for one in sorted(world.everything, key=lambda i: i.path)
        if one.reject
    )
    return Manifest(day, items, rejected, tuple(_changes(day, items)) if day > 1 else ())


def _expected(world: World, item: Item) -> Expected:
    lines = markup.plain(item.body)
    is_undated = "undated" in item.traits
    by_slash = (item.path.rstrip("/"),) if item.path.endswith("/") else ()
    terms = terms_of(item)
    own = [one.code for one in terms if one.code]
    has_picture = item.layout != "table" and item.page_status == 200
    return Expected(
        id=item.id,
        kind=item.kind,
        path=item.path,
        aliases=(*by_slash, f"/?p={item.post}", f"{item.path}?utm_source=lettre", *item.old_paths),
        post=item.post,
        title=item.title,
        summary=" ".join(markup.plain(item.lead)) or None,
        text="\n".join(lines),
        sentences=tuple(dict.fromkeys((lines[0], max(lines, key=len), lines[-1]))),
        language=item.language,
        published=None if is_undated else f"{item.published:%Y-%m-%d}",
        modified=None if is_undated else item.modified.astimezone(UTC).isoformat(),
        shown=shown(item),
        status=item.status,
        themes=tuple(one.label for one in terms if one.taxonomy == "nos-themes"),
        countries=tuple(dict.fromkeys([*own, *item.named])),
        countries_named=item.named,
        cities=item.cities,
        partners=item.partners,
        budgets=item.budgets,
        dates=item.dates,
        links=tuple(address for _, address in markup.links(f"{item.lead}\n{item.body}")),
        attachments=(attachment_path(item),) if item.attachment else (),
        images=(picture_path(item),) if has_picture else (),
        ways=world.ways(item),
        layout=item.layout,
        traits=item.traits,
        page_status=item.page_status,
        from_card=item.page_status != 200,
    )


def _changes(day: int, now: dict[str, Expected]) -> list[Change]:
    before = manifest(day - 1).items
    gone, was_gone = content_of(day).gone, content_of(day - 1).gone
    renamed = {
        one.id: old.id
        for one in now.values()
        for old in before.values()
        if one.id not in before and old.path in one.aliases
    }
    made = []
    for key, one in now.items():
        old = before.get(renamed.get(key, key))
        if old is None:
            made.append(Change("back" if key in was_gone else "new", key, one.path))
            continue
        fields = {
            name: (getattr(old, name), getattr(one, name))
            for name in _COMPARED
            if getattr(old, name) != getattr(one, name)
        }
        if key in renamed:
            made.append(Change("renamed", key, one.path, old_id=old.id, fields=fields))
        elif fields:
            made.append(Change("changed", key, one.path, fields=fields))
    made += [
        Change("gone", key, before[key].path, status=gone[key].status)
        for key in before
        if key not in now and key not in renamed.values()
    ]
    return made
