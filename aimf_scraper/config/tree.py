"""Every setting there is, with its default and what it may hold.

``docs/aimf-scraper.toml`` shows each with an explanation; a test compares.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from aimf_scraper.config.values import (
    Arguments,
    File,
    Folder,
    Hosts,
    Line,
    Names,
    Number,
    SiteAddress,
    Switch,
    Value,
    WebAddress,
    Whole,
)
from aimf_scraper.plugins import EXPORTS, plugin_names
from aimf_scraper.records import CRAWLED_KINDS, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

EXPORT_FORMATS: Final = (
    *("json", "jsonl", "csv", "xlsx", "parquet", "sqlite"),
    *("geojson", "graphml", "jsonld", "iati", "atom", "bibtex", "package"),
)


def export_formats() -> tuple[str, ...]:
    """Return the formats that there are, those of plug-ins too."""
    return tuple(dict.fromkeys((*EXPORT_FORMATS, *plugin_names(EXPORTS))))


_USUAL_FORMATS: Final = ("json", "jsonl", "csv", "package")

_SHARE: Final = Number(0, 1)
_COUNT: Final = Whole(0, 1_000_000)


def _setting(default: T, value: Value) -> T:
    return field(default=default, metadata={"value": value})


@dataclass(frozen=True, slots=True)
class Politeness:
    """How the site is asked, and whom its keeper can write to."""

    delay_sec: float = _setting(1.0, Number(0, 3_600))
    longest_delay_sec: float = _setting(60.0, Number(0, 86_400))
    contact: str = _setting("", Line(optional=True))


@dataclass(frozen=True, slots=True)
class KnownGaps:
    """When what always fails stops keeping the rest from being published."""

    after: int = _setting(3, Whole(1, 1_000))


@dataclass(frozen=True, slots=True)
class Budget:
    """What a run may use at most; what a bound stops is named, and the run is incomplete."""

    minutes: float = _setting(480.0, Number(0, 100_000))
    requests: int = _setting(20_000, _COUNT)
    pages_per_pattern: int = _setting(50, Whole(1, 100_000))
    hops: int = _setting(10, Whole(1, 1_000))


@dataclass(frozen=True, slots=True)
class Least:
    """How many records there must be at least."""

    all: int = _setting(1, _COUNT)
    action: int = _setting(0, _COUNT)
    news: int = _setting(0, _COUNT)
    event: int = _setting(0, _COUNT)
    publication: int = _setting(0, _COUNT)
    page: int = _setting(0, _COUNT)


@dataclass(frozen=True, slots=True)
class Checks:
    """What a run must reach before it is published. Shares are 0 to 1."""

    largest_drop: float = _setting(0.1, _SHARE)
    largest_coverage_drop: float = _setting(0.2, _SHARE)
    largest_emptied_share: float = _setting(0.5, _SHARE)
    largest_failed_share: float = _setting(0.05, _SHARE)
    largest_unwanted_status_share: float = _setting(0.05, _SHARE)
    largest_reject_share: float = _setting(0.2, _SHARE)
    least_french_share: float = _setting(0.5, _SHARE)
    least: Least = field(default_factory=Least)


@dataclass(frozen=True, slots=True)
class Notify:
    """Who is told of a refresh, and of what."""

    url: str = _setting("", WebAddress(optional=True))
    command: tuple[str, ...] = _setting((), Arguments())
    when: tuple[str, ...] = _setting(("problem", "change"), Names(("problem", "change")))
    timeout_sec: float = _setting(30.0, Number(0.1, 600))


@dataclass(frozen=True, slots=True)
class Exports:
    formats: tuple[str, ...] = _setting(_USUAL_FORMATS, Names(export_formats))
    csv_bom: bool = _setting(False, Switch())


@dataclass(frozen=True, slots=True)
class Reports:
    keep: int = _setting(60, Whole(1, 100_000))


@dataclass(frozen=True, slots=True)
class Config:
    """All settings; sections are the tables of the file."""

    site: str = _setting("https://www.aimf.asso.fr", SiteAddress())
    data: Path = field(default=Path("data"), metadata={"value": Folder()})
    corrections: Path | None = field(default=None, metadata={"value": File()})
    kinds: tuple[str, ...] = _setting(CRAWLED_KINDS, Names(KINDS))
    every_days: int = _setting(14, Whole(1, 365))
    archive: bool = _setting(True, Switch())
    assets: bool = _setting(False, Switch())
    asset_hosts: tuple[str, ...] = _setting((), Hosts())
    politeness: Politeness = field(default_factory=Politeness)
    budget: Budget = field(default_factory=Budget)
    known_gaps: KnownGaps = field(default_factory=KnownGaps)
    checks: Checks = field(default_factory=Checks)
    notify: Notify = field(default_factory=Notify)
    exports: Exports = field(default_factory=Exports)
    reports: Reports = field(default_factory=Reports)

    def corrections_file(self, data: Path) -> Path:
        """Return where people write down what is wrong with the records in *data*."""
        return self.corrections or data / "corrections.csv"


@dataclass(frozen=True, slots=True)
class Setting:
    """``key`` as the file says it, sections parted by dots: ``checks.least.action``."""

    key: str
    default: Any
    value: Value


def settings() -> dict[str, Setting]:
    """Return every setting by key, in the order of the tree."""
    return {one.key: one for one in _leaves(Config, "")}


def built(values: dict[str, Any]) -> Config:
    """Return the tree whose settings are *values*, by key; every key must be there."""
    config: Config = _branch(Config, "", values)
    return config


def _leaves(section: Any, prefix: str) -> Iterator[Setting]:
    for one in fields(section):
        if "value" in one.metadata:
            yield Setting(f"{prefix}{one.name}", one.default, one.metadata["value"])
        else:
            yield from _leaves(one.default_factory, f"{prefix}{one.name}.")


def _branch(section: Any, prefix: str, values: dict[str, Any]) -> Any:
    return section(
        **{
            one.name: values[f"{prefix}{one.name}"]
            if "value" in one.metadata
            else _branch(one.default_factory, f"{prefix}{one.name}.", values)
            for one in fields(section)
        }
    )
