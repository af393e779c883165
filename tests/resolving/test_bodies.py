"""Which names of a dataset are one body: a table of small datasets, and what holds for any."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.resolving.bodies import Resolved, resolve
from aimf_scraper.resolving.clusters import Said
from aimf_scraper.resolving.names import compared
from aimf_scraper.resolving.units import Mention, Town, units_of
from aimf_scraper.text.fold import fold

SAINT_LOUIS = (Town("Saint-Louis", 2246452, "SN"), Town("Saint-Louis", 935616, "RE"))


def named(
    name: str,
    *written: str,
    type: str = "public",  # noqa: A002 - the field's own name
    lands: tuple[str, ...] = (),
    towns: tuple[Town, ...] = (),
    times: int = 1,
) -> list[Mention]:
    return [
        Mention(f"action:{at}", 0, name, type, (name, *written), lands, towns)
        for at in range(times)
    ]


def sets_of(found: Resolved) -> set[frozenset[str]]:
    """Return the bodies of *found*, each as its names with their scopes."""
    bodies: dict[str, set[str]] = {}
    for one in found.names:
        if one.records:
            label = f"{one.name} [{one.scope}]" if one.scope else one.name
            bodies.setdefault(one.body, set()).add(label)
    return {frozenset(names) for names in bodies.values()}


def resolved(*groups: list[Mention], earlier: Resolved | None = None, **more: Any) -> Resolved:
    mentions = [one for group in groups for one in group]
    return resolve(units_of(mentions), earlier or Resolved(), **more)


class Case(NamedTuple):
    """*partners* of a dataset; *one*: what is one body; *name*: what that body goes by."""

    why: str
    partners: tuple[list[Mention], ...]
    one: frozenset[str]
    name: str


def case(why: str, name: str, *partners: list[Mention], one: set[str] | None = None) -> Case:
    return Case(why, partners, frozenset(one or {p[0].name for p in partners}), name)


AGENCY = "Agence des bassins du Mono"
ONE = [
    case("case", AGENCY, named(AGENCY, times=2), named("AGENCE DES BASSINS DU MONO")),
    case("shouted more often", AGENCY, named(AGENCY), named(AGENCY.upper(), times=4)),
    case("accents", "Régie des eaux de Kati", named("Régie des eaux de Kati"), named("Regie des eaux de Kati", times=3)),
    case("a final dot", AGENCY, named(AGENCY), named(f"{AGENCY}.", times=2)),
    case("an article", AGENCY, named(AGENCY), named(f"l’{AGENCY}")),
    case("hyphens", "Comptoir Nord-Kivu", named("Comptoir Nord-Kivu", times=2), named("Comptoir Nord Kivu")),
    case("little words", AGENCY, named(AGENCY, times=2), named("Agence de bassins du Mono")),
    case("an ampersand", "Eaux et Forêts du Golfe", named("Eaux et Forêts du Golfe", times=2), named("Eaux & Forêts du Golfe")),
    case("a legal form", "Batimo", named("Batimo", times=2), named("Batimo S.A.R.L."), named("BATIMO SARL")),
    case("brackets", AGENCY, named(AGENCY), named(f"{AGENCY} (ABM)", times=3)),
    case("an acronym another record explains", AGENCY, named(AGENCY, "ABM"), named("ABM", times=9)),
    case("a dotted acronym", AGENCY, named(AGENCY, "ABM"), named("A.B.M.")),
    case("a slip in a word", "Office du développement rural de Sikoro",
         named("Office du développement rural de Sikoro"), named("Office du dévelopement rural de Sikoro")),
    case("two letters changed places", "Syndicat intercommunal de l’assainissement de Sikoro",
         named("Syndicat intercommunal de l’assainissement de Sikoro"),
         named("Syndicat intercommunal de l’assainisesment de Sikoro", times=3)),
    case("a slip in a name of the authority file", "Agence de l’eau Seine-Normandie",
         named("Agence de l’eau Seine-Normandie"), named("Agence de l’eau Seine-Nomandie")),
    case("a plural", "Union des communes du Sikoro",
         named("Union des communes du Sikoro", times=2), named("Union des commune du Sikoro")),
    case("one town hall", "Ville de Dschang",
         named("Ville de Dschang", type="local_government", lands=("CM",), times=2),
         named("Commune de Dschang", type="local_government", lands=("CM",)),
         named("Mairie de Dschang", type="local_government", lands=("CM",)),
         one={"Ville de Dschang [geonames:2232444]", "Commune de Dschang [geonames:2232444]",
              "Mairie de Dschang [geonames:2232444]"}),
    case("the country unsaid", "Ministère des Sports", named("Ministère des Sports", lands=("ML",)),
         named("Ministère des Sports"), one={"Ministère des Sports [ML]", "Ministère des Sports"}),
]  # fmt: skip
SEVEN = case(
    "seven names of one agency",
    AGENCY,
    *(named(AGENCY, "ABM", times=2), named("ABM"), named("agence des Bassins du Mono")),
    *(named("AGENCE DES BASSINS DU MONO"), named("Agence des bassins du Mono."), named("l'Agence des bassins du Mono")),
    *(named("Agence des bassin du Mono"), named("Agence des bassins du Mono (ABM)")),
)  # fmt: skip


@pytest.mark.parametrize("case", [*ONE, SEVEN], ids=lambda one: one.why)
def test_one_body(case: Case) -> None:
    found = resolved(*case.partners)
    assert sets_of(found) == {case.one}
    assert [one.name for one in found.bodies] == [case.name]
    told = [one for one in found.names if one.name != case.name]
    assert all(one.rule and one.why and one.same_as and one.score for one in told)


TWO = {
    "two families": (named("Fondation Dupont pour la lecture"), named("Fondation Dupond pour la lecture")),
    "men and women": (named("Association des élus du Sikoro"), named("Association des élues du Sikoro")),
    "neighbours": (named("Union nigérienne de la presse locale"), named("Union nigériane de la presse locale")),
    "two towns": (named("Université polytechnique de Kara"), named("Université polytechnique de Kaya")),
    "numbers": (named("Lycée technique numéro 11"), named("Lycée technique numéro 12")),
    "Roman numbers": (named("Commune de Golfe I", type="local_government"), named("Commune de Golfe II", type="local_government")),
    "the agency and the agencies": (named("Agence de bassin du Sikoro"), named("Agences de bassin du Sikoro")),
    "two identifiers": (named("Agence de l’eau Rhin-Meuse"), named("Agence de l’eau Loire-Bretagne")),
    "legal forms": (named("Batimo SA"), named("Batimo SARL")),
    "town and agglomeration": (named("Ville de Dschang", type="local_government", lands=("CM",)),
                               named("Communauté urbaine de Dschang", type="local_government", lands=("CM",))),
    "an acronym of another country": (named("Office des routes de Sikoro", "ORS", lands=("ML",)), named("ORS", lands=("HT",))),
    "letters that are not in the name": (named(AGENCY, "XYZ"), named("XYZ")),
    "two sorts of body": (named("Centre de formation municipale", type="academic"), named("Centre de formation municipales", type="company")),
}  # fmt: skip


@pytest.mark.parametrize("names", TWO.values(), ids=TWO)
def test_two_bodies(names: tuple[list[Mention], list[Mention]]) -> None:
    assert len(sets_of(resolved(*names))) == 2


def test_two_towns_of_one_name_have_two_town_halls() -> None:
    hall = "Ville de Saint-Louis"
    found = resolved(
        *(named(hall, type="local_government", towns=(town,)) for town in SAINT_LOUIS),
        named(hall, type="local_government", lands=("SN", "RE"), towns=SAINT_LOUIS),
    )
    assert len(sets_of(found)) == 3
    assert len({one.id for one in found.bodies}) == 3


def test_each_country_has_its_ministry() -> None:
    found = resolved(*(named("Ministère des Sports", lands=(land,)) for land in ("ML", "BF")))
    assert len(sets_of(found)) == 2


def test_an_acronym_that_two_bodies_have_is_neither() -> None:
    found = resolved(
        *(named("Office des routes de Sikoro", "ORS"), named("Observatoire rural du Sahel", "ORS")),
        named("ORS"),
    )
    assert len(sets_of(found)) == 3
    assert {one.rule for one in found.near} == {"acronym"}
    told = resolved(
        named("Office des routes de Sikoro", "ORS", lands=("ML",)),
        named("Observatoire rural du Sahel", "ORS", lands=("NE",)),
        named("ORS", lands=("NE",)),
    )
    assert frozenset({"Observatoire rural du Sahel", "ORS"}) in sets_of(told)


def test_what_is_near_is_shown_to_a_person() -> None:
    found = resolved(*TWO["two families"])
    (near,) = found.near
    assert near.rule == "slip"
    assert near.score < 0.9


def test_what_a_person_says_goes_first() -> None:
    groups = SEVEN.partners
    apart = {("ABM", ""): Said(None, "c-1")}
    found = resolved(*groups, said=apart)
    assert frozenset({"ABM"}) in sets_of(found)
    assert len(sets_of(found)) == 2
    joined = {
        ("Fondation Dupond pour la lecture", ""): Said("Fondation Dupont pour la lecture", "c-2")
    }
    found = resolved(*TWO["two families"], said=joined)
    assert len(sets_of(found)) == 1
    assert {one.rule for one in found.names} == {None, "by_hand"}
    # Even where two identifiers part them: a person knows better than the authority file.
    joined = {("Agence de l’eau Rhin-Meuse", ""): Said("Agence de l’eau Loire-Bretagne", "c-3")}
    assert len(sets_of(resolved(*TWO["two identifiers"], said=joined))) == 1


def test_an_id_stays_whatever_joins_or_leaves() -> None:
    first = resolved(named("ABM"))
    (body,) = first.bodies
    second = resolved(named("ABM"), named(AGENCY, "ABM"), earlier=first)
    assert [(one.id, one.name) for one in second.bodies] == [(body.id, AGENCY)]
    gone = resolved(named(AGENCY, "ABM"), earlier=second)
    assert [(one.id, one.name) for one in gone.bodies] == [(body.id, AGENCY)]
    assert [one.records for one in gone.names if one.name == "ABM"] == [0]
    apart = resolved(
        named("ABM"), named(AGENCY, "ABM"), earlier=second, said={("ABM", ""): Said(None, "c")}
    )
    ids = {one.name: one.id for one in apart.bodies}
    assert ids["ABM"] == body.id
    assert ids[AGENCY] == next(one.id for one in second.names if one.name == AGENCY)
    again = resolved(named("ABM"), named(AGENCY, "ABM"), earlier=apart)
    assert [one.id for one in again.bodies] == [body.id]


_WORDS = st.sampled_from(
    [
        *("Agence", "agence", "AGENCE", "Agences", "eau", "eaux", "Mono", "Momo", "de", "d’"),
        *("(ABM)", "ABM", "Ville", "Commune", "Saint-Louis", "Fondation", "Dupont", "Dupond"),
        *("développement", "dévelopement", "ministère", "II", "SARL", ".", "\u202e", "=1+1"),
        *("é" * 400, "مدينة"),
    ]
)
_NAMES = st.lists(_WORDS, min_size=1, max_size=5).map(" ".join) | st.text(max_size=30)
_MENTIONS = st.lists(
    st.builds(
        Mention,
        st.sampled_from(["action:a", "action:b", "news:c"]),
        st.integers(0, 5),
        _NAMES,
        st.sampled_from(["public", "local_government", "company", "other"]),
        st.lists(_NAMES | st.just("ABM"), max_size=2).map(tuple),
        st.lists(st.sampled_from(["CM", "SN", "RE"]), max_size=2, unique=True)
        .map(sorted)
        .map(tuple),
        st.lists(st.sampled_from(SAINT_LOUIS), max_size=2).map(tuple),
    ),
    max_size=12,
)


@given(_MENTIONS, st.randoms(use_true_random=False))
def test_the_order_of_records_makes_no_difference_and_again_is_the_same(
    mentions: list[Mention], random: Any
) -> None:
    found = resolve(units_of(mentions))
    shuffled = list(mentions)
    random.shuffle(shuffled)
    assert resolve(units_of(shuffled)) == found
    assert resolve(units_of(shuffled), found) == found


@given(_MENTIONS, _MENTIONS)
def test_ids_are_never_given_twice_and_stay(first: list[Mention], more: list[Mention]) -> None:
    before = resolve(units_of(first))
    after = resolve(units_of([*first, *more]), before)
    assert len({one.id for one in after.bodies}) == len(after.bodies)
    own = {one.key: one.id for one in after.names}
    assert {one.key: one.id for one in before.names}.items() <= own.items()
    assert {one.body for one in after.names if one.records} == {one.id for one in after.bodies}


@given(_MENTIONS)
def test_no_body_has_two_identifiers(mentions: list[Mention]) -> None:
    units = units_of(mentions)
    by_body: dict[str, list[Any]] = {}
    for one in resolve(units).names:
        by_body.setdefault(one.body, []).append(units[one.key])
    for members in by_body.values():
        assert len({one.scope for one in members} - {""}) <= 1
        assert len({one.authority.id for one in members if one.authority}) <= 1
        assert len({one.compared.legal_form for one in members} - {None}) <= 1


@given(st.text())
def test_any_name_can_be_compared(name: str) -> None:
    words = compared(name).words
    assert all(word and word.isalnum() and word == fold(word) for word in words)


@given(_NAMES)
def test_accents_make_no_difference(name: str) -> None:
    assert compared(name.replace("é", "e")).words == compared(name).words


def test_a_name_that_nobody_has_any_more_is_kept() -> None:
    before = resolved(named(AGENCY))
    after = resolved(earlier=before)
    assert after.bodies == ()
    assert after.names == tuple(replace(one, records=0) for one in before.names)
