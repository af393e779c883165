"""Two states of a value side by side: what went is struck out, what came is marked; all escaped."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from aimf_scraper.fact_kinds import kind_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.store.history import Change

_WORDS: Final = re.compile(r"\w{1,200}|\s{1,200}|[^\w\s]")
#: Beyond so many pieces nobody reads a difference, and looking for it takes long.
_MOST_LINES: Final = 400
_MOST_WORDS: Final = 600
#: What is told word by word; of other values the whole.
_PROSE: Final = frozenset({"title", "summary", "text"})
_GAP: Final = Markup('<span class="gap">…</span>')


def field_of(change: Change) -> tuple[str, str]:
    """Return the record's field that *change* is about, and what of it.

    >>> from aimf_scraper.store.history import Change
    >>> field_of(Change("cities[Huê, VN].role", "main", "mentioned"))
    ('cities', 'Huê, VN: role')
    """
    name, bracket, rest = change.field.partition("[")
    if not bracket:
        name, _, part = name.partition(".")
        return name, part
    label, _, part = rest.rpartition("]")
    return name, f"{label}: {part.removeprefix('.')}" if part else label


def shown_change(change: Change) -> Markup:
    """Return what was and what is, as one piece of HTML; never raises."""
    name, _ = field_of(change)
    old, new = _words(name, change.old), _words(name, change.new)
    if old and new and name in _PROSE:
        return between(old, new)
    return Markup(" ").join(one for one in (_gone(old), _come(new)) if one)


def between(old: str, new: str) -> Markup:
    """Return the lines that differ, in each the words that do; what stays alike is left out."""
    before, after = old.split("\n"), new.split("\n")
    if len(before) + len(after) > _MOST_LINES:
        return Markup(" ").join((_gone(old), _come(new)))
    told: list[Markup] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            told += [_GAP] if told[-1:] != [_GAP] else []
        else:
            told.append(_of_words("\n".join(before[a:b]), "\n".join(after[c:d])))
    return Markup("\n").join(told)


def _of_words(old: str, new: str) -> Markup:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > _MOST_WORDS:
        return _gone(old) + _come(new)
    told = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            told.append(escape("".join(before[a:b])))
        else:
            told += [_gone("".join(before[a:b])), _come("".join(after[c:d]))]
    return Markup("").join(told)


def _gone(words: str) -> Markup:
    return Markup("<del>{}</del>").format(words) if words else Markup("")


def _come(words: str) -> Markup:
    return Markup("<ins>{}</ins>").format(words) if words else Markup("")


def _words(name: str, value: Any) -> str:
    """Return *value* of the field *name* for people; what is no text as it would be said."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    kind = kind_named(name)
    if isinstance(value, dict) and kind is not None and not kind.is_bare:
        try:
            return kind.shown(value)
        except (KeyError, TypeError):  # of an earlier version, with other fields
            return _listed(value.values())
    if isinstance(value, dict):
        return _listed(value.values())
    if isinstance(value, list):
        return _listed(one if isinstance(one, str) else _words(name, one) for one in value)
    return str(value)


def _listed(values: Any) -> str:
    told: Sequence[str] = [str(one) for one in values if one not in (None, "", [])]
    return ", ".join(told)
