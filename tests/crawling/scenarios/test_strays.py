"""Pages in whose place another one answers with status 200: the home page, a list, another item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crawling.conftest import run

from .small_site import HTML, XML, Answer, Asked, Item, SmallSite, items, page
from .test_nights import (
    ODD,
    Night,
    Scenario,
    _Asked,
    as_before,
    held,
    live_through,
    naming,
    removed,
    with_odd,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WELCOME = "<h1>Soyez les bienvenus</h1><p>Le portail des communes du fleuve, ouvert à tous.</p>"
LIST = "".join(
    f'<article><h2><a href="/actualite/puits-{at}/">Un puits de plus, et de {at}</a></h2></article>'
    for at in range(3)
)


def front(head: str = "", marks: str = "home page") -> str:
    return page("Portail du fleuve", WELCOME, head=head, marks=marks)


def showing(
    body: Callable[[SmallSite], str],
    *,
    named: bool,
    home: str | None = None,
    headers: dict[str, str] | None = None,
    status: int = 200,
) -> Callable[[SmallSite], None]:
    """Return what makes the odd page show *body*, and the front page *home*."""

    def change(site: SmallSite) -> None:
        urls = site.urlset([site.at(one) for one in site.held if named or one.path != ODD])
        if not named:
            removed(site)

        def odd(asked: Asked) -> Answer | None:
            if asked.path == "/wp-sitemap.xml":
                return Answer(200, XML, urls)
            if asked.path == "/" and home is not None:
                return Answer(200, HTML, home)
            return Answer(status, headers or HTML, body(site)) if asked.path == ODD else None

        site.odd = odd

    return change


def stray(
    named: str,
    left: str,
    body: Callable[[SmallSite], str],
    reason: str,
    *,
    home: str | None = None,
    build: Callable[[], SmallSite] | None = None,
) -> tuple[Scenario, Scenario]:
    """Return the nights of a held page that shows *body*: one that a way still names, and one that none does."""
    build = build or with_odd()
    return (
        Scenario(
            named,
            build,
            (
                Night(0, held=4),
                Night(
                    3, (f"missing: {{}}{ODD}: {reason}",), showing(body, named=True, home=home), 4
                ),
                Night(0, (), as_before, held=4, silent=("missing",)),
            ),
            ("--full",),
        ),
        Scenario(
            left,
            build,
            (
                Night(0, held=4),
                Night(0, (f"gone: {{}}{ODD}: {reason}",), showing(body, named=False, home=home), 3),
                Night(0, held=3, silent=("gone:",)),
            ),
        ),
    )


def own_canonical(**said: object) -> Callable[[], SmallSite]:
    return with_odd(
        head=lambda one: f'<link rel="canonical" href="{one.path}">',
        **said,
    )


def _called_home_by_its_theme() -> SmallSite:
    """Return a site whose theme calls every page the front page."""
    site = with_odd()()

    def odd(asked: Asked) -> Answer | None:
        for one in site.held:
            if asked.path == one.path:
                whole = site.article(one).replace("single single-post", "home page")
                return Answer(200, HTML, whole)
        return None

    site.odd = odd
    return site


def _edited(site: SmallSite) -> None:
    site.held[3].more = " et ses écoles"
    site.held[3].end = " Le puits a un toit."


def _another_since_ever() -> SmallSite:
    """Return a site whose sitemap names an address more, which shows the first item's whole page."""
    site = SmallSite(listed=0, head=lambda one: f'<link rel="canonical" href="{one.path}">')

    def odd(asked: Asked) -> Answer | None:
        if asked.path == "/wp-sitemap.xml":
            return Answer(200, XML, site.urlset([site.url + ODD, *map(site.at, site.held)]))
        return Answer(200, HTML, site.article(site.held[0])) if asked.path == ODD else None

    site.odd = odd
    return site


def _of_its_own(site: SmallSite) -> None:
    site.held.append(Item(6, ODD))
    as_before(site)


def _two_items_at_one_address() -> SmallSite:
    site = with_odd(rest=True, sitemap=False)()

    def odd(asked: Asked) -> Answer | None:
        if asked.path != "/wp-json/wp/v2/posts":
            return None
        answer = site.posts(asked)
        assert isinstance(answer.body, str)
        said = answer.body.replace(site.url + ODD, site.at(site.held[1]))
        return Answer(answer.status, answer.headers, said)

    site.odd = odd
    return site


def _naming_files() -> SmallSite:
    site = SmallSite(listed=0)
    files = [f"{site.url}/depot/{name}" for name in ("plan.pdf", "puits.JPG", "liste.xml")]

    def odd(asked: Asked) -> Answer | None:
        if asked.path != "/wp-sitemap.xml":
            return None
        named = [f"{site.url}{one}" for one in files]
        return Answer(200, XML, site.urlset([*map(site.at, site.held), *named]))

    site.odd = odd
    return site


def _changed_places(site: SmallSite, edit: str) -> None:
    """Let the first and the odd item's page stand each in the other's place, the first one's edited."""
    first, last = site.held[0], site.held[3]
    shown = {
        first.path: site.article(last),
        last.path: site.article(Item(first.number, first.path, end=f" {edit}")),
    }
    site.odd = lambda asked: Answer(200, HTML, shown[asked.path]) if asked.path in shown else None


def _with_twin(site: SmallSite) -> SmallSite:
    twin = f"{site.held[2].path[:-1]}-bis/"

    def odd(asked: Asked) -> Answer | None:
        if asked.path == "/wp-sitemap.xml":
            return Answer(200, XML, site.urlset([*map(site.at, site.held), site.url + twin]))
        return Answer(200, HTML, site.article(site.held[2])) if asked.path == twin else None

    site.odd = odd
    return site


NEW = "/actualite/puits-rouvert/"

SCENARIOS = [
    Scenario(
        "in the sitemap, and another item's whole page since ever",
        _another_since_ever,
        (
            Night(
                0, (f"note: canonical {{0}}{ODD}: shows the page {{0}}/actualite/puits-0/",), held=4
            ),
            Night(0, (), _of_its_own, held=5),
        ),
    ),
    Scenario(
        "sent on by a header, with status 200",
        naming(
            ODD,
            Answer(200, HTML | {"Refresh": f"0; url={NEW}"}, "<html><body>Par là</body></html>"),
            held=[*items(3), Item(5, NEW)],
        ),
        (Night(0, held=4, asked=1), Night(0, held=4)),
    ),
    Scenario(
        "read anew by a header, every five minutes",
        lambda: SmallSite(listed=0, headers={"Refresh": "300; url=/"}),
        (Night(0, held=4),),
    ),
    Scenario(
        "an API that names two items at one address",
        _two_items_at_one_address,
        (
            Night(
                3,
                ("hole: rest {}/actualite/puits-1/: the address of two items: 41 and 47",),
                held=3,
            ),
        ),
    ),
    Scenario(
        "files in the sitemap",
        _naming_files,
        (
            Night(
                0,
                tuple(
                    f"note: sitemap {{}}/depot/{name}: is a file"
                    for name in ("plan.pdf", "puits.JPG", "liste.xml")
                ),
                held=4,
            ),
        ),
    ),
    *stray(
        "in the sitemap, and the front page to the byte",
        "out of the sitemap, and the front page to the byte",
        lambda _: front(),
        "home-page",
        home=front(),
    ),
    *stray(
        "in the sitemap, and a front page that names itself, written anew each time",
        "out of the sitemap, and a front page that names itself, written anew each time",
        lambda _: front('<link rel="canonical" href="/"><meta name="jeton" content="7">', ""),
        "home-page",
        home=front('<link rel="canonical" href="/"><meta name="jeton" content="1">', ""),
    ),
    *stray(
        "in the sitemap, and what its markup calls the front page",
        "out of the sitemap, and what its markup calls the front page",
        lambda _: front(),
        "home-page",
    ),
    *stray(
        "in the sitemap, and a list",
        "out of the sitemap, and a list",
        lambda _: page("Toutes", f"<h1>Toutes</h1>{LIST}", marks="archive"),
        "no-article",
    ),
    *stray(
        "in the sitemap, and the text of another item, under no address",
        "out of the sitemap, and the text of another item, under no address",
        lambda site: site.article(site.held[0]),
        "another-page",
    ),
    Scenario(
        "two items each in the place of the other, of which one is edited",
        with_odd(),
        (
            Night(0, held=4),
            Night(
                3,
                (
                    f"missing: {{0}}{ODD}: another-page",
                    "missing: {0}/actualite/puits-0/: another-page",
                ),
                lambda site: _changed_places(site, "Le puits a un an."),
                held=4,
            ),
            Night(0, (), as_before, held=4, silent=("another-page",)),
        ),
        ("--full",),
    ),
    *stray(
        "in the sitemap, and the whole page of another item",
        "out of the sitemap, and the whole page of another item",
        lambda site: site.article(site.held[0]),
        "another-page",
        build=own_canonical(),
    ),
    Scenario(
        "every page called the front page by its theme, and one edited",
        _called_home_by_its_theme,
        (Night(0, held=4), Night(0, (), _edited, held=4)),
        ("--full",),
    ),
    Scenario(
        "named, and the front page since ever",
        naming(ODD, Answer(200, HTML, SmallSite(listed=0).listing([]))),
        (Night(3, (f"missing: {{}}{ODD}: home-page",), held=4),),
    ),
    Scenario(
        "not modified, though nobody asked whether it was",
        with_odd(),
        (
            Night(0, held=4),
            Night(
                3,
                (f"missing: {{}}{ODD}: http-304",),
                showing(lambda _: "", named=True, status=304),
                4,
            ),
            Night(0, (), as_before, held=4),
        ),
        ("--full",),
    ),
    Scenario(
        "not modified since ever",
        naming(ODD, Answer(304, HTML)),
        (Night(3, (f"missing: {{}}{ODD}: http-304",), held=4),),
    ),
]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.what)
def test_strays(scenario: Scenario, tmp_path: Path) -> None:
    live_through(scenario, tmp_path)


def test_two_addresses_in_the_sitemap_that_show_one_text(tmp_path: Path) -> None:
    with _with_twin(SmallSite(held=items(3), listed=0)) as site:
        ran = run(tmp_path / "data", site=_Asked(site))  # type: ignore[arg-type]  # a site in all that is asked of it
    assert ran.code == 0, ran.err
    twin = f"{site.url}/actualite/puits-2-bis/"
    assert f"note: address {site.at(site.held[2])}: shows the title and text of {twin}" in ran.err
    assert held(ran) == 4


def test_an_item_that_its_listing_calls_as_another_one_too_is_believed(tmp_path: Path) -> None:
    with with_odd(listed=9)() as site:
        for night in range(2):
            site.held[3].number = 7 if night == 0 else 0
            ran = run(tmp_path / "data", "--full", site=_Asked(site))  # type: ignore[arg-type]  # as above
            assert ran.code == 0, ran.err
    assert "shows the title and text of" in ran.err
    with ran.open() as store:
        titles = [record["title"] for record in store.records()]
    assert titles.count(site.held[0].title) == 2
