"""Names that share one head noun: "les fondations Veolia et Suez", "les ONG Gret et Eau Vive"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Literal, NamedTuple

from aimf_scraper.records import PartnerType
from aimf_scraper.rules.names.scope_adjectives import nationalities
from aimf_scraper.rules.names.stop_words import stop_words
from aimf_scraper.rules.organisations.latin import CAP
from aimf_scraper.tables import Row, read_tsv
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_OF: Final = r"(?:de\sla\s|de\sl['’]|du\s|de\s|d['’])"
_NAME: Final = rf"{CAP}(?:[\s-](?:{_OF})?{CAP}){{0,4}}"
_LIST: Final = re.compile(
    rf"(?:\s(?P<adjective>[a-zß-öø-ÿœ]{{3,20}}))?\s(?P<first>{_OF}?{_NAME})"
    rf"(?P<rest>(?:(?:,\s(?:et\s)?|\set\s|\sou\s){_OF}?{_NAME}){{1,12}})"
)
_ITEM: Final = re.compile(rf"(?:,\s(?:et\s)?|\set\s|\sou\s)(?P<of>{_OF})?(?P<name>{_NAME})")
_FIRST: Final = re.compile(rf"(?P<of>{_OF})?(?P<name>{_NAME})")


@dataclass(frozen=True, slots=True)
class _SharedHead(Row):
    """A line of ``shared_heads.tsv``, whose comment says what the columns mean."""

    key: ClassVar = ("plural",)
    plural: str
    name: str | None
    type: PartnerType
    of: Literal["always", "never", "perhaps"]


class Sharing(NamedTuple):
    """One of several names that share a head noun; the first begins with it."""

    start: int
    end: int
    name: str
    type: PartnerType


@cache
def shared_heads() -> dict[str, _SharedHead]:
    """Return the plural nouns of the table, folded."""
    return {one.plural: one for one in read_tsv(_FILE, _SharedHead)}


_FILE: Final = Path(__file__).with_name("shared_heads.tsv")


def names_sharing(text: str, head: str, start: int, head_end: int) -> Iterator[Sharing]:
    """Yield the names that share *head*, which stands at *start:head_end*."""
    row = shared_heads()[head]
    many = _LIST.match(text, head_end)
    if many is None or not _is_list(many, row) or not _is_plural(text, head, start):
        return
    first = _FIRST.match(text, many.start("first"))
    if first is None:
        return
    at = start if row.name else first.start("name")
    yield Sharing(at, first.end(), _full(row, first), row.type)
    for item in _ITEM.finditer(text, many.start("rest"), many.end("rest")):
        yield Sharing(item.start("name"), item.end(), _full(row, item), row.type)


def _is_list(many: re.Match[str], row: _SharedHead) -> bool:
    adjective = many["adjective"]
    if adjective is not None and fold(adjective) not in nationalities():
        return False
    of = re.match(_OF, many["first"]) is not None
    first = fold(many["first"]).split()[0]
    if first in stop_words("word"):
        return False
    return row.of == "perhaps" or of == (row.of == "always")


def _is_plural(text: str, head: str, start: int) -> bool:
    """Tell "les ONG Gret et Eau Vive" from "l'ONG Eau et Vie": the word before shows it."""
    if head.endswith("s"):
        return True
    before = text[max(0, start - _PLURAL_REACH) : start].rstrip()
    return before.endswith(("s", "x"))


_PLURAL_REACH: Final = 12


def _full(row: _SharedHead, item: re.Match[str]) -> str:
    own = " ".join(item["name"].split())
    if not row.name:
        return own
    of = item["of"] or ("de " if row.of == "always" else "")
    return f"{row.name} {of}{own}".replace("'", "’")
