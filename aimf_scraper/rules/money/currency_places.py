"""Which franc, dinar or dollar is meant: settled by the places of the page.

The nearest place of the sentences around decides, then what the markup says of
the page, then the nearest place of the part, then any place of the page.
Places whose country does not use the unit say nothing. Where no place of the sum's own sentence
says it, and the page tells of more than one currency of the unit, nothing is sure.
"""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.records import TEXT_SOURCES
from aimf_scraper.rules.cities import cities, countries
from aimf_scraper.rules.engine.confidence import Figures
from aimf_scraper.rules.money import currencies

if TYPE_CHECKING:
    from aimf_scraper.records import Evidence
    from aimf_scraper.rules.engine.document import Doc, Part

#: How sure each is.
_SURE: Final = Figures(Path(__file__).with_name("confidence.tsv"))
#: A place so many sentences from a sum stands beside it.
_SENTENCES_NEAR: Final = 2
_CFA: Final = frozenset({"XOF", "XAF"})
_MOST_PLACES: Final = 200  # looked at on either side of an amount


class Places(NamedTuple):
    """The countries that a page names: in each part by offset, and in its markup."""

    parts: dict[str, tuple[tuple[int, str], ...]]
    markup: tuple[str, ...]


def find_countries_named(doc: Doc) -> Places:
    """Return every place of the page that has a country, cities and countries alike."""
    named: list[tuple[str, Evidence]] = [
        (one.code, evidence)
        for one in doc.get(countries.find_countries)
        for evidence in one.evidence
    ]
    named += [
        (one.country, evidence)
        for one in doc.get(cities.find_cities)
        if one.country
        for evidence in one.evidence
    ]
    parts: dict[str, list[tuple[int, str]]] = {}
    markup = []
    for code, evidence in named:
        if evidence.source in TEXT_SOURCES and evidence.start is not None:
            parts.setdefault(evidence.source, []).append((evidence.start, code))
        else:
            markup.append(code)
    return Places(
        {source: tuple(sorted(spots)) for source, spots in parts.items()},
        tuple(dict.fromkeys(markup)),
    )


def settle(
    doc: Doc, part: Part, at: int, means: str, said: tuple[str, ...]
) -> tuple[str, str] | None:
    """Return the currency that *means* is at offset *at*, and what settled it: a figure of ``confidence.tsv``.

    *said*: the codes, and units with a name of their own, that the page states in so many words.
    ``None`` where nothing on the page settles it.
    """
    if not means.startswith("@"):
        return means, "currency.written"
    codes = currencies.of_unit(means)
    places = doc.get(find_countries_named)
    apart = _told_apart(places, means, said, codes)
    if apart is not None:
        return apart, "currency.told_apart"
    near = part.sentences.around(at, _SENTENCES_NEAR)
    spots = _spots(places, part.source, at, codes)
    beside = [spot for spot in spots if near[0] <= spot[0] < near[1]]
    own = part.sentences.span(at)
    marks = currencies.marked(means, part.folded, *own)
    if len(marks) == 1:
        told = {code for offset, code in beside if own[0] <= offset < own[1]}
        (mark,) = marks
        return mark, "currency.beside" if told <= marks else "currency.contested"
    contested = _is_contested(places, said, codes) or bool(
        currencies.marked(means, part.folded, 0, len(part.folded))
    )
    if beside:
        of_own = {code for offset, code in beside if own[0] <= offset < own[1]}
        sure = len(of_own) == 1 or not contested
        return _told_beside(part, beside, at), "currency.beside" if sure else "currency.contested"
    marked = {codes[c] for c in places.markup if c in codes}
    if len(marked) == 1:
        return marked.pop(), "currency.markup"
    if spots:
        return _nearest(spots, at), "currency.contested" if contested else "currency.part"
    elsewhere = [code for source in places.parts for _, code in _spots(places, source, 0, codes)]
    if elsewhere:
        most = max(elsewhere, key=elsewhere.count)
        return most, "currency.contested" if contested else "currency.page"
    stated = [code for code in said if code in codes.values()]
    if stated:
        return stated[0], "currency.contested" if contested else "currency.said_elsewhere"
    if "*" in codes:
        by = f"currency.default.{means}"
        return codes["*"], by if by in _SURE.rows else "currency.default"
    return None


def _told_apart(
    places: Places, means: str, said: tuple[str, ...], codes: dict[str, str]
) -> str | None:
    """Return which franc a bare one is on a page that writes "francs CFA" of others.

    That of the one other country named whose money is a franc.
    """
    if means != "@franc" or not {"@cfa", *_CFA}.intersection(said):
        return None
    every = {country for spots in places.parts.values() for _, country in spots}
    every |= set(places.markup)
    others = {codes[one] for one in every if one in codes} - _CFA
    return others.pop() if len(others) == 1 else None


def _is_contested(places: Places, said: tuple[str, ...], codes: dict[str, str]) -> bool:
    """Return whether the page gives more than one meaning to a unit.

    Its places do, or what it states, or a country that uses none of the unit's currencies, where
    the word has a meaning that no place gives it: dollars in Madagascar are not Canada's.
    """
    every = {country for spots in places.parts.values() for _, country in spots}
    meant = {codes[country] for country in every if country in codes}
    meant |= {code for code in said if code in codes.values()}
    of_places = {code for country, code in codes.items() if country != "*"}
    if any(country not in codes for country in every):
        meant |= {code for code in codes.values() if code not in of_places}
    return len(meant) > 1


def local_franc(doc: Doc, part: Part, at: int) -> str:
    """Return the CFA franc of the place around *at*, ``""`` where no place has one.

    The press of these countries leaves it out: "un financement de 3 milliards".
    """
    code, by = settle(doc, part, at, "@cfa", ()) or ("", "currency.default")
    return "" if by == "currency.default" else code


def _spots(places: Places, source: str, at: int, codes: dict[str, str]) -> list[tuple[int, str]]:
    """Return offset and currency of the places around *at* that use the unit."""
    named = places.parts.get(source, ())
    here = bisect_left(named, (at, ""))
    near = named[max(0, here - _MOST_PLACES) : here + _MOST_PLACES]
    return [(offset, codes[country]) for offset, country in near if country in codes]


def _told_beside(part: Part, spots: list[tuple[int, str]], at: int) -> str:
    """Return what the places of the sentence say, else the last one before it, else the first."""
    start, end = part.sentences.span(at)
    within = [spot for spot in spots if start <= spot[0] < end]
    if within:  # "Lausanne donne 25 000 francs à Dori": who gives stands before
        leading = [spot for spot in within if spot[0] < at]
        return leading[-1][1] if leading else _nearest(within, at)
    before = [spot for spot in spots if spot[0] < start]
    return before[-1][1] if before else spots[0][1]


def _nearest(spots: list[tuple[int, str]], at: int) -> str:
    after = bisect_left(spots, (at, ""))
    around = spots[max(0, after - 1) : after + 1]
    return min(around, key=lambda spot: abs(spot[0] - at))[1]
