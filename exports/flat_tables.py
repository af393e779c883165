"""The dataset as flat tables that join on ``record_id``: what CSV, XLSX, Parquet and SQLite hold.

First the views (a row a project, and what joins with it; records that are gone), then
corrections, bodies and their names, then the records with a table a kind of fact and one of evidence.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Any, Final, Literal, get_type_hints

from aimf_scraper.fact_columns import columns_of
from aimf_scraper.fact_kinds import kinds
from aimf_scraper.identifiers import Ids
from aimf_scraper.records import PROVENANCE, SCALARS, Provenance
from aimf_scraper.store import CORRECTION_COLUMNS, Body

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aimf_scraper.fact_columns import Column
    from aimf_scraper.fact_model import FactKind
    from aimf_scraper.store import Store

Row = list[Any]
#: ``date``: a full day; ``list``: of texts; ``json``: a list of objects as one text.
#: ``amount``: money.
#: ``ids``: by what others know it; only within the lists of ``projects``.
Type = Literal["string", "integer", "number", "amount", "boolean", "date", "list", "json", "ids"]

VIEWS: Final = (
    *("projects", "project_countries", "project_cities", "project_partners", "project_budgets"),
    *("project_contributions", "gone_records"),
)
#: Columns of money, wherever they stand.
MONEY: Final = frozenset({"amount", "amount_max", "amount_eur"})
_FACT_KEY: Final = ("record_id", "position")
_EVIDENCE: Final = ("source", "start", "end", "quote", "rule")
_OF_SQL: Final[dict[str, Type]] = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}
#: Columns of views that are no texts. A view has no types of its own.
_OF_VIEWS: Final[dict[str, Type]] = {
    **dict.fromkeys(("position", "geonames_id", "part_of", "budget"), "integer"),
    **dict.fromkeys(("latitude", "longitude", "confidence"), "number"),
    **dict.fromkeys(MONEY, "amount"),
    **dict.fromkeys(("named", "may_be_added", "joint"), "boolean"),
    **dict.fromkeys(("start_date", "end_date", "rate_date"), "date"),
}


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """``holds``: of a list of objects, the kind of fact that they are."""

    name: str
    type: Type = "string"
    holds: FactKind | None = None


@dataclass(frozen=True, slots=True)
class FlatTable:
    """``key``: the columns that name a row; ``about``: the record that it belongs to."""

    name: str
    columns: tuple[FlatColumn, ...]
    key: tuple[str, ...] = ()

    @property
    def head(self) -> list[str]:
        return [one.name for one in self.columns]


_BODIES: Final = (
    FlatTable("bodies", tuple(FlatColumn(one.name) for one in fields(Body)), ("id",)),
    _NAMES := FlatTable(
        "body_names",
        (
            *map(FlatColumn, ("id", "name", "scope", "body", "same_as", "rule", "why")),
            FlatColumn("score", "number"),
            FlatColumn("records", "integer"),
        ),
        ("id",),
    ),
)


def every_table(store: Store) -> list[FlatTable]:
    """Return every table in the order in which ``every_row`` begins them."""
    views = [_view(store, name) for name in VIEWS]
    said = FlatTable(
        "corrections", tuple(FlatColumn(name) for name in CORRECTION_COLUMNS), ("correction_id",)
    )
    return [*views, said, *_BODIES, *_record_tables()]


def _view(store: Store, name: str) -> FlatTable:
    names, _ = store.view(name)
    holds = {kind.name: kind for kind in kinds() if kind.many} if name == "projects" else {}
    lists: dict[str, Type] = dict.fromkeys((*holds, "funders"), "json") if holds else {}
    types = _OF_VIEWS | lists
    # When a record was last seen changes every night although nothing else does.
    kept = [
        FlatColumn(one, types.get(one, "string"), holds.get(one))
        for one in names
        if one != "last_seen"
    ]
    key = ("id",) if "id" in names else ("record_id", "position")
    return FlatTable(name, tuple(kept), key if {*key} <= {*names} else ("record_id", "country"))


def _record_tables() -> Iterator[FlatTable]:
    bare = [kind for kind in kinds() if kind.is_bare]
    came = {one.name: one for one in columns_of(Provenance)}
    yield FlatTable(
        "records",
        (
            *map(FlatColumn, SCALARS),
            *(FlatColumn(kind.name, "list" if kind.many else "string") for kind in bare),
            FlatColumn("corrections", "list"),
            *(FlatColumn(name, _type(Provenance, came[name])) for name in PROVENANCE),
            FlatColumn("first_seen"),
        ),
        ("id",),
    )
    key = (FlatColumn("record_id"), FlatColumn("position", "integer"))
    for kind in kinds():
        if kind.said:
            days = (FlatColumn(one.name, "date") for one in kind.derived)
            shown = (FlatColumn(name) for pointer in kind.pointers for name in pointer.shows)
            yield FlatTable(kind.name, (*key, *_said(kind), *shown, *days), _FACT_KEY)
        for part in kind.parts:
            own = (FlatColumn(one.name, _type(None, one)) for one in kind.part_columns(part))
            yield FlatTable(part.table, (*key, FlatColumn(part.owner, "integer"), *own), _FACT_KEY)
    offsets = {"start", "end"}
    marks = (FlatColumn(one, "integer" if one in offsets else "string") for one in _EVIDENCE)
    fact = (FlatColumn("record_id"), FlatColumn("fact"), FlatColumn("position", "integer"))
    yield FlatTable("evidence", (*fact, *marks))


def _said(kind: FactKind) -> Iterator[FlatColumn]:
    parts = tuple(part.field for part in kind.parts)
    columns = {one.name: one for one in columns_of(kind.fact, without=parts)}
    for name, field in kind.said:
        if field == kind.ids_field:
            yield from map(FlatColumn, kind.schemes)
            continue
        yield FlatColumn(name, "list" if field in parts else _type(kind.fact, columns[field]))


def _type(fact: type | None, column: Column) -> Type:
    if fact is not None and get_type_hints(fact)[column.field] is Ids:
        return "ids"
    if column.packed:
        return "list"
    if fact is not None and get_type_hints(fact)[column.field] is bool:
        return "boolean"
    if column.field in MONEY:
        return "amount"
    return _OF_SQL[column.sql_type]


def struct_of(kind: FactKind) -> dict[str, Type | dict[str, Any]]:
    """Return the fields of a fact as ``projects`` lists it, each with its type, or with fields of its own."""
    parts = {part.field: part for part in kind.parts}
    columns = columns_of(kind.fact, without=tuple(parts))
    told: dict[str, Type | dict[str, Any]] = {one.name: _type(kind.fact, one) for one in columns}
    for name, part in parts.items():
        told[name] = {one.name: _type(None, one) for one in kind.part_columns(part)}
    return told


def every_row(store: Store) -> Iterator[tuple[str, Row]]:
    """Yield every row with the name of its table, in one pass over the records."""
    for name in VIEWS:
        names, rows = store.view(name)
        kept = [at for at, column in enumerate(names) if column != "last_seen"]
        for row in rows:
            yield name, [row[at] for at in kept]
    for one in store.corrections():
        yield "corrections", [*one.said.values(), one.state, one.reason]
    yield from _bodies(store)
    for record, first_seen in store.records_first_seen():
        yield from _rows(record, first_seen)


def _bodies(store: Store) -> Iterator[tuple[str, Row]]:
    for body in store.bodies():
        yield "bodies", [*astuple(body)]
    for name in store.body_names():
        if name.records:
            yield "body_names", [getattr(name, column) for column in _NAMES.head]


def _rows(record: dict[str, Any], first_seen: str) -> Iterator[tuple[str, Row]]:
    key = record["id"]
    scalars = [record[name] for name in SCALARS]
    words = [record[kind.name] for kind in kinds() if kind.is_bare]
    came = [record["provenance"][name] for name in PROVENANCE]
    yield "records", [*scalars, *words, record["corrections"], *came, first_seen]
    for kind in kinds():
        shown = {part.field: part.shown for part in kind.parts}
        for position, fact in enumerate(record[kind.name] if kind.said else ()):
            cells = dict(_cells(kind, fact))
            cells |= {field: [*map(show, fact[field])] for field, show in shown.items()}
            others = _of_others(kind, fact, record)
            days = (one.of(fact) for one in kind.derived)
            yield kind.name, [key, position, *cells.values(), *others, *days]
            yield from _evidence(key, kind.name, position, fact.get("evidence", ()))
        for part in kind.parts:
            columns = kind.part_columns(part)
            for position, owner, one in kind.parts_in(record[kind.name], part):
                told = (one[column.field] for column in columns)
                yield part.table, [key, position, owner, *told]
                yield from _evidence(key, part.field, position, one["evidence"])
    for field, evidence in record["evidence"].items():
        yield from _evidence(key, field, 0, evidence)


def _cells(kind: FactKind, fact: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for _, field in kind.said:
        if field == kind.ids_field:
            yield from ((scheme, fact[field].get(scheme)) for scheme in kind.schemes)
        else:
            yield field, fact[field]


def _of_others(kind: FactKind, fact: dict[str, Any], record: dict[str, Any]) -> Iterator[Any]:
    """Yield what the facts that *fact* points at by their place say, as its row shows it."""
    for pointer in kind.pointers:
        at = fact[pointer.field]
        for name in pointer.shows:
            yield None if at is None else record[pointer.kinds[0]][at][name]


def _evidence(
    key: str, fact: str, position: int, evidence: Iterable[dict[str, Any]]
) -> Iterator[tuple[str, Row]]:
    for one in evidence:
        yield "evidence", [key, fact, position, *(one[name] for name in _EVIDENCE)]
