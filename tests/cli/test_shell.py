"""Completion in a shell, short options, JSON everywhere, one exit code for one condition."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from aimf_scraper import __version__
from aimf_scraper.cli import cli
from aimf_scraper.demo.server import DemoSite
from aimf_scraper.store import open_store
from tests.archive.command import ROOT, aimf, environment
from tests.store.samples import DAY_1, action, news

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with open_store(tmp_path / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {})
        for record in (action(), action("gone"), action("douala"), news()):
            store.save(record, run=1, seen_at=DAY_1)
        store.mark_gone(["action:gone"], 1, DAY_1)
        store.finish_run(1, DAY_1, "complete", {}, {})
    return tmp_path


def completed(*words: object) -> list[str]:
    """Return what a shell offers for the last of *words*."""
    *before, last = map(str, words)
    complete = ShellComplete(cli, {}, "aimf-scraper", "_AIMF_SCRAPER_COMPLETE")
    return [one.value for one in complete.get_completions(before, last)]


def test_commands_and_lists_of_names_are_completed() -> None:
    assert completed("re") == ["rebuild", "refresh", "report", "review"]
    assert completed("crawl", "--kinds", "e") == ["event"]
    assert completed("crawl", "--kinds", "event,") == [
        *("event,action", "event,news", "event,publication", "event,page")
    ]
    assert completed("export", "--formats", "json,js") == ["json,jsonl", "json,jsonld"]
    assert completed("export", "--formats", "nothing") == []


def test_ids_of_records_are_completed(data: Path) -> None:
    for command in (["explain"], ["archive", "show"], ["archive", "open"]):
        assert completed(*command, "--data", data, "action:") == [
            *("action:douala", "action:yaounde-marche")
        ]
    assert completed("explain", "--data", data, "news:i") == ["news:inauguration"]
    # Where there is no database, the shell completes files, and nothing is made.
    assert completed("explain", "--data", data / "none", "pag") == ["pag"]
    assert not (data / "none").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_what_the_docs_say_of_completion_works(data: Path, shell: str) -> None:
    text = (ROOT / "docs" / "faq.md").read_text(encoding="utf-8")
    assert f"_AIMF_SCRAPER_COMPLETE={shell}_source aimf-scraper" in text
    script = aimf(env=environment(_AIMF_SCRAPER_COMPLETE=f"{shell}_source")).out
    assert f"{shell}_complete" in script
    words = f"aimf-scraper explain --data {data} action:d"
    said = {"bash": "4", "zsh": "4", "fish": "action:d"}[shell]
    asked = {"_AIMF_SCRAPER_COMPLETE": f"{shell}_complete", "COMP_WORDS": words}
    assert "action:douala" in aimf(env=environment(**asked, COMP_CWORD=said)).out


def invoke(*arguments: object, code: int = 0) -> Any:
    done = CliRunner().invoke(cli, [*map(str, arguments)], standalone_mode=False)
    assert (done.exit_code or done.return_value or 0) == code, (done.output, done.exception)
    return done


def test_short_options() -> None:
    assert invoke("-V").stdout == invoke("--version").stdout
    assert __version__ in invoke("-V").stdout
    for command in ("crawl", "refresh", "rebuild"):
        told = invoke(command, "--help").stdout
        assert "-q, --quiet" in told
        assert "--json" in told
    assert "-v, --verbose" in invoke("crawl", "--help").stdout


def test_json_tells_what_the_lines_tell(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = json.loads(invoke("export", "--data", data, "--out", out, "--json").stdout)
    assert told["folder"] == str(out)
    assert {one["name"] for one in told["files"]} >= {"actions.json", "projects.csv"}
    items = json.loads(invoke("review", "--data", data, "--json").stdout)
    assert items == sorted(items, key=lambda one: -one["priority"])
    assert {"record_id", "field", "quote", "why"} <= {*items[0]}
    table = tmp_path / "review.csv"
    table.write_text(
        "decision,record_id,field,as_written\nconfirm,action:douala,budgets,650 M FCFA\nmaybe,x,y,z\n"
    )
    told = json.loads(invoke("review", "--data", data, "--import", table, "--json", code=3).stdout)
    assert (told["new"], len(told["problems"])) == (1, 1)


def test_a_crawl_a_refresh_and_a_rebuild_tell_themselves_as_json(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with DemoSite() as site:
        options = ("--site", site.url, "--data", data, "--kinds", "event")
        done = aimf("crawl", *options, "--json", "--verbose")
        told = json.loads(done.out)
        assert (told["exit_code"], told["status"]) == (0, "complete")
        assert told["exports"] == str(data / "exports")
        assert f"200 {site.url}/evenement/" in done.err
        told = json.loads(aimf("refresh", *options, "--json", "-q").out)
        assert (told["exit_code"], told["good"]) == (0, True)
    told = json.loads(aimf("rebuild", "--data", data, "--kinds", "event", "--json", "-q").out)
    assert told["run"] == 3
    assert told["changes"] == []


@pytest.mark.parametrize(
    "command",
    [
        *("changes", "export", "explain action:x", "review", "status", "rebuild"),
        *("archive list", "archive verify", "archive wacz", "archive show action:x"),
    ],
)
def test_no_data_is_wrong_usage_for_every_command_that_reads_some(
    tmp_path: Path, command: str
) -> None:
    done = CliRunner().invoke(cli, [*command.split(), "--data", str(tmp_path / "none")])
    error = done.exception
    assert getattr(error, "exit_code", None) == 2, (done.output, error)
    assert not (tmp_path / "none").exists()
