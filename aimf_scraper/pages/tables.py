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
    layout_words: tuple[str, ...]
    layout_beside: tuple[str, ...]
    tokens: tuple[str, ...]
    roles: tuple[str, ...]
    hidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Article(Row):
    body_tokens: tuple[str, ...]
    lead_tokens: tuple[str, ...]
    lead_words: tuple[str, ...]
    date_words: tuple[str, ...]
    label_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words(Row):
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Links(Row):
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Labels(Row):
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Markup(Row):
    """``markup.toml``."""

    skipped: _Skipped
    chrome: _Chrome
    article: _Article
    item: _Words
    foot: _Links
    facts: _Labels


@dataclass(frozen=True, slots=True)
class _NotPage(Row):
    titles: tuple[str, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _NotPages(Row):
    """``not_pages.toml``."""

    captcha: _NotPage
    maintenance: _NotPage
    not_found: _NotPage
    template: _NotPage


#: What each table holds.
SHAPES: Final[dict[str, type[Row]]] = {"kinds": _Kinds, "markup": _Markup, "not_pages": _NotPages}


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
