"""Records for the tests: one with every kind of fact, and Hypothesis's own."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, get_args

from hypothesis import strategies as st

from aimf_scraper import records as r
from aimf_scraper.fact_kinds import every_field, kinds
from aimf_scraper.records import Evidence, Record

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

SITE = "https://www.aimf.asso.fr"
DAY_1, DAY_2, DAY_3 = (f"2024-01-1{day}T03:00:00+00:00" for day in range(3))
TITLE = "Yaoundé – Réhabilitation du marché central"
TEXT = "La Ville de Yaoundé mène ce projet (650 M FCFA, soit 1 M€) avec l’AIMF entre 2014 et 2019."


def said(quote: str, rule: str) -> tuple[Evidence, ...]:
    start = TEXT.index(quote)
    return (Evidence("text", start, start + len(quote), quote, rule),)


def record_of(**said: Any) -> Record:
    """Return a record of *said*, its facts among it by field."""
    names = {kind.name for kind in kinds()}
    facts = {name: value for name, value in said.items() if name in names}
    rest = {name: value for name, value in said.items() if name not in names}
    return Record(**rest, facts=every_field(facts))


def changed(record: Record, **changes: Any) -> Record:
    """Return *record* with *changes*, to its facts among them by field."""
    said = {one.name: getattr(record, one.name) for one in fields(record) if one.name != "facts"}
    return record_of(**(said | dict(record.facts) | changes))


def action(slug: str = "yaounde-marche", **changes: Any) -> Record:
    """Return an action with every kind of fact, *changes* made to it."""
    record = record_of(
        id=f"action:{slug}",
        kind="action",
        url=f"{SITE}/actions/{slug}/",
        title=TITLE,
        summary="Un marché neuf.",
        text=TEXT,
        language="fr",
        published="2023-05-04",
        status="ongoing",
        themes=("Économie", "Climat"),
        countries=(r.Country("CM", "Cameroun", (), 0.9),),
        cities=(
            r.City(
                *("Yaoundé", "Yaoundé", "CM", 2220957, 3.86667, 11.51667, "main"),
                (*said("Yaoundé", "cities.cue"), Evidence("title", 0, 7, "Yaoundé", "cities.head")),
                0.97,
            ),
            r.City("Ogou 1", "Ogou 1", "TG", None, None, None, "mentioned", (), 0.4),
        ),
        partners=(
            r.Partner(
                *("Association internationale des maires francophones", "AIMF"),
                *("network", "funder", said("AIMF", "partners.authority"), 0.95),
            ),
            r.Partner(
                *("Ville de Yaoundé", "La Ville de Yaoundé", "local_government", "implementer"),
                said("La Ville de Yaoundé", "partners.town_hall"),
                0.9,
            ),
        ),
        budgets=(
            r.Budget(
                *(650_000_000, None, "XAF", "total", None, None, "650 M FCFA"),
                (r.Equivalent(1_000_000, "EUR", "1 M€", said("1 M€", "budgets.equivalent")),),
                said("650 M FCFA", "budgets.amount"),
                0.98,
            ),
        ),
        contributions=(
            r.Contribution(
                *("Association internationale des maires francophones", "Ville de Yaoundé"),
                *(650_000_000, None, "XAF", "grant", 0, False, "650 M FCFA"),
                said("650 M FCFA", "funding.active"),
                0.93,
            ),
        ),
        dates=(
            r.DateFact(
                *("2014/2019", "2014", "2019", "period", "entre 2014 et 2019", ()),
                said("entre 2014 et 2019", "dates.between"),
                0.95,
            ),
        ),
        beneficiaries=(r.Beneficiaries(3000, "commerçants", "over", "plus de 3 000", (), 0.9),),
        links=(
            r.Link(f"{SITE}/actualite/inauguration/", None, "L’inauguration"),
            r.Link("https://example.org/", None, "ailleurs"),
        ),
        attachments=(r.Attachment(f"{SITE}/plan.pdf", "Le plan", "application/pdf"),),
        images=(r.Image(f"{SITE}/marche.jpg", "Le marché"),),
        provenance=r.Provenance(
            DAY_1, ("rest", "sitemap"), 200, "sha1:ABC", "<urn:uuid:1>", "2024.1"
        ),
        evidence={"status": (Evidence("class:en-cours", None, None, "en-cours", "status.term"),)},
    )
    return changed(record, **changes)


def news(slug: str = "inauguration", **changes: Any) -> Record:
    record = record_of(
        id=f"news:{slug}",
        kind="news",
        url=f"{SITE}/actualite/{slug}/",
        title="Le marché est inauguré",
        summary=None,
        text="Le maire a coupé le ruban.",
        language="fr",
    )
    return changed(record, **changes)


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_MAYBE = st.none() | _TEXT
_NUMBER = st.integers(0, 2**60) | st.floats(0, 1e15, allow_nan=False)
_SURE = st.floats(0, 1)
_OFFSET = st.none() | st.integers(0, 2**31)
_EVIDENCE = st.lists(st.builds(Evidence, _TEXT, _OFFSET, _OFFSET, _TEXT, _TEXT), max_size=2).map(
    tuple
)


def _some(kind: type, *parts: SearchStrategy[Any]) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.builds(kind, *parts), max_size=3).map(tuple)


def _word(names: Any) -> SearchStrategy[Any]:
    return st.sampled_from(get_args(names))


_ABOUT = st.none() | _word(r.Approximation)
_BUDGET = (
    *(_NUMBER, st.none() | _NUMBER, _TEXT, _word(r.BudgetScope), _MAYBE, _ABOUT, _TEXT),
    _some(r.Equivalent, _NUMBER, _TEXT, _TEXT, _EVIDENCE),
)
_PLACE = (st.none() | st.integers(1, 2**31), st.none() | _SURE, st.none() | _SURE)

#: Records as odd as the types allow.
RECORDS: SearchStrategy[Record] = st.builds(
    record_of,
    id=st.sampled_from(["action:a", "action:b"]),
    kind=st.just("action"),
    url=st.none() | st.sampled_from([f"{SITE}/a/", f"{SITE}/b/"]),
    title=_MAYBE,
    summary=_MAYBE,
    text=_TEXT,
    language=_MAYBE,
    published=_MAYBE,
    modified=_MAYBE,
    status=st.none() | _word(r.Status),
    themes=st.lists(_TEXT, max_size=3).map(tuple),
    countries=_some(r.Country, _TEXT, _TEXT, _EVIDENCE, _SURE),
    cities=_some(r.City, _TEXT, _TEXT, _MAYBE, *_PLACE, _word(r.CityRole), _EVIDENCE, _SURE),
    partners=_some(
        r.Partner, _TEXT, _TEXT, _word(r.PartnerType), _word(r.PartnerRole), _EVIDENCE, _SURE
    ),
    budgets=_some(r.Budget, *_BUDGET, _EVIDENCE, _SURE),
    dates=_some(
        *(r.DateFact, _TEXT, _MAYBE, _MAYBE, _word(r.DateRole), _TEXT),
        st.lists(_TEXT, max_size=2).map(tuple),
        *(_EVIDENCE, _SURE),
    ),
    beneficiaries=_some(
        r.Beneficiaries, st.integers(0, 2**60), _TEXT, _ABOUT, _TEXT, _EVIDENCE, _SURE
    ),
    links=_some(r.Link, _TEXT, st.none(), _TEXT),
    attachments=_some(r.Attachment, _TEXT, _TEXT, _MAYBE),
    images=_some(r.Image, _TEXT, _TEXT),
    provenance=st.builds(r.Provenance, _MAYBE, st.lists(_TEXT, max_size=2).map(tuple)),
    evidence=st.dictionaries(st.sampled_from(["published", "status", "themes"]), _EVIDENCE),
)
