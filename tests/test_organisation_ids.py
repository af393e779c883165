"""By what others know the bodies: the table holds what such ids look like, each id one body's."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

import pytest

from aimf_scraper.errors import SetupError
from aimf_scraper.gazetteer import organisation_ids
from aimf_scraper.gazetteer.organisation_ids import OrganisationId, ids_of, known_ids
from aimf_scraper.gazetteer.organisations import authority
from aimf_scraper.identifiers import NO_IDS, Ids, Scheme, is_well_formed
from aimf_scraper.records import to_json
from aimf_scraper.tables import read_tsv

if TYPE_CHECKING:
    from pathlib import Path

EVERY = read_tsv(organisation_ids.FILE, OrganisationId)

#: scheme, value, whether it can be one. The ROR ids are those of its own documentation and typing slips of them.
FORMS: list[tuple[Scheme, str, bool]] = [
    ("ror", "05dxps055", True),
    ("ror", "02mhbdp94", True),
    ("ror", "05dxps056", False),  # the check digits
    ("ror", "05dxsp055", False),  # two letters changed places
    ("ror", "15dxps055", False),  # all begin with 0
    ("ror", "05dxpl055", False),  # no l: it looks like 1
    ("ror", "https://ror.org/05dxps055", False),
    ("wikidata", "Q42", True),
    ("wikidata", "Q042", False),
    ("wikidata", "P42", False),
    ("wikidata", "42", False),
    ("iati", "XM-DAC-41114", True),
    ("iati", "BE-BCE_KBO-0474198059", True),
    ("iati", "FR-3", True),
    ("iati", "47045", True),
    ("iati", "4704", False),
    ("iati", "fr-3", False),
    ("iati", "FR 3", False),
    ("iati", "FR-", False),
]


@pytest.mark.parametrize(("scheme", "value", "can_be"), FORMS)
def test_how_ids_look(scheme: Scheme, value: str, can_be: bool) -> None:
    assert is_well_formed(scheme, value) is can_be


def test_each_id_is_well_formed_and_of_one_known_body() -> None:
    assert all(is_well_formed(one.scheme, one.value) for one in EVERY)
    assert {one.organisation for one in EVERY} <= authority().by_id.keys()
    assert max(Counter((one.scheme, one.value) for one in EVERY).values()) == 1
    assert {one.scheme for one in EVERY} == {*get_args(Scheme)}


def test_ids_go_by_the_full_name() -> None:
    agency = ids_of("Agence française de développement")
    assert to_json(agency) == {"wikidata": "Q2826643", "ror": "04tqhj682", "iati": "FR-3"}
    assert ids_of("AGENCE FRANÇAISE DE DÉVELOPPEMENT") == agency
    assert ids_of("Groupe AFD") == NO_IDS  # an alias: partners are named by the own name
    # Of namesakes in other countries, and of those that nobody looked up, nothing is known.
    assert ids_of("École nationale d’administration") == NO_IDS
    assert ids_of("Comité de quartier de Bonamoussadi") == NO_IDS


def test_json_has_only_what_is_known() -> None:
    assert to_json(Ids(ror="04tqhj682")) == {"ror": "04tqhj682"}
    assert to_json(NO_IDS) == {}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("afd\tror\t04tqhj683\tAFD\tror", "is no id of ror"),
        ("nobody\twikidata\tQ42\tNobody\tror", "no organisation 'nobody'"),
        ("afd\twikidata\tQ42\tA\tror\nue\twikidata\tQ42\tB\tror", "another organisation's already"),
    ],
)
def test_a_mistake_in_the_table_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, why: str
) -> None:
    file = tmp_path / "organisation_ids.tsv"
    head = "# Licence: CC0-1.0.\norganisation\tscheme\tvalue\tknown_as\tsource\n"
    file.write_text(f"{head}{line}\n", encoding="utf-8")
    monkeypatch.setattr(organisation_ids, "FILE", file)
    known_ids.cache_clear()
    try:
        with pytest.raises(SetupError, match=why):
            known_ids()
    finally:
        known_ids.cache_clear()
