"""The rig itself: what it says is published can be found, and nothing else can."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from tests.wordpress.servers import PACKAGES
from tests.wordpress.wordpress import TYPE_OF_KIND, Post, path_of

if TYPE_CHECKING:
    from tests.wordpress.wordpress import WordPress

pytestmark = pytest.mark.wordpress


def get(site: WordPress, target: str) -> tuple[int, str, dict[str, str]]:
    """Return status, text and headers (lower-case names) of *target*; redirects are followed."""
    try:
        answer = urllib.request.urlopen(site.url + target, timeout=30)
    except urllib.error.HTTPError as refused:
        answer = refused
    with answer:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return answer.status, answer.read().decode(), headers


def listed_by_rest(site: WordPress, type_: str) -> tuple[list[dict[str, Any]], int]:
    """Return every post that REST lists of a type, and the total it claims."""
    posts: list[dict[str, Any]] = []
    number, total, pages = 0, 0, 1
    while number < pages:
        number += 1
        status, text, headers = get(site, f"/wp-json/wp/v2/{type_}?per_page=10&page={number}")
        assert status == 200
        posts += json.loads(text)
        total, pages = int(headers["x-wp-total"]), int(headers["x-wp-totalpages"])
    return posts, total


def locations(site: WordPress, sitemap: str) -> list[str]:
    status, text, _ = get(site, sitemap)
    assert status == 200
    return [path_of(url) for url in re.findall(r"<loc>([^<]+)</loc>", text)]


def test_forty_posts_of_four_kinds(wordpress: WordPress) -> None:
    assert len(wordpress.published) >= 40
    assert {post.kind for post in wordpress.published} == {"action", "news", "event", "publication"}


def test_every_published_post_answers(wordpress: WordPress) -> None:
    for post in wordpress.published:
        status, text, _ = get(wordpress, post.path)
        assert status == 200
        assert f"<h1>{post.title}</h1>" in text
    asked = wordpress.requests()
    assert [(one.target, one.status) for one in asked] == [
        (p.path, 200) for p in wordpress.published
    ]


def test_rest_lists_them(wordpress: WordPress) -> None:
    found = set()
    for kind, type_ in TYPE_OF_KIND.items():
        if kind == "page":
            continue
        posts, total = listed_by_rest(wordpress, type_)
        assert len(posts) == total
        found |= {path_of(post["link"]) for post in posts if not post["content"]["protected"]}
    assert found == {post.path for post in wordpress.published}


def test_rest_carries_the_terms(wordpress: WordPress) -> None:
    _, text, _ = get(
        wordpress, "/wp-json/wp/v2/actions?slug=lome-des-marches-propres&_embed=wp:term"
    )
    terms = {
        (term["taxonomy"], term["slug"])
        for terms in json.loads(text)[0]["_embedded"]["wp:term"]
        for term in terms
    }
    assert {("pays", "togo"), ("nos-themes", "eau-assainissement")} <= terms


def test_sitemap_lists_them(wordpress: WordPress) -> None:
    index = locations(wordpress, "/wp-sitemap.xml")
    found = {path for part in index for path in locations(wordpress, part.rstrip("/"))}
    assert {post.path for post in wordpress.published} <= found


def test_listings_reach_them(wordpress: WordPress) -> None:
    found = set()
    for archive in ("nos-projets/toutes", "toutes-nos-actualites", "evenement", "nos-publications"):
        number, status = 1, 200
        while status == 200:
            status, text, _ = get(wordpress, f"/{archive}/page/{number}/")
            found |= {path_of(url) for url in re.findall(r'<h3><a href="([^"]+)"', text)}
            number += 1
        assert status == 404
    assert {post.path for post in wordpress.published} <= found


@pytest.mark.parametrize(
    "target",
    ["/feed/", "/actualite/38191", "/?p=4", "/nos-themes/patrimoine/page/2/", "/robots.txt"],
)
def test_the_site_s_other_addresses_answer(wordpress: WordPress, target: str) -> None:
    assert get(wordpress, target)[0] == 200


def test_what_is_hidden_shows_nowhere(wordpress: WordPress) -> None:
    words = {one.word for one in wordpress.hidden}
    assert {one.status for one in wordpress.hidden} == {
        "draft",
        "private",
        "pending",
        "future",
        "protected",
    }
    targets = [f"/{TYPE_OF_KIND[one.kind]}/{one.slug}/" for one in wordpress.hidden]
    statuses = [get(wordpress, target)[0] for target in targets]
    protected = [one.status == "protected" for one in wordpress.hidden]
    assert statuses == [200 if open_ else 404 for open_ in protected]
    rest = [f"/wp-json/wp/v2/{type_}?per_page=100" for type_ in TYPE_OF_KIND.values()]
    for target in (*targets, *rest, "/", "/feed/", "/nos-themes/climat/"):
        text = get(wordpress, target)[1]
        assert [word for word in words if word in text] == []


def test_rest_can_be_forbidden_and_allowed_again(wordpress: WordPress) -> None:
    wordpress.forbid_rest = True
    assert get(wordpress, "/wp-json/wp/v2/actions")[0] == 401
    assert get(wordpress, "/wp-json/wp/v2/types")[0] == 401
    assert get(wordpress, wordpress.published[0].path)[0] == 200
    wordpress.forbid_rest = False
    assert get(wordpress, "/wp-json/wp/v2/actions")[0] == 200


def test_publish_update_move_and_trash(wordpress: WordPress) -> None:
    before = wordpress.published
    post = wordpress.publish("news", "bamako-plante", "Bamako plante", ["Mille arbres à Bamako."])
    assert post == Post("news", "bamako-plante", "/actualite/bamako-plante/", "Bamako plante")
    assert set(wordpress.published) == {*before, post}
    assert "Mille arbres" in get(wordpress, post.path)[1]

    changed = wordpress.update(post, title="Bamako replante", body=["Deux mille arbres."])
    assert changed.title == "Bamako replante"
    assert "Deux mille arbres" in get(wordpress, post.path)[1]
    moved = wordpress.update(changed, slug="bamako-replante")
    assert "Deux mille arbres" in get(wordpress, moved.path)[1]
    assert "Deux mille arbres" in get(wordpress, post.path)[1]  # WordPress redirects the old slug

    wordpress.trash(moved)
    assert get(wordpress, moved.path)[0] == 404
    assert wordpress.published == before


def test_our_theme_and_plugin_are_sound(wordpress: WordPress) -> None:
    for target in ("/", "/nos-themes/climat/", "/actions/tunis-la-medina-retrouvee/", "/no-such"):
        get(wordpress, target)
    assert wordpress.complaints() == ""


def test_packages_are_debian_s_names() -> None:
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.+-]+", name) for name in PACKAGES)
