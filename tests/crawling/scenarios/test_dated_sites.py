"""Sites whose API dates each item, and is wrong about one, or tells it anew, for a night or for ever."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.crawling.conftest import Ran, run

from .small_site import JSON, Answer, Asked, Item, SmallSite, items
from .test_nights import Night, Scenario, live_through
from .test_scenarios import assert_invariants

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TYPES = '{"post": {"slug": "post", "rest_base": "posts"}, "actions": {"slug": "actions", "rest_base": "actions"}}'


def dated(count: int = 4, **said: object) -> SmallSite:
    return SmallSite(**{"held": items(count), "rest": True, **said})  # type: ignore[arg-type]  # its own fields


def edited(site: SmallSite, number: int, *, modified: str | None = "2024-06-01T08:00:00") -> None:
    one = site.held[number]
    one.end = f"{one.end} Il siège le lundi."
    one.modified = modified or one.modified


def as_action(site: SmallSite, *, modified: str | None = "2024-06-01T08:00:00") -> None:
    """Let the API name the item of number 1 among the actions, at its old address."""
    edited(site, 1, modified=modified)
    moved = site.held[1]

    def odd(asked: Asked) -> Answer | None:
        if asked.path == "/wp-json/wp/v2/types":
            return Answer(200, JSON, TYPES)
        for base in ("posts", "actions"):
            if asked.path == f"/wp-json/wp/v2/{base}":
                held = site.held
                site.held = [one for one in held if (one is moved) == (base == "actions")]
                answer = site.posts(asked)
                site.held = held
                return answer
        return None

    site.odd = odd


def kinds(ran: Ran) -> dict[str, str]:
    with ran.open() as store:
        return {one["id"]: one["kind"] for one in store.records()}


def neighbours_links(site: SmallSite) -> None:
    """Let the API give each item the address of the next one."""

    def odd(asked: Asked) -> Answer | None:
        if asked.path != "/wp-json/wp/v2/posts":
            return None
        answer = site.posts(asked)
        told = json.loads(answer.body) if answer.status == 200 else []
        links = [one["link"] for one in told]
        for one, link in zip(told, [*links[1:], *links[:1]], strict=True):
            one["link"] = link
        return answer._replace(body=json.dumps(told))

    site.odd = odd
    edited(site, 1)


def as_usual(site: SmallSite) -> None:
    site.odd = lambda _: None


def of_the_day(*, each_time: bool) -> Callable[[SmallSite], None]:
    """Return what lets the page of the last item say something else each night, or each time."""

    def change(site: SmallSite) -> None:
        told = site.held[-1]
        number = len(site.requests)

        def body(item: Item) -> str:
            said = len(site.requests) if each_time else number
            more = f"<p>La maxime {said} du registre des puits de la commune.</p>"
            return item.body + (more if item is told else "")

        site.body = body

    return change


def and_edited(
    change: Callable[[SmallSite], None], number: int, day: str
) -> Callable[[SmallSite], None]:
    def both(site: SmallSite) -> None:
        change(site)
        edited(site, number, modified=f"{day}T08:00:00")

    return both


def put_back(site: SmallSite) -> None:
    """Let the API date all items as an old backup does."""
    for one in site.held:
        one.modified = "2023-01-01T08:00:00"


def one_put_back(site: SmallSite) -> None:
    edited(site, 2, modified="2024-01-15T08:00:00")


LIE = "rest said that 1 pages did not change"

SCENARIOS = [
    Scenario(
        "a page that reads otherwise each time, and another one edited",
        dated,
        (
            Night(0, held=4),
            Night(
                0,
                ("reads otherwise each time it is asked for",),
                and_edited(of_the_day(each_time=True), 1, "2024-05-01"),
                held=4,
            ),
            Night(0, (), lambda site: edited(site, 1), held=4),
        ),
    ),
    Scenario(
        "a page that reads otherwise each night, and another one edited",
        dated,
        (
            Night(0, held=4),
            Night(3, (LIE,), of_the_day(each_time=False), held=4),
            Night(3, (LIE,), of_the_day(each_time=False), held=4),
            Night(
                0,
                ("known gap: audit {}/actualite/puits-3/",),
                and_edited(of_the_day(each_time=False), 1, "2024-05-01"),
                held=4,
                silent=(LIE,),
            ),
            Night(0, (), of_the_day(each_time=False), held=4, silent=(LIE,)),
        ),
    ),
    Scenario(
        "an API whose dates all go back, and an item edited the night after",
        dated,
        (
            Night(0, held=4),
            Night(0, (), put_back, held=4, silent=("names no item",)),
            Night(0, (), lambda site: edited(site, 1, modified="2023-03-01T08:00:00"), held=4),
            Night(0, ("records: nothing new",), held=4),
        ),
    ),
    Scenario(
        "an API of which one date goes back, and the text with it",
        dated,
        (Night(0, held=4), Night(0, ("1 changed",), one_put_back, held=4)),
    ),
    Scenario(
        "an item of another type from one night on, at its address",
        dated,
        (
            Night(0, held=4),
            Night(0, ("action           1 held",), as_action, held=4),
            Night(0, ("records: nothing new",), held=4),
        ),
    ),
]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.what)
def test_dated_sites(scenario: Scenario, tmp_path: Path) -> None:
    live_through(scenario, tmp_path)


@pytest.mark.parametrize("modified", [None, "2024-06-01T08:00:00"])
def test_what_becomes_another_kind_keeps_its_id(modified: str | None, tmp_path: Path) -> None:
    with dated() as site:
        arguments = ("--site", site.url, "--quiet")
        before = kinds(run(tmp_path / "data", *arguments))
        as_action(site, modified=modified)
        if modified is None:
            site.held[1].end = ""  # another type, and nothing else
        ran = run(tmp_path / "data", *arguments, "--full")
        assert ran.code == 0, ran.err
        assert_invariants(site, ran)
        assert kinds(ran) == before | {"news:puits-1": "action"}


def test_an_api_that_gives_each_item_its_neighbours_address_for_a_night(tmp_path: Path) -> None:
    """What it told that night is asked anew, though no date changes any more."""
    with dated() as site:
        arguments = ("--site", site.url, "--quiet")
        assert run(tmp_path / "data", *arguments).code == 0
        neighbours_links(site)
        wrong = run(tmp_path / "data", *arguments)
        assert wrong.code == 3
        assert "invariant/own-words" in wrong.err
        as_usual(site)
        ran = run(tmp_path / "data", *arguments)
        assert ran.code == 0, ran.err
        assert_invariants(site, ran)
        with ran.open() as store:
            told = {one["url"]: one["modified"] for one in store.records()}
        assert told == {site.at(one): f"{one.modified}+00:00" for one in site.held}
