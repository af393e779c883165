"""A page that its scripts write: read as a browser showed it where it was served empty, and if told to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.archive.command import aimf, records
from tests.rebuilding.papers import article, capture, url_of, write

if TYPE_CHECKING:
    from pathlib import Path

SHELL = (
    b"<!doctype html><html lang='fr'><head><title>Fontaine 1</title></head><body>"
    b"<div id='app'></div><script src='/app.js'></script></body></html>"
)
WALL = b"<html><head><title>Just a moment...</title></head><body><p>Un instant</p></body></html>"


def shown(html: bytes, *, of: int, url: str = url_of(1)) -> bytes:
    """Return the HTML that a browser made of capture number *of*."""
    goes_with = b"WARC-Concurrent-To: <urn:uuid:00000000-0000-4000-8000-%012d>" % of
    return capture(f"urn:dom:{url}", html, number=90 + of, kind=b"resource", more=goes_with)


class Case(NamedTuple):
    name: str
    served: bytes
    html: bytes
    of: int
    option: tuple[str, ...]
    read_from: str


CASES = [
    Case("nobody asks for it", SHELL, article(1), 1, (), "page"),
    Case("written by scripts", SHELL, article(1), 1, ("--shown",), "browser"),
    Case("of another capture", SHELL, article(1), 2, ("--shown",), "page"),
    Case("a wall", SHELL, WALL, 1, ("--shown",), "page"),
    Case("what is served counts", article(1), article(2), 1, ("--shown",), "page"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_scripts_wrote_is_read_where_the_page_is_empty(case: Case, tmp_path: Path) -> None:
    page = capture(url_of(1), case.served, number=1)
    warc = write(tmp_path / "pages.warc.gz", [page, shown(case.html, of=case.of)])
    data = tmp_path / "data"
    aimf("rebuild", "--cores", "1", "--from", warc, *case.option, "--data", data)
    record = next(one for one in records(data).values() if one["url"] == url_of(1))
    assert record["provenance"]["read_from"] == case.read_from
    assert record["provenance"]["warc_record_id"].endswith("0001>")
    has_text = case.read_from == "browser" or case.served != SHELL
    assert ("Bohicon a ouvert la fontaine numéro 1 " in record["text"]) is has_text
    assert bool(record["text"]) is has_text


def test_a_later_rebuild_goes_on_so(tmp_path: Path) -> None:
    pages = [capture(url_of(1), SHELL, number=1), capture(url_of(5), article(5), number=5)]
    data = tmp_path / "data"
    (data / "archive").mkdir(parents=True)
    write(data / "archive" / "pages.warc.gz", [*pages, shown(article(1), of=1)])
    aimf("rebuild", "--cores", "1", "--shown", "--data", data)
    made = records(data)
    aimf("rebuild", "--cores", "1", "--data", data)
    assert records(data) == made
