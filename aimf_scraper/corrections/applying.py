"""Corrections laid over a record: after the rules, before its invariants are checked. Pure.

A correction is applied to the one fact that is written as it says, never to another:
where the words stand no longer on the page it is stale, where several facts are written
so it is unclear, and the record stays as the rules made it. A fact that the rules no
longer find, though its words still stand, is made of the value.
"""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from aimf_scraper.corrections.following import Slot, follow
from aimf_scraper.corrections.quotes import digits_of, normal, places_of
from aimf_scraper.fact_columns import Column, columns_of
from aimf_scraper.fact_kinds import kinds
from aimf_scraper.records import TEXT_SOURCES, Evidence, Record
from aimf_scraper.scoring import names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aimf_scraper.corrections.fields import Target
    from aimf_scraper.corrections.table import Correction
    from aimf_scraper.fact_model import FactKind

State = Literal["applied", "stale", "unclear", "refused"]

_SURE: Final = 1.0
STALE: Final = "its words stand no longer on the page"


class Applied(NamedTuple):
    """What became of a correction; ``why`` says why it was not applied."""

    correction: Correction
    state: State
    why: str = ""


class _NotAppliedError(Exception):
    def __init__(self, state: State, why: str) -> None:
        super().__init__(why)
        self.state = state


def apply(record: Record, corrections: Iterable[Correction]) -> tuple[Record, list[Applied]]:
    """Return *record* with *corrections* of it applied in their order, and what became of each.

    *record* is as the rules made it. Ids of those that hold stand in its ``corrections``.
    """
    desk = _Desk(record)
    told = []
    for one in corrections:
        try:
            desk.take(one)
        except _NotAppliedError as refused:
            told.append(Applied(one, refused.state, str(refused)))
        else:
            told.append(Applied(one, "applied"))
    ids = tuple(one.correction.correction_id for one in told if one.state == "applied")
    return (desk.record(ids) if ids else record), told


class _Desk:
    """A record under correction."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._texts = {source: getattr(record, source) or "" for source in TEXT_SOURCES}
        self._slots = {kind.name: _slots(record, kind) for kind in kinds()}
        self._published = (record.published, record.evidence.get("published", ()))
        self._touched: set[str] = set()

    def take(self, one: Correction) -> None:
        target = one.target
        if target.kind is None:
            self._publish(one)
            return
        slot = self._slot_of(one, target)
        if target.part in target.kind.worked_out:
            # Worked out of all records: the record itself says the same as before.
            if slot is None:
                raise _NotAppliedError("stale", "the rules no longer find this fact")
            return
        if one.action == "reject":
            if slot is not None:
                slot.now = None
        elif slot is None:
            self._add(one, target)
        else:
            slot.now = self._corrected(one, target, slot)
            slot.evidence = _by_hand(slot.evidence, one)
        self._touched.add(target.kind.name)

    def _publish(self, one: Correction) -> None:
        value, evidence = self._published
        quotes = {normal(mark.quote) for mark in evidence} | {normal(value or "")}
        marks = _by_hand(evidence, one)
        if normal(one.as_written) not in quotes:
            marks = (self._evidence(one),)
        told = {"reject": None, "confirm": value}.get(one.action, value)
        self._published = (one.said.get("", told), marks)

    def _slot_of(self, one: Correction, target: Target) -> Slot | None:
        """Return the fact that *one* speaks of; ``None`` where only its words stand on the page."""
        assert target.kind is not None
        slots = self._slots[target.kind.name]
        found = [slot for slot in slots if normal(one.as_written) in _words_of(target.kind, slot)]
        around = [] if found or one.action == "add" else [*filter(self._meets(one), slots)]
        if not found:
            found = [slot for slot in around if _says_the_same(slot, one.as_written)]
        if len(found) > 1 and target.label is not None:
            found = [slot for slot in found if target.kind.label(_plain(slot.base)) == target.label]
        if len(found) > 1:
            labels = " or ".join(
                f"{target.kind.name}[{target.kind.label(_plain(slot.base))}]" for slot in found
            )
            raise _NotAppliedError("unclear", f"{len(found)} facts are written so: name {labels}")
        if not found:
            self._evidence(one)  # raises where the words are gone
            if around:
                said = around[0].evidence[0].quote
                raise _NotAppliedError("unclear", f"they are part of {said!r} by now: quote that")
        return found[0] if found else None

    def _meets(self, one: Correction) -> Callable[[Slot], bool]:
        """Return what tells whether a fact quotes the words of *one* with more or less around them."""
        places = [*places_of(one.as_written, self._texts)]

        def meets(slot: Slot) -> bool:
            return any(
                mark.source == source
                and mark.start is not None
                and mark.end is not None
                and mark.start < end
                and start < mark.end
                for source, start, end in places
                for mark in slot.evidence
            )

        return meets

    def _corrected(self, one: Correction, target: Target, slot: Slot) -> Any:
        kind, said = target.kind, one.said
        assert kind is not None
        fact = slot.base if slot.now is None else slot.now
        if kind.is_bare:
            return said.get("", fact)
        assert kind.by_hand is not None
        whole = _plain(fact) | said
        is_new = one.action != "confirm" or whole != _plain(fact)
        try:
            # What is confirmed as it stands keeps all that follows from it.
            told = kind.by_hand.complete(whole, frozenset(said)) if said and is_new else whole
        except ValueError as error:
            raise _NotAppliedError("refused", f"the value must be {error}") from error
        self._check_names(kind, said)
        told |= {"evidence": _by_hand(slot.evidence, one), "confidence": _SURE}
        return kind.fact(**told)

    def _add(self, one: Correction, target: Target) -> None:
        kind, said = target.kind, one.said
        assert kind is not None
        if not said:
            raise _NotAppliedError(
                "stale", "the rules no longer find this fact, and the row has no value"
            )
        evidence = (self._evidence(one),)
        if kind.is_bare:
            fact: Any = said[""]
        else:
            assert kind.by_hand is not None
            whole = {**_empty(kind), **kind.by_hand.defaults, "as_written": evidence[0].quote}
            try:
                whole = kind.by_hand.complete(whole | said, frozenset(said))
            except ValueError as error:
                raise _NotAppliedError("refused", f"the value must be {error}") from error
            self._check_names(kind, said)
            whole |= {"evidence": evidence, "confidence": _SURE}
            names = {field.name for field in fields(kind.fact)}
            fact = kind.fact(**{name: one for name, one in whole.items() if name in names})
            self._give_way(kind, fact)
        if kind.is_bare and fact in [slot.now for slot in self._slots[kind.name]]:
            return
        if not kind.many:
            self._slots[kind.name].clear()
        self._slots[kind.name].append(Slot(None, fact, evidence))

    def _check_names(self, kind: FactKind, said: dict[str, Any]) -> None:
        """Refuse a name of another fact that the record does not have."""
        for pointer in kind.pointers:
            name = said.get(pointer.field) if pointer.by_name else None
            slots = [slot for other in pointer.kinds for slot in self._slots[other]]
            if name and name not in {getattr(slot.now, "name", None) for slot in slots}:
                what = " or ".join(pointer.kinds)
                raise _NotAppliedError(
                    "refused", f"{name!r} is none of the record's {what}: add it in a row before"
                )

    def _give_way(self, kind: FactKind, fact: Any) -> None:
        """Take away what the rules found elsewhere on the page that is the same thing."""
        label = kind.label(_plain(fact))
        for slot in self._slots[kind.name]:
            if slot.now is not None and kind.label(_plain(slot.now)) == label:
                slot.now = None

    def _evidence(self, one: Correction) -> Evidence:
        place = next(iter(places_of(one.as_written, self._texts)), None)
        if place is None:
            raise _NotAppliedError("stale", STALE)
        source, start, end = place
        quote = self._texts[source][start:end]
        return Evidence(source, start, end, quote, f"human.{one.action}")

    def record(self, ids: tuple[str, ...]) -> Record:
        record = self._record
        facts = dict(record.facts)
        evidence = dict(record.evidence)
        for kind in kinds():
            if kind.name in self._touched:
                kept = [slot for slot in self._slots[kind.name] if slot.now is not None]
                _put(kind, kept, facts, evidence)
        follow(facts, self._slots, self._touched)
        published, marks = self._published
        evidence.pop("published", None)
        if marks and published is not None:
            evidence["published"] = marks
        return replace(record, facts=facts, evidence=evidence, published=published, corrections=ids)


def _slots(record: Record, kind: FactKind) -> list[Slot]:
    facts = record.facts.get(kind.name) or ()
    if not kind.is_bare:
        return [Slot(fact, fact, getattr(fact, "evidence", ())) for fact in facts]
    words = facts if kind.many else (facts,)
    # Of bare words the record does not say which evidence is whose.
    marks = record.evidence.get(kind.name, ())
    own = len(marks) == len(words)
    return [Slot(word, word, (marks[at],) if own else marks) for at, word in enumerate(words)]


def _put(
    kind: FactKind,
    kept: Sequence[Slot],
    facts: dict[str, Any],
    evidence: dict[str, tuple[Evidence, ...]],
) -> None:
    words = tuple(slot.now for slot in kept)
    facts[kind.name] = words if kind.many else next(iter(words), None)
    if kind.is_bare:
        marks = tuple(dict.fromkeys(mark for slot in kept for mark in slot.evidence))
        evidence.pop(kind.name, None)
        if marks:
            evidence[kind.name] = marks


def _words_of(kind: FactKind, slot: Slot) -> set[str]:
    """Return every way in which a fact is written, as corrections are compared."""
    words = {normal(mark.quote) for mark in slot.evidence}
    if slot.base is None:
        return words
    if kind.is_bare:
        return words | {normal(slot.base)} if len(slot.evidence) == 1 else {normal(slot.base)}
    written = getattr(slot.base, "as_written", None)
    if written is None:  # a country: by its name and its code
        return words | {normal(str(getattr(slot.base, name))) for name in ("name", "code")}
    return words | {normal(written)}


def _says_the_same(slot: Slot, written: str) -> bool:
    """Return whether *written* is, within the same words, the same number or the same name."""
    quotes = [mark.quote for mark in slot.evidence]
    if number := digits_of(written):
        return any(digits_of(quote) == number for quote in quotes)
    return bool(names_of(written) & names_of(*quotes))


def _by_hand(evidence: tuple[Evidence, ...], one: Correction) -> tuple[Evidence, ...]:
    return tuple(mark._replace(rule=f"human.{one.action}") for mark in evidence)


def _plain(fact: Any) -> Any:
    if fact is None or isinstance(fact, str):
        return fact
    return {field.name: getattr(fact, field.name) for field in fields(fact)}


def _empty(kind: FactKind) -> dict[str, Any]:
    """Return every field of a fact of *kind* without a value."""
    defaults = {one.name: one.default for one in fields(kind.fact) if one.default is not MISSING}

    def nothing(column: Column) -> Any:
        return () if column.packed else None

    return {one.name: nothing(one) for one in columns_of(kind.fact)} | defaults
