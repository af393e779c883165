"""`archive` as a user calls it, over a crawl of the demo with its assets."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from aimf_scraper.archive.reader import Capture, captures
from aimf_scraper.demo.answers import Answer
from aimf_scraper.demo.assets import png
from aimf_scraper.demo.server import DemoSite
from tests.archive.browser import chromium, screenshot, shows
from tests.archive.command import ROOT, aimf, environment, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.demo.answers import Request

RECORD = "action:siem-reap-boues-de-vidange-et-regeneration-des-sols"


class Site(NamedTuple):
    data: Path
    requests: list[tuple[str, str, int]]
    again: list[tuple[str, str, int]]
    summary: str


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The demo crawled twice with its assets; not to be changed."""
    data = tmp_path_factory.mktemp("archive") / "data"
    with DemoSite() as site:
        command = ("crawl", "--with-assets", "--site", site.url, "--data", data)
        first = aimf(*command)
        before = len(site.requests)
        aimf(*command)
        return Site(data, site.requests[:before], site.requests[before:], first.err)


def asked(requests: list[tuple[str, str, int]]) -> list[str]:
    return [path for _, path, _ in requests if path.endswith((".png", ".css", ".js", ".pdf"))]


def test_assets_are_asked_for_once(crawled: Site) -> None:
    paths = asked(crawled.requests)
    assert {path.rpartition(".")[2] for path in paths} == {"png", "css", "js", "pdf"}
    assert len(paths) == len(set(paths)) > 100
    assert asked(crawled.again) == []
    assert f"assets: {len(paths)} captured" in crawled.summary
    held = {
        urlsplit(one.url).path
        for one in captures([crawled.data / "archive"])
        if isinstance(one, Capture)
    }
    assert set(paths) <= held


def test_without_the_option_nothing_but_pages(tmp_path: Path) -> None:
    with DemoSite() as site:
        aimf(
            *("crawl", "--quiet", "--limit", "5", "--site", site.url),
            *("--data", tmp_path / "data"),
            code=3,
        )
        assert asked(site.requests) == []


def test_assets_need_an_archive(tmp_path: Path) -> None:
    done = aimf("crawl", "--demo", "--with-assets", "--no-archive", "--data", tmp_path, code=2)
    assert "--no-archive" in done.err


def test_assets_within_limits_and_robots(tmp_path: Path) -> None:
    """A film for a picture, a forbidden one, one too large, one elsewhere, one that is not there."""
    page = (
        b'<!doctype html><html lang="fr"><body><img src="/film.png"><img src="/prive/a.png">'
        b'<img src="/large.png"><img src="http://192.0.2.1/x.png"><img src="/none.png">'
        b'<link rel="stylesheet" href="/one.css">'
    )
    made = {
        "/": Answer(200, page),
        "/film.png": Answer(200, b"film", "video/mp4"),
        "/large.png": Answer(200, b"x" * (21 * 1024 * 1024), "image/png"),
        "/one.css": Answer(200, b'@import "two.css";', "text/css"),
        "/two.css": Answer(200, b"a { background: url(deep.png) }", "text/css"),
        "/deep.png": Answer(200, png("deep"), "image/png"),
    }

    def intercept(request: Request) -> Answer | None:
        return made.get(request.path)

    with DemoSite(intercept=intercept) as site:
        done = aimf(
            *("crawl", "--with-assets", "--limit", "1", "--site", site.url),
            *("--data", tmp_path / "data"),
            code=None,
        )
        paths = [path for _, path, _ in site.requests]
    assert {"/film.png", "/large.png", "/none.png", "/two.css", "/deep.png"} <= set(paths)
    assert "/prive/a.png" not in paths
    (line,) = [one for one in done.err.splitlines() if "assets:" in one]
    for said in ("1 http-404", "1 robots", "1 too-large", "1 unwanted-type"):
        assert said in line
    kept = {
        urlsplit(one.url).path
        for one in captures([tmp_path / "data" / "archive"])
        if isinstance(one, Capture)
    }
    assert {"/one.css", "/two.css", "/deep.png"} <= kept
    assert kept.isdisjoint({"/film.png", "/large.png"})


def test_verify_finds_all_sound(crawled: Site) -> None:
    assert "all sound" in aimf("archive", "verify", "--data", crawled.data).out


def test_verify_names_the_record_of_a_flipped_byte(crawled: Site, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(crawled.data, tmp_path / "data")
    record = records(crawled.data)[RECORD]
    place = next(
        one
        for one in captures([tmp_path / "data" / "archive"])
        if isinstance(one, Capture) and one.record_id == record["provenance"]["warc_record_id"]
    )
    warc = tmp_path / "data" / "archive" / place.file
    data = bytearray(warc.read_bytes())
    data[place.offset + 300] ^= 1
    warc.write_bytes(data)
    done = aimf("archive", "verify", "--data", tmp_path / "data", code=3)
    assert RECORD in done.out
    assert record["url"] in done.out
    said = json.loads(aimf("archive", "verify", "--json", "--data", tmp_path / "data", code=3).out)
    assert any(RECORD in one["records"] for one in said["problems"])


def test_verify_misses_a_file_that_is_gone(crawled: Site, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(crawled.data, tmp_path / "data")
    min((tmp_path / "data" / "archive").iterdir()).unlink()
    assert RECORD in aimf("archive", "verify", "--data", tmp_path / "data", code=3).out


def test_a_crawl_without_the_archive_is_no_sound_one(tmp_path: Path) -> None:
    with DemoSite() as site:
        command = ("crawl", "--quiet", "--no-archive", "--limit", "3", "--site", site.url)
        aimf(*command, "--data", tmp_path, code=None)
    assert "is not in the archive" in aimf("archive", "verify", "--data", tmp_path, code=3).out


def test_what_cannot_be_archived_makes_a_run_incomplete(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where the folder should be")
    with DemoSite() as site:
        done = aimf("crawl", "--site", site.url, "--data", tmp_path, code=3)
    assert "could not be archived" in done.err


def test_list(crawled: Site) -> None:
    record = records(crawled.data)[RECORD]
    bare = record["url"].removesuffix("/")
    lines = aimf("archive", "list", bare, "--data", crawled.data).out.splitlines()
    assert lines[0].split()[1] == "200"
    assert lines[0].endswith(record["url"])
    said = json.loads(aimf("archive", "list", "--json", "--data", crawled.data).out)
    assert said["captures"] == sum(one["captures"] for one in said["files"])
    assert said["media_types"]["image/png"] > 100
    assert "as before" in aimf("archive", "list", "--data", crawled.data).out
    aimf("archive", "list", "http://nowhere.example/", "--data", crawled.data, code=2)


def test_show(crawled: Site) -> None:
    record = records(crawled.data)[RECORD]
    page = aimf("archive", "show", RECORD, "--data", crawled.data).out
    assert record["title"].split(" – ")[1] in page
    assert aimf("archive", "show", record["url"], "--data", crawled.data).out == page
    told = aimf("archive", "show", RECORD, "--headers", "--data", crawled.data).out
    assert told.startswith("HTTP/1.1 200\n")
    assert told.endswith(page)
    for wrong in ("action:none", "http://nowhere.example/"):
        aimf("archive", "show", wrong, "--data", crawled.data, code=2)
    before = aimf("archive", "show", RECORD, "--at", "2001", "--data", crawled.data, code=2)
    assert "first capture" in before.err


def lines_in(wacz: zipfile.ZipFile, path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in wacz.read(path).splitlines()]


def test_a_wacz_carries_the_dataset(crawled: Site, tmp_path: Path) -> None:
    """Each fact leads to its words in the text, and to the bytes of its page in the WACZ."""
    aimf("archive", "wacz", "--data", crawled.data, "--out", tmp_path / "x.wacz")
    here = records(crawled.data)
    with zipfile.ZipFile(tmp_path / "x.wacz") as wacz:
        held = {one["id"]: one for one in lines_in(wacz, "dataset/records.jsonl")}
        facts = lines_in(wacz, "dataset/facts.jsonl")
        pages = lines_in(wacz, "pages/pages.jsonl")[1:]
        assert held.keys() == here.keys()
        assert {one["record_id"] for one in facts} <= held.keys()
        for one in facts:
            if one["source"] in ("title", "summary", "text"):
                said = held[one["record_id"]][one["source"]]
                assert said[one["start"] : one["end"]] == one["quote"]
        first = next(one for one in facts if one["record_id"] == RECORD)
        packed = wacz.read(first["warc_file"])[first["warc_offset"] :]
    member = zlib.decompressobj(31).decompress(packed)
    assert f"WARC-Record-ID: {first['warc_record_id']}\r\n".encode() in member
    assert all(one["title"] and one["text"] for one in pages)
    told = {one.get("record"): one["text"] for one in pages}
    assert told[RECORD] == here[RECORD]["text"]
    read = {key for key, one in here.items() if one["provenance"]["read_from"] == "page"}
    assert read <= told.keys()


@pytest.fixture
def opened(crawled: Site) -> Iterator[str]:
    """The address that `archive open` prints."""
    command = [sys.executable, "-m", "aimf_scraper", "archive", "open", RECORD]
    serving = subprocess.Popen(
        [*command, "--data", str(crawled.data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(PYTHONUNBUFFERED="1"),
        cwd=ROOT,
    )
    assert serving.stdout is not None
    with serving:
        yield serving.stdout.readline().strip()
        serving.send_signal(signal.SIGINT)
        assert serving.wait(20) == 0


def got(address: str, path: str | None = None, **headers: str) -> http.client.HTTPResponse:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    connection.request("GET", path or parts.path, headers=headers)
    answer = connection.getresponse()
    answer.said = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer


def test_open_shows_the_page_with_its_picture(opened: str, tmp_path: Path) -> None:
    chromium()
    rows = screenshot(opened, tmp_path / "shot")
    assert shows(rows, png(RECORD.partition(":")[2]))


def test_open_leads_nowhere_but_into_the_archive(opened: str) -> None:
    page = got(opened)
    assert page.status == 200
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    for attribute in ('href="http', 'src="http', 'href="//', 'srcset="http'):
        assert attribute not in page.said
    stamp = urlsplit(opened).path.split("/")[1]
    assert got(opened, f"/{stamp}/http://nowhere.example/").status == 404
    assert got(opened, "/").status == 404
    # A name that was led to this machine is not this machine's.
    assert got(opened, Host="evil.example").status == 403


def test_commands_without_anything_to_work_on(tmp_path: Path) -> None:
    for arguments in (["list"], ["wacz"], ["show", "action:x"]):
        assert "crawl" in aimf("archive", *arguments, "--data", tmp_path, code=2).err
    aimf("archive", "verify", "--data", tmp_path, code=2)
