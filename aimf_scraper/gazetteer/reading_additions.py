"""Reads ``additions.toml``: what of it can be used, and of the rest the line and the reason; never raises.

An entry is used where it adds something and says one thing: a body or a town that is known
already, an entry that stands there twice, other names of a body that nobody knows or that
several are called are told and left out, since two things of one name are found as neither.
"""

from __future__ import annotations

import re
import tomllib
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, Final, get_args

from aimf_scraper.gazetteer import country_name
from aimf_scraper.gazetteer.additions import AddedBody, AddedNames, AddedTown, Additions
from aimf_scraper.gazetteer.known_names import KnownNames
from aimf_scraper.records import PartnerType
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_HEAD: Final = re.compile(
    r"""^[ \t]{0,9}\[{1,2}[ \t]{0,9}["']?(\w{1,40})["']?[ \t]{0,9}\]{1,2}""", re.MULTILINE
)
_KEY: Final = re.compile(r"""^[ \t]{0,9}["']?(\w{1,40})["']?[ \t]{0,9}=""", re.MULTILINE)
_MOST_CHARS: Final = 200
_MOST_BYTES: Final = 1_000_000


def read_additions(path: Path) -> tuple[Additions, list[str]]:
    """Return what the file at *path* adds, and what cannot be used and why."""
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
    known = KnownNames()
    told: list[tuple[int, str]] = []
    entries: dict[str, list[tuple[int, Any]]] = {}
    for name, value in data.items():
        lines = _lines_of(text, name) or [1]
        if name not in _READ or not isinstance(value, list):
            told.append((lines[0], f"no table [[{name}]]: choose from {', '.join(_READ)}"))
        else:
            entries[name] = [*zip(chain(lines, repeat(lines[-1])), value, strict=False)]
    added = Additions(*(_used(name, entries.get(name, ()), known, told) for name in _READ))
    return added, [f"{path.name} line {line}: {reason}" for line, reason in sorted(told)]


def _lines_of(text: str, name: str) -> list[int]:
    """Return the line of each head of a table, or of the key that holds the whole of it."""
    heads = [one for one in _HEAD.finditer(text) if one[1] == name]
    keys = () if heads else (one for one in _KEY.finditer(text) if one[1] == name)
    return [text.count("\n", 0, one.start()) + 1 for one in (*heads, *keys)]


def _used(
    name: str, entries: Iterable[tuple[int, Any]], known: KnownNames, told: list[tuple[int, str]]
) -> tuple[Any, ...]:
    """Return what the entries of a table add; why one adds nothing goes into *told*."""
    read, take = _READ[name]
    used = []
    for line, entry in entries:
        try:
            used.append(take(known, read(entry if isinstance(entry, dict) else {})))
        except ValueError as error:
            told.append((line, str(error)))
    return tuple(used)


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
    if ("latitude" in entry) != ("longitude" in entry):
        raise ValueError("latitude and longitude go together")
    return AddedTown(
        _text(entry, "name"),
        _country(entry),
        _texts(entry, "aliases"),
        number,
        _degrees(entry, "latitude", 90),
        _degrees(entry, "longitude", 180),
    )


#: Table of the file -> what reads one entry, what takes it in; in the order of ``Additions``.
_READ: Final[
    dict[str, tuple[Callable[[dict[str, Any]], Any], Callable[[KnownNames, Any], Any]]]
] = {
    "organisations": (_body, KnownNames.body),
    "names": (_names, KnownNames.names),
    "towns": (_town, KnownNames.town),
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
    if country_name(value) is None:
        raise ValueError(f"country {value}: no country of that code is known")
    return value


def _degrees(entry: dict[str, Any], key: str, most: int) -> float | None:
    value = entry.get(key)
    if value is None:
        return None
    if type(value) not in {int, float} or not -most <= value <= most:
        raise ValueError(f"{key} must be a number from -{most} to {most}")
    return float(value)
