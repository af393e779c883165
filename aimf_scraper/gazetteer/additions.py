"""What a user adds to the names that ship with the package: ``additions.toml`` beside the corrections.

Organisations, other names of known ones, towns; ``reading_additions`` reads the file. One
set is in force in a process; who changes it has every remembered look-up forgotten.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from typing import Final

FILE_NAME: Final = "additions.toml"

_LOOK_UPS: Final = ("aimf_scraper.gazetteer", "aimf_scraper.rules", "aimf_scraper.resolving")


@dataclass(frozen=True, slots=True)
class AddedBody:
    """An organisation that the authority file lacks. ``house``: it publishes the site that is read."""

    name: str
    type: str
    country: str | None = None
    acronyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    house: bool = False


@dataclass(frozen=True, slots=True)
class AddedNames:
    """Other names of an organisation that the authority file has, by any of its names."""

    of: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddedTown:
    """A town that the gazetteer lacks, or knows under other names."""

    name: str
    country: str
    aliases: tuple[str, ...] = ()
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Additions:
    organisations: tuple[AddedBody, ...] = ()
    names: tuple[AddedNames, ...] = ()
    towns: tuple[AddedTown, ...] = ()

    @property
    def digest(self) -> str:
        """A digest of what is added, "" for nothing."""
        if self == Additions():
            return ""
        return hashlib.sha256(repr(self).encode()).hexdigest()


_force: list[Additions] = [Additions()]


def in_force() -> Additions:
    return _force[0]


def use(additions: Additions) -> None:
    """Let every rule of this process know *additions*, and no others."""
    if additions == in_force():
        return
    _force[0] = additions
    for name, module in list(sys.modules.items()):
        if name.startswith(_LOOK_UPS):
            for value in list(vars(module).values()):
                forget = getattr(value, "cache_clear", None)
                if forget is not None:
                    forget()
