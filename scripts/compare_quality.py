"""Score the usual tools on labelled files, as `evaluate` scores us.

    python scripts/compare_quality.py GOLD.jsonl ...

Needs the extra ``compare``. spaCy's LOC entities stand for cities, its ORG
entities for partners, dateparser's search for dates, price-parser for budgets:
what one gets without rules of one's own. Only values are compared: a place
without its country counts as right.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import dateparser.search
import price_parser
import spacy

from aimf_scraper.evaluation import evaluate, read_gold
from aimf_scraper.records import Budget, City, DateFact, Evidence, Partner, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.evaluation import GoldPage

_CURRENCIES = {"€": "EUR", "$": "USD", "CFA": "XOF", "CHF": "CHF", "CAD": "CAD"}


class UsualTools:
    """The usual tools behind the one function that ``evaluate`` asks for."""

    def __init__(self) -> None:
        self._ner = spacy.load("fr_core_news_md", exclude=["parser", "lemmatizer"])

    def extract(self, page: GoldPage) -> Record:
        whole = f"{page.title}\n{page.text}" if page.title else page.text
        entities = {(one.text, one.label_): one for one in self._ner(whole).ents}
        return Record(
            id="page:x",
            kind=page.kind or "page",
            url=page.url,
            title=page.title,
            summary=None,
            text=whole,
            language="fr",
            facts={
                "cities": tuple(
                    City(
                        name,
                        name,
                        None,
                        None,
                        None,
                        None,
                        "mentioned",
                        (_mark(name, "spacy"),),
                        0.5,
                    )
                    for name, label in entities
                    if label == "LOC"
                ),
                "partners": tuple(
                    Partner(name, name, "other", "partner", (_mark(name, "spacy"),), 0.5)
                    for name, label in entities
                    if label == "ORG"
                ),
                "budgets": tuple(self._budgets(whole)),
                "dates": tuple(self._dates(whole)),
            },
        )

    def _budgets(self, text: str) -> Iterator[Budget]:
        for line in text.replace(". ", ".\n").splitlines():
            price = price_parser.Price.fromstring(line)
            if price.amount is None or not price.currency:
                continue
            currency = _CURRENCIES.get(price.currency, price.currency)
            amount = float(price.amount)
            mark = (_mark(price.amount_text or "", "price-parser"),)
            yield Budget(
                int(amount) if amount.is_integer() else amount,
                *(None, currency, "other", None, None),
                *(price.amount_text or "", (), mark, 0.5),
            )

    def _dates(self, text: str) -> Iterator[DateFact]:
        found = dateparser.search.search_dates(text, languages=["fr"]) or []
        for said, moment in found:
            day = moment.date().isoformat()
            mark = (_mark(said, "dateparser"),)
            yield DateFact(day, day, None, "mentioned", said, (), mark, 0.5)


def _mark(quote: str, rule: str) -> Evidence:
    return Evidence("text", None, None, quote, rule)


def main(names: list[str]) -> None:
    warnings.simplefilter("ignore")
    tools = UsualTools()
    for name in names:
        report = evaluate(read_gold(Path(name)), tools.extract)
        print(f"{Path(name).name}: {report.pages} texts")
        for field, score in report.fields.items():
            if score.expected and field != "countries":
                f1 = score.f1 or 0.0
                print(
                    f"  {field:<10} P {score.precision or 0:.3f}  R {score.recall:.3f}  F1 {f1:.3f}"
                )


if __name__ == "__main__":
    main(sys.argv[1:])
