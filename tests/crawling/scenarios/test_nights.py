"""One site over several nights, and what is odd about each: what is told, held, published, given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.crawling.conftest import Ran, run

from .small_site import HTML, XML, Answer, Asked, SmallSite, items
from .test_scenarios import assert_invariants

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: A page that the sitemap names and that is none of the site's items.
ODD = "/actualite/porte-close/"


class Night(NamedTuple):
    """One run. ``change``: what happens to the site before it. ``says``: words of what it prints.

    ``held``: how many records stand afterwards; ``asked``: how often the odd page was.
    """

    code: int
    says: tuple[str, ...] = ()
    change: Callable[[SmallSite], None] = lambda _: None
    held: int | None = None
    asked: int | None = None
    silent: tuple[str, ...] = ()


class Scenario(NamedTuple):
    what: str
    build: Callable[[], SmallSite]
    nights: tuple[Night, ...]
    more: tuple[str, ...] = ()


def naming(path: str, answer: Answer, **said: object) -> Callable[[], SmallSite]:
    """Return what makes a site whose sitemap names *path* too, which gives *answer*."""

    def build() -> SmallSite:
        site = SmallSite(**{"listed": 0, **said})  # type: ignore[arg-type]  # its own fields

        def odd(asked: Asked) -> Answer | None:
            if asked.path == "/wp-sitemap.xml":
                return Answer(200, XML, site.urlset([site.url + path, *map(site.at, site.held)]))
            return answer if asked.path == path else None

        site.odd = odd
        return site

    return build


def later(after: str) -> Answer:
    return Answer(503, HTML | {"Retry-After": after}, "Plus tard")


def edited(site: SmallSite) -> None:
    site.held[2].end = " Le registre a une page de plus."


SCENARIOS = [
    Scenario(
        "quiet wanted till the year 9999",
        naming(ODD, later("Fri, 31 Dec 9999 23:59:59 GMT")),
        (Night(3, (ODD,), held=4), Night(3, (ODD,)), Night(0, (f"known gap: {{}}{ODD}",))),
    ),
    Scenario(
        "an hour's quiet wanted by one page",
        naming(ODD, later("3600"), held=items(6, "/actualite/quai-{}/")),
        (
            Night(3, ("Retry-After 3600 s",)),
            Night(3, (ODD,), held=6),
            Night(0, (f"known gap: {{}}{ODD}: http-503",), edited, held=6),
        ),
        ("--full",),
    ),
]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.what)
def test_nights(scenario: Scenario, tmp_path: Path) -> None:
    with scenario.build() as site:
        for number, night in enumerate(scenario.nights, start=1):
            night.change(site)
            before = len(site.requests)
            ran = run(tmp_path / "data", *scenario.more, command="refresh", site=_Asked(site))  # type: ignore[arg-type]
            where = f"night {number}: {ran.err}"
            assert ran.code == night.code, where
            for words in night.says:
                assert words.format(site.url) in ran.err, where
            for words in night.silent:
                assert words.format(site.url) not in ran.err, where
            if night.asked is not None:
                assert site.requests[before:].count(ODD) == night.asked, where
            if night.held is not None:
                assert held(ran) == night.held, where
            assert_invariants(site, ran)


class _Asked:
    """What ``conftest.run`` wants of a site."""

    def __init__(self, site: SmallSite) -> None:
        self.url = site.url
        self.requests: list[tuple[str, str, int]] = []


def held(ran: Ran) -> int:
    with ran.open() as store:
        return sum(1 for _ in store.records())
