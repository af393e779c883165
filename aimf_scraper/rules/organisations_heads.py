"""What the nouns in an organisation's name say of it: ``data/organisation_heads.tsv``."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, cast

from aimf_scraper.rules.tables import rows
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.records import PartnerType

_OF_LOCAL_POWERS: Final = ("communes", "maires", "municipalit", "regions", "elus", "villes")


@cache
def heads(place: str) -> dict[str, PartnerType]:
    """Return the folded words of one *place* (``always``, ``capital``, ``proper``, ``foreign``, ``english``, ``tail``, ``kind``)."""
    table = rows("organisation_heads")
    return {word: cast("PartnerType", kind) for where, word, kind in table if where == place}


@cache
def _foreign() -> dict[str, PartnerType]:
    return {**heads("foreign"), **heads("english")}


@cache
def _by_first_word() -> dict[str, list[tuple[str, PartnerType]]]:
    """Return the heads under their first word, the longest first."""
    found: dict[str, list[tuple[str, PartnerType]]] = {}
    both = {**heads("capital"), **heads("proper"), **heads("always")}
    for head in sorted(both, key=len, reverse=True):
        found.setdefault(head.split()[0], []).append((head, both[head]))
    return found


@lru_cache(maxsize=4096)  # the same names come back on page after page
def type_of(name: str) -> PartnerType:
    """Return what the first noun, a foreign word or the last word of *name* says it is.

    >>> type_of("Fondation TGCC"), type_of("Association des maires du Gabon"), type_of("Lille")
    ('foundation', 'network', 'other')
    """
    words = fold(name).split()
    folded = " ".join(words)
    for head, kind in _by_first_word().get(words[0] if words else "", ()):
        if folded == head or folded.startswith(head + " "):
            return _refined(folded, kind)
    foreign = _foreign()
    for word in words:
        if word in foreign and len(words) > 1:
            return foreign[word]
    for tail, kind in heads("tail").items():
        if folded.endswith(" " + tail):
            return kind
    return "other"


def _refined(folded: str, kind: PartnerType) -> PartnerType:
    """Tell an association of communes or mayors from any other."""
    if kind == "ngo" and any(word in folded for word in _OF_LOCAL_POWERS):
        return "network"
    return "multilateral" if "nations unies" in folded else kind
