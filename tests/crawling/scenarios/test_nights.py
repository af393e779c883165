"""One site over several nights, and what is odd about each: what is told, held, published, given up."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.crawling.conftest import Ran, run

from .small_site import HTML, XML, Answer, Asked, Item, SmallSite, items, page
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


def without(site: SmallSite) -> None:
    """Let the sitemap name the odd page no more."""
    site.odd = lambda asked: (
        Answer(200, XML, site.urlset([site.at(one) for one in site.held if one.path != ODD]))
        if asked.path == "/wp-sitemap.xml"
        else None
    )


def answering(answer: Answer) -> Callable[[SmallSite], None]:
    """Return what makes the odd page give *answer* from now on, named as before."""

    def change(site: SmallSite) -> None:
        named = site.urlset()
        site.odd = lambda asked: (
            Answer(200, XML, named)
            if asked.path == "/wp-sitemap.xml"
            else answer
            if asked.path == ODD
            else None
        )

    return change


def removed(site: SmallSite) -> None:
    """Take the odd page away from what must be held."""
    site.held = [one for one in site.held if one.path != ODD]


def with_odd(**said: object) -> Callable[[], SmallSite]:
    """Return what makes a site of four items, of which one stands at the odd address."""
    held = lambda: [*items(3), Item(7, ODD)]  # noqa: E731 - anew for each test
    return lambda: SmallSite(**{"held": held(), "listed": 0, **said})  # type: ignore[arg-type]  # its own fields


def denied(what: str, answer: Answer, reason: str) -> Scenario:
    """Return the nights of a held page that its sitemap goes on naming."""
    said = f"missing: {{}}{ODD}: {reason}"
    return Scenario(
        what,
        with_odd(),
        (
            Night(0, held=4),
            Night(3, (said,), answering(answer), held=4),
            Night(3, (said,), held=4),
            Night(0, (f"gone: {{}}{ODD}: {reason}",), removed, held=3),
            Night(0, (f"not taken: {{}}{ODD}: {reason} (named by sitemap)",), held=3),
        ),
        ("--full",),
    )


def without_way(what: str, way: str, path: str, answer: Answer, **said: object) -> Scenario:
    """Return the nights of a site on which the only way to its items is there no more."""

    def change(site: SmallSite) -> None:
        site.odd = lambda asked: (
            answer if asked.path == path or (path != "/" and asked.path.startswith(path)) else None
        )

    def back(site: SmallSite) -> None:
        site.odd = lambda _: None

    lost = f"{way} {{}}/: names no item any more: 4 on "
    return Scenario(
        what,
        lambda: SmallSite(**{"listed": 0, **said}),  # type: ignore[arg-type]  # its own fields
        (
            Night(0, held=4),
            Night(3, (f"hole: {lost}",), change, held=4),
            Night(3, (f"hole: {lost}",), held=4),
            Night(0, (f"known gap: {lost}",), held=4),
            Night(0, (f"known gap: {lost}",), held=4),
            Night(0, (), back, held=4, silent=("names no item",)),
        ),
    )


def told_otherwise(**changes: object) -> Callable[[], SmallSite]:
    """Return what makes a site whose API alone names its items, the odd one with *changes*."""

    def build() -> SmallSite:
        site = with_odd(rest=True, sitemap=False)()

        def odd(asked: Asked) -> Answer | None:
            if asked.path != "/wp-json/wp/v2/posts":
                return None
            answer = site.posts(asked)
            if answer.status != 200:
                return answer
            told = json.loads(answer.body)
            for one in told:
                one.update(changes if one["link"].endswith(ODD) else {})
            return Answer(200, answer.headers, json.dumps(told))

        site.odd = odd
        return site

    return build


def cut_off(what: str, cut: Callable[[str], str]) -> Scenario:
    """Return the nights of a held page of which an answer ends in the middle."""

    def change(site: SmallSite) -> None:
        answering(Answer(200, HTML, cut(site.article(site.held[3]))))(site)

    def whole(site: SmallSite) -> None:
        site.odd = lambda _: None

    said = f"missing: {{}}{ODD}: cut-off"
    return Scenario(
        what,
        with_odd(),
        (
            Night(0, held=4),
            Night(3, (said,), change, held=4),
            Night(0, (), whole, held=4, silent=("cut-off",)),
        ),
        ("--full",),
    )


TEXT_LOST = f"missing: {{}}{ODD}: text-lost"
PASSWORD = f"missing: {{}}{ODD}: password"
#: What WordPress shows in the place of a protected post's text.
PASSWORD_FORM = (
    '<article><h1>Protégé : compte rendu</h1><form action="/wp-login.php?action=postpass" '
    'class="post-password-form" method="post"><p>Ce contenu est protégé par un mot de passe. Pour '
    'le voir, veuillez le saisir ci-dessous :</p><p><input name="post_password" type="password">'
    '<input type="submit" value="Entrer"></p></form></article>'
)
PICTURE = '<article><h1>Affiche</h1><p><img src="/affiche.png" alt=""></p></article>'
#: Where the server sends the readers of the odd page for a night: another held item.
TO_ANOTHER = Answer(302, {"Location": items(1)[0].path})
NOT_THERE = Answer(404, HTML, "<h1>Rien</h1>")
#: Lines of a robots.txt that say nothing, more than anybody reads.
WORDY = "# Le puits est à tous.\n" * 100_000
FORBIDDEN = Answer(200, {"Content-Type": "text/plain"}, f"User-agent: *\nDisallow: {ODD}\n")


def deeper(site: SmallSite) -> SmallSite:
    """Let each article link to the others without the first slash; the server answers to any path before."""

    def odd(asked: Asked) -> Answer | None:
        for item in site.held:
            if asked.path.endswith(item.path):
                links = "".join(f'<a href="{one.path[1:]}">Voir</a> ' for one in site.held)
                main = f"<article><h1>{item.title}</h1>{item.body}<p>{links}</p></article>"
                return Answer(200, HTML, page(item.title, main))
        return None

    site.odd = odd
    return site


def turned_to(main: str) -> Callable[[SmallSite], None]:
    """Return what makes the odd page show *main* in place of its text."""
    return answering(Answer(200, HTML, page("Affiche", main)))


def left_for_another(site: SmallSite) -> None:
    """Let no way name the odd page any more, and its address lead to another item."""
    removed(site)
    site.odd = lambda asked: TO_ANOTHER if asked.path == ODD else None


def as_before(site: SmallSite) -> None:
    site.odd = lambda _: None


def with_card(title: str, words: str, answer: Answer = NOT_THERE) -> Callable[[], SmallSite]:
    """Return what makes a site whose listing shows a card of the odd page, which gives *answer*."""
    card = f'<article><h2><a href="{ODD}">{title}</a></h2><p>{words}</p></article>'

    def build() -> SmallSite:
        site = SmallSite(home_extra=card)
        site.odd = lambda asked: answer if asked.path == ODD else None
        return site

    return build


def with_feed_of_odd() -> SmallSite:
    """Return a site whose feed names the odd page by its title alone."""
    site = SmallSite(feed=True)

    def odd(asked: Asked) -> Answer | None:
        if asked.path == "/feed/" and not asked.query:
            item = f"<item><title>Annonce</title><link>{site.url}{ODD}</link></item>"
            return Answer(200, XML, site.rss().replace("</channel>", f"{item}</channel>"))
        return Answer(410, HTML, "") if asked.path == ODD else None

    site.odd = odd
    return site


def edited(site: SmallSite) -> None:
    site.held[2].end = " Le registre a une page de plus."


def _named_with(query: str, site: SmallSite) -> SmallSite:
    """Let the front page name each item with *query* behind its address."""

    def odd(asked: Asked) -> Answer | None:
        if asked.path != "/":
            return None
        return Answer(
            200, HTML, re.sub(r'(puits-[0-9]/)"', rf'\1{query}"', site.listing(site.held))
        )

    site.odd = odd
    return site


def _named_by_another_night(site: SmallSite) -> None:
    _named_with("?venant=deux", site)


def _named_plainly_and_edited(site: SmallSite) -> None:
    edited(site)
    _named_with("", site)


def _moved(
    site: SmallSite, prefix: str, *, named: str | None = None, without: int | None = None
) -> None:
    """Let every item stand below *prefix*, its old address send on, the sitemap name those below *named*."""
    old = items(4)
    site.held = [Item(one.number, prefix + one.path) for one in old]
    told = prefix if named is None else named
    urls = [site.url + told + one.path for one in old]

    def odd(asked: Asked) -> Answer | None:
        if asked.path == "/wp-sitemap.xml":
            return Answer(200, XML, site.urlset(urls))
        if without is not None and asked.path == site.held[without].path:
            return NOT_THERE
        if asked.path in {one.path for one in old}:
            return Answer(301, {"Location": prefix + asked.path})
        return None

    site.odd = odd


def _back_and_edited(site: SmallSite) -> None:
    as_before(site)
    site.held = items(4)
    _all_edited(site)


def _forbid(site: SmallSite) -> None:
    _forbidding(site)


def _retitled(site: SmallSite) -> None:
    """Let an item's title say more, on its page and on its card, and its text as well."""
    site.held[1].more = " et son école"
    site.held[1].end = " Le registre a un an."


def _all_edited(site: SmallSite) -> None:
    for one in site.held:
        one.end = " Le puits a un toit."


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
    Scenario(
        "an hour's quiet wanted by one listing",
        lambda: _quiet_at("/agenda/", SmallSite(home_extra='<p><a href="/agenda/">Agenda</a></p>')),
        (
            Night(3, ("Retry-After 3600 s",)),
            Night(3, ("known gap: listing {}/agenda/: HTTP 503", "for want of"), held=4),
            Night(0, ("known gap: listing {}/agenda/: HTTP 503",), edited, held=4),
        ),
        ("--full",),
    ),
    Scenario(
        "out of the sitemap, and not there",
        with_odd(),
        (
            Night(0, held=4),
            Night(0, (f"gone: {{}}{ODD}: http-404", "1 gone"), removed, held=3, asked=1),
            Night(0, (), silent=(ODD,), held=3),
        ),
    ),
    Scenario(
        "out of the API, and not there",
        with_odd(rest=True, sitemap=False),
        (Night(0, held=4), Night(0, (f"gone: {{}}{ODD}: http-404",), removed, held=3, asked=1)),
    ),
    Scenario(
        "out of the listing, and not there",
        with_odd(sitemap=False, listed=9),
        (Night(0, held=4), Night(0, (f"gone: {{}}{ODD}: http-404",), removed, held=3, asked=1)),
    ),
    Scenario(
        "out of the sitemap, and there",
        with_odd(),
        (
            Night(0, held=4),
            Night(0, (), without, held=4, asked=1),
            Night(0, ("not asked for tonight",), held=4, asked=0),
        ),
    ),
    Scenario(
        "an API whose item has no address",
        told_otherwise(link=None),
        (
            Night(3, ("hole: rest {}/wp-json/wp/v2/posts: item 47 has no address",), held=3),
            Night(3, ("known gap: rest {}/wp-json/wp/v2/posts: item 47 has no address",), held=3),
        ),
    ),
    Scenario(
        "an API that keeps back a text that its page shows",
        told_otherwise(content={"rendered": "", "protected": True}),
        (Night(0, held=4), Night(0, held=4)),
    ),
    Scenario(
        "an API that tells an item whole whose page fails",
        lambda: _failing(with_odd(rest=True, sitemap=False)()),
        (
            Night(0, (f"held as the API tells it: {{}}{ODD}: http-500", "1 not taken"), held=4),
            Night(0, (f"held as the API tells it: {{}}{ODD}: http-500",), held=4),
            Night(0, (f"known gap: {{}}{ODD}: http-500", "held as the API"), held=4),
            Night(0, (), as_before, held=4, silent=("held as", "known gap")),
        ),
    ),
    Scenario(
        "an API that tells items whole of which half the pages fail",
        lambda: _failing(with_odd(rest=True, sitemap=False)(), "/actualite/puits-"),
        (
            Night(3, ("check failed",), held=4),
            Night(3, ("check failed",), held=4),
            Night(0, ("known gap: {}/actualite/puits-2/: http-500",), held=4),
        ),
    ),
    Scenario(
        "a held page that robots.txt forbids",
        with_odd(),
        (
            Night(0, held=4),
            Night(3, (f"missing: {{}}{ODD}: robots",), _forbid, held=4, asked=0),
            Night(3, held=4, asked=0),
            Night(0, (f"known gap: {{}}{ODD}: robots",), held=4, asked=0),
        ),
        ("--full",),
    ),
    Scenario(
        "a card that changes with its page, which no way dates",
        lambda: SmallSite(sitemap=False),
        (
            Night(0, held=4),
            Night(0, ("for which no way vouches, read within 14 days",), held=4),
            Night(0, (), _retitled, held=4),
        ),
    ),
    Scenario(
        "an API that says of all pages that they stand, and all changed",
        lambda: SmallSite(held=items(8), rest=True, listed=0),
        (Night(0, held=8), Night(3, ("rest said",), _all_edited), Night(0, held=8)),
    ),
    Scenario(
        "a list that names its pages each night with another parameter, and then with none",
        lambda: _named_with("?venant=une", SmallSite(sitemap=False)),
        (
            Night(0, held=4),
            Night(0, ("note: address",), _named_by_another_night, held=4),
            Night(0, ("note: address",), _named_plainly_and_edited, held=4),
        ),
    ),
    Scenario(
        "two pages that differ in a slash, of which one is edited",
        lambda: SmallSite(
            held=[Item(0, "/actualite/quai"), Item(1, "/actualite/quai/"), *items(4)[2:]]
        ),
        (Night(0, held=4), Night(0, (), edited, held=4)),
        ("--full",),
    ),
    Scenario(
        "a limit that leaves pages out",
        with_odd(),
        (
            Night(3, ("not complete: --limit 2 ended it, and 2 pages",), held=2),
            Night(0, (), held=4, silent=("not complete",)),
        ),
        ("--limit", "2"),
    ),
    Scenario(
        "a held page that wants a password",
        with_odd(),
        (
            Night(0, held=4),
            Night(3, (PASSWORD,), turned_to(PASSWORD_FORM), held=4),
            Night(3, (PASSWORD,), held=4),
            Night(0, (f"known gap: {{}}{ODD}: password",), held=4),
            Night(0, (), as_before, held=4, silent=("password",)),
        ),
        ("--full",),
    ),
    Scenario(
        "a page that always wanted a password",
        naming(ODD, Answer(200, HTML, page("Réservé", PASSWORD_FORM))),
        (Night(0, (f"not taken: {{}}{ODD}: password (named by sitemap)",), held=4),),
    ),
    Scenario(
        "a page that was always refused",
        naming(ODD, Answer(401, HTML, "Qui va là ?")),
        (
            Night(3, (f"missing: {{}}{ODD}: http-401",), held=4),
            Night(3, (f"known gap: {{}}{ODD}: http-401",), held=4),
            Night(0, (f"known gap: {{}}{ODD}: http-401",), held=4),
        ),
    ),
    without_way("no sitemap any more, 404", "sitemap", "/wp-sitemap.xml", NOT_THERE),
    without_way(
        "no sitemap any more, 200 and empty", "sitemap", "/wp-sitemap.xml", Answer(200, XML, "")
    ),
    without_way("no rest any more, 404", "rest", "/wp-json/", NOT_THERE, rest=True, sitemap=False),
    without_way("no feed any more, 404", "feed", "/feed/", NOT_THERE, feed=True, sitemap=False),
    without_way(
        "no listing any more, 200",
        "listing",
        "/",
        Answer(200, HTML, page("Accueil", "")),
        listed=9,
        sitemap=False,
    ),
    denied("in the sitemap, and not there", NOT_THERE, "http-404"),
    denied("in the sitemap, and sent home", Answer(302, {"Location": "/"}), "moved-away"),
    Scenario(
        "named and never there",
        naming(ODD, NOT_THERE),
        (Night(0, (f"not taken: {{}}{ODD}: http-404 (named by sitemap)",), held=4),),
    ),
    Scenario(
        "named and forbidden by robots.txt",
        lambda: _forbidding(naming(ODD, NOT_THERE)()),
        (Night(0, (f"not taken: {{}}{ODD}: robots (named by sitemap)",), held=4, asked=0),),
    ),
    Scenario(
        "a robots.txt of megabytes",
        lambda: _forbidding(naming(ODD, NOT_THERE)(), f"{FORBIDDEN.body}{WORDY}Disallow: /\n"),
        (
            Night(
                0,
                (
                    f"not taken: {{0}}{ODD}: robots",
                    "note: robots {0}/robots.txt: is read up to its first 500 KiB",
                ),
                held=4,
                asked=0,
            ),
        ),
    ),
    Scenario(
        "a robots.txt that is none",
        lambda: _forbidding(SmallSite(listed=0), "\x1f\x8bpuits\n"),
        (Night(0, ("note: robots {0}/robots.txt: holds no rule that can be read",), held=4),),
    ),
    Scenario(
        "in the sitemap, and sent to another item",
        with_odd(),
        (
            Night(0, held=4),
            Night(
                3,
                (f"missing: {{}}{ODD}: moved-away", f"note: redirect {{}}{ODD}: leads to"),
                answering(TO_ANOTHER),
                held=4,
            ),
            Night(0, (), as_before, held=4, silent=("moved-away",)),
        ),
        ("--full",),
    ),
    Scenario(
        "out of the sitemap, and sent to another item",
        with_odd(),
        (Night(0, held=4), Night(0, (f"gone: {{}}{ODD}: moved-away",), left_for_another, held=3)),
    ),
    Scenario(
        "a card without words, and no page",
        with_card("Annonce", "12 mai 2024"),
        (Night(0, (f"not taken: {{}}{ODD}: http-404 (named by listing",), held=4),),
    ),
    Scenario(
        "a feed without words, and no page",
        with_feed_of_odd,
        (Night(0, (f"not taken: {{}}{ODD}: http-410 (named by feed)",), held=4),),
    ),
    Scenario(
        "a card without words, and robots.txt",
        lambda: _forbidding(with_card("Annonce", "12 mai 2024")()),
        (Night(0, (f"not taken: {{}}{ODD}: robots (named by listing",), held=4, asked=0),),
    ),
    Scenario(
        "a card with words, and no page",
        with_card(
            f"Second puits pour {items(1)[0].name}",
            "Le second puits du quartier sera creusé par la commune avant la saison sèche.",
        ),
        (
            Night(0, (f"held as its listing tells it: {{}}{ODD}: http-404",), held=5),
            Night(0, (f"held as its listing tells it: {{}}{ODD}: http-404",), held=5),
        ),
    ),
    Scenario(
        "relative links without end, and no canonical address",
        lambda: deeper(SmallSite(sitemap=False)),
        (
            Night(0, ("note: link", "shows the page {}/actualite/puits-"), held=4),
            Night(0, held=4),
        ),
    ),
    cut_off("a page cut in its text", lambda whole: whole[: whole.index("Un gardien")]),
    cut_off("a page cut in a tag", lambda whole: whole[: whole.index("</html") + 4]),
    cut_off(
        "a page that PHP died over",
        lambda whole: (
            whole[: whole.index("Un gardien")] + "<b>Fatal error</b>: Out of memory in "
            "<b>/srv/a.php</b> on line <b>7</b><br /></p></div></article></main></body></html>"
        ),
    ),
    Scenario(
        "a text turned into one picture",
        with_odd(),
        (
            Night(0, held=4),
            Night(3, (TEXT_LOST,), turned_to(PICTURE), held=4),
            Night(3, (TEXT_LOST,), held=4),
            Night(0, (f"known gap: {{}}{ODD}: text-lost",), held=4),
        ),
        ("--full",),
    ),
    Scenario(
        "moved below another path with redirects, and back without",
        lambda: SmallSite(listed=0),
        (
            Night(0, held=4),
            Night(0, ("4 moved",), lambda site: _moved(site, "/fr"), held=4),
            Night(0, ("4 moved",), _back_and_edited, held=4, silent=("missing", "gone:")),
            Night(0, (), held=4, silent=("missing", "gone:")),
        ),
        ("--full",),
    ),
    Scenario(
        "moved with redirects, and then not there, though the old address is named",
        lambda: SmallSite(listed=0),
        (
            Night(0, held=4),
            Night(0, ("4 moved",), lambda site: _moved(site, "/fr", named=""), held=4),
            Night(
                3,
                ("missing: {0}/fr/actualite/puits-2/: http-404",),
                lambda site: _moved(site, "/fr", named="", without=2),
                held=4,
            ),
        ),
        ("--full",),
    ),
    Scenario(
        "named at another host",
        lambda: _naming_elsewhere(SmallSite(listed=0)),
        (Night(0, ("note: sitemap http://ailleurs.invalid/actualite/x/",), held=4),),
    ),
]


def _failing(site: SmallSite, path: str = ODD) -> SmallSite:
    site.odd = lambda asked: Answer(500, HTML, "") if asked.path.startswith(path) else None
    return site


def _quiet_at(path: str, site: SmallSite) -> SmallSite:
    site.odd = lambda asked: later("3600") if asked.path == path else None
    return site


def _forbidding(site: SmallSite, said: str | None = None) -> SmallSite:
    named, robots = site.odd, FORBIDDEN if said is None else FORBIDDEN._replace(body=said)
    site.odd = lambda asked: robots if asked.path == "/robots.txt" else named(asked)
    return site


def _naming_elsewhere(site: SmallSite) -> SmallSite:
    there = "http://ailleurs.invalid/actualite/x/"
    site.odd = lambda asked: (
        Answer(200, XML, site.urlset([there, *map(site.at, site.held)]))
        if asked.path == "/wp-sitemap.xml"
        else None
    )
    return site


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.what)
def test_nights(scenario: Scenario, tmp_path: Path) -> None:
    live_through(scenario, tmp_path)


def live_through(scenario: Scenario, tmp_path: Path) -> None:
    """Crawl the site of *scenario* night by night, and hold each against what it must say."""
    with scenario.build() as site:
        for number, night in enumerate(scenario.nights, start=1):
            night.change(site)
            before = len(site.requests)
            ran = run(tmp_path / "data", *scenario.more, command="refresh", site=_Asked(site))  # type: ignore[arg-type]  # a site in all that is asked of it
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
