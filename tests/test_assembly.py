"""Several readings of one page laid over one another: whose words count."""

from __future__ import annotations

import pytest

from aimf_scraper.assembly import lay_over
from aimf_scraper.pages.reading import Reading
from aimf_scraper.records import Provenance

URL = "https://www.aimf.asso.fr/actualite/marche/"
TITLE = "Communiqué sur le marché couvert"
TEXT = "La mairie rappelle aux marchands que les étals sont à retirer avant le 4 mai."


@pytest.mark.parametrize(
    ("lead", "summary"),
    [
        ("La mairie rappelle aux marchands", ""),
        (f"{TITLE.upper()}.\n{TEXT}", ""),
        ("Les étals changent de main.", "Les étals changent de main."),
        (None, ""),
    ],
    ids=["its first words", "title and text", "a standfirst", "nothing"],
)
def test_an_excerpt_is_no_summary(lead: str | None, summary: str) -> None:
    page = Reading(source="page", url=URL, title=TITLE, text=TEXT)
    card = Reading(source="card", url=URL, title=TITLE, text=lead, summary=lead)
    provenance = Provenance(
        fetched_at=None,
        sources=("listing",),
        http_status=200,
        payload_digest=None,
        warc_record_id=None,
    )
    draft = lay_over([card, page], url=URL, kind="news", provenance=provenance)
    assert (draft.text, draft.summary) == (TEXT, summary)
