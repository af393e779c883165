"""IATI 2.03: in the order of the schema, nothing invented; held against the schema where it is at hand."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from aimf_scraper.publishing import publish
from aimf_scraper.records import Contribution
from aimf_scraper.store import open_store
from exports import FORMATS
from tests.availability import unavailable
from tests.store.samples import DAY_1, action, changed, said

#: The order of the schema, as far as we fill it.
ORDER = [
    *("iati-identifier", "reporting-org", "title", "description", "participating-org"),
    *("activity-status", "activity-date", "recipient-country", "location"),
    *("sector", "transaction"),
    *("document-link", "{https://aimf-scraper.invalid/ns/stated-sums}sum"),
]
AIMF = "Association internationale des maires francophones"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    gift = Contribution(
        *(AIMF, "Yaoundé", 1_000_000, None, "EUR", "grant", 0, False, "1 M€"),
        said("1 M€", "x.y"),
        0.9,
    )
    odd = changed(action("odd"), title="<b>&\x00", contributions=(gift,))
    with open_store(tmp_path / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {})
        plain = changed(action(), contributions=())
        for record in (plain, odd, changed(action("bare"), status=None)):
            store.save(record, run=1, seen_at=DAY_1)
    publish(tmp_path / "aimf.db", tmp_path / "exports", {"iati": FORMATS["iati"]})
    return tmp_path / "exports" / "activities.xml"


def test_activities_say_what_is_stated_in_the_order_of_the_schema(written: Path) -> None:
    root = etree.parse(written).getroot()
    assert root.get("version") == "2.03"
    activities = root.findall("iati-activity")
    assert len(activities) == 2
    for one in activities:
        places = [ORDER.index(child.tag) for child in one]
        assert places == sorted(places)
        assert one.find("reporting-org").get("secondary-reporter") == "1"
        assert one.find("budget") is None  # no period of ours
        days = {day.get("type"): day.get("iso-date") for day in one.findall("activity-date")}
        assert days == {"2": "2014-01-01", "3": "2019-12-31"}
        assert one.find("location/point/pos").text == "3.86667 11.51667"
        assert one.find(ORDER[-1]).get("amount") == "650000000"
    gifts = {one.find("iati-identifier").text: one.findall("transaction") for one in activities}
    assert [len(one) for one in gifts.values()] == [1, 0]
    (gift,) = gifts["XX-AIMF-SCRAPER-action:odd"]
    assert gift.find("value").text == "1000000"
    assert gift.find("transaction-date").get("iso-date") == action().published
    assert [one.get("code") for one in root.iterfind("iati-activity[1]/sector")] == [
        "climat",
        "economie",
    ]
    assert b"1 actions state no status" in written.read_bytes()


def test_a_gift_a_year_and_a_part_of_a_gift_are_no_transactions(tmp_path: Path) -> None:
    gift, whole = action().contributions[0], action().budgets[0]
    yearly, part = replace(whole, scope="annual"), replace(whole, scope="grant", part_of=0)
    told = changed(
        action(),
        budgets=(whole, yearly, part),
        contributions=tuple(replace(gift, budget=at) for at in (0, 1, 2)),
    )
    with open_store(tmp_path / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {})
        store.save(told, run=1, seen_at=DAY_1)
    publish(tmp_path / "aimf.db", tmp_path / "exports", {"iati": FORMATS["iati"]})
    root = etree.parse(tmp_path / "exports" / "activities.xml").getroot()
    assert len(root.findall(".//transaction")) == 1
    assert len([one for one in root.iter() if one.get("scope")]) == 3


def test_shares_of_countries_are_a_hundred_together(tmp_path: Path) -> None:
    country = action().countries[0]
    several = tuple(type(country)(code, code, (), 0.9) for code in ("CM", "TG", "BJ"))
    with open_store(tmp_path / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {})
        store.save(changed(action(), countries=several), run=1, seen_at=DAY_1)
    publish(tmp_path / "aimf.db", tmp_path / "exports", {"iati": FORMATS["iati"]})
    root = etree.parse(tmp_path / "exports" / "activities.xml")
    shares = [float(one.get("percentage")) for one in root.iter("recipient-country")]
    assert len(shares) == 3
    assert sum(shares) == pytest.approx(100, abs=1e-9)


def test_what_has_not_come_yet_is_planned(tmp_path: Path) -> None:
    late = replace(action().dates[0], edtf="2030/2031", start="2030", end="2031")
    only_end = replace(action().dates[0], edtf="2019", start="2019", end="2019", role="end")
    records = (
        changed(action("late"), status="completed", dates=(late,)),
        changed(action("done"), status="completed"),
        changed(action("ends"), dates=(only_end,)),
        changed(action("none"), themes=()),
    )
    with open_store(tmp_path / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {})
        for record in records:
            store.save(record, run=1, seen_at=DAY_1)
    publish(tmp_path / "aimf.db", tmp_path / "exports", {"iati": FORMATS["iati"]})
    root = etree.parse(tmp_path / "exports" / "activities.xml")
    kinds = {
        one.find("iati-identifier").text.rpartition(":")[2]: [
            day.get("type") for day in one.findall("activity-date")
        ]
        for one in root.iter("iati-activity")
    }
    assert kinds == {"late": ["1", "3"], "done": ["2", "4"], "none": ["2", "3"]}
    (unsaid,) = root.xpath("//iati-activity[contains(iati-identifier, ':none')]/sector")
    assert (unsaid.get("vocabulary"), unsaid.get("code")) == ("1", "99810")


def test_the_schema_takes_it(written: Path) -> None:
    at = os.environ.get("AIMF_IATI_SCHEMA")
    if at is None:
        unavailable("AIMF_IATI_SCHEMA names no schema: tests/exports/get-schema fetches it")
    schema = etree.XMLSchema(etree.parse(at))
    schema.assertValid(etree.parse(written))


def test_the_ruleset_takes_it(written: Path) -> None:
    """IATI's own program holds it against schema, code lists and ruleset of the standard."""
    at = os.environ.get("AIMF_IATI_SCHEMA")
    if at is None:
        unavailable("AIMF_IATI_SCHEMA names no schema: tests/exports/get-schema fetches it")
    program = """if True:
        import sys, iati, iati.default, iati.validator
        data = iati.Dataset(open(sys.argv[1], "rb").read())
        for one in iati.validator.full_validation(data, iati.default.activity_schema("2.03")):
            if one.status == "error":
                print(one.name, one.info)
        """
    done = subprocess.run(
        [sys.executable, "-c", program, written],
        env=os.environ | {"PYTHONPATH": str(Path(at).parent / "program")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
