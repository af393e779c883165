"""Hostile answers by the million: nothing but a PageError may come out of a reader, and in linear time.

    python bench/fuzz_readers.py --count 1000000 --seed 7

Each round takes a sample (REST, feed, sitemap, robots.txt, a page of cards, a
text), breaks it in one to six places and reads it with the readers meant for it. At the end answers of one,
two and four times the size are read: the time may grow with the size, no more.
Prints what it did; exit code 1 where something else than a PageError came out.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import random
import sys
import time
import traceback
from collections import Counter
from typing import TYPE_CHECKING, Final

from protego import Protego

from aimf_scraper.addresses import Site
from aimf_scraper.errors import PageError
from aimf_scraper.extraction import extract_text
from aimf_scraper.pages.api.feed import read_feed
from aimf_scraper.pages.api.rest import read_collection, read_types
from aimf_scraper.pages.api.sitemap import read_sitemap
from aimf_scraper.pages.html import read_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from aimf_scraper.pages.reading import HtmlPage

URL: Final = "https://www.aimf.asso.fr/x/"
SITE: Final = Site("https://www.aimf.asso.fr")
#: What breaks answers in the field, and what breaks parsers.
TOKENS: Final = (
    b"<", b">", b"&", b"&amp;", b"&#0;", b"&#xD800;", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?xml ?>",
    b'<!DOCTYPE a [<!ENTITY b "c">]>', b"<url>", b"</url>", b"<item>", b"</urlset>", b"\x00", b"\x1f\x8b",
    b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9", b"\xf0\x9f", b"[", b"]", b"{", b"}", b'"', b"\\ud83d", b"\\u0000",
    b"1e999", b"9" * 40, b"null", b"https://[", b"http://www.aimf.asso.fr:99999/", b"%E9%2F", b"\n", b"\r",
    b"Sitemap: ", b"Disallow: /*$*$*", b"<br />\n<b>Notice</b>", b"<!-- cache -->",
    b"<article>", b"</article>", b"<a href='//'>", b"</div>", b"<div class=card>", b"<time datetime=0>",
    " M€".encode(), b" millions ", b" FCFA ", b" du 31 au ", b" (dont ", b" \xc2\xab ", b" et ", b" ; ", b"99/99/9999",
)  # fmt: skip


def samples() -> dict[str, bytes]:
    """Return one whole answer of each kind."""
    post = {
        "id": 7, "link": "https://www.aimf.asso.fr/actualite/a/", "type": "post", "status": "publish",
        "date": "2024-03-01T08:00:00", "modified_gmt": "2024-03-02T08:00:00",
        "title": {"rendered": "L&rsquo;eau &amp; la ville"},
        "content": {"rendered": "<p>Un texte <b>court</b>.</p><ul><li>un</li></ul>", "protected": False},
        "_embedded": {"wp:term": [[{"taxonomy": "pays", "name": "Togo"}]]},
    }  # fmt: skip
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    urls = "".join(
        f"<url><loc>https://www.aimf.asso.fr/actualite/{n}/</loc><lastmod>2024-01-0{n}</lastmod></url>"
        for n in range(1, 6)
    )
    items = "".join(
        f"<item><title>É {n}</title><link>https://www.aimf.asso.fr/actualite/{n}/</link>"
        f"<description><![CDATA[<p>Un lead &#8230;</p>]]></description></item>"
        for n in range(5)
    )
    cards = "".join(
        f'<article class="post"><h2><a href="/actualite/{n}/">Un puits {n}</a></h2>'
        f'<time datetime="2024-03-0{n}">{n} mars 2024</time><p>Le puits de Lomé […]</p></article>'
        for n in range(1, 5)
    )
    return {
        "rest": json.dumps([post, {**post, "id": 8}], ensure_ascii=False).encode(),
        "types": b'{"post": {"slug": "post", "rest_base": "posts"}, "page": {"slug": "page"}}',
        "sitemap": f"{head}<urlset>{urls}</urlset>".encode(),
        "index": f"{head}<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>".encode(),
        "lines": b"https://www.aimf.asso.fr/actualite/a/\nhttps://www.aimf.asso.fr/actualite/b/\n",
        "feed": f'{head}<rss version="2.0"><channel><link>/</link>{items}</channel></rss>'.encode(),
        "atom": b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/a/"/><title>T</title></entry></feed>',
        "gzip": gzip.compress(f"<urlset>{urls}</urlset>".encode()),
        "cards": (
            '<!doctype html><html lang="fr"><head><title>Actus</title></head><body class="blog"><main>'
            f"<h1>Actualités</h1>{cards}<nav class='pagination'><a class='next' href='/page/2/'>Suite</a>"
            "</nav></main></body></html>"
        ).encode(),
        "text": (
            "# DAKAR – Un marché couvert\nLa Ville de Dakar, avec l’appui de la Fondation Lavoir et de "
            "l’AFD, a investi 1,2 M€ (dont 300 000 euros de subvention) entre 2014 et le 3 mai 2016.\n"
            "Partenaires : Métropole de Lyon, AIMF\nBudget total : 787 millions de FCFA (1 200 000 €) "
            "pour plus de 12 000 habitants.\n"
        ).encode(),
        "robots": b"User-agent: *\nDisallow: /wp-admin/\nCrawl-delay: 2\nSitemap: https://www.aimf.asso.fr/s.xml\n",
    }


def robots(body: bytes, url: str) -> object:
    """Read robots.txt as the crawl does."""
    read = Protego.parse(body.decode("utf-8-sig", "replace"))
    return (list(read.sitemaps), read.can_fetch(url, "aimf-scraper"), read.crawl_delay("x"))


def addresses(body: bytes, url: str) -> object:
    """Take *body* for an address on a page."""
    return SITE.address(body.decode("utf-8", "replace"), url)


def _listed(page: HtmlPage) -> object:
    """Take what a page of cards tells, the article included where it is taken for one."""
    page.article()
    return page.listing, page.links, page.feeds


READERS: Final[dict[str, Callable[[bytes, str], object]]] = {
    "collection": read_collection,
    "types": lambda body, _: read_types(body),
    "feed": read_feed,
    "sitemap": read_sitemap,
    "robots": robots,
    "address": addresses,
    "cards": lambda body, url: _listed(read_html(body, url)),
    "text": lambda body, _: extract_text(body.decode("utf-8", "replace")),
}


OF: Final = {
    "rest": ("collection",), "types": ("types",), "robots": ("robots",), "lines": ("sitemap", "address"),
    "sitemap": ("sitemap",), "index": ("sitemap",), "gzip": ("sitemap",), "feed": ("feed",), "atom": ("feed",),
    "cards": ("cards",), "text": ("text",),
}  # fmt: skip


def mutated(body: bytes, lot: random.Random) -> bytes:
    """Return *body* broken in a few places."""
    made = bytearray(body)
    for _ in range(lot.randint(1, 6)):
        at, kind = lot.randrange(len(made) + 1), lot.randrange(6)
        if kind == 0 and made:
            made[at % len(made)] = lot.randrange(256)
        elif kind == 1:
            del made[at : at + lot.randint(1, 60)]
        elif kind == 2:
            del made[at:]
        elif kind == 3:
            made[at:at] = made[lot.randrange(len(made) + 1) :][: lot.randint(1, 200)]
        else:
            made[at:at] = lot.choice(TOKENS) * lot.choice((1, 1, 1, 2, 30))
    return bytes(made)


def growing() -> dict[str, Callable[[int], bytes]]:
    """Return what may cost more than its size: by how often it repeats."""
    return {
        "open lists": lambda n: b"[" * n,
        "open objects": lambda n: b'{"a":' * n,
        "lists that end": lambda n: b"[]" * n,
        "notices": lambda n: b"[0] Notice\n" * n,
        "a cut list": lambda n: b'[{"id": 1}' + b',{"id": 1}' * n,
        "spaces": lambda n: b"[1," + b" " * n,
        "ampersands": lambda n: b"<urlset>" + b"&" * n,
        "entities": lambda n: b"<rss>" + b"&eacute;" * n,
        "open elements": lambda n: b"<urlset>" + b"<url><loc>" * n,
        "ends": lambda n: b"<urlset>" + b"</url>" * n,
        "comments": lambda n: b"<!--" * n + b"<urlset></urlset>",
        "comments that end": lambda n: b"<!-- -->" * n + b"<urlset></urlset>",
        "sections": lambda n: b"<urlset>" + b"<![CDATA[" * n,
        "declarations": lambda n: b"<?xml " * n,
        "doctypes": lambda n: b"<!DOCTYPE a [" * n + b"<urlset>",
        "escapes": lambda n: b"/" + b"%E9%2F" * n,
        "dots": lambda n: b"/." * n,
        "lines": lambda n: b"https://www.aimf.asso.fr/a/\n" * n,
        "gzip members": lambda n: gzip.compress(b"<urlset>") * n,
    }


def grows(read: Callable[[bytes, str], object], make: Callable[[int], bytes]) -> float:
    """Return by how much more time four times the size takes; 4 is linear."""
    took = []
    for n in (5_000, 20_000):
        body = make(n)
        best = float("inf")
        for _ in range(3):
            begun = time.process_time()
            with contextlib.suppress(PageError):
                read(body, URL)
            best = min(best, time.process_time() - begun)
        took.append(best)
    return took[1] / max(took[0], 0.002)  # below, the clock tells nothing


def main() -> int:
    """Break, read, count."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--count", type=int, default=20_000, help="mutated answers")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--no-growth", action="store_true")
    said = asked.parse_args()
    lot = random.Random(said.seed)
    whole = samples()
    outcomes: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    readings = 0
    for number in range(said.count):
        name = lot.choice(sorted(whole))
        body = mutated(whole[name], lot)
        # Mostly the readers that are meant for it; now and then all of them.
        meant = OF.get(name, tuple(READERS)) if lot.random() < 0.9 else tuple(READERS)
        for reader in meant:
            read = READERS[reader]
            readings += 1
            try:
                read(body, URL)
                outcomes[f"{reader}: read"] += 1
            except PageError as error:
                outcomes[f"{reader}: {error.reason}"] += 1
            except Exception as error:  # noqa: BLE001 - the point: to find any
                where = traceback.extract_tb(error.__traceback__)[-1]
                failures[f"{reader}: {type(error).__name__} {where.name}:{where.lineno}"] += 1
                if failures.total() <= 5:
                    print(f"{number}: {reader} of {name}: {error!r}\n  {body[:400]!r}")
    print(f"{said.count} mutated answers, {readings} readings, seed {said.seed}")
    for outcome, count in sorted(outcomes.items()):
        print(f"  {count:>9} {outcome}")
    for failure, count in failures.most_common():
        print(f"  {count:>9} FAILED {failure}")
    if not said.no_growth:
        for what, make in growing().items():
            worst = max(READERS, key=lambda name: grows(READERS[name], make))
            print(f"  four times the {what}: {grows(READERS[worst], make):.1f} times, {worst}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
