"""The tables under ``pages/data``, each read once, when first asked for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from aimf_scraper.records import Kind
from aimf_scraper.tables import Row, read_toml

_DATA: Final = Path(__file__).parent / "data"
_Taxonomy = Literal["city", "country", "partner", "region", "status", "theme"]


@dataclass(frozen=True, slots=True)
class _Kinds(Row):
    """``kinds.toml``."""

    type: dict[str, Kind]
    section: dict[str, Kind]
    jsonld: dict[str, Kind]
    opengraph: dict[str, Kind]
    taxonomy: dict[str, _Taxonomy]
    label: dict[str, _Taxonomy]


@dataclass(frozen=True, slots=True)
class _Skipped(Row):
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Chrome(Row):
    words: tuple[str, ...]
    control_words: tuple[str, ...]
    never_words: tuple[str, ...]
    menu_words: tuple[str, ...]
    listed_words: tuple[str, ...]
    signup_words: tuple[str, ...]
    inner_words: tuple[str, ...]
    adjective_words: tuple[str, ...]
    part_words: tuple[str, ...]
    setting_words: tuple[str, ...]
    layout_words: tuple[str, ...]
    layout_beside: tuple[str, ...]
    tokens: tuple[str, ...]
    hidden: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Article(Row):
    body_tokens: tuple[str, ...]
    text_words: tuple[str, ...]
    other_words: tuple[str, ...]
    own_headings: tuple[str, ...]
    promo_words: tuple[str, ...]
    added_headings: tuple[str, ...]
    lead_words: tuple[str, ...]
    lead_tokens: tuple[str, ...]
    label_words: tuple[str, ...]
    meta_words: tuple[str, ...]
    meta_tokens: tuple[str, ...]
    thing_words: tuple[str, ...]
    caption_words: tuple[str, ...]
    date_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Page(Row):
    single_tokens: tuple[str, ...]
    archive_tokens: tuple[str, ...]
    other_tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Item(Row):
    words: tuple[str, ...]
    post_words: tuple[str, ...]
    badge_words: tuple[str, ...]
    other_day_columns: tuple[str, ...]
    title_columns: tuple[str, ...]
    author_words: tuple[str, ...]
    title_words: tuple[str, ...]
    more_lines: tuple[str, ...]
    more_verbs: tuple[str, ...]
    more_before: tuple[str, ...]
    more_things: tuple[str, ...]
    more_starts: tuple[str, ...]
    more_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Widgets(Row):
    panel_words: tuple[str, ...]
    toggle_words: tuple[str, ...]
    panel_roles: tuple[str, ...]
    counter_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Links(Row):
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Labels(Row):
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Listing(Row):
    titles: tuple[str, ...]
    rubrics: tuple[str, ...]
    introductions: tuple[str, ...]
    next: tuple[str, ...]
    next_page: tuple[str, ...]
    older_things: tuple[str, ...]
    older_ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Summary(Row):
    of_sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Markup(Row):
    """``markup.toml``."""

    skipped: _Skipped
    chrome: _Chrome
    article: _Article
    page: _Page
    listing: _Listing
    summary: _Summary
    item: _Item
    widgets: _Widgets
    foot: _Links
    facts: _Labels


@dataclass(frozen=True, slots=True)
class _NotPage(Row):
    titles: tuple[str, ...]
    phrases: tuple[str, ...]
    things: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    things_in_titles: tuple[str, ...] = ()
    lost_in_titles: tuple[str, ...] = ()
    ways_out: tuple[str, ...] = ()
    body_classes: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _NotPages(Row):
    """``not_pages.toml``."""

    captcha: _NotPage
    maintenance: _NotPage
    not_found: _NotPage
    server_error: _NotPage
    forbidden: _NotPage
    needs_script: _NotPage
    no_site: _NotPage
    login: _NotPage
    cookie_wall: _NotPage
    password: _NotPage
    template: _NotPage


@dataclass(frozen=True, slots=True)
class _Metas(Row):
    published: tuple[str, ...]
    weak: tuple[str, ...]
    modified: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _DateNames(Row):
    published: tuple[str, ...]
    modified: tuple[str, ...]
    neither: tuple[str, ...]
    dated: tuple[str, ...]
    of_page: tuple[str, ...]
    others: tuple[str, ...]
    others_dated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _DateCues(Row):
    published: tuple[str, ...]
    seen: tuple[str, ...]
    page_words: tuple[str, ...]
    of_others: tuple[str, ...]
    modified: tuple[str, ...]
    lead_ins: tuple[str, ...]
    rubrics: tuple[str, ...]
    counted: tuple[str, ...]
    uncounted: tuple[str, ...]
    where: tuple[str, ...]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _EventDays(Row):
    when: tuple[str, ...]
    beside: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Bylines(Row):
    signed: tuple[str, ...]
    by: tuple[str, ...]
    ends: tuple[str, ...]
    rubrics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Dates(Row):
    """``dates.toml``."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    articles: tuple[str, ...]
    meta: _Metas
    names: _DateNames
    cues: _DateCues
    event: _EventDays
    bylines: _Bylines


@dataclass(frozen=True, slots=True)
class _Media(Row):
    """``media.toml``."""

    download_keys: tuple[str, ...]
    file_keys: tuple[str, ...]
    viewer_keys: tuple[str, ...]
    generic: tuple[str, ...]
    file_box_names: tuple[str, ...]
    file_box_words: tuple[str, ...]
    related_box_names: tuple[str, ...]
    label_words: tuple[str, ...]
    site_words: tuple[str, ...]
    box_labels: tuple[str, ...]


#: What each table holds.
SHAPES: Final[dict[str, type[Row]]] = {
    "dates": _Dates,
    "kinds": _Kinds,
    "markup": _Markup,
    "media": _Media,
    "not_pages": _NotPages,
}


@cache
def table(name: str) -> dict[str, Any]:
    """Return ``data/<name>.toml``, checked.

    Raises:
        SetupError: a mistake in the file; the message names file and line.
    """
    path = _DATA / f"{name}.toml"
    read_toml(path, SHAPES[name])
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def kinds_of(what: str) -> dict[str, Any]:
    """Return one table of ``kinds.toml``: ``type``, ``section``, ``jsonld`` ..."""
    found: dict[str, Any] = table("kinds")[what]
    return found
