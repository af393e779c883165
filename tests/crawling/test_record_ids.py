"""Which id a record has: its own for ever, and nobody else's."""

from __future__ import annotations

from aimf_scraper.crawling.answers.record_ids import RecordIds

W = "https://www.aimf.asso.fr"
OLD, NEW, THIRD = (f"{W}/evenement/{year}/forum/" for year in (2023, 2024, 2025))


def ids(*held: tuple[str, str, str], aliases: dict[str, str] | None = None) -> RecordIds:
    return RecordIds(held, lambda url: (aliases or {}).get(url, url))


def test_the_first_has_the_slug_and_the_others_their_path() -> None:
    given = ids()
    assert [given.of("event", url) for url in (OLD, NEW, THIRD, OLD)] == [
        "event:forum",
        "event:2024/forum",
        "event:2025/forum",
        "event:forum",
    ]


def test_another_kind_is_another_id() -> None:
    given = ids()
    assert given.of("event", OLD) == "event:forum"
    assert given.of("news", NEW) == "news:forum"


def test_what_is_held_keeps_its_id() -> None:
    given = ids(("event:forum", "event", NEW), ("event:un-vieil-id", "event", THIRD))
    assert given.of("event", OLD) == "event:2023/forum"
    assert given.of("event", NEW) == "event:forum"
    assert given.of("event", THIRD) == "event:un-vieil-id"


def test_a_page_of_another_kind_keeps_its_id() -> None:
    given = ids(("event:forum", "event", NEW))
    assert given.of("news", NEW) == "event:forum"
    assert given.of("news", OLD) == "news:forum"


def test_a_page_that_moved_takes_its_id_along() -> None:
    given = ids(("event:forum", "event", OLD), aliases={OLD: NEW})
    assert given.of("event", NEW) == "event:forum"


def test_a_path_that_is_taken_too_leaves_the_whole_address() -> None:
    held = [(f"event:{end}", "event", THIRD) for end in ("x", "evenement/x")]
    assert ids(*held).of("event", f"{W}/evenement/x/") == f"event:{W}/evenement/x/"
