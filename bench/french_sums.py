"""How many sums of public suites are read, beside price-parser.

    python bench/french_sums.py FOLDER [--failures]

FOLDER holds checkouts of the suites, or of those of their files that are named below; none is
part of this repository. In our field is a sum with its currency, written as French (or any
page in euros) writes it: no cents or pence by themselves, no two prices in one text, no price
whose currency stands in another text. Right: the value and the currency are; wrong: another
value or currency is told for it; the rest is missed.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.money import amounts
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PRICE_PARSER: Final = "price-parser/tests/test_price_parsing.py"
RECOGNIZERS: Final = "recognizers-text/Specs/NumberWithUnit/French/CurrencyModel.json"
DUCKLING: Final = "duckling/Duckling/AmountOfMoney/FR/Corpus.hs"
_SIGNS: Final = re.compile(r"€|EUR|CHF")
_EXAMPLE: Final = re.compile(
    r"examples \((?P<kind>simple|between|above|under) (?P<unit>[A-Za-z]+) (?P<value>\([^)]*\)|[0-9.]+)\)"
)
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
#: What a suite calls a currency, folded: codes and units of ours that are it.
_CURRENCIES: Final = {
    "€": {"EUR"}, "eur": {"EUR"}, "euro": {"EUR"}, "chf": {"CHF"}, "franc suisse": {"CHF"},
    "£": {"GBP", "@livre"}, "gbp": {"GBP"}, "pound": {"GBP", "@livre"}, "livre": {"GBP", "@livre"},
    "$": {"USD", "@dollar"}, "usd": {"USD"}, "dollar": {"USD", "@dollar"}, "dollar etats-unis": {"USD"},
    "dollar canadien": {"CAD"}, "cad": {"CAD"}, "dollar australien": {"AUD"}, "aud": {"AUD"},
    "franc": {"@franc", "FRF"}, "yen japonais": {"JPY"}, "yuan chinois": {"CNY"},
}  # fmt: skip


class Case(NamedTuple):
    suite: str
    text: str
    value: Decimal
    currencies: frozenset[str]


def price_parser_cases(path: Path) -> Iterator[Case]:
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
            continue
        if call.func.id != "Example" or len(call.args) < 5:
            continue
        try:
            _, text, sign, _, value = (ast.literal_eval(one) for one in call.args[:5])
        except ValueError:  # an argument that is computed
            continue
        known = _CURRENCIES.get(fold(str(sign)))
        if not known or not isinstance(text, str) or value in (None, 0) or sign not in text:
            continue
        if len(_SIGNS.findall(text)) == 1 and "%" not in text:
            yield Case("price-parser", text, Decimal(str(value)), frozenset(known))


def recognizers_cases(path: Path) -> Iterator[Case]:
    for row in json.loads(path.read_text("utf-8-sig")):
        told = [one["Resolution"] for one in row["Results"]]
        if len(told) != 1 or told[0].get("value") is None:
            continue
        known = _CURRENCIES.get(fold(told[0]["unit"]))
        try:
            value = Decimal(told[0]["value"].replace(",", "."))
        except InvalidOperation:
            continue
        if known:
            yield Case("Recognizers-Text", row["Input"], value, frozenset(known))


def duckling_cases(path: Path) -> Iterator[Case]:
    text = path.read_text("utf-8")
    found = list(_EXAMPLE.finditer(text))
    for this, following in zip(found, [*found[1:], None], strict=True):
        known = _CURRENCIES.get(fold(this["unit"]))
        if not known:
            continue
        value = Decimal(this["value"].strip("()").split(",")[0])
        block = text[this.end() : following.start() if following else len(text)]
        for written in _QUOTED.findall(block):
            if "cent" not in written:  # parts of a unit are no sums of ours
                yield Case("Duckling", written, value, frozenset(known))


SUITES: Final[dict[str, Callable[[Path], Iterator[Case]]]] = {
    PRICE_PARSER: price_parser_cases,
    RECOGNIZERS: recognizers_cases,
    DUCKLING: duckling_cases,
}


def ours(text: str) -> list[tuple[Decimal, str]]:
    doc = open_document(Document(text=text))
    return [
        (one.value, one.currency)
        for found in doc.get(amounts.find_amounts).values()
        for one in found
    ]


def theirs(text: str) -> list[tuple[Decimal, str]] | None:
    """Return what price-parser reads; ``None`` where it is not installed (extra ``compare``)."""
    try:
        from price_parser import Price
    except ImportError:
        return None
    price = Price.fromstring(text)
    return [(price.amount, price.currency or "")] if price.amount is not None else []


def verdict(case: Case, found: list[tuple[Decimal, str]], *, signs: bool) -> str:
    """Return "right", "wrong" or "missed"; *signs*: currencies are told as they are written."""
    for value, currency in found:
        known = _CURRENCIES.get(fold(currency), set()) if signs else {currency}
        if value == case.value and known & case.currencies:
            return "right"
    return "wrong" if found else "missed"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--failures", action="store_true")
    args = parser.parse_args()
    print(
        f"{'suite':<18}{'sums':>6}{'right':>7}{'wrong':>7}{'missed':>8}{'share':>8}{'price-parser':>14}"
    )
    for name, read in SUITES.items():
        path = args.folder / name
        if not path.exists():
            print(f"{name}: not there")
            continue
        cases = list(read(path))
        counts: Counter[str] = Counter()
        others: int | None = None
        failed = []
        for case in cases:
            found = ours(case.text)
            said = verdict(case, found, signs=False)
            counts[said] += 1
            other = theirs(case.text)
            if other is not None:
                others = (others or 0) + (verdict(case, other, signs=True) == "right")
            if said != "right":
                failed.append(f"    {said}: {case.text!r}: {case.value}, got {found}")
        total = max(1, len(cases))
        print(
            f"{cases[0].suite:<18}{len(cases):>6}{counts['right']:>7}{counts['wrong']:>7}"
            f"{counts['missed']:>8}{counts['right'] / total:>8.3f}{'not there' if others is None else f'{others / total:.3f}':>14}"
        )
        if args.failures:
            print("\n".join(failed))


if __name__ == "__main__":
    main()
