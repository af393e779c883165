"""The report: one file that asks nobody, the same bytes twice, the right figures, hostile words as text."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from aimf_scraper import records as r
from aimf_scraper.explore.report import report_page
from aimf_scraper.explore.texts import LANGUAGES, Texts
from aimf_scraper.store import open_store
from tests.archive.command import aimf
from tests.store.samples import DAY_1, DAY_2, TITLE, action, changed

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "</style></svg></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}"


def outside(page: str) -> list[str]:
    """Return every address of a page that a browser would ask for without being told to."""
    tree = html.fromstring(page)
    asked = tree.xpath("//@src | //link/@href | //*[name()='image' or name()='use']/@href")
    asked += re.findall(r"url\(|@import", page)
    return [one for one in asked if not one.startswith("data:")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_asks_nobody_and_runs_nothing(demo: Path, language: str) -> None:
    with open_store(demo / "aimf.db", read_only=True) as store:
        page = report_page(store, Texts(language))
    assert outside(page) == []
    assert "<script" not in page
    assert html.fromstring(page).get("lang") == language
    (policy,) = html.fromstring(page).xpath("//meta[@http-equiv]/@content")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_the_same_database_gives_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.html", tmp_path / "other.html"
    for path in (one, other):
        done = aimf("report", "--data", demo, "--out", path)
        assert done.out == f"{path}\n"
    assert one.read_bytes() == other.read_bytes()
    aimf("report", "--data", demo, "--lang", "en", "--out", other)
    assert "What changed" in other.read_text(encoding="utf-8")


def test_the_report_of_the_demo_has_the_databases_figures(demo: Path) -> None:
    with open_store(demo / "aimf.db", read_only=True) as store:
        page = report_page(store, Texts("en"))
    with closing(sqlite3.connect(demo / "aimf.db")) as db:
        ((euros,),) = db.execute("SELECT sum(amount_eur) FROM projects")
        ((actions,),) = db.execute("SELECT count(*) FROM projects")
        ((country, most),) = db.execute(
            """SELECT c.country_name, sum(p.amount_eur) AS euros FROM projects AS p
            JOIN project_countries AS c ON c.record_id = p.id
            GROUP BY c.country ORDER BY euros DESC LIMIT 1"""
        )
    tree = html.fromstring(page)
    figures = {
        one.findtext("dt"): one.find("dd").text for one in tree.xpath("//dl[@class='figures']/div")
    }
    assert figures["Actions"] == str(actions)
    assert f"together €{euros:,.2f}".split(".")[0] in tree.text_content()
    first = tree.xpath("//table[caption='By country']/tbody/tr")[0]
    assert first.findtext("th/a") or first.findtext("th") == country
    assert first.xpath("td[@class='num']")[0].text.strip() == Texts("en").short_euros(most)
    told = json.loads(aimf("report", "--data", demo, "--json").out)
    assert told["money"]["euros"] == pytest.approx(euros)
    assert told["counts"]["action"] == actions
    assert told["changes"]["added"] == sum(told["counts"].values())


def page_of(folder: Path, record: r.Record, *, error: str | None = None) -> str:
    with open_store(folder / "aimf.db") as store:
        run = store.start_run("crawl", DAY_1, {})
        store.save(record, run=run, seen_at=DAY_2)
        return report_page(store, Texts("fr"), error=error)


def test_what_the_site_says_is_text(tmp_path: Path) -> None:
    town = r.City(HOSTILE, HOSTILE, "CM", None, 3.8, 11.5, "main", (), 0.9)
    country = r.Country("CM", HOSTILE, (), 0.9)
    partner = r.Partner(HOSTILE, HOSTILE, "public", "funder", (), 0.9)
    record = changed(
        action(),
        title=HOSTILE,
        url="javascript:alert(1)",
        themes=(HOSTILE,),
        cities=(town,),
        countries=(country,),
        partners=(partner,),
        contributions=(),
    )
    page = page_of(tmp_path, record, error=HOSTILE)
    tree = html.fromstring(page)
    assert not tree.xpath("//script | //img | //*[@onerror]")
    assert not [href for href in tree.xpath("//@href") if href.startswith("javascript:")]
    assert tree.text_content().count("alert(1)") >= 5
    assert "{{7*7}}" in page


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=30))
def test_any_title_is_shown_as_it_is(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    page = page_of(tmp_path_factory.mktemp("any"), changed(action(), title=title))
    changes = html.fromstring(page).get_element_by_id("changes")
    assert title in "".join(changes.xpath(".//p[@class='title']")[0].itertext())


def test_a_change_is_told_word_by_word(tmp_path: Path) -> None:
    with open_store(tmp_path / "aimf.db") as store:
        store.save(action(), run=store.start_run("crawl", DAY_1, {}), seen_at=DAY_1)
        run = store.start_run("crawl", DAY_2, {})
        store.save(changed(action(), status="completed"), run=run, seen_at=DAY_2)
        page = report_page(store, Texts("en"))
    changes = html.fromstring(page).get_element_by_id("changes")
    assert "one record changed" in changes.text_content()
    assert TITLE in changes.text_content()
    assert changes.xpath(".//del")[0].text_content() == "ongoing"
    assert changes.xpath(".//ins")[0].text_content() == "completed"


def test_an_empty_database_has_a_report(tmp_path: Path) -> None:
    with open_store(tmp_path / "aimf.db") as store:
        page = report_page(store, Texts("en"))
    assert "No crawl has been finished" in page


def test_without_a_database_there_is_one_line(tmp_path: Path) -> None:
    done = aimf("report", "--data", tmp_path / "none", code=None)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1


def test_a_refresh_leaves_the_page_beside_its_text(tmp_path: Path) -> None:
    data = tmp_path / "data"
    aimf("refresh", "--demo", "--quiet", "--no-archive", "--data", data)
    stems = {path.stem: {path.suffix} for path in (data / "logs").glob("refresh-*")}
    (stem,) = stems
    page = (data / "logs" / f"{stem}.html").read_text(encoding="utf-8")
    assert outside(page) == []
    assert "115 records added" in page
