"""Records that share their words: one text at two addresses, or another one's lead as a summary."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aimf_scraper.store import HeldWords

#: So many characters of a text's beginning are nobody else's by chance.
_LEAD_CHARS: Final = 60
_MAX_SUMMARY_CHARS: Final = 5_000


def twins(records: Iterable[HeldWords]) -> Iterator[tuple[str, str]]:
    """Yield the addresses of records that have the title and text of an earlier one, each with that one's.

    Two addresses that some way names may show one page; which of them it is nobody can tell.
    """
    first: dict[bytes, str] = {}
    for url, said in sorted((one.url, said) for one in records if (said := _digest(one))):
        earlier = first.setdefault(said, url)
        if earlier != url:
            yield url, earlier


def _digest(one: HeldWords) -> bytes | None:
    """Return what two records of the same words share, ``None`` of one that says nearly nothing."""
    text = fold(one.text)
    if len(text) < _LEAD_CHARS:
        return None
    said = f"{fold(one.title or '')}\0{text}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()


def with_words_of_others(read: Callable[[], Iterable[HeldWords]]) -> Iterator[tuple[str, str]]:
    """Yield the id of each record whose summary says how another's text begins, not its own, and that one's.

    *read* gives the records by id, each time it is asked: twice, so that they need not all be
    in memory.
    """
    leads: dict[str, set[str]] = defaultdict(set)
    for one in read():
        start = fold(one.text[: 2 * _LEAD_CHARS])
        if len(start) >= _LEAD_CHARS:
            leads[start[:_LEAD_CHARS]].add(one.id)
    for one in read():
        summary = fold(one.summary or "")[:_MAX_SUMMARY_CHARS]
        for at in range(len(summary) - _LEAD_CHARS + 1):
            lead = summary[at : at + _LEAD_CHARS]
            owners = leads.get(lead)
            if owners and len(owners) == 1 and one.id not in owners:
                if lead in fold(f"{one.title or ''}\n{one.text}"):
                    continue  # it says so itself: it quotes the other one, or they share a title
                yield one.id, min(owners)
                break
