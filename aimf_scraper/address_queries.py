"""What an address says after its question mark, and which of it tells pages apart."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlencode

from aimf_scraper.address_words import (
    KIND_OF_SEGMENT,
    LISTING_QUERY,
    NO_TYPE,
    SCRIPT_SUFFIXES,
    SHORT_LINK,
)

#: A plain permalink: ``/?type=slug``, and nothing else that tells pages apart.
_TYPE: Final = re.compile(r"[a-z][a-z0-9_-]{1,30}")
_SLUG: Final = re.compile(r"[\w.~-]{1,200}")
#: The number or name by which a script tells its pages apart.
_SCRIPT_KEY: Final = re.compile(
    r"(?:[a-z]{1,20}_)?id(?:_[a-z]{1,20})?|num|numero|no|art|article", re.IGNORECASE
)
_SPIP: Final = re.compile(r"[a-z]{1,20}[0-9]{1,9}")

Query = list[tuple[str, str]]


def suffix(name: str) -> str:
    """Return what follows the last dot of *name*, with the dot, in lower case."""
    at = name.rfind(".")
    return name[at:].lower() if 0 < at < len(name) - 1 else ""


def is_front(segments: list[str]) -> bool:
    """Return whether the path is the front door, where WordPress answers to plain permalinks."""
    return not segments or segments == ["index.php"]


def part(query: list[tuple[str, str]]) -> int:
    said = dict(query).get("page", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 1


def encoded(kept: list[tuple[str, str]]) -> str:
    return "&".join(urlencode([one]) if one[1] else one[0] for one in kept)


def kept_query(query: Query, segments: list[str], *, is_content: bool) -> Query:
    """Return the parameters that tell pages apart: a number, a slug, a listing's filter."""
    wanted = {key: value for key, value in query if value}
    if is_front(segments):
        for key in SHORT_LINK:
            if wanted.get(key, "").isdigit():
                return [(key, str(int(wanted[key][:18])))]
        if found := _plain_permalink(wanted):
            return [found]
    if segments and suffix(segments[-1]) in SCRIPT_SUFFIXES:
        own = [(key, value) for key, value in wanted.items() if _SCRIPT_KEY.fullmatch(key)]
        spip = [(key, "") for key, value in query if not value and _SPIP.fullmatch(key)]
        if own or spip:
            return (own or spip)[:3]
    if is_content:
        return []
    return [(key, wanted[key]) for key in LISTING_QUERY if key in wanted]


def _plain_permalink(wanted: dict[str, str]) -> tuple[str, str] | None:
    """Return type and slug of ``/?type=slug``, ``None`` where the query means something else."""
    if any(key in LISTING_QUERY for key in wanted):
        return None
    found = [
        (key, value)
        for key, value in wanted.items()
        if key not in NO_TYPE and not key.startswith("utm_") and _TYPE.fullmatch(key)
    ]
    if len(found) != 1 or not _SLUG.fullmatch(found[0][1]):
        return None
    key, value = found[0]
    return (key, value) if key in KIND_OF_SEGMENT or not value.isdigit() else None
