"""Every kind of fact, declared once, in the order of a record's fields.

The rules' run, records, store and its migrations, exports, scores, history and
``changes`` loop over ``kinds()``: what is declared here is found, checked,
stored, exported, told and scored, and nothing else has to name it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args

from aimf_scraper import hand_values, scoring, shown_facts
from aimf_scraper.errors import SetupError
from aimf_scraper.fact_model import Derived, FactKind, Part, Pointer, Shared
from aimf_scraper.full_days import first_day, last_day
from aimf_scraper.plugins import FACT_KINDS, loaded
from aimf_scraper.records import (
    PROVENANCE,
    SCALARS,
    Attachment,
    Beneficiaries,
    Budget,
    City,
    Contribution,
    Country,
    DateFact,
    Image,
    Link,
    Partner,
    Status,
)
from aimf_scraper.rules.beneficiaries import beneficiaries
from aimf_scraper.rules.cities import cities, countries
from aimf_scraper.rules.contributions import contributions, roles, scopes
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.status import status
from aimf_scraper.rules.themes import themes
from aimf_scraper.rules.time import dates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aimf_scraper.records import Evidence
    from aimf_scraper.rules.engine.document import Doc, Document
    from aimf_scraper.rules.themes.themes import Theme
    from aimf_scraper.scoring import Scoring

    Data = dict[str, Any]


def _status(doc: Doc) -> tuple[Theme, ...]:
    word, evidence = doc.get(status.find_status)
    return () if word is None else (themes.Theme(word, evidence),)


KINDS: Final[tuple[FactKind, ...]] = (
    FactKind(name="status", fact=str, find=_status, many=False, words=get_args(Status)),
    FactKind(
        name="themes",
        fact=str,
        find=themes.find_themes,
        table="record_themes",
        shared=Shared("themes", key="name", column="theme"),
    ),
    FactKind(
        name="countries",
        fact=Country,
        find=countries.find_countries,
        identity=("code",),
        shown=shown_facts.first_and("name", "code"),
        by_hand=hand_values.COUNTRY,
        scoring=scoring.ByCode(),
        table="record_countries",
        shared=Shared(
            "countries", key="code", column="country", fields=("name",), settled=("name",)
        ),
    ),
    FactKind(
        name="cities",
        fact=City,
        find=cities.find_cities,
        identity=("name", "country"),
        shown=shown_facts.first_and("name", "country"),
        by_hand=hand_values.TOWN,
        scoring=scoring.ByName(code="country"),
        asked=("role",),
        follows=frozenset({"ids"}),
        table="record_cities",
        shared=Shared(
            "cities",
            key="id",
            column="city",
            key_of=shown_facts.city_key,
            fields=("name", "country", "geonames_id", "latitude", "longitude"),
            refers={"country": "countries"},
        ),
    ),
    FactKind(
        name="partners",
        fact=Partner,
        find=roles.find_partners_in_roles,
        identity=("name",),
        shown=shown_facts.first_and("name", "role"),
        by_hand=hand_values.BODY,
        worked_out=frozenset({"body"}),
        follows=frozenset({"ids"}),
        schemes=("wikidata", "ror", "iati"),
        scoring=scoring.ByName(),
        asked=("role", "type"),
        table="record_partners",
        shared=Shared(
            "partners", key="name", column="partner", fields=("type",), settled=("type",)
        ),
    ),
    FactKind(
        name="budgets",
        fact=Budget,
        find=scopes.find_budgets_in_scope,
        identity=("amount", "amount_max", "currency"),
        shown=shown_facts.a_sum,
        by_hand=hand_values.SUM,
        pointers=(Pointer("part_of", ("budgets",)),),
        scoring=scoring.BySum(),
        asked=("scope", "qualifier", "approximation"),
        table="budgets",
        parts=(
            Part(
                "equivalents",
                table="budget_equivalents",
                owner="budget",
                shown=lambda one: f"{one['amount']} {one['currency']}",
            ),
        ),
    ),
    FactKind(
        name="contributions",
        fact=Contribution,
        find=contributions.find_contributions,
        identity=("provider", "receiver", "budget"),
        shown=shown_facts.a_gift,
        by_hand=hand_values.GIFT,
        pointers=(
            Pointer("provider", ("partners", "cities"), by_name=True),
            Pointer("receiver", ("partners", "cities"), by_name=True),
            Pointer(
                "budget",
                ("budgets",),
                repeats=("amount", "amount_max", "currency"),
                shows=("scope",),  # so that nobody adds a sum a year to a sum
            ),
        ),
        scoring=scoring.ByGift(),
        asked=("instrument",),
        table="contributions",
    ),
    FactKind(
        name="dates",
        fact=DateFact,
        find=dates.find_dates,
        identity=("edtf", "role"),
        shown=shown_facts.first_and("as_written", "edtf"),
        by_hand=hand_values.DATE,
        scoring=scoring.ByDay(),
        asked=("role", "edtf"),
        table="dates",
        derived=(
            Derived("start_date", "TEXT", lambda one: first_day(one["start"])),
            Derived(
                "end_date", "TEXT", lambda one: last_day(one["edtf"], one["start"], one["end"])
            ),
        ),
    ),
    FactKind(
        name="beneficiaries",
        fact=Beneficiaries,
        find=beneficiaries.find_beneficiaries,
        identity=("count", "unit"),
        shown=shown_facts.first_and("as_written", "count"),
        by_hand=hand_values.PEOPLE,
        scoring=scoring.ByCount("count", word="unit"),
        asked=("approximation",),
        table="beneficiaries",
    ),
    FactKind(
        name="links",
        fact=Link,
        find=None,
        identity=("url",),
        shown=shown_facts.first_and("url", "text"),
        table="links",
        # "record_id" is the record that the link stands in.
        renamed={"record_id": "target_id"},
        worked_out=frozenset({"record_id"}),
    ),
    FactKind(
        name="attachments",
        fact=Attachment,
        find=None,
        identity=("url",),
        shown=shown_facts.first_and("url", "title"),
        table="attachments",
    ),
    FactKind(
        name="images",
        fact=Image,
        find=None,
        identity=("url",),
        shown=shown_facts.first_and("url", "alt"),
        table="images",
    ),
)


#: A record's fields that hold no facts.
_AROUND: Final = frozenset({*SCALARS, "corrections", "provenance", "evidence"})


def kinds() -> tuple[FactKind, ...]:
    """Return every kind of fact, in the order of a record's fields; those of plug-ins come last."""
    added = _of_plugins()
    return (*KINDS, *added) if added else KINDS


@cache
def _of_plugins() -> tuple[FactKind, ...]:
    """Return the kinds that other packages declare.

    Raises:
        SetupError: one cannot be loaded, or its name or table is taken.
    """
    added: list[FactKind] = []
    for name, kind in loaded(FACT_KINDS, FactKind).items():
        taken = {one.name for one in (*KINDS, *added)} | _AROUND
        tables = {one.table for one in (*KINDS, *added)}
        if kind.name != name or kind.name in taken or kind.table in tables:
            raise SetupError(
                f"the plug-in {name!r} declares the kind of fact {kind.name!r} (table "
                f"{kind.table!r}), which is taken or no {name!r}: mend it or uninstall it"
            )
        added.append(kind)
    return tuple(added)


def kind_named(name: str) -> FactKind | None:
    return next((kind for kind in kinds() if kind.name == name), None)


def scored() -> dict[str, Scoring]:
    """Return how facts are held against labels, by field, for the kinds that are scored."""
    return {kind.name: kind.scoring for kind in kinds() if kind.scoring is not None}


def find_facts(document: Document) -> tuple[Data, dict[str, tuple[Evidence, ...]]]:
    """Run every rule over *document*: the facts by field, the evidence of bare words by field.

    Never raises, whatever the text.
    """
    doc = open_document(document)
    facts: Data = {}
    evidence: dict[str, tuple[Evidence, ...]] = {}
    for kind in kinds():
        if kind.find is None:
            continue
        found = doc.get(kind.find)
        if not kind.is_bare:
            facts[kind.name] = found
            continue
        words = tuple(one.name for one in found)
        facts[kind.name] = words if kind.many else next(iter(words), None)
        if found:
            evidence[kind.name] = tuple(mark for one in found for mark in one.evidence)
    return facts, evidence


def every_field(facts: Mapping[str, Any]) -> Data:
    """Return *facts*, by field, with every field that there is, in the record's order.

    Raises:
        ValueError: a name that is no field of facts.
    """
    unknown = facts.keys() - {kind.name for kind in kinds()}
    if unknown:
        raise ValueError(f"no such kind of fact: {', '.join(sorted(unknown))}")
    return {kind.name: facts.get(kind.name, () if kind.many else None) for kind in kinds()}


def completed_record(data: Data) -> Data:
    """Return the JSON of a record, of an earlier version perhaps, with every field of today."""
    facts = {
        kind.name: kind.completed(data[kind.name]) if kind.name in data else kind.empty()
        for kind in kinds()
    }
    # What is declared no longer stays as it was said.
    rest = {name: value for name, value in data.items() if name not in _AROUND | facts.keys()}
    came = {name: data["provenance"].get(name) for name in PROVENANCE}
    said = {name: data.get(name) for name in SCALARS}
    corrected = {"corrections": data.get("corrections", [])}
    return said | facts | rest | corrected | {"provenance": came, "evidence": data["evidence"]}
