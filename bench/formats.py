"""What the exports of many records cost, format by format: peak memory, time, and the ratio to few records.

    python bench/formats.py [--records 100000] [--few 1000] [--formats csv,json,...] [--keep FOLDER]

Two databases are made of the same kinds of records (texts, towns, sums, partners by varying
names), then each format is written in a process of its own, whose peak memory the system
tells (RSS). The last column must stay below 1.5.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from aimf_scraper.cli.export import registered_formats
from aimf_scraper.config import EXPORT_FORMATS
from aimf_scraper.fact_kinds import every_field
from aimf_scraper.publishing import publish
from aimf_scraper.records import (
    Budget,
    City,
    Contribution,
    Country,
    DateFact,
    Evidence,
    Link,
    Partner,
    Provenance,
    Record,
)
from aimf_scraper.resolving.settling import settle_bodies
from aimf_scraper.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

NIGHT = "2024-01-10T03:00:00+00:00"
TOWNS = [(f"Ville {at}", "CM", 10_000_000 + at, 1 + at % 9, 2 + at % 7) for at in range(400)]
KINDS = ("action", "news", "event", "publication")
SENTENCE = "La Ville mène ce projet de 650 000 € avec son agence entre 2014 et 2019. "
TITLE = "Un marché qui garde le frais"


class Cost(NamedTuple):
    seconds: float
    peak_kb: int


def record(number: int) -> Record:
    kind = KINDS[number % len(KINDS)]
    name, country, geonames_id, latitude, longitude = TOWNS[number % len(TOWNS)]
    text = SENTENCE * (10 + number % 30)

    def at(quote: str) -> tuple[Evidence, ...]:
        start = text.index(quote)
        return (Evidence("text", start, start + len(quote), quote, "bench.made"),)

    # A few thousand bodies, each called in some ways.
    body = f"Agence des bassins numéro {number % 2_000}"
    body = (body, body.upper(), f"{body}.", f"l’{body}")[number % 4]
    facts = {
        "status": "ongoing",
        "themes": ("Eau", "Climat"),
        "countries": (Country(country, "Cameroun", (), 0.9),),
        "cities": (
            City(
                name, "Ville", country, geonames_id, latitude, longitude, "main", at("Ville"), 0.9
            ),
        ),
        "partners": (Partner(body, "son agence", "public", "funder", at("son agence"), 0.9),),
        "budgets": (
            Budget(
                *(650_000, None, "EUR", "total", None, None, "650 000 €", ()),
                evidence=at("650 000 €"),
                confidence=0.9,
            ),
        ),
        "contributions": (
            Contribution(
                *(body, None, 650_000, None, "EUR", None, 0, False, "650 000 €"),
                at("650 000 €"),
                0.9,
            ),
        ),
        "dates": (
            DateFact(
                *("2014/2019", "2014", "2019", "period", "entre 2014 et 2019", ()),
                at("entre 2014 et 2019"),
                0.9,
            ),
        ),
        "links": tuple(Link(f"https://x.example/{number}/{n}/", None, "ici") for n in range(5)),
    }
    return Record(
        id=f"{kind}:record-{number:06}",
        kind=kind,
        url=f"https://x.example/{kind}/record-{number:06}/",
        title=f"{TITLE} {number}",
        summary="Un marché neuf.",
        text=text,
        language="fr",
        published=f"20{10 + number % 14}-0{1 + number % 9}-1{number % 10}",
        facts=every_field(facts),
        provenance=Provenance(NIGHT, ("rest",), 200, f"sha1:{number}", None, "r:0", "page"),
    )


def make(path: Path, records: int) -> None:
    """Make a database of so many records at *path*, its partners held together."""
    with open_store(path) as store:
        store.start_run("crawl", NIGHT, {}, "https://x.example")
        for number in range(records):
            store.save(record(number), run=1, seen_at=NIGHT)
        store.finish_run(1, NIGHT, "complete", {}, {})


def child(job: str, database: Path, folder: Path) -> None:
    if job == "bodies":
        with open_store(database) as store:
            settle_bodies(store)
    else:
        publish(database, folder / job, {job: registered_formats((job,))[job]})


def cost(job: str, database: Path, folder: Path) -> Cost:
    """Run one job in a process of its own."""
    started = time.perf_counter()
    pid = os.posix_spawn(
        sys.executable,
        [sys.executable, __file__, "--job", job, str(database), str(folder)],
        os.environ,
    )
    _, status, used = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{job} failed")
    return Cost(time.perf_counter() - started, used.ru_maxrss)


def lines(few: dict[str, Cost], many: dict[str, Cost]) -> Iterator[str]:
    yield f"{'job':10} {'few MB':>8} {'many MB':>8} {'many s':>8} {'ratio':>6}"
    for job, one in many.items():
        before = few[job].peak_kb
        yield (
            f"{job:10} {before / 1024:8.0f} {one.peak_kb / 1024:8.0f} {one.seconds:8.1f} "
            f"{one.peak_kb / before:6.2f}"
        )


def main() -> None:
    if sys.argv[1:2] == ["--job"]:
        child(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--formats", default=",".join(["bodies", *EXPORT_FORMATS]))
    parser.add_argument(
        "--keep", type=Path, help="Keep the databases here, and use those that are."
    )
    said = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = said.keep or Path(temporary)
        costs: list[dict[str, Cost]] = []
        for records in (said.few, said.records):
            database = folder / f"{records}" / "aimf.db"
            if not database.exists():
                started = time.perf_counter()
                make(database, records)
                print(f"{records} records made in {time.perf_counter() - started:.0f} s")
            jobs = said.formats.split(",")
            costs.append({job: cost(job, database, database.parent) for job in jobs})
        for line in lines(*costs):
            print(line)


if __name__ == "__main__":
    main()
