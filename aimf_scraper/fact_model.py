"""What a kind of fact is: all that records, store, exports, scores and history ask of it.

The kinds themselves are declared in ``fact_kinds``. Columns come from the
fact's class (``fact_columns``): a field of it is written down once, there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, get_type_hints

from aimf_scraper.fact_columns import EVIDENCE, Column, class_of, columns_of, completed
from aimf_scraper.identifiers import Ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from aimf_scraper.fact_columns import Data, SqlType
    from aimf_scraper.hand_values import ByHand
    from aimf_scraper.identifiers import Scheme
    from aimf_scraper.rules.engine.document import Doc
    from aimf_scraper.scoring import Scoring


@dataclass(frozen=True, slots=True)
class Derived:
    """A column that is worked out of a fact, for people who want it ready."""

    name: str
    sql_type: SqlType
    of: Callable[[Data], Any]


@dataclass(frozen=True, slots=True)
class Shared:
    """A table with one row a thing, however many records name it.

    Attributes:
        table: its name.
        key: its primary key; where ``key_of`` is ``None`` the fact's field of that name.
        column: the column of the facts' table that refers to it.
        fields: the other fields of a fact that are the thing's, not the mention's.
        settled: those of them on which records may differ; the facts' table has
            them too, and here stands what most records say.
        refers: those of them that are the key of another kind's shared table.
    """

    table: str
    key: str
    column: str
    key_of: Callable[[Data], str] | None = None
    fields: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    refers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """Things inside a fact, with evidence of their own and a table of their own.

    ``owner``: the table's column that says to which fact, by its position.
    ``shown``: what stands of one in a cell of its fact's row, in a flat table.
    """

    field: str
    table: str
    owner: str
    shown: Callable[[Data], str]


@dataclass(frozen=True, slots=True)
class Pointer:
    """A field of a fact that says which other fact of its record it goes with.

    Attributes:
        field: its name.
        kinds: the kinds of the other, the first that has it counts.
        by_name: the other's name stands there; else its position.
        repeats: fields that may say again what the other says under the same name.
        shows: fields of the other that flat tables show in the fact's own row.
    """

    field: str
    kinds: tuple[str, ...]
    by_name: bool = False
    repeats: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class FactKind:
    """One kind of fact: a field of the record.

    Attributes:
        name: the record's field.
        fact: the class of its facts, a frozen dataclass; ``str`` where they are bare words.
        find: the rule. ``None`` where the page's markup gives them: the draft's
            attribute of that name.
        many: ``False`` where a record has one or none.
        identity: the fields that a fact is known by, when two states are compared.
        shown: what a person is shown of a fact in one line.
        scoring: how found facts are held against labels; ``None``: not scored.
        asked: fields that are held against the label of a fact that is right.
        table: where its facts are stored, one row each.
        shared, parts: see there.
        derived: columns behind the fact's own.
        renamed: fields whose column is called otherwise.
        worked_out: fields that the store fills in from all records together;
            they are no part of what a record says.
        follows: fields that follow from others of the fact, such as the ids of a name: that they
            come or go is no change of the record.
        schemes: those of its ids that flat tables show, a column each.
        by_hand: how a person says one, where one may be corrected.
        words: the bare words that there are, where they are few.
        pointers: see there.
    """

    name: str
    fact: type
    find: Callable[[Doc], tuple[Any, ...]] | None
    many: bool = True
    identity: tuple[str, ...] = ()
    shown: Callable[[Any], str] = str
    scoring: Scoring | None = None
    asked: tuple[str, ...] = ()
    table: str = ""
    shared: Shared | None = None
    parts: tuple[Part, ...] = ()
    derived: tuple[Derived, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    worked_out: frozenset[str] = frozenset()
    follows: frozenset[str] = frozenset()
    schemes: tuple[Scheme, ...] = ()
    by_hand: ByHand | None = None
    words: tuple[str, ...] = ()
    pointers: tuple[Pointer, ...] = ()

    def label(self, fact: Any) -> str:
        """Return what *fact*, as its JSON, is known by among those of its record."""
        if not isinstance(fact, dict):
            return str(fact)
        parts = (fact.get(name) for name in self.identity)
        return ", ".join(str(part) for part in parts if part is not None)

    @property
    def is_bare(self) -> bool:
        """Return whether its facts are bare words, whose evidence the record keeps by field."""
        return self.fact is str

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its table behind ``record_id`` and ``position``."""
        if self.shared is None:
            return self._renamed(self.own_columns)
        shared = self.shared
        of_thing = {*shared.fields, *(() if shared.key_of else (shared.key,))} - {*shared.settled}
        own = tuple(one for one in self.own_columns if one.field not in of_thing)
        return (Column(shared.column, shared.key, "TEXT"), *self._renamed(own))

    @cached_property
    def own_columns(self) -> tuple[Column, ...]:
        """A column for each field of a fact, under the field's name, parts apart."""
        if self.is_bare:
            return (Column(self.name, self.name, "TEXT"),) if self.shared is None else ()
        return columns_of(self.fact, without=tuple(part.field for part in self.parts))

    @cached_property
    def said(self) -> tuple[tuple[str, str], ...]:
        """What a flat table shows of a fact: ``(column, field)`` in the class's order.

        Parts are among them, evidence is not; nothing where facts are bare words.
        """
        names = () if self.is_bare else (one.name for one in fields(self.fact))
        return tuple((self.renamed.get(one, one), one) for one in names if one != EVIDENCE)

    @cached_property
    def ids_field(self) -> str | None:
        """The field that says by what others know a fact's thing, ``None`` where there is none."""
        hints = {} if self.is_bare else get_type_hints(self.fact)
        return next((name for name, hint in hints.items() if hint is Ids), None)

    def _renamed(self, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        return tuple(Column(self.renamed.get(one.name, one.name), *_rest(one)) for one in columns)

    def part_columns(self, part: Part) -> tuple[Column, ...]:
        """The columns of a part's table behind ``record_id``, ``position`` and its owner."""
        return columns_of(class_of(self.fact, part.field))

    def parts_in(self, facts: list[Data], part: Part) -> Iterator[tuple[int, int, Data]]:
        """Yield every part in a record's *facts* as (its position in the record, its fact's, it)."""
        positions = count()
        for owner, fact in enumerate(facts):
            for one in fact[part.field]:
                yield next(positions), owner, one

    def empty(self) -> Any:
        """Return what the record's JSON has where nothing was found."""
        return [] if self.many else None

    def completed(self, facts: Any) -> Any:
        """Return *facts*, JSON that an earlier version may have written, with every field of today."""
        if facts is None or self.is_bare:
            return facts
        return [completed(self.fact, one) for one in facts]


def _rest(column: Column) -> tuple[Any, ...]:
    return column.field, column.sql_type, column.optional, column.packed
