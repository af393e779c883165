"""`extract`: one record a line, in the order given."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from aimf_scraper.demo.server import DemoSite
from aimf_scraper.records import TEXT_SOURCES

ROOT = Path(__file__).parents[2]
KEYS = [
    *("id", "kind", "url", "title", "summary", "text", "language", "published", "modified"),
    *("status", "themes", "countries", "cities", "partners", "budgets", "dates", "beneficiaries"),
    *("links", "attachments", "images", "provenance"),
]


class Ran(NamedTuple):
    code: int
    records: list[dict]
    err: str


def extract(*arguments: str, stdin: bytes = b"") -> Ran:
    done = subprocess.run(
        [sys.executable, "-m", "aimf_scraper", "extract", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    lines = done.stdout.decode().splitlines()
    return Ran(done.returncode, [json.loads(line) for line in lines], done.stderr.decode())


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of the demo as a browser would save it."""
    from urllib.request import urlopen

    path = tmp_path_factory.mktemp("saved") / "dschang.html"
    address = "actions/dschang-assainissement-liquide-de-la-menoua/"
    with DemoSite() as site, urlopen(f"{site.url}/{address}") as answer:
        path.write_bytes(answer.read())
    return path


def test_a_saved_page(page: Path) -> None:
    ran = extract(str(page))
    (record,) = ran.records
    assert ran.code == 0, ran.err
    assert [key for key in record if key in KEYS] == KEYS
    assert record["id"] == "action:dschang-assainissement-liquide-de-la-menoua"
    assert [one["name"] for one in record["cities"]] == ["Dschang"]
    assert [(one["amount"], one["currency"]) for one in record["budgets"]] == [(283000, "EUR")]
    quotes = [
        (record[one["source"]][one["start"] : one["end"]], one["quote"])
        for name in ("countries", "cities", "partners", "budgets", "dates", "beneficiaries")
        for fact in record[name]
        for one in fact["evidence"]
        if one["source"] in TEXT_SOURCES
    ]
    assert len(quotes) > 5
    assert all(said == quote for said, quote in quotes)


def test_text_with_a_title_and_chrome(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text(
        "# Tunis : un budget voté\nSkip to content\nPartagez cet article\n"
        "La ville de Tunis engage 1,5 M€ entre 2020 et 2022.\n",
        encoding="utf-8",
    )
    ran = extract(str(note))
    (record,) = ran.records
    assert record["title"] == "Tunis : un budget voté"
    assert record["text"] == "La ville de Tunis engage 1,5 M€ entre 2020 et 2022."
    assert [one["edtf"] for one in record["dates"]] == ["2020/2022"]


def test_several_inputs_keep_their_order(page: Path, tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text(f"# {name}\nUn texte sur la ville de Lomé.")
    ran = extract(str(tmp_path / "b.txt"), str(page), str(tmp_path / "a.txt"))
    assert [one["title"] for one in ran.records][::2] == ["b", "a"]


def test_standard_input() -> None:
    ran = extract("-", "--text", stdin="La ville de Huê reçoit 2 millions d’euros.".encode())
    (record,) = ran.records
    assert [one["name"] for one in record["cities"]] == ["Hué"]


def test_an_address_on_loopback() -> None:
    with DemoSite() as site:
        ran = extract(f"{site.url}/actions/dschang-assainissement-liquide-de-la-menoua/")
        forbidden = extract(f"{site.url}/prive/annuaire/")
    assert ran.records[0]["cities"][0]["name"] == "Dschang"
    assert forbidden.code == 3
    assert "robots.txt" in forbidden.err


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("a.html", b"%PDF-1.4 \x00\x01", "not-html"),
        ("b.html", b"", "empty"),
        ("c.html", b'{"a": 1}', "not-html"),
        ("d.html", b"<html><body>" + b"<div>" * 200_000, ""),
    ],
)
def test_what_is_no_page_is_named_and_the_others_are_read(
    name: str, body: bytes, reason: str, page: Path, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(body)
    ran = extract(str(tmp_path / name), str(page))
    assert ran.code == 3
    assert len(ran.records) == 1
    assert name in ran.err
    assert reason in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.html"], "can't be read"),
        (["ftp://127.0.0.1/x"], "not a web address"),
        ([], "Missing argument"),
        (["a.html", "b.html", "--url", "https://x.example/"], "--url"),
        (["x.html", "--kind", "poem"], "poem"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str) -> None:
    ran = extract(*arguments)
    assert (ran.code, ran.records) == (2, [])
    assert said in ran.err
