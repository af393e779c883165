"""Names that were taken for one body on weak ground, or that may be one: for a person to say.

``confirm`` says that they are one, ``reject`` that the name is a body of its own, ``replace``
by which other name the body is known. It holds for the name in all records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.reviewing.item import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.store import Store

FIELD: Final = "partners.body"
#: What nobody need look at: other spellings, and what a person said.
_SURE: Final = frozenset({"alike", "by_hand"})
#: What is joined is looked at before what might be; each record that it touches weighs a little.
_JOINED: Final = 0.5
_NEAR: Final = 0.4
_A_RECORD: Final = 0.02
_MOST_RECORDS: Final = 20


def find_body_items(store: Store) -> Iterator[Item]:
    """Yield what was joined by a rule that may be wrong, and what is near and was not joined."""
    for one in store.body_names():
        if one.records and one.same_as and one.rule not in _SURE and one.score is not None:
            why = f"taken for the same body as {one.same_as!r}: {one.why}"
            weight = _JOINED + (1 - one.score) + _A_RECORD * min(one.records, _MOST_RECORDS)
            told = {"weight": weight, "score": one.score}
            yield from _item(store, one.name, one.body, one.same_as, why=why, **told)
    for near in store.near_names():
        why = f"may be the same body as {near.other_name!r}: {near.why}"
        weight = _NEAR * near.score + 0.2
        told = {"weight": weight, "score": near.score}
        yield from _item(store, near.name, near.body, near.other_name, why=why, **told)


def _item(
    store: Store, name: str, body: str, same_as: str, *, why: str, weight: float, score: float
) -> Iterator[Item]:
    found = store.naming(name, body)
    if found is None:
        return
    key, written = found
    record = store.record(key) or {}
    partners = [one for one in record.get("partners", ()) if one["as_written"] == written]
    field = FIELD if len(partners) < 2 else f"partners[{name}].body"
    yield Item(
        *(round(weight, 4), why, key, record.get("url") or "", field, written, same_as),
        *(score, "", name, ""),
    )
