"""The site of plain files: whole or not at all, the same bytes twice, every link leads somewhere."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from aimf_scraper import records as r
from aimf_scraper.errors import UsageError
from aimf_scraper.explore import site
from aimf_scraper.explore.file_names import file_name
from aimf_scraper.explore.site import write_site
from aimf_scraper.explore.site_folder import OURS
from aimf_scraper.explore.site_search import SearchIndex, search_words, shard_of
from aimf_scraper.store import open_store
from tests.store.samples import DAY_1, TITLE, action, changed, news

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.store import Store

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'\u2028"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    with open_store(tmp_path / "aimf.db") as opened:
        run = opened.start_run("crawl", DAY_1, {})
        for one in (action(), action("zwei", status=None), news()):
            opened.save(one, run=run, seen_at=DAY_1)
        yield opened


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_database_gives_the_same_files(store: Store, tmp_path: Path) -> None:
    count = write_site(store, tmp_path / "one")
    write_site(store, tmp_path / "other")
    assert files(tmp_path / "one") == files(tmp_path / "other")
    assert count == len([*(tmp_path / "one").rglob("*.html")])
    # Three records, two towns, two partners, one country, two themes; eight pages of the menu.
    assert count == 2 * (3 + 2 + 2 + 1 + 2 + 8)


def test_whoever_waits_is_told_how_far_it_is(store: Store, tmp_path: Path) -> None:
    told: list[int] = []
    write_site(store, tmp_path / "site", seen=told.append)
    things = 3 + 2 + 2 + 1 + 2
    assert told == [things] * things


def test_every_link_leads_to_a_page_and_nothing_is_asked_elsewhere(
    store: Store, tmp_path: Path
) -> None:
    write_site(store, tmp_path / "site")
    pages = [*(tmp_path / "site").rglob("*.html")]
    followed = 0
    for page in pages:
        tree = html.fromstring(page.read_text(encoding="utf-8"))
        ids = {*tree.xpath("//@id")}
        assert len(ids) == len(tree.xpath("//@id")), page
        for href in tree.xpath("//a/@href | //link/@href | //@src | //form/@action"):
            parts = urlsplit(href)
            if parts.scheme:
                assert parts.scheme in {"http", "https", "data"}
                continue
            assert not href.startswith("/"), "works below any address"
            assert not parts.path or (page.parent / unquote(parts.path)).resolve().is_file(), href
            assert parts.path or not parts.fragment or parts.fragment in ids, href
            followed += 1
        loaded = tree.xpath("//@src | //link[@rel='stylesheet']/@href")
        assert not [one for one in loaded if urlsplit(one).scheme]
        assert not tree.xpath("//script[not(@src)] | //*[@style] | //style")
        (policy,) = tree.xpath("//meta[@http-equiv]/@content")
        assert "unsafe" not in policy
    assert followed > 20 * len(pages) / 2


def test_each_page_leads_to_itself_in_the_other_language(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(store, folder, first="en")
    pages = {path.relative_to(folder / "fr").as_posix() for path in (folder / "fr").rglob("*.html")}
    assert pages == {
        name for name in files(folder) if name.endswith(".html") and not name.startswith("fr/")
    }
    for name in pages:
        tree = html.fromstring((folder / name).read_text(encoding="utf-8"))
        (to_french,) = tree.xpath("//a[@hreflang='fr']/@href")
        assert (folder / name).parent.joinpath(to_french).resolve() == folder / "fr" / name
        assert tree.get("lang") == "en"


def test_a_record_is_shown_with_its_facts_marked(store: Store, tmp_path: Path) -> None:
    write_site(store, tmp_path / "site")
    page = tmp_path / "site" / "records" / f"{file_name('action:yaounde-marche')}.html"
    tree = html.fromstring(page.read_text(encoding="utf-8"))
    assert tree.xpath("//h1")[0].text_content().strip() == TITLE
    assert "Yaoundé" in [one.text_content() for one in tree.xpath("//h1/mark")]
    assert tree.xpath("//mark[contains(@class, 'k-budgets')]")


def test_a_new_site_takes_the_old_ones_place(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(store, folder)
    (folder / "CNAME").write_text("aimf.example.org")
    store.mark_gone(["news:inauguration"], 1, DAY_1)
    write_site(store, folder)
    assert (folder / "CNAME").read_text() == "aimf.example.org"
    assert not (folder / "records" / "news-inauguration.html").exists()
    assert "CNAME" not in json.loads((folder / OURS).read_text())


def test_what_breaks_on_the_way_leaves_the_old_site(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    write_site(store, folder)
    before = files(folder)
    store.mark_gone(["news:inauguration"], 1, DAY_1)

    def breaks(*_: object) -> None:
        raise RuntimeError("half-way")

    monkeypatch.setattr(site, "_write_lists", breaks)
    with pytest.raises(RuntimeError):
        write_site(store, folder)
    assert files(folder) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site")] == []


def test_a_folder_of_somebody_elses_is_left_alone(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="no site of ours"):
        write_site(store, folder)
    assert files(folder) == {"thesis.txt": b"years of work"}


def test_hostile_words_are_text_in_pages_and_in_the_search(tmp_path: Path) -> None:
    town = r.City(HOSTILE, HOSTILE, "CM", None, 3.8, 11.5, "main", (), 0.9)
    partner = r.Partner(HOSTILE, HOSTILE, "public", "funder", (), 0.9)
    made = changed(
        action("../../etc"),
        title=HOSTILE,
        summary=HOSTILE,
        text=HOSTILE,
        url="javascript:alert(1)",
        themes=(HOSTILE, "../x"),
        cities=(town,),
        partners=(partner,),
        budgets=(),
        contributions=(),
        dates=(),
    )
    folder = tmp_path / "site"
    with open_store(tmp_path / "aimf.db") as opened:
        opened.save(made, run=opened.start_run("crawl", DAY_1, {}), seen_at=DAY_1)
        write_site(opened, folder)
    for path in folder.rglob("*.html"):
        tree = html.fromstring(path.read_text(encoding="utf-8"))
        assert not tree.xpath("//script[not(@src)] | //img | //*[@onerror]"), path
        assert not [one for one in tree.xpath("//@href") if one.startswith("javascript:")]
    for path in (folder / "search").iterdir():
        assert "<" not in path.read_text(encoding="utf-8")
        assert "\u2028" not in path.read_text(encoding="utf-8")
    assert {path.parent.parent for path in folder.rglob("*etc*")} == {folder, folder / "en"}


# Names of files


@given(st.sets(st.text(max_size=30), min_size=2, max_size=8))
def test_no_two_keys_share_a_file(keys: set[str]) -> None:
    names = [file_name(f"action:{one}") for one in keys]
    assert len({one.lower() for one in names}) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,99}", one) for one in names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("action:a-b", "action-a:b"),
        ("action:a", "Action:a"),
        ("event:2024/forum", "event:2024-forum"),
        ("news:é", "news:e"),
        ("news:" + "a" * 200, "news:" + "a" * 201),
    ],
)
def test_keys_that_look_alike_have_files_of_their_own(one: str, other: str) -> None:
    assert file_name(one) != file_name(other)


def test_a_key_that_ends_like_a_digest_takes_nobodys_name() -> None:
    accented = file_name("news:é")
    assert file_name(f"news:{accented.removeprefix('news-')}") != accented


# Search


@given(st.text(max_size=60))
def test_any_text_has_words(text: str) -> None:
    for word in search_words(text):
        assert word
        assert re.fullmatch(r"[a-z0-9]|other", shard_of(word))


def test_words_point_to_their_records() -> None:
    index = SearchIndex()
    empty = {"summary": None, "text": "", "published": None, "kind": "action"}
    index.add(
        {**empty, "id": "action:a", "title": "Un fleuve à Huê", "text": "une berge"}, "a.html"
    )
    index.add({**empty, "id": "action:b", "title": "Une berge", "summary": "Le fleuve"}, "b.html")
    told = dict(index.files())
    words = json.loads(told["words-f.js"].removeprefix('aimfSearch("words",').removesuffix(");\n"))
    assert words == ["f", {"fleuve": [1, 2]}]
    assert '"hue":[1]' in told["words-h.js"]


@pytest.mark.parametrize("name", ["con", "PRN", "Aux", "nul", "COM1", "lpt9", "nul.", "con "])
def test_no_file_has_a_name_that_windows_keeps_for_itself(name: str) -> None:
    kept = {*("con", "prn", "aux", "nul"), *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789")}  # fmt: skip
    names = {file_name(f"action:{name}"), file_name(name, name), file_name(name)}
    assert kept.isdisjoint(names)
    assert not any(one.endswith((".", " ")) for one in names)
