"""The invariant of a record's own words: it is broken by another's lead, not by a shared title."""

from __future__ import annotations

import pytest

from aimf_scraper.crawling.account.shared_words import with_words_of_others
from aimf_scraper.store import HeldWords

LEAD = "Les habitants de Vorane ont rouvert leur lavoir au printemps, après dix ans de travaux."


def record(name: str, *, title: str = "", summary: str = "", text: str = "") -> HeldWords:
    return HeldWords(f"news:{name}", "news", f"https://x.example/{name}/", title, summary, text)


@pytest.mark.parametrize(
    ("other", "amiss"),
    [
        (record("b", summary=f"À lire : {LEAD}", text="Un marché ouvre à Belline."), 1),
        (record("b", title=LEAD, summary=f"{LEAD} Et le marché ?", text="Un marché."), 0),
        (record("b", summary=f"{LEAD} Suite.", text=f"On se souvient : {LEAD}"), 0),
        (record("b", summary="Un marché ouvre.", text="Un marché ouvre à Belline."), 0),
    ],
    ids=["another's lead", "one title for both", "it quotes the other", "its own words"],
)
def test_a_summary_tells_of_its_own_page(other: HeldWords, amiss: int) -> None:
    assert len(list(with_words_of_others(lambda: [record("a", text=LEAD), other]))) == amiss
