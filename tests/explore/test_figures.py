"""Figures that are kept are those of the database as it is now, or they are worked out anew."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from aimf_scraper.explore.figures import FILE_NAME, figures_of, kept_figures, read_figures
from aimf_scraper.store import open_store
from tests.store.samples import DAY_1, DAY_2, SITE, action, news

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path, demo: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(demo / "aimf.db", folder)
    return folder


def test_what_is_kept_is_what_was_worked_out(data: Path) -> None:
    with open_store(data / "aimf.db", read_only=True) as store:
        assert kept_figures(store) is None
        found = figures_of(store)
        assert found == read_figures(store)
        assert found.profile.money.euros > 0
        assert kept_figures(store) == found
    kept = (data / FILE_NAME).read_bytes()
    with open_store(data / "aimf.db", read_only=True) as store:
        assert kept_figures(store) == found
        figures_of(store)
    assert (data / FILE_NAME).read_bytes() == kept


def test_whoever_writes_makes_them_old(tmp_path: Path) -> None:
    path = tmp_path / "aimf.db"
    with open_store(path) as writer:
        run = writer.start_run("crawl", DAY_1, {}, SITE)
        writer.save(action(), run=run, seen_at=DAY_1)
        with open_store(path, read_only=True) as store:
            assert figures_of(store).profile.counts == {"action": 1}
            writer.save(news(), run=run, seen_at=DAY_2)  # into the log beside the database
            assert kept_figures(store) is None
            assert figures_of(store).profile.counts == {"action": 1, "news": 1}
            writer.mark_gone([news().id], run=run, at=DAY_2)
            assert figures_of(store).profile.counts == {"action": 1}


def test_within_a_snapshot_nothing_is_kept_and_nothing_believed(data: Path) -> None:
    with open_store(data / "aimf.db", read_only=True) as store:
        with store.snapshot():
            store.counts()
            told = figures_of(store)
        assert kept_figures(store) is None
        assert told == figures_of(store)


def _other_version(told: dict[str, Any]) -> None:
    told["of"][0] = "earlier"


def _one_field_less(told: dict[str, Any]) -> None:
    del told["figures"][0][-1]


def _text_for_a_figure(told: dict[str, Any]) -> None:
    told["figures"][0][2][3] = "<script>"


def _nothing(told: dict[str, Any]) -> None:
    told.clear()


@pytest.mark.parametrize(
    "damage",
    [_other_version, _one_field_less, _text_for_a_figure, _nothing],
    ids=lambda one: one.__name__,
)
def test_what_is_not_as_we_wrote_it_is_worked_out_anew(
    data: Path, damage: Callable[[dict[str, Any]], None]
) -> None:
    with open_store(data / "aimf.db", read_only=True) as store:
        found = figures_of(store)
        told = json.loads((data / FILE_NAME).read_bytes())
        damage(told)
        (data / FILE_NAME).write_text(json.dumps(told))
        assert kept_figures(store) is None
        assert figures_of(store) == found
        assert kept_figures(store) == found


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"\xff", b"[" * 50_000])
def test_rubbish_is_worked_out_anew(data: Path, body: bytes) -> None:
    with open_store(data / "aimf.db", read_only=True) as store:
        (data / FILE_NAME).write_bytes(body)
        assert kept_figures(store) is None


def test_where_nothing_can_be_written_nothing_is_kept(data: Path) -> None:
    (data / f"{FILE_NAME}.new").mkdir()  # as a folder of root's would, for root too
    with open_store(data / "aimf.db", read_only=True) as store:
        assert figures_of(store) == read_figures(store)
        assert kept_figures(store) is None
