"""Facts as people write them into one cell: how each kind is read, and what follows from it.

``ByHand`` says it for one kind of fact. A cell is either a JSON object, which names
fields of the fact, or a short text that ``read`` understands. Nothing is guessed:
what a cell leaves open is ``None``, or what the fact had before.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.full_days import first_day
from aimf_scraper.gazetteer import country_name, places_named
from aimf_scraper.gazetteer.organisation_ids import ids_of
from aimf_scraper.gazetteer.organisations import authority
from aimf_scraper.identifiers import Ids
from aimf_scraper.rules.time.edtf import When, interval
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Data = dict[str, Any]

_BLANKS: Final = re.compile(r"\s+")
#: "1 200 000 EUR", "1200000.50", never "1.200.000" or "1,200": those are read in two ways.
_SUM: Final = re.compile(r"([0-9]{1,15})(?:[.,]([0-9]{1,2}))?([A-Z]{3})?")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_NAMED_IN: Final = re.compile(r"(.{1,200}?)\s*\(([A-Z]{2})\)")
_COUNT: Final = re.compile(
    r"([0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,4}|[0-9]{1,15})(?:\s+(\S.{0,80}))?"
)
_POINT: Final = re.compile(
    r"(?P<year>[0-9]{4}|XXXX|[0-9]{3}X)(?:-(?P<month>[0-9]{2}))?(?:-(?P<day>[0-9]{2}))?(?P<about>~)?"
)
_TOWNS: Final = frozenset({"city", "commune"})
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _as_it_is(fact: Data, _said: frozenset[str]) -> Data:
    return fact


@dataclass(frozen=True, slots=True)
class ByHand:
    """How a person says a fact of one kind.

    Attributes:
        read: the fields that a short text says; raises ValueError, with what is wanted.
        wanted: what such a text looks like, for the message.
        complete: the whole fact, from all of its fields and the names of those that were
            said; raises ValueError where they cannot be true together.
        defaults: what a new fact has where nothing is said.
    """

    read: Callable[[str], Data]
    wanted: str
    complete: Callable[[Data, frozenset[str]], Data] = _as_it_is
    defaults: Mapping[str, Any] = field(default_factory=dict)


def _sum(text: str) -> Data:
    found = _SUM.fullmatch(_BLANKS.sub("", text))
    if found is None:
        raise ValueError("a number with its currency, such as 1200000 EUR")
    whole, part, currency = found.groups()
    amount: int | float = float(f"{whole}.{part}") if part else int(whole)
    return {"amount": amount} | ({"currency": currency} if currency else {})


def _complete_sum(fact: Data, said: frozenset[str]) -> Data:
    told = dict(fact)
    if "amount" in said and "amount_max" not in said:
        told["amount_max"] = None
    if said & {"amount", "amount_max", "currency"}:
        told["equivalents"] = ()  # they say again what no longer holds
    least, most = told["amount"], told["amount_max"]
    for one in (least, most):
        if one is not None and not (math.isfinite(one) and one >= 0):
            raise ValueError("an amount of 0 or more")
    if most is not None and most < least:
        raise ValueError("an amount_max that is not below the amount")
    if not _CURRENCY.fullmatch(told["currency"] or ""):
        raise ValueError("a currency of three letters, such as EUR")
    return told


def _town(text: str) -> Data:
    found = _NAMED_IN.fullmatch(text.strip())
    return {"name": found[1], "country": found[2]} if found else {"name": text.strip()}


def _complete_town(fact: Data, said: frozenset[str]) -> Data:
    """Take country, number and position from the gazetteer, where just one place can be meant."""
    if not fact["name"]:
        raise ValueError("the name of a town")
    if fact["country"] is not None and not _COUNTRY.fullmatch(fact["country"]):
        raise ValueError("a country of two letters, such as CM")
    if not said & {"name", "country", "geonames_id"}:
        return fact
    places = [place for place in places_named(fact["name"]) if place.kind in _TOWNS]
    for name in ("country", "geonames_id"):
        if name in said:
            places = [place for place in places if getattr(place, name) == fact[name]]
    known = places[0] if len(places) == 1 else None
    told = dict(fact)
    for name in ("country", "geonames_id", "latitude", "longitude"):
        if name not in said:
            told[name] = getattr(known, name) if known else None
    return told | {"ids": Ids(geonames=told["geonames_id"])}


def _body(text: str) -> Data:
    return {"name": text.strip()}


def _complete_body(fact: Data, said: frozenset[str]) -> Data:
    if not fact["name"]:
        raise ValueError("the name of an organisation")
    if "name" not in said:
        return fact
    fact = {**fact, "ids": ids_of(fact["name"])}
    if "type" in said:
        return fact
    name = fold(fact["name"])
    kinds = {
        one.type
        for one in authority().organisations
        if name in {fold(form) for form in (one.name, *one.acronyms, *one.aliases)}
    }
    return {**fact, "type": kinds.pop()} if len(kinds) == 1 else fact


def _country(text: str) -> Data:
    code = text.strip()
    if not _COUNTRY.fullmatch(code):
        codes = {place.country for place in places_named(code) if place.kind == "country"}
        if len(codes) != 1:
            raise ValueError("a country, such as CM or Cameroun")
        (code,) = codes
    return {"code": code}


def _complete_country(fact: Data, said: frozenset[str]) -> Data:
    if "code" not in said:
        return fact
    name = country_name(fact["code"])
    if name is None:
        raise ValueError("the code of a country (ISO 3166-1), such as CM")
    return {**fact, "name": fact["name"] if "name" in said else name}


def _date(text: str) -> Data:
    return {"edtf": text.strip()}


def _complete_date(fact: Data, said: frozenset[str]) -> Data:
    if "edtf" not in said:
        return fact
    first, _, last = fact["edtf"].partition("/")
    begins = _point(first)
    if "/" not in fact["edtf"]:
        start, end = begins.start, begins.end
    elif last == "..":
        start, end = begins.start, None
    else:
        ends = _point(last)
        if ends.order < begins.order or interval(begins, ends) != fact["edtf"]:
            raise ValueError("an interval that begins before it ends, such as 2014/2019")
        start, end = begins.start, ends.end or ends.start
    return {**fact, "start": start, "end": end, "inferred": ()}


def _point(text: str) -> When:
    """Return one point of the calendar, as ``rules.time.edtf`` writes it.

    Raises:
        ValueError: it is none.
    """
    found = _POINT.fullmatch(text)
    if found is None:
        raise ValueError("a date as EDTF, such as 2014, 2014-03-12 or 2014/2019")
    decade = found["year"].endswith("X") and found["year"] != "XXXX"
    month, day = int(found["month"] or 0), int(found["day"] or 0)
    division = month if month > 12 else None
    when = When(
        None if found["year"] == "XXXX" else int(found["year"].replace("X", "0")),
        None if division else month or None,
        day or None,
        division=division,
        decade=decade,
        approximate=bool(found["about"]),
    )
    is_real = not day or (1 <= month <= 12 and day <= _DAYS[month - 1])
    if when.year is not None and first_day(when.start) is None:
        is_real = False
    if when.edtf != text or not is_real or (division and when.end is None):
        raise ValueError("a date that the calendar has, as EDTF, such as 2014-03-12")
    return when


def _people(text: str) -> Data:
    found = _COUNT.fullmatch(text.strip())
    if found is None:
        raise ValueError("a number, and of whom, such as 3000 habitants")
    count = int(_BLANKS.sub("", found[1]))
    return {"count": count} | ({"unit": found[2].strip()} if found[2] else {})


def _complete_people(fact: Data, _said: frozenset[str]) -> Data:
    if fact["count"] < 0 or not fact["unit"]:
        raise ValueError("a number of 0 or more, and of whom")
    return fact


def _gift(_text: str) -> Data:
    raise ValueError('a JSON object, such as {"provider": "AFD", "instrument": "loan"}')


def _complete_gift(fact: Data, said: frozenset[str]) -> Data:
    if not (fact["provider"] or fact["receiver"]):
        raise ValueError("a contribution with a provider or a receiver")
    told = dict(fact)
    if "amount" in said and "amount_max" not in said:
        told["amount_max"] = None
    amount, most = told["amount"], told["amount_max"]
    if amount is None:
        return {**told, "amount_max": None, "currency": None}
    if amount < 0 or (most is not None and most < amount):
        raise ValueError("an amount of 0 or more, and no amount_max below it")
    if not _CURRENCY.fullmatch(told["currency"] or ""):
        raise ValueError("an amount with a currency of three letters, such as EUR")
    return {**told, "joint": False}


GIFT: Final = ByHand(_gift, '{"provider": "AFD"}', _complete_gift, {"joint": False})
SUM: Final = ByHand(
    _sum, "1200000 EUR", _complete_sum, {"scope": "other", "currency": "", "equivalents": ()}
)
TOWN: Final = ByHand(_town, "Dschang (CM)", _complete_town, {"role": "mentioned"})
BODY: Final = ByHand(_body, "FEICOM", _complete_body, {"type": "other", "role": "partner"})
COUNTRY: Final = ByHand(_country, "CM", _complete_country, {"name": ""})
DATE: Final = ByHand(_date, "2014/2019", _complete_date, {"role": "mentioned"})
PEOPLE: Final = ByHand(_people, "3000 habitants", _complete_people, {"unit": ""})
