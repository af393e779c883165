"""A record: what is published of one page, every value with its evidence.

The classes are the contract's JSON, field by field and in its order;
``to_json`` is that JSON. ``None`` means "not stated", an empty list "none
found". Nothing here reads a page or knows a rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from aimf_scraper.identifiers import NO_IDS, Ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Kind = Literal["action", "news", "event", "publication", "page"]

KINDS: Final[tuple[Kind, ...]] = ("action", "news", "event", "publication", "page")
CRAWLED_KINDS: Final = KINDS[:4]


def as_kind(name: str | None) -> Kind | None:
    """Return *name* as a kind, ``None`` where it is none."""
    return next((kind for kind in KINDS if kind == name), None)


Status = Literal["planned", "ongoing", "completed"]
CityRole = Literal["main", "mentioned"]
PartnerType = Literal[
    "public",
    "local_government",
    "multilateral",
    "foundation",
    "ngo",
    "company",
    "academic",
    "network",
    "other",
]
PartnerRole = Literal["funder", "implementer", "organiser", "partner"]
BudgetScope = Literal["total", "grant", "own_contribution", "component", "phase", "annual", "other"]
Instrument = Literal["grant", "loan", "guarantee", "own_funds", "in_kind"]
Approximation = Literal["about", "over", "under"]
DateRole = Literal["start", "end", "period", "event", "deadline", "mentioned"]

#: The parts of a record whose evidence carries offsets.
TEXT_SOURCES: Final = ("title", "summary", "text")


class Evidence(NamedTuple):  # a page has sixty; a frozen dataclass takes three times as long
    """Where a value was read.

    ``source`` is ``title``, ``summary`` or ``text``: then ``start`` and ``end``
    count code points and ``record[source][start:end] == quote``. Any other
    source names markup (``jsonld:datePublished``, ``class:pays-cameroun``,
    ``url``): then ``start`` and ``end`` are ``None`` and ``quote`` is the
    markup's value. ``rule`` is ``module.rule`` as in ``rules/``.
    """

    source: str
    start: int | None
    end: int | None
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    name: str
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class City:
    """A place, once a record. ``geonames_id`` is ``None`` where unresolved."""

    name: str
    as_written: str
    country: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    role: CityRole
    ids: Ids = field(default=NO_IDS, kw_only=True)
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Partner:
    """``body``: which body of the whole dataset it is, once all records were held together."""

    name: str
    as_written: str
    type: PartnerType
    role: PartnerRole
    ids: Ids = field(default=NO_IDS, kw_only=True)
    body: str | None = field(default=None, kw_only=True)
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Equivalent:
    """The same sum said again in another currency."""

    amount: int | float
    currency: str
    as_written: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """``amount`` in units of ``currency`` (ISO 4217); an ``int`` where whole.

    ``part_of``: the position in the record's budgets of the whole that this is a part of.
    """

    amount: int | float
    amount_max: int | float | None
    currency: str
    scope: BudgetScope
    qualifier: str | None
    approximation: Approximation | None
    as_written: str
    equivalents: tuple[Equivalent, ...]
    part_of: int | None = field(default=None, kw_only=True)
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """Who gives what to whom, one a giver; names are those of the record's partners and cities.

    ``budget``: the sum's position in the record's budgets. ``joint``: several give that sum
    together, so that no share is known and ``amount`` is ``None``.
    """

    provider: str | None
    receiver: str | None
    amount: int | float | None
    amount_max: int | float | None
    currency: str | None
    instrument: Instrument | None
    budget: int | None
    joint: bool
    as_written: str
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class DateFact:
    """``edtf`` per ISO 8601-2; ``start`` and ``end`` keep the stated precision."""

    edtf: str
    start: str | None
    end: str | None
    role: DateRole
    as_written: str
    inferred: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Beneficiaries:
    count: int
    unit: str
    approximation: Approximation | None
    as_written: str
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    record_id: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    url: str
    title: str
    media_type: str | None


@dataclass(frozen=True, slots=True)
class Image:
    url: str
    alt: str


#: ``Provenance.read_from`` of a record whose text is its own page's.
OF_ITS_PAGE: Final = frozenset({"page", "browser"})


@dataclass(frozen=True, slots=True)
class Provenance:
    """How the page came to us. ``sources``: the ways of discovery that know it.

    ``read_from``: whose words the text is: ``page`` (``browser`` where the page's own
    scripts wrote it, in a browser that had the archive alone), or ``rest``, ``card``,
    ``feed`` where the page itself could not be had, ``file`` for ``extract``.
    """

    fetched_at: str | None = None
    sources: tuple[str, ...] = ()
    http_status: int | None = None
    payload_digest: str | None = None
    warc_record_id: str | None = None
    rules_version: str | None = None
    read_from: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One page as published. ``facts`` holds, by field, what ``fact_kinds`` declares.

    A field of facts is read like any other: ``record.cities`` is
    ``record.facts["cities"]``.
    """

    id: str
    kind: Kind
    url: str | None
    title: str | None
    summary: str | None
    text: str
    language: str | None
    published: str | None = None
    modified: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    #: Ids of the corrections by hand that were applied.
    corrections: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)
    #: Evidence of the fields that hold bare words: ``published``, ``status``, ``themes`` ...
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        # "facts" is asked for before it is set when a record is unpickled.
        if name != "facts" and name in self.facts:
            return self.facts[name]
        raise AttributeError(name)


#: What a record says of its page in one value each, its facts apart.
SCALARS: Final = tuple(
    one.name
    for one in fields(Record)
    if one.name not in {"facts", "corrections", "provenance", "evidence"}
)
#: What is JSON as it stands: asked for first, since most values are.
_PLAIN: Final = frozenset({str, int, float, bool, type(None)})
#: How its page came to us.
PROVENANCE: Final = tuple(one.name for one in fields(Provenance))


def facts_of(record: Record) -> Iterator[tuple[str, int, tuple[Evidence, ...]]]:
    """Yield the evidence of each fact of *record* as ``(field, position, evidence)``.

    What is part of a fact and has evidence of its own (the equivalents of a
    sum) goes by its fact's field and position.
    """
    for name, facts in record.facts.items():
        for position, fact in enumerate(facts if isinstance(facts, tuple) else ()):
            for one in (fact, *_parts_of(fact)):
                if hasattr(one, "evidence"):
                    yield name, position, one.evidence
    for name, evidence in record.evidence.items():
        yield name, 0, evidence


def _parts_of(fact: Any) -> Iterator[Any]:
    for one in fields(fact) if is_dataclass(fact) else ():
        value = getattr(fact, one.name)
        if one.name != "evidence" and isinstance(value, tuple):
            yield from value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """Return the fields of a dataclass, none of any other type."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()


def to_json(value: Any) -> Any:
    """Return *value* (a record or a part of one) as plain JSON data, keys in contract order.

    >>> to_json(Image(url="https://x.example/a.png", alt="a"))
    {'url': 'https://x.example/a.png', 'alt': 'a'}
    """
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [one if type(one) in _PLAIN else to_json(one) for one in value]
    if kind is dict:
        return {key: to_json(one) for key, one in value.items()}
    if kind is Evidence:
        return value._asdict()
    if kind is Record:
        data: dict[str, Any] = {}
        for name in _names(kind):
            said = to_json(getattr(value, name))
            data |= said if name == "facts" else {name: said}
        return data
    if kind is Ids:
        told = ((name, getattr(value, name)) for name in _names(kind))
        return {name: said for name, said in told if said is not None}
    if names := _names(kind):
        return {name: to_json(getattr(value, name)) for name in names}
    if isinstance(value, (tuple, list)):
        return [to_json(one) for one in value]
    if isinstance(value, dict):
        return {key: to_json(one) for key, one in value.items()}
    return value
