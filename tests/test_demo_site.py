"""The demo site: its server, its ways of discovery, and that its labels stand in its texts."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import zlib
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from lxml import etree

from aimf_scraper.demo.answers import Answer
from aimf_scraper.demo.catalogue import DAYS, Item, day
from aimf_scraper.demo.manifest import FORBIDDEN_FOLDER, manifest
from aimf_scraper.demo.server import DemoSite
from aimf_scraper.demo.world import stored

if TYPE_CHECKING:
    from collections.abc import Iterator


class Got(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def get(site: DemoSite, path: str, method: str = "GET", **headers: str) -> Got:
    """Ask once, following nothing. Header names come with ``_`` for ``-``."""
    wire = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=10)
    try:
        wire.request(
            method, path, headers={name.replace("_", "-"): v for name, v in headers.items()}
        )
        answer = wire.getresponse()
        return Got(answer.status, answer.headers, answer.read())
    finally:
        wire.close()


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    with DemoSite() as one:
        yield one


def local(site: DemoSite, url: str) -> str:
    return url.removeprefix(site.url)


# --- the content -------------------------------------------------------------


def _items() -> list[Item]:
    return [item for number in DAYS for item in day(number).items.values()]


def test_there_is_enough_of_each_kind() -> None:
    counts = Counter(one.kind for one in manifest().items.values())
    least = {"action": 30, "news": 60, "event": 8, "publication": 6}
    assert {kind: counts[kind] >= number for kind, number in least.items()} == dict.fromkeys(
        least, True
    )


@pytest.mark.parametrize("number", DAYS)
def test_posts_and_addresses_are_unique(number: int) -> None:
    items = list(day(number).items.values())
    assert len({one.post for one in items}) == len(items)
    assert len({one.path for one in items}) == len(items)


def test_every_label_stands_in_its_text() -> None:
    missing = [
        (item.id, label.as_written)
        for item in _items()
        for label in (*item.cities, *item.partners, *item.budgets, *item.dates)
        if label.as_written not in f"{item.title}\n{item.lead}\n{item.body}"
    ]
    assert missing == []


def test_labels_are_well_formed() -> None:
    for item in _items():
        assert {one.role for one in item.cities} <= {"main", "mentioned"}, item.id
        assert all(re.fullmatch("[A-Z]{2}", one.country) for one in item.cities), item.id
        assert all(re.fullmatch("[A-Z]{3}", one.currency) for one in item.budgets), item.id
        assert not (item.budgets and item.budgets[0].equivalent), item.id
        for one in item.dates:
            part = r"[0-9X]{4}(-[0-9]{2}){0,2}~?"
            assert re.fullmatch(rf"{part}(/({part}|\.\.)?)?", one.edtf), item.id
            assert one.role in {"start", "end", "period", "event", "deadline", "mentioned"}


def test_texts_hold_no_chrome() -> None:
    found = manifest()
    for one in found.items.values():
        lines = [one.title, one.summary or "", *one.text.split("\n")]
        assert not [mark for mark in found.chrome if any(mark in line for line in lines)], one.id
        assert not set(lines) & set(found.chrome_lines), one.id


def test_links_in_texts_lead_somewhere(site: DemoSite) -> None:
    for one in manifest().items.values():
        assert [link for link in one.links if get(site, link).status != 200] == [], one.id


def test_second_day_has_every_sort_of_change() -> None:
    assert Counter(one.what for one in manifest(2).changes) == {
        "new": 4,
        "changed": 6,
        "renamed": 1,
        "gone": 3,
    }
    assert {one.status for one in manifest(2).changes if one.what == "gone"} == {404, 410}
    budget = next(one for one in manifest(2).changes if "budgets" in one.fields)
    before, now = budget.fields["budgets"]
    assert (before[0].amount, now[0].amount) == (3_500_000, 3_900_000)
    assert Counter(one.what for one in manifest(3).changes) == {"back": 1, "changed": 1}


def test_unknown_day() -> None:
    with pytest.raises(ValueError, match="not 4"):
        manifest(4)


# --- the pages ---------------------------------------------------------------


def _read(body: bytes) -> str:
    """Return the words of a page, no markup, spaces folded, as a browser decodes it."""
    charset = "iso-8859-1" if b"charset=iso-8859-1" in body else "utf-8"
    text = re.sub(r"<[^<>]*>", " ", body.decode(charset).replace("\x00", ""))
    return " ".join(unescape(text).split())


@pytest.mark.parametrize("layout", ["elementor", "block", "classic", "table"])
def test_pages_show_their_text(site: DemoSite, layout: str) -> None:
    shown = [one for one in manifest().items.values() if one.layout == layout]
    assert shown
    for one in shown:
        if one.from_card or one.traits & {"mojibake"}:
            continue
        words = _read(get(site, one.path).body).replace(" - AIMF", "")
        for sentence in one.sentences:
            bare = [part for part in re.split(r"[^\w]+", sentence) if part]
            assert " ".join(bare) in " ".join(re.split(r"[^\w]+", words)), one.id


def test_mojibake_is_what_a_mender_undoes() -> None:
    item = next(one for one in day(1).items.values() if "mojibake" in one.traits)
    broken = stored(item).title
    bytes_of = bytes(ord(c) if ord(c) < 256 else c.encode("cp1252")[0] for c in broken)
    assert broken != item.title or "é" not in item.title
    assert bytes_of.decode() == item.title


ODD = [
    manifest().items[key]
    for key in (
        "news:pointe-noire-le-petit-train-des-enfants-repart",
        "news:libreville-des-arbres-pour-les-ecoles",
        "action:porto-novo-jardins-et-places-vodun",
        "news:une-promenade-dans-les-hauts-de-fianarantsoa",
    )
]


def test_odd_pages_are_odd(site: DemoSite) -> None:
    traits = {trait: get(site, one.path) for one in ODD for trait in one.traits}
    assert b"\x00" in traits["broken"].body
    assert "ETag" not in traits["novalidator"].headers
    assert "\u202f".encode() in traits["nbsp"].body
    own, _, others = traits["undated"].body.partition("pourraient vous intéresser".encode())
    date = re.compile(rb"[0-9]{1,2} [a-z\xc3\xa9\xbb]{3,10} 20[0-9]{2}")
    assert not date.search(own[own.index(b"</style>") :])
    assert date.search(others)


def test_page_sizes_are_realistic(site: DemoSite) -> None:
    sizes = [
        len(get(site, one.path).body) for one in manifest().items.values() if one.layout != "table"
    ]
    assert min(sizes) > 20_000
    assert 60_000 < max(sizes) < 150_000


@pytest.mark.parametrize("number", DAYS)
def test_aliases_lead_to_the_page(number: int) -> None:
    with DemoSite(day=number) as site:
        for one in manifest(number).items.values():
            if one.from_card:
                assert get(site, one.path).status == one.page_status
                continue
            page = get(site, one.path)
            assert page.status == 200, one.path
            for alias in one.aliases:
                answer = get(site, alias)
                while answer.status == 301:
                    answer = get(site, local(site, answer.headers["Location"]))
                assert answer.body == page.body, alias


def test_rejected_pages(site: DemoSite) -> None:
    reasons = {one.reason: get(site, one.path).status for one in manifest().rejected}
    assert reasons == {"page": 200, "template": 200, "private": 200}
    assert f"Disallow: {FORBIDDEN_FOLDER}" in get(site, "/robots.txt").body.decode()


def test_files(site: DemoSite) -> None:
    guide = manifest().items["publication:guide-des-petites-stations"]
    pdf = get(site, guide.attachments[0])
    assert (pdf.headers["Content-Type"], pdf.body[:8], pdf.body[-6:]) == (
        "application/pdf",
        b"%PDF-1.4",
        b"%%EOF\n",
    )
    start = int(re.findall(rb"startxref\n([0-9]+)", pdf.body)[0])
    assert pdf.body[start : start + 4] == b"xref"
    picture = get(site, guide.images[0])
    assert picture.headers["Content-Type"] == "image/png"
    length = int.from_bytes(picture.body[33:37], "big")
    assert len(zlib.decompress(picture.body[41 : 41 + length])) == (64 * 3 + 1) * 48


# --- the ways of discovery ---------------------------------------------------


def by_rest(site: DemoSite) -> set[str]:
    found = set()
    for one in get(site, "/wp-json/wp/v2/types").json.values():
        number, pages = 1, 1
        while number <= pages:
            base = f"/wp-json/wp/v2/{one['rest_base']}?per_page=20&orderby=id&page={number}"
            answer = get(site, base)
            if answer.status != 200:
                break
            pages = int(answer.headers["X-WP-TotalPages"])
            found |= {local(site, post["link"]) for post in answer.json}
            number += 1
    return found


def by_sitemap(site: DemoSite) -> set[str]:
    found, waiting = set(), ["/wp-sitemap.xml"]
    while waiting:
        tree = etree.fromstring(get(site, waiting.pop()).body)
        inner = [local(site, loc.text) for loc in tree.iter("{*}loc")]
        if tree.tag.endswith("sitemapindex"):
            waiting += inner
        else:
            found |= set(inner)
    return found


def by_feed(site: DemoSite) -> set[str]:
    home = get(site, "/").body.decode()
    found = set()
    for feed in re.findall(r'type="application/rss\+xml" [^>]*href="([^"]+)"', home):
        number = 1
        while (answer := get(site, f"{local(site, feed)}?paged={number}")).status == 200:
            entries = etree.fromstring(answer.body).findall(".//item")
            found |= {local(site, one.findtext("link")) for one in entries}
            number += 1
            if not entries:
                break
    return found


_LISTING = re.compile(
    r"/$|/\?jsf|/(nos-projets|toutes-nos-actualites|nos-themes|region|pays|types-d-article"
    r"|type-d-evenement)/|/(evenement|document)/(page/[0-9]+/)?$"
)


def by_listing(site: DemoSite) -> set[str]:
    found, waiting, seen = set(), ["/"], {"/"}
    while waiting:
        answer = get(site, waiting.pop())
        if answer.status != 200:
            continue
        for href in re.findall(r'href="([^"]+)"', answer.body.decode()):
            path = local(site, unescape(href))
            if path in seen:
                continue
            seen.add(path)
            if _LISTING.match(path):
                waiting.append(path)
            else:
                found.add(path)
    return found


WAYS = {"rest": by_rest, "sitemap": by_sitemap, "feed": by_feed, "listing": by_listing}
SWITCH = {"rest": "rest", "sitemap": "sitemap", "feed": "feed", "listing": "listings"}


@pytest.mark.parametrize("number", DAYS)
@pytest.mark.parametrize("way", WAYS)
def test_each_way_alone_finds_what_it_claims(way: str, number: int) -> None:
    off = {switch: False for name, switch in SWITCH.items() if name != way}
    with DemoSite(day=number, **off) as site:
        found = WAYS[way](site)
    expected = manifest(number)
    claimed = {one.path for one in expected.known_by(way)}
    assert found & {one.path for one in expected.items.values()} == claimed
    template = "/actions/titre-de-laction/"
    assert (template in found) == (way != "feed")


@pytest.mark.parametrize("way", WAYS)
def test_a_way_that_is_off_finds_nothing(way: str) -> None:
    with DemoSite(**{SWITCH[way]: False}) as site:
        start = {"rest": "/wp-json/wp/v2/posts", "sitemap": "/wp-sitemap.xml"}
        start |= {"feed": "/feed/", "listing": "/toutes-nos-actualites/"}
        assert get(site, start[way]).status == 404
        assert get(site, "/").status == 200
    with DemoSite(**{SWITCH[way]: False}, off_status=403) as site:
        assert get(site, start[way]).status == 403


def test_every_way_has_an_item_of_its_own() -> None:
    alone = Counter(one.ways[0] for one in manifest().items.values() if len(one.ways) == 1)
    assert set(alone) == {"rest", "sitemap", "feed", "listing", "link"}


def test_links_claimed_stand_in_bodies() -> None:
    linked = {link for one in manifest().items.values() for link in one.links}
    linked |= {"/news/Financement.html"}  # from a page that is no item
    assert {one.path for one in manifest().known_by("link")} <= linked


# --- REST as WordPress answers it -------------------------------------------


def test_rest_pages(site: DemoSite) -> None:
    first = get(site, "/wp-json/wp/v2/actions?per_page=10&orderby=id&order=asc")
    assert (first.headers["X-WP-TotalPages"], 'rel="next"' in first.headers["Link"]) == ("4", True)
    assert (
        int(first.headers["X-WP-Total"])
        == len(manifest().known_by("rest"))
        - sum(one.kind != "action" for one in manifest().known_by("rest"))
        + 1
    )  # the forgotten template
    ids = [post["id"] for post in first.json]
    assert ids == sorted(ids)
    past = get(site, "/wp-json/wp/v2/actions?per_page=10&page=5")
    assert (past.status, past.json["code"]) == (400, "rest_post_invalid_page_number")
    assert get(site, "/wp-json/wp/v2/actions?per_page=101").json["code"] == "rest_invalid_param"
    assert get(site, "/wp-json/wp/v2/actions?orderby=colour").status == 400
    assert get(site, "/wp-json/wp/v2/nothing").json["code"] == "rest_no_route"
    assert get(site, "/wp-json/wp/v2/templates").status == 401


def test_rest_post(site: DemoSite) -> None:
    post = get(site, "/wp-json/wp/v2/actions/18658?_embed").json
    assert post["slug"] == "siem-reap-boues-de-vidange-et-regeneration-des-sols"
    assert (post["date"], post["date_gmt"]) == ("2023-05-04T10:15:00", "2023-05-04T09:15:00")
    groups = post["_embedded"]["wp:term"]
    terms = {(term["taxonomy"], term["name"]) for group in groups for term in group}
    assert {("pays", "Cambodge"), ("region", "Asie"), ("nos-themes", "Climat")} <= terms
    few = get(site, "/wp-json/wp/v2/actions?include=18658&_fields=id,title.rendered").json
    assert few == [{"id": 18658, "title": post["title"]}]
    assert get(site, "/wp-json/wp/v2/actions/1").status == 404
    assert get(site, "/wp-json/wp/v2/pays/203").json["slug"] == "cambodge"


@pytest.mark.parametrize(
    ("since", "count"),
    [("2026-03-03T00:00:00Z", 0), ("2026-02-20T00:00:00", 1), ("2026-02-19T07:59:00Z", 2)],
)
def test_rest_modified_after(site: DemoSite, since: str, count: int) -> None:
    answer = get(site, f"/wp-json/wp/v2/posts?modified_after={since}")
    assert (answer.status, len(answer.json)) == (200, count)


def test_rest_tells_what_the_second_day_changed(site: DemoSite) -> None:
    with DemoSite(day=2) as second:
        changed = {
            local(second, post["link"])
            for base in ("posts", "actions", "evenement", "documents")
            for post in get(
                second, f"/wp-json/wp/v2/{base}?modified_after=2026-03-01T00:00:00Z&per_page=100"
            ).json
        }
    assert changed == {one.path for one in manifest(2).changes if one.what != "gone"}


def test_hidden_types() -> None:
    with DemoSite(hidden_types=frozenset({"documents"})) as site:
        assert "document" not in get(site, "/wp-json/wp/v2/types").json
        assert get(site, "/wp-json/wp/v2/documents").status == 404


# --- HTTP --------------------------------------------------------------------


def test_conditions(site: DemoSite) -> None:
    path = "/actions/siem-reap-boues-de-vidange-et-regeneration-des-sols/"
    page = get(site, path)
    etag, modified = page.headers["ETag"], page.headers["Last-Modified"]
    assert modified == "Wed, 10 Jan 2024 08:12:00 GMT"
    for headers in ({"If_None_Match": etag}, {"If_Modified_Since": modified}):
        assert get(site, path, **headers)[::2] == (304, b"")
    assert get(site, path, If_None_Match='W/"other"').status == 200
    assert get(site, path, If_Modified_Since="Tue, 09 Jan 2024 08:12:00 GMT").status == 200
    assert get(site, path, If_Modified_Since="yesterday").status == 200


def test_only_changed_pages_change_their_bytes() -> None:
    with DemoSite() as site:
        tags = {key: get(site, one.path).headers["ETag"] for key, one in manifest().items.items()}
        site.set_day(2)
        now = manifest(2)
        changed = {one.id for one in now.changes if one.what == "changed"}
        for key in sorted(tags.keys() & now.items.keys()):
            same = get(site, now.items[key].path).headers["ETag"] == tags[key]
            assert same is (key not in changed or tags[key] is None), key
        gone = next(one for one in now.changes if one.status == 410)
        assert get(site, gone.path).status == 410
        moved = next(one for one in now.changes if one.what == "renamed")
        was, _ = moved.fields["path"]
        assert get(site, was).headers["Location"] == site.url + moved.path


def test_gzip_and_head(site: DemoSite) -> None:
    plain = get(site, "/")
    packed = get(site, "/", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    head = get(site, "/", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(plain.body))
    assert get(site, "/", method="POST").status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/here/",
        "/toutes-nos-actualites/page/99/",
        "/region/asie/page/0/",
        "/feed/?paged=9",
        "/?p=999999",
        "/wp-sitemap-posts-post-9.xml",
        "/wp-content/uploads/2020/01/none.png",
    ],
)
def test_not_found(site: DemoSite, path: str) -> None:
    assert get(site, path).status == 404


def test_filtered_list_is_empty_past_its_end(site: DemoSite) -> None:
    answer = get(site, "/nos-projets/toutes/?jsf=epro-posts&tax=nos-themes%3A295&pagenum=99")
    assert answer.status == 200
    assert b"No items found" in answer.body


def test_a_connection_is_kept_open_and_requests_are_logged() -> None:
    with DemoSite() as site:
        wire = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=10)
        for path in ("/robots.txt", "/nothing/?a=b"):
            wire.request("GET", path)
            wire.getresponse().read()
            assert wire.sock is not None
        wire.close()
        assert site.requests == [("GET", "/robots.txt", 200), ("GET", "/nothing/?a=b", 404)]


@pytest.mark.parametrize(
    ("robots", "status", "line"),
    [
        ("default", 200, "Disallow: /prive/"),
        ("forbid-all", 200, "Disallow: /"),
        ("none", 404, "introuvable"),
        ("User-agent: *\nCrawl-delay: 2\n", 200, "Crawl-delay: 2"),
    ],
)
def test_robots(robots: str, status: int, line: str) -> None:
    with DemoSite(robots=robots) as site:
        answer = get(site, "/robots.txt")
    assert answer.status == status
    assert line in answer.body.decode()


def test_intercept_answers_in_the_sites_stead() -> None:
    once = iter([Answer(503, headers=(("Retry-After", "1"),))])
    with DemoSite(intercept=lambda asked: next(once, None) if asked.path == "/" else None) as site:
        assert [get(site, "/").status for _ in range(2)] == [503, 200]


def test_filler_makes_a_larger_site() -> None:
    with DemoSite(filler=300) as site:
        total = int(get(site, "/wp-json/wp/v2/posts").headers["X-WP-Total"])
        assert get(site, "/actualite/breve-0300/").status == 200
        assert len(by_sitemap(site)) > 300
    assert total == 300 + sum(one.kind == "news" for one in manifest().known_by("rest"))


def test_same_bytes_on_each_start() -> None:
    paths = ["/", "/wp-json/wp/v2/posts?per_page=100&_embed", "/feed/", "/wp-sitemap.xml"]
    paths += [one.path for one in manifest().items.values()]
    runs = []
    for _ in range(2):
        with DemoSite() as site:
            bodies = [get(site, path).body.replace(site.url.encode(), b"@") for path in paths]
        runs.append(bodies)
    assert runs[0] == runs[1]
