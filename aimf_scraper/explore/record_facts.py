"""The facts of a record as a page shows them: what each says, where it was read, why it is believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.corrections.fields import is_correctable
from aimf_scraper.explore.highlight import Mark
from aimf_scraper.fact_kinds import kind_named, kinds
from aimf_scraper.records import TEXT_SOURCES
from aimf_scraper.reviewing.deciding import Decidable, decidable, is_by_hand
from aimf_scraper.shown_facts import city_key
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aimf_scraper.explore.links import Links
    from aimf_scraper.explore.texts import Texts
    from aimf_scraper.fact_model import FactKind

Data = dict[str, Any]
#: A fact's key, and where in the record: source, start, end.
Spot = tuple[str, str, int | None, int | None]

#: The key of the day of publication, a fact of which there is one.
PUBLISHED: Final = "published-0"
#: The group of words that a field's value is said by, where the field's own name is none.
_GROUPS: Final = {("dates", "role"): "date"}
#: Told elsewhere, or of no use to who reads.
_NOT_TOLD: Final = frozenset(
    [
        "as_written",
        "confidence",
        "evidence",
        "longitude",
        "latitude",
        "geonames_id",
        "body",
        "start",
        "end",
    ]
)
#: What the one line already says of a fact.
_IN_THE_LINE: Final = {
    "countries": {"name", "code"},
    "cities": {"name", "country"},
    "partners": {"name", "role"},
    "budgets": {"amount", "amount_max", "currency"},
    "contributions": {"provider", "receiver", "amount", "amount_max", "currency"},
    "beneficiaries": {"count"},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a fact: its name in words, its value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a fact was read, and why it counts there.

    ``anchor``: the mark in the text; ``None`` where the markup says it. ``reasons``: the cue,
    the exclusions and the confidence with the lines of their tables, where today's rules know.
    """

    source: str
    quote: str
    rule: str
    anchor: str | None
    capture: str | None
    reasons: Data


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact. ``key``: such as ``budgets-0``; ``told``: it in one line."""

    kind: str
    key: str
    told: str
    href: str | None
    lines: tuple[Line, ...]
    confidence: float | None
    places: tuple[Place, ...]
    decidable: Decidable | None
    by_hand: bool


def shown_facts(
    record: Data, texts: Texts, links: Links, explanation: Data | None = None
) -> list[ShownFact]:
    """Return the facts of *record*, its JSON, that were read off words, in the record's order.

    *explanation*: what ``explaining.explain_record`` says of it.
    """
    reasons = _reasons(explanation)
    return [
        *_published(record, texts, links),
        *(
            _shown(record, kind, position, texts=texts, links=links, reasons=reasons)
            for kind in kinds()
            if kind.find is not None
            for position in range(len(_facts(record, kind)))
        ),
    ]


def marks_of(facts: list[ShownFact], record: Data, texts: Texts) -> dict[str, list[Mark]]:
    """Return what to mark in each text of *record*, by source."""
    marks: dict[str, list[Mark]] = {source: [] for source in TEXT_SOURCES}
    evidence = {
        f"{kind.name}-{position}": _evidence(record, kind, position)
        for kind in kinds()
        for position in range(len(_facts(record, kind)))
    } | {PUBLISHED: record["evidence"].get("published", [])}
    for fact in facts:
        label = f"{texts.word('fact', fact.kind)}: {fact.told}"
        for number, one in enumerate(evidence[fact.key]):
            if one["source"] in marks and one["start"] is not None:
                place = Mark(one["start"], one["end"], fact.kind, fact.key, number, label)
                marks[one["source"]].append(place)
    return marks


def _published(record: Data, texts: Texts, links: Links) -> Iterator[ShownFact]:
    if record.get("published"):
        evidence = record["evidence"].get("published", [])
        yield ShownFact(
            *("published", PUBLISHED, texts.day(record["published"]), None, (), None),
            _places(record, PUBLISHED, evidence, links, {}),
            Decidable("published", record["published"], record["published"]),
            is_by_hand(evidence),
        )


def _shown(
    record: Data,
    kind: FactKind,
    position: int,
    *,
    texts: Texts,
    links: Links,
    reasons: Mapping[Spot, Data],
) -> ShownFact:
    fact = _facts(record, kind)[position]
    key = f"{kind.name}-{position}"
    evidence = _evidence(record, kind, position)
    return ShownFact(
        *(kind.name, key, told(kind, fact, texts), _href(kind.name, fact, links)),
        () if kind.is_bare else tuple(_lines(record, kind, fact, texts)),
        None if kind.is_bare else fact.get("confidence"),
        _places(record, key, evidence, links, reasons),
        decidable(record, kind, position) if is_correctable(kind) else None,
        is_by_hand(evidence),
    )


def told(kind: FactKind, fact: Any, texts: Texts) -> str:
    """Return a fact in one line, sums as the language writes them."""
    if kind.is_bare:
        return texts.word(kind.name, fact)
    if kind.name == "countries":
        return str(fact["name"])
    if kind.name == "budgets":
        return money(fact, texts)
    if kind.name == "partners":
        return f"{fact['name']} ({texts.word('role', fact['role'])})"
    if kind.name == "contributions":
        whom = f" → {fact['receiver']}" if fact["receiver"] else ""
        what = f": {money(fact, texts)}" if fact["amount"] is not None else ""
        return f"{fact['provider'] or texts('not.stated')}{whom}{what}"
    return kind.shown(fact)


def money(fact: Data, texts: Texts) -> str:
    most = fact["amount_max"]
    upto = "" if most is None else f"–{texts.money(most, fact['currency'])}"
    return f"{texts.money(fact['amount'], fact['currency'])}{upto}"


def _href(name: str, fact: Any, links: Links) -> str | None:
    match name:
        case "cities":
            return links.town(city_key(fact))
        case "partners":
            return links.partner(fact.get("body") or fact["name"])
        case "countries":
            return links.country(fact["code"])
        case "themes":
            return links.theme(fact)
    return None


def _lines(record: Data, kind: FactKind, fact: Data, texts: Texts) -> Iterator[Line]:
    for _, name in kind.said:
        value = fact.get(name)
        if (
            name in _NOT_TOLD
            or name in _IN_THE_LINE.get(kind.name, ())
            or value is None
            or value is False
            or (isinstance(value, (list, dict)) and not value)
        ):
            continue
        yield Line(texts.word("field", name), _value(record, kind, name, value, texts))


def _value(record: Data, kind: FactKind, name: str, value: Any, texts: Texts) -> str:
    pointer = next((one for one in kind.pointers if one.field == name), None)
    if pointer is not None and not pointer.by_name:
        other = kind_named(pointer.kinds[0])
        facts = record.get(pointer.kinds[0]) or []
        if other is not None and isinstance(value, int) and value < len(facts):
            return told(other, facts[value], texts)
    if name in {"amount", "amount_max", "count"}:
        return texts.number(value)
    part = next((one for one in kind.parts if one.field == name), None)
    if part is not None:
        return ", ".join(part.shown(one) for one in value)
    if isinstance(value, list):
        return ", ".join(texts.word("field", str(one)) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items() if one)
    if value is True:
        return texts("yes")
    return texts.word(_GROUPS.get((kind.name, name), name), str(value))


def _places(
    record: Data, key: str, evidence: list[Data], links: Links, reasons: Mapping[Spot, Data]
) -> tuple[Place, ...]:
    return tuple(
        Place(
            *(one["source"], one["quote"], one["rule"]),
            f"at-{key}-{number}" if one["start"] is not None else None,
            links.capture(record["id"], key, number),
            reasons.get((key, one["source"], one["start"], one["end"]), {}),
        )
        for number, one in enumerate(evidence)
    )


def _reasons(explanation: Data | None) -> dict[Spot, Data]:
    """Return why each place counts, by fact, source, start and end."""
    return {
        (f"{fact['field']}-{fact['position']}", one["source"], one["start"], one["end"]): one
        for fact in (explanation or {"facts": []})["facts"]
        for one in fact["mentions"]
        if "confidence_at" in one
    }


def _facts(record: Data, kind: FactKind) -> list[Any]:
    said = record.get(kind.name)
    if kind.many:
        return list(said or ())
    return [] if said is None else [said]


def _evidence(record: Data, kind: FactKind, position: int) -> list[Data]:
    facts = _facts(record, kind)
    if not kind.is_bare:
        return list(facts[position].get("evidence", ()))
    # Of bare words the record does not say which evidence is whose: one alone has all of it,
    # of several each what is written like it.
    marks: list[Data] = record["evidence"].get(kind.name, [])
    if len(facts) == 1:
        return marks
    return [one for one in marks if fold(one["quote"]) == fold(facts[position])]
