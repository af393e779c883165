"""What became of the records, told to a person: short lines, fact by fact.

Titles and texts are the site's: nothing of them reaches a terminal but
printable characters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.fact_kinds import kind_named
from aimf_scraper.store import WHATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aimf_scraper.store import Change, RecordChange

_MOST_CHARS: Final = 100
_CONTEXT_CHARS: Final = 25
#: ``cities[Huê, VN].role``: field, label of the fact, field of the fact.
_FIELD: Final = re.compile(r"(\w{1,40})(?:\[(.*)\])?(?:\.(\w{1,40}))?", re.DOTALL)


def tell(changes: Sequence[RecordChange], *, most: int | None = None) -> Iterator[str]:
    """Yield *changes* line by line, grouped by what happened; at most *most* records a group."""
    for what in WHATS:
        group = [one for one in changes if one.what == what]
        if not group:
            continue
        yield f"{len(group)} {what}"
        for one in group[:most]:
            yield f"  {_printable(one.id)}: {_short(one.title or 'no title')}"
            yield from (f"    {line}" for line in _told(one))
        if most is not None and len(group) > most:
            yield f"  ... and {len(group) - most} more"


def _told(change: RecordChange) -> Iterator[str]:
    if change.old_url is not None:
        yield _printable(f"{change.old_url} → {change.url}")
    elif change.what in {"added", "returned"} and change.url is not None:
        yield _printable(change.url)
    told = [one for one in change.changes if one.of_value and one.field != "url"]
    for one in told:
        yield tell_change(one)
    if change.what == "changed" and not told:
        yield "read anew: the same values, with other evidence or confidence"
    if "rules" in change.whys:
        yield "because the rules changed" + (", and the site" if "site" in change.whys else "")
    if "correction" in change.whys:
        yield "because it was corrected by hand"


def tell_change(change: Change) -> str:
    """Return one line on one field.

    >>> from aimf_scraper.store import Change
    >>> tell_change(Change("title", "Huê", "Hué"))
    'title: Huê → Hué'
    >>> tell_change(Change("themes[Eau]", None, "Eau"))
    'themes: + Eau'
    >>> tell_change(Change("cities[Huê, VN].role", "main", "mentioned"))
    'cities: Huê, VN: role main → mentioned'
    """
    found = _FIELD.fullmatch(change.field)
    name, label, part = found.groups() if found else (change.field, None, None)
    old, new = change.old, change.new
    if label is not None and part is None and (old is None or new is None):
        return f"{name}: - {_fact(name, old)}" if new is None else f"{name}: + {_fact(name, new)}"
    where = name if label is None else f"{name}: {_short(label)}:"
    where += f" {part}" if part else ""
    if isinstance(old, str) and isinstance(new, str):
        old, new = _apart(old, new)
    between = " " if label else ": "
    return f"{where}{between}{_short(old)} → {_short(new)}"


def _fact(name: str, fact: Any) -> str:
    kind = kind_named(name)
    return _short(fact if kind is None or not isinstance(fact, dict) else kind.shown(fact))


def _apart(old: str, new: str) -> tuple[str, str]:
    """Return of two long texts the part in which they differ, with a little of what is around."""
    if max(len(old), len(new)) <= _MOST_CHARS:
        return old, new
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    start = max(0, head - _CONTEXT_CHARS)
    return _cut(old, start, len(old) - tail), _cut(new, start, len(new) - tail)


def _alike(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(text: str, start: int, end: int) -> str:
    end = min(len(text), end + _CONTEXT_CHARS)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _short(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    text = "nothing" if value is None or value == "" else str(value)
    text = " ".join(_printable(text[: 4 * _MOST_CHARS]).split())
    return text if len(text) <= _MOST_CHARS else f"{text[: _MOST_CHARS - 1]}…"


def _printable(text: str) -> str:
    return "".join(one if one.isprintable() else " " for one in text)
