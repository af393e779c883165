"""What a user adds to the names that ship with the package: ``additions.toml`` beside the corrections.

Organisations, other names of known ones, towns. What cannot be used is told with its
line and left out. One set is in force in a process; who changes it has every remembered
look-up forgotten.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from aimf_scraper.gazetteer.tables import CountryRow
from aimf_scraper.records import PartnerType
from aimf_scraper.tables import read_tsv
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILE_NAME: Final = "additions.toml"

_COUNTRIES: Final = Path(__file__).with_name("data") / "countries.tsv"
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_HEAD: Final = re.compile(r"^[ \t]{0,9}\[\[[ \t]{0,9}(\w{1,40})[ \t]{0,9}\]\]", re.MULTILINE)
_MOST_CHARS: Final = 200
_MOST_BYTES: Final = 1_000_000
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


def read_additions(path: Path) -> tuple[Additions, list[str]]:
    """Return what the file at *path* adds, and what cannot be used and why; never raises."""
    try:
        body = path.read_bytes()
        if len(body) > _MOST_BYTES:
            return Additions(), [f"{path.name}: larger than {_MOST_BYTES} bytes: not read"]
        text = body.decode("utf-8-sig")
        data = tomllib.loads(text)
    except FileNotFoundError:
        return Additions(), []
    except OSError as error:
        return Additions(), [f"{path.name}: can't be read ({error.strerror})"]
    except (ValueError, RecursionError) as error:
        return Additions(), [f"{path.name}: not TOML: {error}"]
    found: dict[str, list[Any]] = {name: [] for name in _READ}
    problems: list[str] = []
    for name, entries in data.items():
        if name not in _READ or not isinstance(entries, list):
            problems.append(f"{path.name}: no table [[{name}]]: choose from {', '.join(_READ)}")
            continue
        lines = _lines_of(text, name)
        for entry in entries:
            line = next(lines, 0)
            try:
                found[name].append(_READ[name](entry if isinstance(entry, dict) else {}))
            except ValueError as error:
                problems.append(f"{path.name} line {line}: {error}")
    return Additions(*(tuple(one) for one in found.values())), problems


def _lines_of(text: str, name: str) -> Iterator[int]:
    for found in _HEAD.finditer(text):
        if found[1] == name:
            yield text.count("\n", 0, found.start()) + 1


def _body(entry: dict[str, Any]) -> AddedBody:
    _only(entry, "name", "type", "country", "acronyms", "aliases", "house")
    kind = _text(entry, "type")
    if kind not in get_args(PartnerType):
        raise ValueError(f"type must be one of {', '.join(get_args(PartnerType))}")
    country = _country(entry) if "country" in entry else None
    acronyms, aliases = _texts(entry, "acronyms"), _texts(entry, "aliases")
    house = entry.get("house", False)
    if not isinstance(house, bool):
        raise ValueError("house must be true or false")  # noqa: TRY004 - the caller knows one kind of refusal
    return AddedBody(_text(entry, "name"), kind, country, acronyms, aliases, house)


def _names(entry: dict[str, Any]) -> AddedNames:
    _only(entry, "of", "names")
    names = _texts(entry, "names")
    if not names:
        raise ValueError("names must be a list of texts, one at least")
    return AddedNames(_text(entry, "of"), names)


def _town(entry: dict[str, Any]) -> AddedTown:
    _only(entry, "name", "country", "aliases", "geonames_id", "latitude", "longitude")
    number = entry.get("geonames_id")
    if number is not None and (type(number) is not int or number <= 0):
        raise ValueError("geonames_id must be a whole number above 0")
    return AddedTown(
        _text(entry, "name"),
        _country(entry),
        _texts(entry, "aliases"),
        number,
        _degrees(entry, "latitude", 90),
        _degrees(entry, "longitude", 180),
    )


#: Table of the file -> what reads one entry; in the order of ``Additions``.
_READ: Final[dict[str, Callable[[dict[str, Any]], Any]]] = {
    "organisations": _body,
    "names": _names,
    "towns": _town,
}


def _only(entry: dict[str, Any], *known: str) -> None:
    strangers = sorted(entry.keys() - {*known})
    if strangers:
        raise ValueError(f"no such key {', '.join(strangers)}: choose from {', '.join(known)}")


def _text(entry: dict[str, Any], key: str) -> str:
    return _name(entry.get(key), f"{key} must be a text of at most {_MOST_CHARS} characters")


def _texts(entry: dict[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    said = f"{key} must be a list of texts"
    if not isinstance(value, list):
        raise ValueError(said)  # noqa: TRY004 - the caller knows one kind of refusal
    return tuple(_name(one, said) for one in value)


def _name(value: Any, said: str) -> str:
    """Return *value* as a name: some letters in one line."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not any(char.isalpha() for char in fold(text)) or not text.isprintable():
        raise ValueError(said)
    if len(text) > _MOST_CHARS:
        raise ValueError(said)
    return text


def _country(entry: dict[str, Any]) -> str:
    value = entry.get("country")
    if not isinstance(value, str) or not _COUNTRY.fullmatch(value):
        raise ValueError('country must be two letters, such as "TG"')
    if value not in _country_codes():
        raise ValueError(f"country {value}: no country of that code is known")
    return value


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(one.code for one in read_tsv(_COUNTRIES, CountryRow))


def _degrees(entry: dict[str, Any], key: str, most: int) -> float | None:
    value = entry.get(key)
    if value is None:
        return None
    if type(value) not in {int, float} or not -most <= value <= most:
        raise ValueError(f"{key} must be a number from -{most} to {most}")
    return float(value)
