"""`refresh` as cron calls it, against the demo site: what is published, and what is not."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from signal import Signals
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from aimf_scraper.demo import listings
from aimf_scraper.demo.answers import Answer, Request
from aimf_scraper.demo.manifest import manifest
from aimf_scraper.demo.server import DemoSite
from aimf_scraper.demo.site import Options, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REFRESH = ("refresh", "--quiet")
#: Runs our command with a rule that finds nothing any more.
BROKEN_RULE = """
from aimf_scraper.rules.money import budgets
budgets.find_budgets = lambda doc: ()
from aimf_scraper.cli import main
main()
"""


class Stage:
    """The demo site on day 1, and a data folder; ``answer`` may answer in the site's stead."""

    def __init__(self) -> None:
        self.answer: Callable[[Request], Answer | None] = lambda _: None
        self.site = DemoSite(intercept=self._intercept)
        self.data = Path()

    def _intercept(self, request: Request) -> Answer | None:
        return self.answer(request)

    def command(self, *arguments: str, program: tuple[str, ...] = ("-m", "aimf_scraper")) -> Any:
        return [sys.executable, *program, *arguments, "--data", str(self.data)]

    def run(
        self, *arguments: str, program: tuple[str, ...] = ("-m", "aimf_scraper"), **variables: str
    ) -> subprocess.CompletedProcess[str]:
        site = ("--site", self.site.url) if arguments[0] in {"refresh", "crawl"} else ()
        return subprocess.run(
            self.command(*arguments, *site, program=program),
            env=os.environ | variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def json(self, *arguments: str) -> Any:
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def exports(self) -> dict[str, tuple[bytes, int]]:
        """Return the exports: name -> bytes and inode, so that a rewrite shows."""
        return {
            path.name: (path.read_bytes(), path.stat().st_ino)
            for path in sorted((self.data / "exports").iterdir())
        }

    def reports(self) -> list[Path]:
        return sorted((self.data / "logs").glob("refresh-*.json"))

    def report(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.reports()[-1].read_text(encoding="utf-8"))
        return loaded


@pytest.fixture(scope="module")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Day 1, refreshed once."""
    stage = Stage()
    stage.data = tmp_path_factory.mktemp("first") / "data"
    with stage.site:
        done = stage.run("refresh")
        assert done.returncode == 0, done.stderr
        assert "exports: replaced" in done.stderr
        yield stage


@pytest.fixture
def stage(first_night: Stage, tmp_path: Path) -> Iterator[Stage]:
    """The morning after day 1, in a folder of the test's own."""
    stage = first_night
    before = stage.data
    stage.data = tmp_path / "data"
    shutil.copytree(before, stage.data)
    stage.site.set_day(1)
    yield stage
    stage.answer = lambda _: None
    stage.data = before


def test_the_first_night_sets_the_baseline(stage: Stage) -> None:
    report = stage.report()
    assert (report["exit_code"], report["status"], report["good"]) == (0, "complete", True)
    assert report["counts"]["added"] == len(manifest(1).items)
    assert report["failed_checks"] == []
    assert {one["name"] for one in report["exports"]} | {"manifest.json"} == {*stage.exports()}
    text = stage.reports()[-1].with_suffix(".txt").read_text(encoding="utf-8")
    assert f"{len(manifest(1).items)} added" in text
    said = stage.json("status")
    assert (said["last_run"]["id"], said["last_good_run"]) == (1, 1)


def test_a_night_without_news_is_silent_and_leaves_the_exports_alone(stage: Stage) -> None:
    before = stage.exports()
    done = stage.run(*REFRESH)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert stage.exports() == before
    assert len(stage.reports()) == 2
    assert sum(stage.report()["counts"].values()) == 0


def test_the_second_day_is_published_and_told(stage: Stage) -> None:
    before = stage.exports()
    stage.site.set_day(2)
    done = stage.run("refresh")
    assert done.returncode == 0, done.stderr
    assert stage.exports()["actions.json"] != before["actions.json"]
    changed = {
        "action:siem-reap-boues-de-vidange-et-regeneration-des-sols": "changed",
        "action:kayes-un-abattoir-propre": "added",
        "action:gitega-une-maison-pour-la-jeunesse": "gone",
    }
    told = {one["id"]: one["what"] for one in stage.json("changes")["changes"]}
    assert {key: told.get(key) for key in changed} == changed
    lines = stage.run("changes").stdout.splitlines()
    assert "    budgets: - 3,5 M€ (EUR 3500000)" in lines
    assert "    budgets: + 3,9 M€ (EUR 3900000)" in lines
    assert {one["id"] for one in stage.report()["changes"]} == {*told}


class HalfSite(Site):
    """The site on a day when every second item is neither listed nor there."""

    def __init__(self, base: str) -> None:
        super().__init__(1, base, Options())
        world = self.world
        world.everything = world.everything[::2]
        kept = {one.id for one in world.everything}
        world.items = tuple(one for one in world.items if one.id in kept)
        world.by_path = {one.path: one for one in world.everything}
        world.by_post = {one.post: one for one in world.everything}
        self._listings = listings.all_listings(world)


def kept_back(stage: Stage, *arguments: str, **how: Any) -> list[str]:
    """Refresh, which must keep the exports as they were; return the failed checks' names."""
    before = stage.exports()
    done = stage.run(*REFRESH, *arguments, **how)
    assert done.returncode == 3, done.stderr
    assert stage.exports() == before
    assert "exports: kept as they were" in done.stderr
    report = stage.report()
    assert (report["exit_code"], report["good"], report["published"]) == (3, False, False)
    for check in report["failed_checks"]:
        assert f"check {check['name']}: {check['message']}" in done.stderr
    return [check["name"] for check in report["failed_checks"]]


def test_half_the_items_gone_is_caught_and_can_be_accepted(stage: Stage) -> None:
    half = HalfSite(stage.site.url)
    stage.answer = half.answer
    failed = kept_back(stage)
    assert {"listed/action/rest", "listed/news/rest"} <= {*failed} or {
        "drop/action",
        "drop/news",
    } <= {*failed}
    before = stage.exports()
    done = stage.run(*REFRESH, "--accept")
    assert done.returncode == 0, done.stderr
    assert stage.report()["published"]
    assert stage.exports().keys() == before.keys()
    # What was accepted is the baseline of the next night.
    assert stage.run(*REFRESH).returncode == 0


def test_a_rule_that_stops_finding_anything_is_caught(stage: Stage) -> None:
    failed = kept_back(stage, "--full", program=("-c", BROKEN_RULE))
    assert "coverage/action/budgets" in failed
    assert not any("cities" in name for name in failed)
    # With the rule mended, all is as it was and published again.
    assert stage.run(*REFRESH, "--full").returncode == 0
    assert stage.report()["published"]
    assert stage.json("changes", "--since", "1")["changes"] == []


def test_a_listing_page_that_stays_empty_is_caught(stage: Stage) -> None:
    def empty(request: Request) -> Answer | None:
        if request.path != "/toutes-nos-actualites/page/2/":
            return None
        page = stage.site._site.answer(request)
        cards = rb'(?s)<div class="elementor-posts-container.*?</nav>'
        body, cut = re.subn(cards, b"", page.body)
        assert cut
        return Answer(200, body)

    stage.answer = empty
    assert kept_back(stage, "--full") == []
    holes = stage.report()["completeness"]["holes"]
    assert [one["url"] for one in holes] == [f"{stage.site.url}/toutes-nos-actualites/page/2/"]


def test_two_at_once_one_works_and_the_other_says_so(stage: Stage) -> None:
    asked, go_on = Event(), Event()

    def wait(_: Request) -> None:
        asked.set()
        go_on.wait(60)

    stage.answer = wait
    with subprocess.Popen(
        stage.command(*REFRESH, "--site", stage.site.url), stderr=subprocess.PIPE, text=True
    ) as first:
        assert asked.wait(60)
        second = stage.run(*REFRESH)
        go_on.set()
        _, said = first.communicate(timeout=120)
    assert second.returncode == 5
    assert "another run holds" in second.stderr
    assert first.returncode == 0, said
    assert len(stage.reports()) == 2  # the one that did no work writes none


@pytest.mark.parametrize("how, code", [("SIGINT", 130), ("SIGTERM", 130), ("SIGKILL", -9)])
def test_what_is_interrupted_is_not_published_and_no_obstacle(
    stage: Stage, how: str, code: int
) -> None:
    before = stage.exports()
    midway = Event()
    count = 0

    def listen(_: Request) -> None:
        nonlocal count
        count += 1
        if count > 60:
            midway.set()

    stage.answer = listen
    with subprocess.Popen(
        stage.command(*REFRESH, "--full", "--site", stage.site.url),
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        assert midway.wait(60)
        run.send_signal(Signals[how])
        _, said = run.communicate(timeout=60)
    assert run.returncode == code, said
    assert stage.exports() == before
    if code == 130:
        assert stage.report()["status"] == "interrupted"
    assert stage.run(*REFRESH).returncode == 0
    assert stage.json("status")["last_run"]["status"] == "complete"


def test_a_site_out_of_reach_is_reported_and_told(stage: Stage, tmp_path: Path) -> None:
    before = stage.exports()
    nobody = DemoSite()
    nobody.close()
    told = tmp_path / "told.json"
    script = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    settings = tmp_path / "settings.toml"
    command = json.dumps([sys.executable, "-c", script, str(told)])
    settings.write_text(f'[notify]\ncommand = {command}\nwhen = ["problem"]\n', encoding="utf-8")
    (stage.data / "aimf.db").unlink()
    command_line = stage.command(*REFRESH, "--site", nobody.url, "--config", str(settings))
    done = subprocess.run(command_line, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 4
    assert "could not be reached" in done.stderr
    assert stage.exports() == before
    assert stage.report()["exit_code"] == 4
    assert "could not be reached" in json.loads(told.read_text(encoding="utf-8"))["text"]


def test_a_hook_that_is_down_changes_nothing_but_is_said(stage: Stage) -> None:
    stage.site.set_day(2)
    done = stage.run(*REFRESH, AIMF_NOTIFY_URL="http://127.0.0.1:9/secret")
    assert done.returncode == 0
    assert "could not tell of this refresh: notify.url (127.0.0.1)" in done.stderr
    assert "secret" not in done.stderr
    assert stage.report()["published"]


def test_settings_choose_the_formats_and_how_many_reports_stay(stage: Stage) -> None:
    variables = {"AIMF_EXPORTS_FORMATS": "jsonl", "AIMF_REPORTS_KEEP": "1"}
    before = stage.reports()
    assert stage.run(*REFRESH, **variables).returncode == 0
    assert {*stage.exports()} == {"manifest.json", "records.jsonl"}
    assert len(stage.reports()) == 1
    assert stage.reports() != before
    names = [path.suffix for path in (stage.data / "logs").iterdir()]
    assert sorted(names) == [".html", ".json", ".txt"]


def test_a_complete_crawl_writes_the_exports_too(stage: Stage) -> None:
    shutil.rmtree(stage.data)
    done = stage.run("crawl", "--quiet", "--limit", "3")
    assert done.returncode == 3, done.stderr
    assert "not complete: --limit 3 ended it" in done.stderr  # quiet, but not about what is wrong
    assert not (stage.data / "exports").exists()
    done = stage.run("crawl", "--no-export")
    assert done.returncode == 0, done.stderr
    assert not (stage.data / "exports").exists()
    done = stage.run("crawl")
    assert done.returncode == 0, done.stderr
    whole = stage.exports()
    assert {"actions.json", "records.jsonl", "projects.csv", "manifest.json"} <= whole.keys()
    (told,) = (one for one in done.stderr.splitlines() if f"{stage.data / 'exports'}: " in one)
    assert told.endswith("begin with projects.csv")
    # One that is cut short leaves them as they were.
    stage.site.set_day(2)
    done = stage.run("crawl", "--limit", "1")
    assert done.returncode == 3, done.stderr
    assert "not complete: --limit 1 ended it" in done.stderr
    assert "kept as it was" in done.stderr
    assert stage.exports() == whole


def test_a_refresh_cut_at_a_limit_is_not_published(stage: Stage) -> None:
    stage.site.set_day(2)
    assert kept_back(stage, "--limit", "1") == []


def test_settings_reach_the_crawl_and_status_names_their_source(stage: Stage) -> None:
    agents: set[str] = set()

    def listen(request: Request) -> None:
        agents.add(request.headers["user-agent"])

    stage.answer = listen
    assert stage.run(*REFRESH, AIMF_POLITENESS_CONTACT="me@example.org").returncode == 0
    (agent,) = agents
    assert "contact: me@example.org)" in agent
    done = stage.run("status", AIMF_EVERY_DAYS="7")
    lines = done.stdout.splitlines()
    assert "  every_days = 7  (AIMF_EVERY_DAYS)" in lines
    # Those that nobody chose do not drown them, but can be seen.
    assert "  archive = True  (default)" not in lines
    (more,) = (one for one in lines if "--verbose" in one)
    assert more.endswith("more at their default (--verbose shows them)")
    every = stage.run("status", "--verbose", AIMF_EVERY_DAYS="7").stdout.splitlines()
    assert {*lines} - {more} < {*every}
    assert "  archive = True  (default)" in every
