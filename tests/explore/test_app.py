"""What `serve` answers: our pages and Datasette's, safe whatever the site's pages hold."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings

from aimf_scraper.explore.links import ServedLinks
from aimf_scraper.explore.questions import questions
from aimf_scraper.explore.record_page import RecordPage, record_body, record_title
from aimf_scraper.explore.texts import Texts
from aimf_scraper.extraction import extract_html
from aimf_scraper.records import Record, to_json
from aimf_scraper.store import open_store
from tests.archive.command import ROOT
from tests.explore.folders import ACTION, HOSTILE, Browser, hostile_folder
from tests.store.samples import DAY_1, RECORDS, SITE, action, changed

if TYPE_CHECKING:
    from pathlib import Path

ADDRESSES = [
    "/",
    "/map",
    "/towns",
    "/partners",
    "/countries",
    "/themes",
    "/search?q=march%C3%A9",
    "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    f"/record/{ACTION}",
    f"/record/{HOSTILE}",
    f"/capture/{ACTION}?fact=budgets-0&n=0",
    f"/framed/{ACTION}?fact=budgets-0&n=0",
    f"/framed/{HOSTILE}",
    "/aimf",
    "/aimf/records?_facet=kind",
    "/aimf/record_cities",
    "/aimf/euros_for_water",
    "/aimf?sql=select+%27%3Cscript%3Ealert(1)%3C/script%3E%27",
    "/aimf?sql=selec",
    "/record/nothing",
    "/nothing/at/all",
    "/-/look.css",
    "/-/record.js",
    "/aimf.json",
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_folder(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def browser(data: Path) -> Browser:
    return Browser(data)


def policy_of(answer: Any) -> dict[str, list[str]]:
    told = [one.split() for one in answer.headers["content-security-policy"].split(";")]
    return {name: values for name, *values in filter(None, told)}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_says_what_a_browser_may_do(browser: Browser, address: str) -> None:
    answer = browser.get(address)
    assert answer.status_code < 500
    policy = policy_of(answer)
    assert policy["default-src"] == ["'none'"]
    assert not [one for values in policy.values() for one in values if "unsafe" in one]
    assert "frame-ancestors" in policy
    hosts = [one for values in policy.values() for one in values if not one.startswith("'")]
    assert set(hosts) <= {"data:"}
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_that_a_page_holds_becomes_a_tag_of_ours(browser: Browser, address: str) -> None:
    answer = browser.get(address)
    if not answer.headers["content-type"].startswith("text/html"):
        return
    html = answer.text
    nonces = re.findall(r"'nonce-([^']+)'", answer.headers["content-security-policy"])
    for script in re.findall(r"<(?:script|style)\b[^>]*>", html):
        assert "src=" in script or (nonces and f'nonce="{nonces[0]}"' in script), script
    assert "alert(1)</script>" not in html
    assert not re.search(
        r"""(?:href|src)=["']?\s*(?:javascript|data:text|vbscript)""", html, re.IGNORECASE
    )
    assert not re.search(r"<[a-z][^<>]*\son[a-z]+\s*=", html)
    assert not re.search(r"<[a-z][^<>]*\sstyle\s*=", html)
    assert not re.search(
        r"""<(?:img|link|script|iframe)[^<>]+(?:src|href)=["']?(?:https?:)?//""", html
    )


def test_forged_marks_are_text(browser: Browser) -> None:
    html = browser.get(f"/record/{HOSTILE}").text
    assert "&lt;mark class=&#34;fact fact-budgets&#34;" in html
    assert html.count('id="fact-budgets-0"') == 0
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert 'id="at-cities-0-0"' in html
    assert "javascript:alert(&#34;x&#34;)" in html  # to be read, not to be followed


def test_a_record_shows_its_facts_and_leads_to_its_capture_and_back(browser: Browser) -> None:
    html = browser.get(f"/record/{ACTION}?lang=en").text
    assert 'id="at-budgets-0-0"' in html
    assert 'href="#at-budgets-0-0"' in html
    assert 'id="fact-budgets-0"' in html
    assert "budgets.amount" in html
    assert "<del>Un autre titre</del>" in re.sub(r"\s+", " ", html) or "<del>" in html
    capture = f"/capture/{ACTION}?fact=budgets-0&amp;n=0"
    assert f'href="{capture}"' in html
    page = browser.get(capture.replace("&amp;", "&"))
    assert f'href="/record/{ACTION}#fact-budgets-0"' in page.text
    assert 'sandbox=""' in page.text
    assert policy_of(page)["frame-src"] == ["'self'"]


def test_the_sentence_is_marked_on_the_archived_page_alone(browser: Browser) -> None:
    answer = browser.get(f"/framed/{ACTION}?fact=budgets-0&n=0")
    assert "sandbox" in policy_of(answer)
    assert policy_of(answer)["sandbox"] == []
    marked = re.findall(r'<mark class="(\w+)"[^>]*>([^<]*)</mark>', answer.text)
    assert [re.sub(r"\s+", " ", words) for name, words in marked if name == "quote"] == [
        "650 M FCFA"
    ]
    sentence = re.sub(r"\s+", " ", "".join(words for _, words in marked))
    assert sentence.startswith("La Ville de Yaoundé mène")
    assert sentence.endswith("entre 2014 et 2019.")
    assert "evil.example" not in answer.text
    assert "menu" in answer.text
    assert "une image" in answer.text
    assert 'href="/captured/20240101000001/' in answer.text


def test_an_archived_page_that_attacks_is_text(browser: Browser) -> None:
    html = browser.get(f"/framed/{HOSTILE}").text
    assert "alert(1)" not in html
    assert "Yaoundé" in html
    assert "display:none" not in html


def test_search_marks_the_words_and_takes_signs_as_words(browser: Browser) -> None:
    assert '<mark class="hit">marché</mark>' in browser.get("/search?q=marche").text
    for odd in ("%22", "a%20OR%20*", "NEAR(", "%00", "'%3B--"):
        assert browser.get(f"/search?q={odd}").status_code == 200


def test_french_and_english_are_switched_and_kept(data: Path) -> None:
    browser = Browser(data)
    assert '<html lang="fr">' in browser.get("/").text
    assert '<html lang="en">' in browser.get("/", headers={"accept-language": "en-GB,fr"}).text
    assert '<html lang="en">' in browser.get("/towns?lang=en").text
    assert '<html lang="en">' in browser.get("/").text
    assert 'href="/towns?lang=fr"' in browser.get("/towns").text
    assert 'href="//evil' not in browser.get("//evil.example/").text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8001", "127.0.0.1.evil.example", ""]
)
def test_another_name_than_this_machines_is_refused(browser: Browser, host: str) -> None:
    assert browser.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8001", "[::1]:8001"])
def test_this_machines_names_are_answered(browser: Browser, host: str) -> None:
    assert browser.get("/themes", headers={"host": host}).status_code == 200


def test_served_to_others_any_name_is_answered(data: Path) -> None:
    asked = Browser(data, loopback=False)
    assert asked.get("/themes", headers={"host": "data.example"}).status_code == 200


def test_nothing_can_be_written(browser: Browser, data: Path) -> None:
    def held() -> Any:
        with closing(sqlite3.connect(data / "aimf.db")) as db:
            return db.execute("SELECT count(*) FROM records").fetchone()

    before = held()
    for address in ("/aimf?sql=delete+from+records", "/aimf?sql=pragma+writable_schema%3D1"):
        assert browser.get(address).status_code == 400
    assert browser.post("/review/decide", {"action": "reject"}).status_code in {403, 404, 405}
    assert before == held()


def test_a_query_without_end_is_cut_off(browser: Browser) -> None:
    endless = (
        "with+recursive+c(x)+as+(select+1+union+all+select+x%2B1+from+c)+select+count(*)+from+c"
    )
    answer = browser.get(f"/aimf?sql={endless}")
    assert answer.status_code == 400
    assert "time limit" in answer.text


def test_tables_and_columns_are_described(browser: Browser) -> None:
    english = Browser(browser.explorer.explore.served.data)
    english.get("/-/language/en")
    html = english.get("/aimf/project_budgets").text
    assert "One row a project and sum" in html
    assert "units of currency" in html


def test_tables_and_questions_are_described_in_french_too(browser: Browser) -> None:
    french = Browser(browser.explorer.explore.served.data)
    answer = french.get("/-/language/fr?to=%2Faimf%2Fproject_budgets%3F_facet%3Dcurrency")
    assert answer.headers["location"] == "/aimf/project_budgets?_facet=currency"
    html = french.get(answer.headers["location"]).text
    assert '<span lang="fr">Une ligne par projet et somme' in html
    assert "en unités de currency" in html
    assert "boutons et messages restent en anglais" in html
    assert "Euros pour l’eau, par pays et par année" in french.get("/aimf/euros_for_water").text
    assert "Euros pour l’eau, par pays et par année" in french.get("/aimf").text
    french.get("/-/language/en")
    assert "One row a project and sum" in french.get("/aimf/project_budgets").text


@pytest.mark.parametrize(
    "to", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/a\r\nX: y", "", "x"]
)
def test_the_switch_of_languages_leads_nowhere_else(browser: Browser, to: str) -> None:
    answer = Browser(browser.explorer.explore.served.data).get(f"/-/language/en?to={quote(to)}")
    assert (answer.status_code, answer.headers["location"]) == (302, "/")


@pytest.mark.parametrize(
    "address", ["/aimf", "/aimf/records", "/aimf/euros_for_water", "/aimf?sql=select+1"]
)
def test_headings_leave_out_no_level(browser: Browser, address: str) -> None:
    levels = [int(one) for one in re.findall(r"<h([1-6])", browser.get(address).text)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def test_an_id_in_a_table_leads_to_its_page(browser: Browser) -> None:
    for table in ("records", "projects", "record_cities"):
        assert f'href="/record/{ACTION}"' in browser.get(f"/aimf/{table}").text, table


def test_saved_queries_are_the_documented_questions(data: Path) -> None:
    text = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    blocks = re.findall(r"\n## (\d+)\. (.*?)\n(.*?)(?=\n## |\Z)", text, re.DOTALL)
    assert [(str(one.number), one.en) for one in questions()] == [(n, t) for n, t, _ in blocks]
    for one, (_, _, body) in zip(questions(), blocks, strict=True):
        said = re.search(r"```sql\n(.*?);\n```", body, re.DOTALL)
        if said:
            assert one.sql.strip() == said[1].strip()
        with closing(sqlite3.connect(data / "aimf.db")) as db:
            db.execute(one.sql).fetchall()


def test_a_database_that_is_replaced_is_read_anew(tmp_path: Path) -> None:
    data = hostile_folder(tmp_path)
    browser = Browser(data)
    asked = "/aimf.json?sql=select+title+from+records+where+kind%3D%27action%27"
    assert "Yaound" in browser.get(asked).text
    assert f"/record/{ACTION}" not in browser.get("/search?q=autre+base").text
    other = hostile_folder(tmp_path / "other")
    with closing(sqlite3.connect(other / "aimf.db")) as db, db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("UPDATE records SET title = 'Autre base' WHERE id = ?", (ACTION,))
    for name in ("aimf.db-wal", "aimf.db-shm"):
        (data / name).unlink(missing_ok=True)
    shutil.move(other / "aimf.db", data / "aimf.db")
    assert "Autre base" in browser.get(asked).text
    assert f"/record/{ACTION}" in browser.get("/search?q=autre+base").text


def test_another_datasette_in_the_process_has_none_of_our_pages(browser: Browser) -> None:
    from datasette.app import Datasette

    plain = Datasette(memory=True)
    answer = asyncio.run(plain.client.get("/"))
    assert answer.status_code == 200
    assert "content-security-policy" not in answer.headers
    assert browser.get("/themes").status_code == 200


@given(record=RECORDS)
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
def test_a_record_however_odd_is_shown(record: Record) -> None:
    data = to_json(record)
    page = RecordPage(data, "2024-01-10", "2024-01-11", None, (), (), (), None)
    for language in ("fr", "en"):
        texts = Texts(language)
        html = record_title(page, texts, ServedLinks()) + record_body(page, texts, ServedLinks())
        assert not re.search(r"<script|<style|\son\w+=\"", html)


ARTICLE = """<html lang="fr"><head><title>Un marché &lt;script&gt;alert(1)&lt;/script&gt;</title></head>
<body><main><article><h1>Lomé : un marché &lt;script&gt;alert(1)&lt;/script&gt;</h1>
<p>La Ville de Lomé ouvre un marché doté de 3 millions d’euros, financé par l’AFD, pour les
commerçantes du quartier, qui attendaient un toit depuis longtemps.</p>
<p>&lt;mark class="fact k-budgets" id="at-budgets-0-0"&gt;99 M€&lt;/mark&gt; et
<a href="javascript:alert(2)">un lien</a>, <a href="https://evil.example/">un autre</a>.
<script>alert(3)</script>Le marché compte deux cents places, et l’eau y coule à nouveau.</p>
</article></main></body></html>"""


def test_a_title_without_end_fills_no_screen(tmp_path: Path) -> None:
    words = " ".join(f"mot{number}" for number in range(2_000))
    with open_store(tmp_path / "aimf.db") as store:
        run = store.start_run("crawl", DAY_1, {}, SITE)
        record = changed(action(), title=words, cities=(), partners=(), contributions=())
        store.save(record, run=run, seen_at=DAY_1)
        store.finish_run(run, DAY_1, "complete", {}, {})
    browser = Browser(tmp_path)
    page = browser.get(f"/record/{ACTION}").text
    assert re.search(r'<h1 class="long" tabindex="0">.*mot1999', page)
    assert 'class="long"' not in browser.get(f"/capture/{ACTION}").text
    for address in ("/", "/search?q=mot7", f"/capture/{ACTION}", "/country/CM"):
        html = browser.get(address).text
        assert "mot7" in html, address
        assert "mot1999" not in html, address


def test_a_page_that_the_crawl_reads_shows_its_tags_as_text(tmp_path: Path) -> None:
    record = extract_html(ARTICLE.encode(), url=f"{SITE}/actions/lome-marche/")
    data = tmp_path / "data"
    with open_store(data / "aimf.db") as store:
        run = store.start_run("crawl", DAY_1, {}, SITE)
        store.save(record, run=run, seen_at=DAY_1)
    html = Browser(data).get(f"/record/{record.id}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;mark class=" in html
    assert html.count('id="at-budgets-0-0"') == 1
    assert re.search(r'id="at-budgets-0-0"><a class="ref"[^>]*></a>3 millions d’euros</mark>', html)
    assert "<script>alert" not in html
    assert 'href="javascript:' not in html
