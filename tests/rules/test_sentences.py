"""Where sentences begin and end: one index, which every rule asks."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.rules.engine.sentences import Sentences


class Case(NamedTuple):
    text: str  # "|" where a sentence ends
    why: str


CASES = [
    Case("La ville agit.| Elle plante.", "two sentences"),
    Case("Selon M. Nour, la ville agit.| M. Ba aussi.", "a title"),
    Case("Selon Monsieur Nour, la ville agit.| Monsieur Ba aussi.", "the same in full"),
    Case("Mme. Ky et le Dr. Sow signent.| Le Pr. Bah suit.", "titles"),
    Case("Un don de J. Ky et d’A. B. Diallo.", "initials"),
    Case("La mairie de Yaoundé V. Le maire", "no initial is told from a number here"),
    Case("Au km 1.200 de la route.| Puis 3.5 km.", "points within numbers"),
    Case("1. Eau potable|\n2. Énergie|\n", "numbers of headings"),
    Case("IV. Budget|\n2.3. Marchés|\n", "more of them"),
    Case("En sept. 2021, en oct. 2022.| Le 3 nov.| La ville", "months, behind a figure alone"),
    Case("En sept.| La ville agit.", "no figure follows"),
    Case("env. 300 familles, cf. l’art. 5 et p. 12", "abbreviations"),
    Case("Budget : 5 000 F. CFA au total", "a currency"),
    Case("La S.A.R.L. Dupont et l’U.E. financent.| Fin.", "acronyms with points"),
    Case("« Il faut agir ! »| La ville agit.", "a quotation"),
    Case("« Agir ? » dit-il.| Oui !| Non…| Peut-être… ou pas.", "marks and small letters"),
    Case("Un titre|\nUne ligne|\nUne autre", "lines"),
    Case("Fin de ligne.|\nLa suite", "a full stop and a line end are one end"),
    Case("www.aimf.asso.fr est le site.| Lire.", "an address"),
    Case("aucune fin", "none"),
    Case("", "nothing"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_ends(case: Case) -> None:
    pieces = [piece.strip() for piece in case.text.split("|")]
    text = case.text.replace("|", "")
    index = Sentences(text)
    found = []
    at = 0
    while at < len(text):
        start, end = index.span(at)
        assert start <= at < end
        found.append(text[start:end].strip())
        at = end
    assert [one for one in found if one] == [piece for piece in pieces if piece]


def test_what_is_asked_of_it() -> None:
    text = "Un don ; une aide. « La ville » agit.\nFin"
    index = Sentences(text)
    assert index.clause_start(10) == 8
    assert index.clause_end(2) == 7
    assert index.end(20) == text.index("\n")
    assert index.breaks(2, 25)
    assert not index.breaks(2, 12)
    assert index.opens(text.index("La"))
    assert not index.opens(text.index("agit"))
    assert index.around(2, 1) == (0, text.index("Fin"))


@given(st.text(alphabet=st.sampled_from("aAéM. \n!?…»«1;”"), max_size=60))
def test_spans_cover_the_text_whatever_it_is(text: str) -> None:
    index = Sentences(text)
    at = 0
    while at < len(text):
        start, end = index.span(at)
        assert start == at
        assert end > at
        assert index.start(at) == at
        assert at <= index.end(at) <= end
        at = end
