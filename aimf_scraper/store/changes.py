"""What happened to the records since a moment, each told once however often it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from aimf_scraper.store.history import Change, differences

if TYPE_CHECKING:
    from collections.abc import Sequence

What = Literal["added", "changed", "moved", "gone", "returned"]
WHATS: Final[tuple[What, ...]] = ("added", "changed", "moved", "gone", "returned")


@dataclass(frozen=True, slots=True)
class State:
    """A record at a moment: the contract's JSON data, and since when it was gone."""

    data: dict[str, Any]
    gone_at: str | None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record then and now. ``changes`` is the net difference, field by field.

    ``moved``: its address changed, from ``old_url``. ``whys``: ``site``, ``rules``,
    ``correction``, or several; empty for a record that was added and stayed as it was.
    """

    id: str
    kind: str
    what: What
    title: str | None
    url: str | None
    old_url: str | None
    whys: tuple[str, ...]
    changes: tuple[Change, ...]


def change_between(then: State | None, now: State, whys: Sequence[str]) -> RecordChange | None:
    """Return what became of a record, ``None`` where it is as it was.

    *then* is ``None`` for a record not known at that moment; one that came and
    went since is ``gone``.
    """
    changes = [] if then is None else differences(then.data, now.data)
    what = _what(then, now, changes)
    if what is None:
        return None
    old_url = then.data["url"] if then and then.data["url"] != now.data["url"] else None
    return RecordChange(
        *(now.data["id"], now.data["kind"], what, now.data["title"], now.data["url"], old_url),
        tuple(sorted(set(whys))),
        tuple(changes),
    )


def _what(then: State | None, now: State, changes: list[Change]) -> What | None:
    was_there = then is not None and then.gone_at is None
    is_there = now.gone_at is None
    if then is None:
        return "added" if is_there else "gone"
    if was_there != is_there:
        return "returned" if is_there else "gone"
    if any(change.field == "url" for change in changes):
        return "moved"
    return "changed" if changes else None
