"""Decisions in the browser: only by who may take them, written as corrections, in force at once and after."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aimf_scraper.corrections import COLUMNS
from aimf_scraper.crawling.lock import held
from aimf_scraper.demo.server import DemoSite
from aimf_scraper.explore.review import Reviewer
from aimf_scraper.store import open_store
from tests.archive.command import aimf, environment
from tests.explore.folders import ACTION, Browser
from tests.store.samples import DAY_1, SITE, action, changed, news

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ",".join(COLUMNS)
FORM = "application/x-www-form-urlencoded"


def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    unsure = replace(action().budgets[0], confidence=0.4)
    less = replace(action().dates[0], confidence=0.6)
    with open_store(data / "aimf.db") as store:
        run = store.start_run("crawl", DAY_1, {}, SITE)
        for one in (changed(action(), budgets=(unsure,), dates=(less,)), news()):
            store.save(one, run=run, seen_at=DAY_1)
        store.finish_run(run, DAY_1, "complete", {}, {})
    return data


class Desk(NamedTuple):
    browser: Browser
    reviewer: Reviewer
    data: Path

    def page(self, address: str) -> str:
        answer = self.browser.get(address)
        assert answer.status_code == 200, address
        return str(answer.text)

    def form(self, html: str, key: str) -> dict[str, str]:
        """Return what the form of a fact sends, buttons apart."""
        item = html.partition(f'id="fact-{key}"')[2].partition("</li>\n</ul>")[0]
        form = item.partition("<form")[2].partition("</form>")[0]
        return fields_of(form)

    def decide(self, form: dict[str, str], **more: str) -> str:
        answer = self.browser.post("/review/decide", form | more)
        assert answer.status_code == 303, answer.text
        page = self.page(answer.headers["location"].partition("#")[0])
        found = re.search(r'<p class="told"[^>]*>(.*?)</p>', page)
        assert found
        return found[1]


def fields_of(form: str) -> dict[str, str]:
    from html import unescape

    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in found}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    data = folder(tmp_path)
    reviewer = Reviewer(data, data / "corrections.csv", lambda: "2024-02-01T10:00:00+00:00", "Awa")
    desk = Desk(Browser(data, reviewer=reviewer), reviewer, data)
    desk.browser.get(f"/review?token={reviewer.token}")
    return desk


def rows(desk: Desk) -> list[dict[str, str]]:
    if not desk.reviewer.file.exists():
        return []
    with desk.reviewer.file.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def record(desk: Desk) -> dict[str, Any]:
    with open_store(desk.data / "aimf.db", read_only=True) as store:
        found = store.record(ACTION)
    assert found
    return found


def test_the_token_opens_it_and_stays_out_of_the_address(desk: Desk) -> None:
    other = Browser(desk.data, reviewer=desk.reviewer)
    assert other.get("/review").status_code == 403
    assert other.get("/review?token=guessed").status_code == 403
    assert "/review/decide" not in other.get(f"/record/{ACTION}").text
    answer = other.get(f"/review?token={desk.reviewer.token}")
    assert (answer.status_code, answer.headers["location"]) == (302, "/review")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "/review/decide" in other.get(f"/record/{ACTION}").text


def test_without_review_there_are_no_forms(desk: Desk) -> None:
    plain = Browser(desk.data)
    plain.cookies = dict(desk.browser.cookies)
    assert "/review/decide" not in plain.get(f"/record/{ACTION}").text
    assert plain.get("/review").status_code == 404


def test_confirm(desk: Desk) -> None:
    form = desk.form(desk.page(f"/record/{ACTION}?lang=en"), "budgets-0")
    assert desk.decide(form, action="confirm") == "Written: confirm sums “650 M FCFA”."
    (row,) = rows(desk)
    assert (row["action"], row["who"], row["when"]) == ("confirm", "Awa", "2024-02-01")
    (budget,) = record(desk)["budgets"]
    assert budget["confidence"] == 1
    assert {one["rule"] for one in budget["evidence"]} == {"human.confirm"}


def test_reject_and_take_it_back(desk: Desk) -> None:
    page = desk.page(f"/record/{ACTION}")
    form = desk.form(page, "dates-0")
    desk.decide(form, action="reject")
    assert record(desk)["dates"] == []
    desk.decide(form, action="confirm")
    assert len(record(desk)["dates"]) == 1
    desk.decide(form, action="reject")
    assert record(desk)["dates"] == []
    assert len({row["correction_id"] for row in rows(desk)}) == len(rows(desk)) == 3


def test_replace_and_what_cannot_be(desk: Desk) -> None:
    form = desk.form(desk.page(f"/record/{ACTION}?lang=en"), "budgets-0")
    told = desk.decide(form, action="replace", new_value="1.200.000 EUR")
    assert told.startswith("Not written: the value must be")
    assert rows(desk) == []
    desk.decide(form, action="replace", new_value="700000000 XAF", why="sur place")
    assert record(desk)["budgets"][0]["amount"] == 700_000_000
    assert rows(desk)[0]["why"] == "sur place"


def test_add_by_the_words_of_the_text(desk: Desk) -> None:
    page = desk.page(f"/record/{ACTION}")
    form = fields_of(page.partition('class="add"')[2].partition("</form>")[0])
    added = {"as_written": "marché central", "field": "partners", "new_value": "Marché central"}
    desk.decide(form, action="add", **added)
    partner = record(desk)["partners"][-1]
    assert partner["name"] == "Marché central"
    (mark,) = partner["evidence"]
    assert (mark["source"], mark["quote"], mark["rule"]) == ("title", "marché central", "human.add")
    told = desk.decide(form, action="add", **(added | {"as_written": "nulle part"}))
    assert "nulle part" not in {one["name"] for one in record(desk)["partners"]}
    assert "stand no longer" in told


def test_the_next_uncertain_fact(desk: Desk) -> None:
    first = desk.browser.get("/review/next")
    assert first.headers["location"] == f"/record/{ACTION}?item=0#fact-budgets-0"
    page = desk.page(first.headers["location"].partition("#")[0])
    assert 'id="next" href="/review/next?after=0"' in page
    second = desk.browser.get("/review/next?after=0")
    assert (
        second.headers["location"].endswith("#fact-cities-1")
        or "#fact-" in second.headers["location"]
    )
    desk.decide(desk.form(page, "budgets-0"), action="confirm")
    assert "#fact-budgets-0" not in desk.browser.get("/review/next").headers["location"]
    last = desk.browser.get("/review/next?after=99999")
    assert last.headers["location"].startswith("/review?told=")


class Forged(NamedTuple):
    why: str
    headers: dict[str, str]
    without: str = ""


FORGED = [
    Forged("a page of another origin", {"origin": "https://evil.example"}),
    Forged("a page without an origin", {"origin": "null"}),
    Forged("a browser says it comes from elsewhere", {"sec-fetch-site": "cross-site"}),
    Forged("another name for this machine", {"host": "evil.example"}),
    Forged("no CSRF token", {}, without="csrftoken"),
]


@pytest.mark.parametrize("case", FORGED, ids=lambda case: case.why)
def test_a_forged_decision_is_refused(desk: Desk, case: Forged) -> None:
    form = desk.form(desk.page(f"/record/{ACTION}"), "budgets-0")
    form.pop(case.without, None)
    answer = desk.browser.post("/review/decide", form | {"action": "reject"}, headers=case.headers)
    assert answer.status_code == 403
    assert rows(desk) == []


def test_without_the_cookie_nothing_is_decided(desk: Desk) -> None:
    form = desk.form(desk.page(f"/record/{ACTION}"), "budgets-0")
    del desk.browser.cookies["aimf_review"]
    assert desk.browser.post("/review/decide", form | {"action": "reject"}).status_code == 403
    assert rows(desk) == []


def test_while_another_run_holds_the_folder_nothing_is_written(desk: Desk) -> None:
    form = desk.form(desk.page(f"/record/{ACTION}?lang=en"), "budgets-0")
    with held(desk.data):
        assert desk.decide(form, action="reject").startswith("Another run holds the data folder")
    assert rows(desk) == []


def undo_form(html: str) -> dict[str, str]:
    """Return what the button that takes back sends; nothing where there is none."""
    return fields_of(html.partition('action="/review/undo"')[2].partition("</form>")[0])


def beside(desk: Desk) -> Desk:
    """Return the desk of somebody else, in another browser."""
    other = desk._replace(browser=Browser(desk.data, reviewer=desk.reviewer))
    other.browser.get(f"/review?token={desk.reviewer.token}")
    return other


def sent(desk: Desk, form: dict[str, str], to: str = "/review/undo") -> str:
    """Send *form*; return what is said."""
    answer = desk.browser.post(to, form)
    assert answer.status_code == 303, answer.text
    page = desk.page(answer.headers["location"].partition("#")[0])
    found = re.search(r'<p class="told"[^>]*>(.*?)</p>', page)
    return found[1] if found else ""


@pytest.mark.parametrize("old", [b"", b"\xef\xbb\xbf" + HEAD.replace(",", ";").encode() + b"\r\n"])
def test_the_last_decision_is_taken_back_row_and_value(desk: Desk, old: bytes) -> None:
    if old:
        desk.reviewer.file.write_bytes(old)
    before = record(desk)
    page = desk.page(f"/record/{ACTION}?lang=en")
    assert undo_form(page) == {}
    desk.decide(desk.form(page, "dates-0"), action="reject")
    first = desk.reviewer.file.read_bytes()
    desk.decide(desk.form(page, "budgets-0"), action="replace", new_value="700000000 XAF")
    form = undo_form(desk.page(f"/record/{ACTION}"))
    assert (
        sent(desk, form) == "Taken back: replace sums “650 M FCFA”. The file is as it was before."
    )
    assert desk.reviewer.file.read_bytes() == first
    assert record(desk)["budgets"] == before["budgets"]
    assert record(desk)["dates"] == []
    # Once more, from the list; and a third time there is nothing.
    form = undo_form(desk.page("/review"))
    sent(desk, form)
    assert desk.reviewer.file.read_bytes() == (old or f"{HEAD}\r\n".encode())
    assert {**record(desk), "provenance": None} == {**before, "provenance": None}
    assert "There is nothing to take back" in sent(desk, form)


def test_nobody_takes_back_what_another_wrote(desk: Desk) -> None:
    other = beside(desk)
    page = desk.page(f"/record/{ACTION}?lang=en")
    other.page(f"/record/{ACTION}?lang=en")
    desk.decide(desk.form(page, "dates-0"), action="reject")
    form = undo_form(desk.page(f"/record/{ACTION}"))
    assert undo_form(other.page(f"/record/{ACTION}")) == {}
    theirs = form | {"csrftoken": fields_of(other.page(f"/record/{ACTION}"))["csrftoken"]}
    assert "There is nothing to take back" in sent(other, theirs)
    other.decide(other.form(other.page(f"/record/{ACTION}"), "budgets-0"), action="confirm")
    assert sent(desk, form).startswith("Taken back: reject")
    assert [(row["action"], row["field"]) for row in rows(desk)] == [("confirm", "budgets")]


def test_of_two_people_the_second_sees_what_the_first_said(desk: Desk) -> None:
    other = beside(desk)
    sent(other, fields_of(other.page("/review?lang=en")) | {"who": " Bao\n Chi "}, "/review/who")
    page = desk.page(f"/record/{ACTION}?lang=en")
    stale = other.form(other.page(f"/record/{ACTION}"), "budgets-0")
    desk.decide(desk.form(page, "budgets-0"), action="replace", new_value="700000000 XAF")
    told = other.decide(stale, action="reject")
    assert told.startswith("Not written: since you opened the page somebody said “replace”")
    assert "Awa 2024-02-01" in told
    assert len(rows(desk)) == 1
    # On the page as it is now they may say so.
    other.decide(other.form(other.page(f"/record/{ACTION}"), "budgets-0"), action="reject")
    assert [row["who"] for row in rows(desk)] == ["Awa", "Bao Chi"]
    assert record(desk)["budgets"] == []
    # What is said already is not said again.
    again = desk.form(page, "budgets-0")
    assert "Said already (Bao Chi 2024-02-01)" in desk.decide(again, action="reject")
    assert len(rows(desk)) == 2


def test_two_people_are_led_to_different_facts(desk: Desk) -> None:
    other = beside(desk)
    ways = [one.browser.get("/review/next").headers["location"] for one in (desk, other)]
    assert "#fact-" in ways[0]
    assert ways[0] != ways[1]
    assert desk.browser.get("/review/next").headers["location"] == ways[0]


def test_a_page_of_the_sheet_that_was_saved_over_ours(desk: Desk) -> None:
    form = desk.form(desk.page(f"/record/{ACTION}?lang=en"), "dates-0")
    desk.decide(form, action="reject")
    opened = desk.reviewer.file.read_text("utf-8")
    desk.decide(desk.form(desk.page(f"/record/{ACTION}"), "budgets-0"), action="confirm")
    # A spreadsheet that was opened in between saves what it has, in its own way.
    saved = f"\ufeff{opened}".replace(",", ";").replace("\r\n", "\n").replace("\n", "\r\n")
    desk.reviewer.file.write_bytes(saved.encode())
    page = desk.page("/review")
    assert "1 decision that was written here stands no longer in corrections.csv" in page
    assert "650 M FCFA" in page
    told = sent(desk, undo_form(page))
    assert told.endswith("nothing was taken back.")
    assert desk.reviewer.file.read_bytes() == saved.encode()
    assert sent(desk, undo_form(desk.page("/review"))).startswith("Taken back: reject")
    assert record(desk)["dates"]
    # It goes on in the file's own way.
    desk.decide(form, action="reject")
    assert desk.reviewer.file.read_bytes().startswith(b"\xef\xbb\xbfcorrection_id;record_id;")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (f"{HEAD.replace('record_id', 'fiche')}\n", "it has no column record_id"),
        (f'{HEAD}\nc1,"action:a', "a quotation mark is opened"),
        ("\x00\x01", "it has no column"),
    ],
)
def test_a_damaged_file_is_not_written(desk: Desk, body: str, why: str) -> None:
    desk.reviewer.file.write_text(body, "utf-8")
    before = record(desk)
    form = desk.form(desk.page(f"/record/{ACTION}?lang=en"), "budgets-0")
    told = desk.decide(form, action="reject")
    assert told.startswith("Not written: ")
    assert why in told
    assert desk.reviewer.file.read_text("utf-8") == body
    assert record(desk) == before
    assert desk.browser.get("/review").status_code == 200


def test_a_record_that_is_gone_and_one_that_never_was(desk: Desk) -> None:
    page = desk.page(f"/record/{ACTION}?lang=en")
    form = desk.form(page, "budgets-0")
    assert desk.decide(form, action="reject", record_id="action:nowhere").startswith("Not written")
    assert rows(desk) == []
    with open_store(desk.data / "aimf.db") as store:
        run = store.start_run("crawl", "2024-03-01T00:00:00+00:00", {}, SITE)
        store.mark_gone([ACTION], run=run, at="2024-03-01T00:00:00+00:00")
    told = desk.decide(form, action="reject")
    assert "its record is gone from the site" in told
    assert "Gone from the site since" in desk.page(f"/record/{ACTION}?lang=en")


def test_words_of_a_decision_are_shown_as_text(desk: Desk) -> None:
    page = desk.page(f"/record/{ACTION}")
    form = fields_of(page.partition('class="add"')[2].partition("</form>")[0])
    told = desk.decide(form, action="add", as_written="<b>x</b>", field="partners", new_value="<i>")
    assert "<b>" not in told
    assert "<i>" not in desk.page(f"/record/{ACTION}")


def test_a_decision_in_the_browser_is_in_the_next_refresh_and_export(tmp_path: Path) -> None:
    data = tmp_path / "data"
    env = environment(AIMF_POLITENESS_CONTACT="test@example.org")
    with DemoSite() as site:
        aimf("crawl", "--quiet", "--site", site.url, "--data", data, env=env)
        reviewer = Reviewer(data, data / "corrections.csv", lambda: "2024-02-01T10:00:00+00:00")
        desk = Desk(Browser(data, reviewer=reviewer), reviewer, data)
        desk.browser.get(f"/review?token={reviewer.token}")
        where = desk.browser.get("/review/next").headers["location"]
        address, _, key = where.partition("#fact-")
        form = desk.form(desk.page(address), key)
        desk.decide(form, action="reject")
        site.set_day(2)
        aimf("refresh", "--quiet", "--site", site.url, "--data", data, env=env)
    with open_store(data / "aimf.db", read_only=True) as store:
        (held_one,) = store.corrections()
        assert held_one.state == "applied"
        found = store.record(form["record_id"])
    assert found
    assert found["corrections"] == [held_one.said["correction_id"]]
    exported = (data / "exports" / "corrections.csv").read_text(encoding="utf-8")
    assert held_one.said["correction_id"] in exported
    field = form["field"].partition("[")[0]
    written = [one.get("as_written") for one in found[field]]
    assert form["as_written"] not in written


def test_a_form_of_ours_is_taken_as_a_browser_sends_it(desk: Desk) -> None:
    answer = desk.browser.get(f"/record/{ACTION}")
    # Under "no-referrer" a browser would send the form as if from nowhere: Origin: null.
    assert answer.headers["referrer-policy"] == "same-origin"
    assert '<meta name="referrer" content="same-origin">' in answer.text
    form = desk.form(answer.text, "budgets-0") | {"action": "confirm"}
    headers = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
    assert desk.browser.post("/review/decide", form, headers=headers).status_code == 303
    assert len(rows(desk)) == 1
