"""The archive read again gives the database that the crawl gave."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from aimf_scraper.demo.server import DemoSite
from aimf_scraper.store import open_store
from tests.archive.command import ROOT, aimf, environment, records

from .conftest import archive_alone

if TYPE_CHECKING:
    from pathlib import Path


def without_sources(found: dict[str, dict]) -> dict[str, dict]:
    """Leave the ways out: one night asks fewer of them, the archive knows them all.

    And which capture it was: the audit captures a page anew that reads as before,
    and leaves its record alone. The payload must be the same to the byte.
    """
    for one in found.values():
        for name in ("sources", "fetched_at", "warc_record_id"):
            del one["provenance"][name]
    return found


def test_offline_is_offline(offline: dict[str, str]) -> None:
    asking = "import socket; socket.create_connection(('127.0.0.1', 9))"
    assert subprocess.run([sys.executable, "-c", asking], env=offline, check=False).returncode == 97


def test_from_the_archive_alone_with_the_network_off(
    one_day: Path, tmp_path: Path, offline: dict[str, str]
) -> None:
    fresh = archive_alone(one_day, tmp_path / "fresh")
    aimf("rebuild", "--quiet", "--data", fresh, env=offline)
    assert len(records(fresh)) > 100
    assert records(fresh) == records(one_day)
    # Its records lead to their pages at once.
    assert "all sound" in aimf("archive", "verify", "--data", fresh).out


def test_two_days_with_what_changed_moved_and_went(two_days: Path, tmp_path: Path) -> None:
    fresh = archive_alone(two_days, tmp_path / "fresh")
    aimf("rebuild", "--quiet", "--data", fresh)
    made = records(fresh)
    assert without_sources(made) == without_sources(records(two_days))
    assert sum(one["is_gone"] for one in made.values()) == 3
    assert "action:lome-une-halle-qui-garde-le-frais" in made
    assert "action:lome-un-marche-qui-garde-le-frais" not in made


def history(data: Path) -> dict[str, tuple[object, ...]]:
    """Return what is kept of each record's past: first seen, gone, each earlier state and why."""
    with open_store(data / "aimf.db", read_only=True) as store:
        seen = {one["id"]: first for one, first in store.records_first_seen()}
        return {
            one["id"]: (
                seen.get(one["id"]),
                [
                    (v.replaced_at, v.why, [change.field for change in v.differences], v.record)
                    for v in store.record_versions(one["id"])
                ],
            )
            for one in store.records(gone=True)
        }


def test_the_archive_alone_gives_the_history_back(two_days: Path, tmp_path: Path) -> None:
    fresh = archive_alone(two_days, tmp_path / "fresh")
    done = aimf("rebuild", "--data", fresh)
    assert "2 crawls replayed" in done.err
    assert history(fresh) == history(two_days)
    with open_store(fresh / "aimf.db", read_only=True) as made:
        began = [run.started_at for run in made.runs()]
        aliases = made.aliases()
    with open_store(two_days / "aimf.db", read_only=True) as crawled:
        assert began == [run.started_at for run in crawled.runs()]
        assert aliases == crawled.aliases()
    assert not (fresh / ".rebuilding").exists()


def test_in_place_nothing_changes_while_the_rules_stand(two_days: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(two_days, data)
    done = aimf("rebuild", "--data", data)
    assert done.out == ""
    assert "new" not in done.err
    assert "changed" not in done.err
    assert without_sources(records(data)) == without_sources(records(two_days))


def test_what_new_rules_change_is_told_as_theirs(one_day: Path, tmp_path: Path) -> None:
    # The next release: the whole program again, one name of the authority file mended.
    release = tmp_path / "release"
    for folder in ("aimf_scraper", "spiders", "pipelines", "exports"):
        shutil.copytree(ROOT / folder, release / folder)
    table = release / "aimf_scraper" / "gazetteer" / "data" / "organisations.tsv"
    old, new = "Programme des Nations unies pour le développement", "PNUD (Nations unies)"
    table.write_text(table.read_text("utf-8").replace(f"\t{old}\t", f"\t{new}\t"), "utf-8")
    env = environment(PYTHONPATH=str(release))
    data = tmp_path / "data"
    shutil.copytree(one_day, data)
    done = aimf("rebuild", "--data", data, checkout=release, env=env)
    before, after = records(one_day), records(data)

    def partners(found: dict[str, dict], name: str) -> set[str]:
        return {
            key for key, one in found.items() if name in {who["name"] for who in one["partners"]}
        }

    assert partners(before, old)
    assert partners(after, new) == partners(before, old)
    assert partners(after, old) == set()
    with open_store(data / "aimf.db", read_only=True) as store:
        for key in after:
            whys = [one.why for one in store.record_versions(key)]
            assert whys == (["rules"] if key in partners(after, new) else []), key
    for key in partners(after, new):
        assert key in done.out
    digests = {key: one["provenance"]["payload_digest"] for key, one in before.items()}
    assert {k: one["provenance"]["payload_digest"] for k, one in after.items()} == digests
    versions = {one["provenance"]["rules_version"] for one in after.values()}
    assert versions.isdisjoint(one["provenance"]["rules_version"] for one in before.values())


def test_after_kill_9_what_was_fetched_is_read(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with DemoSite() as site:
        command = [sys.executable, "-m", "aimf_scraper", "crawl", "--quiet"]
        crawl = subprocess.Popen(
            [*command, "--site", site.url, "--data", str(data)], env=environment(), cwd=ROOT
        )
        deadline = time.monotonic() + 60
        while len(site.requests) < 200 and time.monotonic() < deadline:
            time.sleep(0.02)
        crawl.send_signal(signal.SIGKILL)
        crawl.wait(30)
        with open_store(data / "aimf.db", read_only=True) as store:
            committed = {one["id"]: one["text"] for one in store.records()}
        assert committed
        fresh = archive_alone(data, tmp_path / "fresh")
        aimf("rebuild", "--quiet", "--data", fresh)
        made = {key: one["text"] for key, one in records(fresh).items()}
        assert committed.items() <= made.items()
        # And the crawl goes on where it was.
        aimf("crawl", "--quiet", "--site", site.url, "--data", data)
    assert "all sound" in aimf("archive", "verify", "--data", data).out


def test_damage_hides_nothing_else(one_day: Path, tmp_path: Path) -> None:
    fresh = archive_alone(one_day, tmp_path / "fresh")
    (warc,) = (fresh / "archive").glob("*.warc.gz")
    record = records(one_day)["action:ndjamena-des-briques-sans-bois"]
    place = aimf("archive", "list", record["url"], "--data", one_day).out.split()
    at = int(next(one for one in place if "@" in one).rpartition("@")[2])
    data = bytearray(warc.read_bytes())
    data[at + 500] ^= 0xFF
    warc.write_bytes(data)
    done = aimf("rebuild", "--data", fresh, code=3)
    assert record["url"] in done.err
    assert record["provenance"]["warc_record_id"] in done.err
    made, whole = records(fresh), records(one_day)
    assert made.keys() == whole.keys()
    # The page is lost; its record is what the API and the listings tell of it.
    assert made.pop(record["id"])["provenance"]["read_from"] != "page"
    del whole[record["id"]]
    assert made == whole


def test_no_archive_is_a_usage_error(tmp_path: Path) -> None:
    done = aimf("rebuild", "--data", tmp_path / "none", code=2)
    assert "no archive" in done.err
    assert not (tmp_path / "none" / "aimf.db").exists()
