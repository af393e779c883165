"""Sites that play one trick each: all is held, each page once and whole, or the run says what it lacks."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

import pytest

from tests.crawling.conftest import Ran, drive

from .small_site import HTML, JSON, XML, Answer, Asked, Item, SmallSite, items, page

if TYPE_CHECKING:
    from pathlib import Path

Build = Callable[[], SmallSite]
HASTE = {"RETRY_TIMES": 0, "AIMF_BACKOFF_SEC": 0.01}


def assert_invariants(site: SmallSite, ran: Ran, *, copies: bool = False) -> None:
    """What must hold after every run; *copies*: the trick of the site is to show pages twice."""
    assert "Traceback" not in ran.err, ran.err
    with ran.open() as store:
        records = list(store.records())
        last = store.last_run()
    assert last is not None
    assert len({one["url"] for one in records}) == len(records)
    names = [item.name for item in site.held]
    named = json.dumps(ran.completeness, ensure_ascii=False)
    for item in site.held:
        whole = [r for r in records if item.first in r["text"] and item.last in r["text"]]
        if ran.code == 0:
            assert whole, f"exit 0 without {item.path}"
        elif not whole:
            # An item whose address nobody knows is named by its way.
            gaps = [*ran.completeness["holes"], *ran.completeness["known_gaps"]]
            assert unquote(item.path) in unquote(named) or gaps, item.path
        if not copies:
            assert len(whole) <= 1, [one["id"] for one in whole]
        for record in whole:
            said = f"{record['title']} {record['summary']} {record['text']}"
            assert not [one for one in names if one != item.name and f"{one}." in f"{said}."]
    if not copies:
        strange = [r["id"] for r in records if not any(name in r["title"] for name in names)]
        assert not strange, f"records of nothing published: {strange}"
    assert all(
        not re.search(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e]", r["id"]) for r in records
    )
    invariants = (last.counts or {})["invariants"]
    assert all(one["count"] == 0 for one in invariants.values()), invariants


def at(path: str, answer: Callable[[Asked], Answer]) -> Callable[[Asked], Answer | None]:
    return lambda asked: answer(asked) if asked.path == path else None


def plain(**said: Any) -> Build:
    return lambda: SmallSite(**said)


def with_paths(*paths: str, **said: Any) -> Build:
    return lambda: SmallSite(held=[Item(at, path) for at, path in enumerate(paths)], **said)


def odd(make: Callable[[SmallSite], Callable[[Asked], Answer | None]], **said: Any) -> Build:
    def build() -> SmallSite:
        site = SmallSite(**said)
        site.odd = make(site)
        return site

    return build


# -- one page, one record


def same_canonical(key: Callable[[SmallSite], str], **said: Any) -> Build:
    def build() -> SmallSite:
        site = SmallSite(**said)
        site.head = lambda _: f'<link rel="canonical" href="{key(site)}">'
        return site

    return build


def two_addresses() -> SmallSite:
    """The sitemap's address answers and says that it is the one that the listing names."""
    site = SmallSite(held=items(3), listed=0)
    wrong = "/actualites/puits-1/"

    def answer(asked: Asked) -> Answer | None:
        if asked.path == wrong:
            item = site.held[1]
            head = f'<link rel="canonical" href="{site.at(item)}">'
            return Answer(
                200,
                HTML,
                page(item.title, f"<article><h1>{item.title}</h1>{item.body}</article>", head=head),
            )
        if asked.path == "/wp-sitemap.xml":
            named = [site.at(site.held[0]), site.url + wrong, site.at(site.held[2])]
            return Answer(200, XML, site.urlset(named))
        return None

    site.odd = answer
    return site


def split() -> SmallSite:
    """Three parts, of which each names the next alone."""
    site = SmallSite(held=items(3))
    item = site.held[1]

    def answer(asked: Asked) -> Answer | None:
        found = re.fullmatch(re.escape(item.path) + r"(?:([23])/)?", asked.path)
        if found is None:
            return None
        number = int(found[1] or 1)
        text = [item.first, "Une pompe à pied suffit.", item.last][number - 1]
        after = (
            f'<p><a href="{site.at(item)}{number + 1}/">Page suivante</a></p>' if number < 3 else ""
        )
        main = f"<article><h1>{item.title}</h1><p>{text}</p>{after}</article>"
        return Answer(200, HTML, page(item.title, main))

    site.odd = answer
    return site


def part_that_fails() -> SmallSite:
    site = SmallSite(held=items(3))
    item = site.held[1]
    site.body = lambda one: (
        f'<p>{one.first}</p><p><a href="{site.at(one)}2/">2</a></p>' if one is item else one.body
    )
    site.odd = at(f"{item.path}2/", lambda _: Answer(500, HTML))
    return site


def views(site: SmallSite) -> Callable[[Asked], Answer | None]:
    """Each article links to itself to be printed, as AMP and with its comments, canonical all."""

    def answer(asked: Asked) -> Answer | None:
        for item in site.held:
            if asked.path.startswith(item.path):
                links = "".join(
                    f'<a href="{site.at(item)}{view}">Voir</a> '
                    for view in ("amp/", "print/", "comment-page-2/#comments", "?replytocom=4")
                )
                head = f'<link rel="canonical" href="{site.url}{asked.path}">'
                main = f"<article><h1>{item.title}</h1>{item.body}<p>{links}</p></article>"
                return Answer(200, HTML, page(item.title, main, head=head))
        return None

    return answer


def from_everywhere(site: SmallSite) -> Callable[[Asked], Answer | None]:
    """The list and each article lead to the articles, each link with where it stands."""

    def answer(asked: Asked) -> Answer | None:
        links = [
            f'<a href="{site.at(one)}?de={asked.path[-3:-1] or "une"}">Lire</a>'
            for one in site.held
        ]
        if asked.path == "/":
            shown = site.listing(site.held)
            for one in site.held:
                shown = shown.replace(f'{one.path}"', f'{one.path}?de=une&gclid=4"')
            return Answer(200, HTML, shown)
        for item in site.held:
            if asked.path == item.path:
                main = (
                    f"<article><h1>{item.title}</h1>{item.body}<p>{' '.join(links)}</p></article>"
                )
                return Answer(200, HTML, page(item.title, main))
        return None

    return answer


def doubled(site: SmallSite) -> Callable[[Asked], Answer | None]:
    shown = lambda: site.listing(site.held).replace("/actualite/puits", "/actualite//puits")  # noqa: E731 - anew
    return at("/", lambda _: Answer(200, HTML, shown()))


def escaped_too(site: SmallSite) -> Callable[[Asked], Answer | None]:
    """The sitemap names each page by its escape too; one server sends on, the other shows it."""

    def answer(asked: Asked) -> Answer | None:
        if asked.path == "/wp-sitemap.xml":
            named = [
                url for one in site.held for url in (site.at(one), f"{site.url}{spelled(one)}")
            ]
            return Answer(200, XML, site.urlset(named))
        for item in site.held:
            if asked.path == spelled(item):
                moves = item.number % 2
                whole = Answer(200, HTML, site.article(item))
                return Answer(301, {"Location": item.path}) if moves else whole
        return None

    def spelled(item: Item) -> str:
        return item.path.replace("+", "%2B")

    return answer


def one_way_each(site: SmallSite) -> Callable[[Asked], Answer | None]:
    """The sitemap names the one page, the feed the other."""

    def answer(asked: Asked) -> Answer | None:
        if asked.path == "/wp-sitemap.xml":
            return Answer(200, XML, site.urlset([site.at(site.held[0])]))
        if asked.path == "/feed/" and not asked.query:
            return Answer(200, XML, SmallSite(held=site.held[1:], url=site.url).rss())
        return None

    return answer


def both_slashes(site: SmallSite) -> Callable[[Asked], Answer | None]:
    def answer(asked: Asked) -> Answer | None:
        if asked.path == "/wp-sitemap.xml":
            named = [url for one in site.held for url in (site.at(one), site.at(one).rstrip("/"))]
            return Answer(200, XML, site.urlset(named))
        for item in site.held:
            if asked.path == item.path.rstrip("/"):
                moves = item.number % 2
                return (
                    Answer(301, {"Location": item.path})
                    if moves
                    else Answer(200, HTML, site.article(item))
                )
        return None

    return answer


def numbered(site: SmallSite) -> Callable[[Asked], Answer | None]:
    """Each page names all, the first as ``?paged=1``, in no box that says so."""

    def answer(asked: Asked) -> Answer | None:
        if asked.path != "/actualite/":
            return Answer(200, HTML, site.listing([])) if asked.path == "/" else None
        at = 3 * int(asked.query.get("paged", "1"))
        pages = "".join(
            f'<a class="page-numbers" href="?paged={n}&amp;tri=nom">{n}</a> ' for n in (1, 2, 3)
        )
        return Answer(200, HTML, site.listing(site.held[at - 3 : at], pages))

    return answer


def listed_from(site: SmallSite) -> Callable[[Asked], Answer | None]:
    """Three cards a page, and the next page is named by the number of its first card."""

    def answer(asked: Asked) -> Answer | None:
        if asked.path != "/actualite/":
            return Answer(200, HTML, site.listing([])) if asked.path == "/" else None
        at = int(asked.query.get("debut", "0"))
        after = f'<nav class="pagination"><a class="next page-numbers" href="?debut={at + 3}">Suivant</a></nav>'
        return Answer(200, HTML, site.listing(site.held[at : at + 3], after if at < 6 else ""))

    return answer


def moves_on(site: SmallSite) -> Callable[[Asked], Answer | None]:
    old = "/actualite/vieux-puits/"
    named = lambda: [*map(site.at, site.held[:3]), site.url + old]  # noqa: E731 - two lines shorter
    moved = '<html><head><meta http-equiv="Refresh" content="2;URL={}"></head><body>Attendez</body></html>'
    return lambda asked: (
        Answer(200, HTML, moved.format(site.held[3].path))
        if asked.path == old
        else Answer(200, XML, site.urlset(named()))
        if asked.path == "/wp-sitemap.xml"
        else Answer(200, HTML, site.listing(site.held[:3]))
        if asked.path == "/"
        else None
    )


# -- what is told, and what is true


def api(answer: Callable[[SmallSite, Asked], Answer], **said: Any) -> Build:
    """Only the API tells of all of the 23 items, and answers as *answer* says."""
    return odd(
        lambda site: at("/wp-json/wp/v2/posts", lambda asked: answer(site, asked)),
        **{"held": items(23), "sitemap": False, "listed": 0, "rest": True, **said},
    )


def refuses_hundreds(site: SmallSite, asked: Asked) -> Answer:
    if int(asked.query.get("per_page", "10")) > 20:
        return Answer(400, JSON, '{"code": "rest_invalid_param"}')
    return site.posts(asked)


def fails_at_hundreds(site: SmallSite, asked: Asked) -> Answer:
    big = int(asked.query.get("per_page", "10")) > 20
    return Answer(500, HTML, "Memory exhausted") if big else site.posts(asked)


def wrong_totals(site: SmallSite, asked: Asked) -> Answer:
    found = site.posts(asked, cap=10)
    return found._replace(headers=JSON | {"X-WP-Total": "10", "X-WP-TotalPages": "1"})


def keyed(site: SmallSite, asked: Asked) -> Answer:
    found = site.posts(asked)
    if found.status != 200:
        return found
    posts = json.loads(found.body)
    return found._replace(body=json.dumps({str(3 * n): one for n, one in enumerate(posts)}))


def offset_by_what_is_asked(site: SmallSite, asked: Asked) -> Answer:
    """Page 2 begins where a page of the size asked for would end, though fewer are given."""
    size, number = int(asked.query["per_page"]), int(asked.query["page"])
    shown = site.held[(number - 1) * size : (number - 1) * size + min(size, 5)]
    return Answer(200, JSON, json.dumps([site.post(one) for one in shown]))


def same_for_ever(site: SmallSite, asked: Asked) -> Answer:
    posts = json.dumps([site.post(one) for one in site.held])
    return Answer(200, JSON | {"X-WP-Total": "77777", "X-WP-TotalPages": "7777"}, posts)


def map_of(
    make: Callable[[SmallSite], bytes | str], path: str = "/wp-sitemap.xml", **said: Any
) -> Build:
    """Only the sitemap tells of the items."""
    made = {"listed": 0, **said}
    return odd(lambda site: at(path, lambda _: Answer(200, XML, make(site))), **made)


def posts_at_the_root(site: SmallSite) -> Callable[[Asked], Answer | None]:
    """Neither address nor page says that they are posts; a feed, or a category, that they are."""
    icon = "<image><url>/icone.png</url></image><item>"

    def answer(asked: Asked) -> Answer | None:
        for item in site.held:
            if asked.path == item.path:
                article = f"<article><h1>{item.title}</h1><div>{item.body}</div></article>"
                return Answer(200, HTML, page(item.title, article, marks=""))
        if asked.path == "/category/eau/":
            return Answer(200, HTML, site.listing(site.held).replace("Actualités", "Eau"))
        if asked.path == "/feed/" and site.feed:
            return Answer(200, XML, site.rss().replace("<item>", icon, 1))
        return None

    return answer


def dead_links(site: SmallSite) -> Callable[[Asked], Answer | None]:
    """The front page leads to a 404 with status 200, to a list, and to one under an old name."""
    moved = '<html><head><meta http-equiv="refresh" content="0;URL=/actualite/"></head></html>'
    dead = page("Page non trouvée", "<h1>Page non trouvée</h1>", marks="error404")
    whole = site.listing(site.held)
    told = {"/ressources/bilan.html": dead, "/2024/02/": moved, "/actualites/": whole}
    return lambda asked: Answer(200, HTML, told[asked.path]) if asked.path in told else None


def first_page_moved(site: SmallSite) -> Callable[[Asked], Answer | None]:
    """The list's first page, under its number, sends its readers on to the list."""
    moved = '<html><head><meta http-equiv="refresh" content="0;URL=../../"></head></html>'
    told = {
        "/category/eau/page/1/": moved,
        "/category/eau/": site.listing(site.held, '<a href="/category/eau/page/1/">1</a>'),
    }
    return lambda asked: Answer(200, HTML, told[asked.path]) if asked.path in told else None


def two_members(site: SmallSite) -> bytes:
    body = site.urlset().encode()
    return gzip.compress(body[:90]) + gzip.compress(body[90:])


def dead_map_named(site: SmallSite) -> Callable[[Asked], Answer | None]:
    return at(
        "/robots.txt",
        lambda _: Answer(200, {"Content-Type": "text/plain"}, f"Sitemap: {site.url}/plan.xml\n"),
    )


def map_named_from_the_root(site: SmallSite) -> Callable[[Asked], Answer | None]:
    """robots.txt names the sitemap by its path alone, beside a dead one."""
    robots = f"Sitemap: {site.url}/mort.xml\nSitemap: /plan/un.xml\n"
    return lambda asked: {
        "/robots.txt": Answer(200, {"Content-Type": "text/plain"}, robots),
        "/plan/un.xml": Answer(200, XML, site.urlset()),
    }.get(asked.path)


def maps_within_maps(site: SmallSite) -> Callable[[Asked], Answer | None]:
    """Each index names itself and one more, for ever; the first names the items' too."""

    def answer(asked: Asked) -> Answer | None:
        if not asked.path.startswith("/wp-sitemap"):
            return None
        if asked.path == "/wp-sitemap-posts.xml":
            return Answer(200, XML, site.urlset())
        number = len(asked.path)
        named = [asked.path, f"/wp-sitemap{'x' * (number - 14)}.xml", "/wp-sitemap-posts.xml"]
        told = "".join(f"<sitemap><loc>{site.url}{one}</loc></sitemap>" for one in named)
        return Answer(200, XML, f"<sitemapindex>{told}</sitemapindex>")

    return answer


def shifting(change: Callable[[list[Item]], object], *, before: int) -> Build:
    """A list of three items a page, in which *change* is made before its page *before* is read first."""

    def build() -> SmallSite:
        site = SmallSite(
            held=items(8), sitemap=False, listed=0, home_extra='<a href="/actualite/">Tout</a>'
        )
        shown, met = [*site.held], set[int]()

        def answer(asked: Asked) -> Answer | None:
            found = re.fullmatch(r"/actualite/(?:page/(\d)/)?", asked.path)
            if found is None:
                return None
            number = int(found[1] or 1)
            if number not in met and number == before:
                change(shown)
            met.add(number)
            there = shown[3 * number - 3 : 3 * number]
            after = f'<nav class="pagination"><a class="next page-numbers" href="/actualite/page/{number + 1}/">Suivant</a></nav>'
            return Answer(200, HTML, site.listing(there, after if 3 * number < len(shown) else ""))

        site.odd = answer
        return site

    return build


def turned(site: SmallSite) -> Callable[[Asked], Answer | None]:
    """The list shows another three of its items each time that it is asked."""

    def answer(asked: Asked) -> Answer | None:
        found = re.fullmatch(r"/actualite/(?:page/(\d)/)?", asked.path)
        if found is None:
            return None
        site.held.append(site.held.pop(0))
        number = int(found[1] or 1)
        after = f'<nav class="pagination"><a class="next page-numbers" href="/actualite/page/{number + 1}/">Suivant</a></nav>'
        return Answer(200, HTML, site.listing(site.held[:3], after if number < 3 else ""))

    return answer


def leaving_the_api(site: SmallSite, asked: Asked) -> Answer:
    """An item of the first page is gone before the second is asked for."""
    if asked.query.get("page") == "2" and len(site.held) == 23:
        del site.held[4]
    return site.posts(asked, cap=10)


def lost_in_the_api(site: SmallSite, asked: Asked) -> Answer:
    """Each second page says that there is one more than the page before it said."""
    total = str(23 - int(asked.query["page"]) % 2)
    return site.posts(asked, cap=10)._replace(headers=JSON | {"X-WP-Total": total})


# -- traps


def circles(site: SmallSite) -> Callable[[Asked], Answer | None]:
    def answer(asked: Asked) -> Answer | None:
        for item in site.held:
            if asked.path.startswith(item.path):
                main = f'<article><h1>{item.title}</h1>{item.body}<p><a href="encore/voir/">Voir</a></p></article>'
                return Answer(200, HTML, page(item.title, main))
        return None

    return answer


def calendar(site: SmallSite) -> Callable[[Asked], Answer | None]:
    def answer(asked: Asked) -> Answer | None:
        found = re.fullmatch(r"/agenda/jour-(\d+)/", asked.path)
        if found is None:
            return None
        day = int(found[1])
        links = "".join(
            f'<a href="/agenda/jour-{n}/">{n}</a> ' for n in (day - 1, day + 1, day + 30)
        )
        return Answer(
            200, HTML, page(f"Jour {day}", f"<h1>Jour {day}</h1><p>{links}</p>", marks="page")
        )

    return answer


def pages_of(cards: Callable[[SmallSite, int], list[str]]) -> Build:
    def build() -> SmallSite:
        site = SmallSite(held=items(5))

        def answer(asked: Asked) -> Answer | None:
            found = re.fullmatch(r"/actions/(?:page/(\d+)/)?", asked.path)
            if found is None:
                return None
            number = int(found[1] or 1)
            shown = "".join(
                f'<article><h2><a href="{url}">Carte {url[-9:]}</a></h2><p>À lire un jour.</p></article>'
                for url in cards(site, number)
            )
            after = f'<nav class="pagination"><a class="next page-numbers" href="/actions/page/{number + 1}/">Suivant</a></nav>'
            return Answer(
                200, HTML, page("Actions", f"<h1>Actions</h1>{shown}{after}", marks="archive")
            )

        site.odd = answer
        return site

    return build


def chain(site: SmallSite) -> Callable[[Asked], Answer | None]:
    def answer(asked: Asked) -> Answer | None:
        found = re.fullmatch(r"/actualite/(?:puits-1|relais-(\d+))/", asked.path)
        if found is None:
            return None
        return Answer(302, {"Location": f"/actualite/relais-{int(found[1] or 0) + 1}/"})

    return answer


class Scenario(NamedTuple):
    what: str
    build: Build
    codes: tuple[int, ...] = (0,)
    most: int = 200
    copies: bool = False


SCENARIOS = [
    Scenario("plain", plain()),
    Scenario("one slug, three parents", with_paths("/evenement/2019/rencontre/", "/evenement/2020/rencontre/", "/evenement/lome/rencontre/")),
    Scenario("one slug, two sections of a kind", with_paths("/actions/bilan/", "/projets/bilan/", "/actualite/bilan/", "/blog/bilan/")),
    Scenario("all canonical to one", same_canonical(lambda site: site.at(site.held[2]))),
    Scenario("all canonical to one that nobody names", same_canonical(lambda site: f"{site.url}/actualite/modele/")),
    Scenario("all canonical to the front page", same_canonical(lambda site: f"{site.url}/")),
    Scenario("all canonical to one, known by links alone", same_canonical(lambda site: site.at(site.held[0]), sitemap=False)),
    Scenario("an address that says another", two_addresses),
    Scenario("no final slash", with_paths("/actualite/a-1", "/actualite/a-2", odd=lambda asked: Answer(301, {"Location": asked.path[:-1]}) if asked.path.startswith("/actualite/a") and asked.path.endswith("/") else None)),
    Scenario("no final slash, and nothing with one", with_paths("/actualite/a-1", "/actualite/a-2")),
    Scenario("plain permalinks", with_paths("/?projet=un", "/?projet=deux", "/?evenement=un")),
    Scenario("plain permalinks of an unknown type", with_paths("/?temoignage=un", "/?temoignage=deux", sitemap=True, rest=True)),
    Scenario("a script with numbers", with_paths("/actualite/voir.php?id=4", "/actualite/voir.php?id=5")),
    Scenario("a script with letters, in the sitemap", with_paths("/actualite/fiche.php?code=A", "/actualite/fiche.php?code=B", "/index.php?page=31", "/index.php?page=32", listed=0)),
    Scenario("a script with letters, listed alone", with_paths("/actualite/fiche.php?code=A&lang=fr", "/actualite/fiche.php?code=B&lang=fr", sitemap=False)),
    Scenario("a path with parameters of its own", with_paths("/actualite/fiche/?ville=Lom%E9", "/actualite/fiche/?ville=Dakar", "/actualite/?dossier=77", listed=0)),
    Scenario("slugs that are views elsewhere", with_paths("/actualite/embed/", "/actualite/trackback/", "/actualite/amp/", "/evenement/2021/print/", "/evenement/2021/feed/")),
    Scenario("slugs that are views elsewhere, listed alone", with_paths("/actualite/embed/", "/evenement/2021/amp/", "/actualite/puits/", sitemap=False)),
    Scenario("one page under parameters that say nothing", odd(from_everywhere, sitemap=False)),
    Scenario("a list whose pages have a parameter of its own", odd(listed_from, held=items(9), sitemap=False)),
    Scenario("two slashes in a path", with_paths("/actualite/deux//rives/", "/actualite/un-quai/", listed=0)),
    Scenario("two slashes in a link to a page that has one", odd(doubled, sitemap=False)),
    Scenario("two pages that differ in the final slash", with_paths("/actualite/quai", "/actualite/quai/", "/actualite/port/")),
    Scenario("two pages that differ in the final slash, listed alone", with_paths("/actualite/quai/", "/actualite/quai", sitemap=False)),
    Scenario("two pages that differ in a slash, each told by a way of its own", odd(one_way_each, held=[Item(0, "/actualite/quai"), Item(1, "/actualite/quai/")], feed=True, listed=0)),
    Scenario("two pages that differ in an escape", with_paths("/actualite/eau+sel/", "/actualite/eau%2Bsel/", "/actualite/l%27eau,%20ici/", "/actualite/l'eau%2c%20ici/")),
    Scenario("two pages that differ in an escape, each told by a way of its own", odd(one_way_each, held=[Item(0, "/actualite/eau+sel/"), Item(1, "/actualite/eau%2bsel/")], feed=True, listed=0)),
    Scenario("one page named with and without its escape", odd(escaped_too, held=[Item(0, "/actualite/eau+sel/"), Item(1, "/actualite/port+quai/")])),
    Scenario("a list of the values of a parameter, with a plus and with its escape", with_paths("/actualite/fiche.php?ville=eau+sel", "/actualite/fiche.php?ville=eau%2Bsel", sitemap=False)),
    Scenario("one page named with and without its slash", odd(both_slashes)),
    Scenario("a list that names its first page by number", odd(numbered, held=items(8), sitemap=False)),
    Scenario("escapes of Latin-1 and of a slash", with_paths("/actualite/march%E9/", "/actualite/march%e8/", "/actualite/2021%2F22/", "/actualite/d%C3%A9part/")),
    Scenario("an article in three parts", split),
    Scenario("a part that fails", part_that_fails, (3,)),
    Scenario("print, AMP and comments", odd(views)),
    Scenario("a page that moves on by itself", odd(moves_on)),
    Scenario("an API that caps and counts not", api(lambda site, asked: site.posts(asked, cap=7, totals=False))),
    Scenario("an API that refuses hundreds", api(refuses_hundreds)),
    Scenario("an API that fails at hundreds", api(fails_at_hundreds)),
    Scenario("an API with wrong totals", api(wrong_totals)),
    Scenario("an API that lists by number", api(keyed)),
    Scenario("an API that skips by what is asked", api(offset_by_what_is_asked)),
    Scenario("an API that never ends", api(same_for_ever), (3,)),
    Scenario("an API that loses an item while it is listed", api(leaving_the_api)),
    Scenario("an API whose total changes from page to page", api(lost_in_the_api), (3,)),
    Scenario("a list whose first item goes while it is read", shifting(lambda shown: shown.append(shown.pop(0)), before=2)),
    Scenario("a list of which an item leaves the second page while it is read", shifting(lambda shown: shown.pop(3), before=3)),
    Scenario("a list of which the last item comes first while it is read", shifting(lambda shown: shown.insert(0, shown.pop()), before=2)),
    Scenario("a list that shows others each time", odd(turned, held=items(8), sitemap=False, listed=0, home_extra='<a href="/actualite/">Tout</a>'), (3,)),
    Scenario("a notice before the API's answer", api(lambda site, asked: site.posts(asked)._replace(body=f"<b>Warning</b>: [1] in x.php\n{site.posts(asked).body!s}\n<!-- 12 ms -->"))),
    Scenario("a sitemap cut in an address", map_of(lambda site: site.urlset()[:-40]), (3,)),
    Scenario("a sitemap of two gzip members", map_of(two_members)),
    Scenario("a sitemap after a warning", map_of(lambda site: f"<br />Notice: x\n{site.urlset()}")),
    Scenario("a sitemap of lines", map_of(lambda site: "\n".join(map(site.at, site.held)), "/sitemap.xml", sitemap=False)),
    Scenario("a dead sitemap named", odd(dead_map_named, listed=0)),
    Scenario("a sitemap named from the root alone, beside a dead one", odd(map_named_from_the_root, listed=0, sitemap=False)),
    Scenario("sitemaps within sitemaps without end", odd(maps_within_maps, listed=0), (3,)),
    Scenario("a feed in Windows-1252", map_of(lambda site: site.rss().replace("<channel>", "<channel><title>Été</title>").encode("cp1252"), "/feed/", sitemap=False)),
    Scenario("a feed cut in a link", map_of(lambda site: site.rss()[: site.rss().rindex("/puits-")], "/feed/", sitemap=False, listed=2), (3,)),
    Scenario("posts at the root, in a feed with the site's icon", odd(posts_at_the_root, held=items(4, "/puits-{}/"), sitemap=False, listed=0, feed=True)),
    Scenario("posts at the root, in a category", odd(posts_at_the_root, held=items(4, "/puits-{}/"), sitemap=False, listed=0, home_extra='<a href="/category/eau/">Eau</a>')),
    Scenario("links to what is no item", odd(dead_links, home_extra='<article><h2><a href="/actualites/">Toutes</a></h2><p>La liste.</p></article><p><a href="/ressources/bilan.html">Bilan</a> <a href="/2024/02/">Février</a></p>')),
    Scenario("a list's first page that sends on to the list", odd(first_page_moved, listed=0, sitemap=False, home_extra='<p><a href="/category/eau/page/1/">Eau</a></p>')),
    Scenario("links in circles", odd(circles), (0, 3), copies=True),
    Scenario("days without end", odd(calendar, home_extra='<p><a href="/agenda/jour-100/">Agenda</a></p>'), (0, 3), copies=True),
    Scenario("pages of the same cards", pages_of(lambda site, _: [site.at(one) for one in site.held[:3]])),
    Scenario("two pages in turn", pages_of(lambda site, n: [site.at(one) for one in site.held[n % 2 : n % 2 + 3]])),
    Scenario("pages of cards that lead nowhere", pages_of(lambda _, n: [f"/actions/vide-{n}-{k}/" for k in range(6)]), (3,), most=250),
    Scenario("redirects without end", odd(chain), (3,), most=60),
]  # fmt: skip


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.what)
def test_a_site_that_plays_a_trick(scenario: Scenario, tmp_path: Path) -> None:
    with scenario.build() as site:
        ran = drive(tmp_path / "data", site, settings=HASTE)  # type: ignore[arg-type]  # a site in all that is asked of it
    assert ran.code in scenario.codes, (ran.out, ran.err)
    assert len(site.requests) <= scenario.most, len(site.requests)
    assert_invariants(site, ran, copies=scenario.copies)
