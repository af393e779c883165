"""Records that share their words: one text at two addresses, or another one's lead as a summary."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: So many characters of a text's beginning are nobody else's by chance.
_LEAD_CHARS: Final = 60
_MAX_SUMMARY_CHARS: Final = 5_000


def twins(records: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the addresses of records that have the title and text of an earlier one, each with that one's.

    Two addresses that some way names may show one page; which of them it is nobody can tell.
    """
    first: dict[tuple[str, str], str] = {}
    for one in sorted(records, key=lambda one: str(one["url"])):
        text = fold(one["text"] or "")
        if len(text) < _LEAD_CHARS:
            continue
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        earlier = first.setdefault((fold(one["title"] or ""), digest), one["url"])
        if earlier != one["url"]:
            yield one["url"], earlier


def with_words_of_others(records: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the id of each record whose summary says how another's text begins, and not its own, with that one's."""
    listed = sorted(records, key=lambda one: str(one["id"]))
    leads: dict[str, set[str]] = defaultdict(set)
    for one in listed:
        start = fold((one["text"] or "")[: 2 * _LEAD_CHARS])
        if len(start) >= _LEAD_CHARS:
            leads[start[:_LEAD_CHARS]].add(one["id"])
    for one in listed:
        summary = fold(one["summary"] or "")[:_MAX_SUMMARY_CHARS]
        for at in range(len(summary) - _LEAD_CHARS + 1):
            lead = summary[at : at + _LEAD_CHARS]
            owners = leads.get(lead)
            if owners and len(owners) == 1 and one["id"] not in owners:
                if lead in fold(f"{one['title'] or ''}\n{one['text'] or ''}"):
                    continue  # it says so itself: it quotes the other one, or they share a title
                yield one["id"], min(owners)
                break
