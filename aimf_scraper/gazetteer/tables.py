"""The tables of ours that the gazetteer is built from; ``data/LICENSE.md`` says where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from aimf_scraper.tables import Range, Row, Shape, Split

_Country = Annotated[str, Shape("[A-Z]{2}")]
_Names = Annotated[tuple[str, ...], Split(";")]


@dataclass(frozen=True, slots=True)
class CountryRow(Row):
    """A line of ``countries.tsv``."""

    key: ClassVar = ("code",)
    code: _Country
    name: str
    aliases: _Names


@dataclass(frozen=True, slots=True)
class RegionRow(Row):
    """A line of ``regions.tsv``; without a country: larger than one."""

    name: str
    country: _Country | None


@dataclass(frozen=True, slots=True)
class MemberRow(Row):
    """A line of ``members.tsv``."""

    key: ClassVar = ("country", "name")
    country: _Country
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class AdditionRow(Row):
    """A line of ``additions.tsv``. ``geonames``: its name there, "-" for none."""

    key: ClassVar = ("name", "country", "geonames", "kind")
    name: str
    country: _Country
    geonames: str | None
    kind: Literal["city", "commune", "quarter", "drop"]
    within: str | None
    aliases: _Names
    source: str


@dataclass(frozen=True, slots=True)
class ScopeRow(Row):
    """A line of ``scope.tsv``."""

    key: ClassVar = ("country",)
    country: Annotated[str, Shape("[A-Z]{2}([.][0-9A-Z]{2})?|[*]")]
    least: Annotated[int, Range(0, 10_000_000)]
    spellings: Literal["many"] | None
