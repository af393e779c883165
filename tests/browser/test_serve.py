"""`serve` as people use it: every page by mouse and keyboard, wide and narrow, French and English."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from aimf_scraper.store import open_store
from tests.browser.conftest import WIDTHS, Visitor
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Visit = Callable[..., Visitor]

RECORD = "action:man-odienne-san-pedro-des-metiers-pour-les-jeunes"
SIEM = "action:siem-reap-boues-de-vidange-et-regeneration-des-sols"
ADDRESSES = {
    "front": "",
    "map": "map",
    "search": "search?q=eau",
    "record": f"record/{RECORD}",
    "history": f"record/{SIEM}",
    "capture": f"capture/{RECORD}?fact=budgets-0&n=0",
    "towns": "towns",
    "town": "town/geonames:2284647",
    "partners": "partners",
    "partner": "partner/body:afd",
    "countries": "countries",
    "country": "country/CI",
    "themes": "themes",
    "theme": "theme/%C3%89ducation",
    "nowhere": "record/nothing",
}
#: Datasette's own pages: its look is its own, but nothing of it may fail.
DATASETTE = {
    "tables": "aimf",
    "table": "aimf/project_budgets?_facet=currency",
    "question": "aimf/euros_for_water",
    "sql": "aimf?sql=select+1",
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_is_sound(served: str, visitor: Visit, name: str, width: int, language: str) -> None:
    visit = visitor(width, language)
    answer = visit.open(f"{served}{ADDRESSES[name]}")
    assert answer.status == (404 if name == "nowhere" else 200)
    assert visit.page.locator("html").get_attribute("lang") == language
    visit.picture(name)
    assert visit.amiss() == []
    if name == "nowhere":
        visit.complaints.clear()  # that the page is none is said in the console too


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", DATASETTE)
def test_datasettes_pages_work_under_our_policy(
    served: str, visitor: Visit, name: str, width: int
) -> None:
    visit = visitor(width, "en")
    assert visit.open(f"{served}{DATASETTE[name]}").status == 200
    visit.picture(f"datasette-{name}")


@pytest.mark.parametrize("name", ["front", "record", "capture"])
def test_dark(served: str, visitor: Visit, name: str) -> None:
    visit = visitor(1280, "en", dark=True)
    visit.open(f"{served}{ADDRESSES[name]}")
    visit.picture(f"dark-{name}")
    assert visit.amiss() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_from_the_front_to_the_sentence_on_the_archived_page_and_back(
    served: str, visitor: Visit, width: int
) -> None:
    visit = visitor(width, "en")
    page = visit.page
    visit.open(served)
    page.get_by_role("searchbox").fill("odienne")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Man, Odienné").first.click()
    page.wait_for_url(f"**/record/{RECORD}")
    item = page.locator("#fact-budgets-0")
    item.locator("summary").first.click()
    item.get_by_role("link", name="on the archived page").first.click()
    page.wait_for_url("**/capture/**")
    frame = page.frame_locator("iframe.captured")
    assert frame.locator("mark.quote").first.inner_text() == "25,5 millions d’euros"
    assert "doté de" in " ".join(frame.locator("mark").all_inner_texts())
    assert frame.locator("mark.quote").first.bounding_box()["y"] < 900
    page.get_by_role("link", name="Back to the record").click()
    page.wait_for_url(f"**/record/{RECORD}#fact-budgets-0")
    page.locator("#fact-budgets-0 a[href^='#at-']").first.wait_for(state="attached")


def test_facts_and_their_places_show_one_another_by_keyboard(served: str, visitor: Visit) -> None:
    visit = visitor(1280, "en")
    page = visit.page
    visit.open(f"{served}record/{RECORD}")
    mark = page.locator("#at-budgets-0-0")
    mark.locator("a.ref").first.focus()
    assert "here" in (page.locator("#fact-budgets-0").get_attribute("class") or "").split()
    page.keyboard.press("Enter")
    page.wait_for_url("**#fact-budgets-0")
    assert mark.inner_text() == "25,5 millions d’euros"


def test_the_language_is_switched_and_stays(served: str, visitor: Visit) -> None:
    visit = visitor(390, "en")
    visit.open(f"{served}themes")
    visit.page.get_by_role("link", name="Français").click()
    visit.page.wait_for_url("**/themes?lang=fr")
    visit.page.get_by_role("link", name="Pays").first.click()
    assert visit.page.locator("html").get_attribute("lang") == "fr"


def add_by_selecting(page: Any) -> None:
    words = page.locator("section[data-source=text] p").nth(2)
    words.evaluate(
        """(line) => {
            const node = line.lastChild, range = document.createRange();
            const start = node.data.indexOf("mis à son compte");
            range.setStart(node, start);
            range.setEnd(node, start + "mis à son compte".length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.wait_for_function("document.getElementById('add-words').value !== ''")
    form = page.locator("section.add form")
    form.locator("select[name=field]").select_option("partners")
    form.locator("input[name=new_value]").fill("Caisse des métiers")
    form.get_by_role("button").click()
    page.wait_for_url("**#told")
    assert "mis à son compte" in page.locator("#told").inner_text()
    assert page.locator("li.k-partners", has_text="Caisse des métiers").count() == 1


def replace_by_enter(page: Any) -> None:
    # Enter in the field of what is right replaces; it does not confirm what stands there.
    item = page.locator("#fact-budgets-0")
    item.get_by_text("Replace").first.click()
    item.locator("input[name=new_value]").fill("25000000 EUR")
    item.locator("input[name=new_value]").press("Enter")
    page.wait_for_function("document.getElementById('told').innerText.includes('replace')")
    assert "25,000,000" in page.locator("#fact-budgets-0").inner_text()


@pytest.mark.parametrize("width", WIDTHS)
def test_review_by_keys_and_by_selecting_words(
    crawled: Path, tmp_path: Path, visitor: Visit, width: int
) -> None:
    data = shutil.copytree(crawled, tmp_path / "data")
    with serving(data, "--review", "--who", "Awa") as shown:
        address = shown.address
        visit = visitor(width, "en")
        page = visit.page
        visit.open(address)
        assert "token" not in page.url
        visit.picture("review")
        assert visit.amiss() == []
        page.keyboard.press("n")
        page.wait_for_url("**/record/**#fact-*")
        first = page.url
        visit.picture("review-record")
        assert visit.amiss() == []
        page.keyboard.press("c")
        page.wait_for_url("**#told")
        assert page.locator("#told").inner_text().startswith("Written: confirm")
        visit.picture("review-told")
        page.keyboard.press("u")
        page.wait_for_function("document.getElementById('told').innerText.startsWith('Taken back')")
        assert "confirm" not in (data / "corrections.csv").read_text(encoding="utf-8")
        page.goto(first)
        page.locator("li.fact-item:target").wait_for()
        page.keyboard.press("c")
        page.wait_for_url("**#told")
        assert page.locator("#told").inner_text().startswith("Written: confirm")
        assert visit.amiss() == []
        page.keyboard.press("n")
        page.wait_for_url("**/record/**#fact-*")
        assert page.url != first
        page.goto(f"{address.partition('review')[0]}record/{RECORD}")
        add_by_selecting(page)
        replace_by_enter(page)
    text = (data / "corrections.csv").read_text(encoding="utf-8")
    assert re.search(r"confirm.*Awa", text)
    with open_store(data / "aimf.db", read_only=True) as store:
        assert {one.state for one in store.corrections()} == {"applied"}


def test_two_people_at_once(crawled: Path, tmp_path: Path, visitor: Visit) -> None:
    data = shutil.copytree(crawled, tmp_path / "data")
    with serving(data, "--review") as shown:
        visits = visitor(1280, "en"), visitor(1280, "en")
        first, second = (visit.page for visit in visits)
        record = f"{shown.address.partition('review')[0]}record/{RECORD}#fact-budgets-0"
        for visit, name in zip(visits, ("Awa", "Bao"), strict=True):
            page = visit.page
            visit.open(shown.address)
            page.get_by_label("Your name").fill(name)
            page.get_by_role("button", name="This is me").click()
            page.goto(record)
        first.locator("#fact-budgets-0 button[value=reject]").click()
        first.wait_for_url("**#told")
        second.locator("#fact-budgets-0 button[value=confirm]").click()
        second.wait_for_url("**#told")
        assert "somebody said “reject”" in second.locator("#told").inner_text()
        assert second.locator("#undo").count() == 0
        first.locator("#undo").click()
        first.wait_for_function(
            "document.getElementById('told').innerText.startsWith('Taken back')"
        )
    rows = (data / "corrections.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1
