"""What an address says after its question mark, and which of it tells pages apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Final, Literal, NamedTuple
from urllib.parse import unquote_plus, urlencode

from aimf_scraper.address_words import (
    KIND_OF_SEGMENT,
    LISTING_QUERY,
    NO_TYPE,
    SCRIPT_SUFFIXES,
    SHORT_LINK,
)
from aimf_scraper.tables import Row, read_tsv

#: A plain permalink: ``/?type=slug``, and nothing else that tells pages apart.
_TYPE: Final = re.compile(r"[a-z][a-z0-9_-]{1,30}")
_SLUG: Final = re.compile(r"[\w.~-]{1,200}")
#: The number or name by which a script tells its pages apart.
_SCRIPT_KEY: Final = re.compile(
    r"(?:[a-z]{1,20}_)?id(?:_[a-z]{1,20})?|num|numero|no|art|article", re.IGNORECASE
)
_SPIP: Final = re.compile(r"[a-z]{1,20}[0-9]{1,9}")
#: The page of a list, or the part of an article.
PAGE: Final = "page"

Query = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Parameter(Row):
    key: ClassVar = ("name",)
    name: str
    says: Literal[
        "where a visitor comes from",
        "which visitor it is",
        "how it is shown",
        "in which order",
        "nothing to people",
        "a deed, not a page",
    ]


class Told(NamedTuple):
    """What a query says of the page: ``sure`` of all, ``doubtful`` of what nobody knows the meaning."""

    sure: Query
    doubtful: Query


def suffix(name: str) -> str:
    """Return what follows the last dot of *name*, with the dot, in lower case."""
    at = name.rfind(".")
    return name[at:].lower() if 0 < at < len(name) - 1 else ""


def is_front(segments: list[str]) -> bool:
    """Return whether the path is the front door, where WordPress answers to plain permalinks."""
    return not segments or segments == ["index.php"]


def is_script(segments: list[str]) -> bool:
    """Return whether the path is a script's, which tells its pages apart by parameters."""
    return bool(segments) and suffix(segments[-1]) in SCRIPT_SUFFIXES


def part(query: Query) -> int:
    said = dict(query).get(PAGE, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 1


def encoded(kept: Query) -> str:
    return "&".join(
        urlencode([one], errors="surrogateescape") if one[1] else one[0] for one in kept
    )


def named_query(query: str, kept: Query) -> str:
    """Return those parameters of *query* that are *kept*, spelled as they were named, with their question mark.

    >>> named_query("b=%c3%a9+x&utm_source=lettre&a=1", [("a", "1"), ("b", "é x")])
    '?b=%c3%a9+x&a=1'
    """
    names = {key for key, _ in kept}
    parts = [one for one in query.split("&") if unquote_plus(one.partition("=")[0]) in names]
    return f"?{'&'.join(parts)}" if parts else ""


def told_apart(query: Query, segments: list[str], *, is_content: bool) -> Told:
    """Return the parameters that tell pages apart: a number, a slug, a listing's filter, and unknown ones.

    Those known to say nothing (a campaign, a visitor, an order) are left out.
    """
    told = [(key, value) for key, value in query if not says_nothing(key)]
    wanted = {key: value for key, value in told if value}
    if is_front(segments):
        for key in SHORT_LINK:
            if wanted.get(key, "").isdigit():
                return Told([(key, str(int(wanted[key][:18])))], [])
        if found := _plain_permalink(wanted):
            return Told([found], [])
    if is_script(segments):
        return _of_script(told)
    if not segments:
        told = [one for one in told if one[0] not in NO_TYPE or one[0] == PAGE]
    sure: Query = (
        [] if is_content else [(key, wanted[key]) for key in LISTING_QUERY if key in wanted]
    )
    unknown = [one for one in told if one[1] and one not in sure]
    if segments:
        # Of a page with a path of its own a number is the part of an article.
        unknown = [one for one in unknown if one[0] != PAGE or not is_content]
    return Told(sure, sorted(unknown, key=_key))


def says_nothing(name: str) -> bool:
    """Return whether the parameter *name* is known to say nothing of what the page shows."""
    names, starts = _silent()
    return name.lower() in names or name.lower().startswith(starts)


def _of_script(told: Query) -> Told:
    own = [(key, value) for key, value in told if value and _SCRIPT_KEY.fullmatch(key)]
    spip = [(key, "") for key, value in told if not value and _SPIP.fullmatch(key)]
    sure = (own or spip)[:3]
    unknown = [one for one in told if one[1] and one not in sure]
    numbered = [one for one in unknown if one[0] == PAGE and one[1].isdigit()]
    if numbered and (sure or len(unknown) > len(numbered)):
        unknown = [one for one in unknown if one not in numbered]  # a part of what the others name
    return Told(sure, sorted(unknown, key=_key))


def _plain_permalink(wanted: dict[str, str]) -> tuple[str, str] | None:
    """Return type and slug of ``/?type=slug``, ``None`` where the query means something else."""
    if any(key in LISTING_QUERY for key in wanted):
        return None
    found = [
        (key, value) for key, value in wanted.items() if key not in NO_TYPE and _TYPE.fullmatch(key)
    ]
    if len(found) != 1 or not _SLUG.fullmatch(found[0][1]):
        return None
    key, value = found[0]
    return (key, value) if key in KIND_OF_SEGMENT or not value.isdigit() else None


def _key(one: tuple[str, str]) -> str:
    return one[0]


@cache
def _silent() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the names that say nothing, and the beginnings of such names."""
    table = [
        one.name for one in read_tsv(Path(__file__).with_name("address_parameters.tsv"), _Parameter)
    ]
    starts = tuple(name.removesuffix("*") for name in table if name.endswith("*"))
    return frozenset(name for name in table if not name.endswith("*")), starts
