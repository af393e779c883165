"""Several readings of one page laid over one another: whose words count."""

from __future__ import annotations

import pytest

from aimf_scraper.assembly import lay_over
from aimf_scraper.pages.reading import Reading
from aimf_scraper.records import Evidence, Provenance

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


TO_COME = [
    ("2021-05-06T10:00:00+00:00", "2099-01-01", "2021-05-02"),
    ("2021-05-06T10:00:00+00:00", "2021-05-08", "2021-05-02"),
    ("2021-05-06T10:00:00+00:00", "2021-05-07", "2021-05-07"),
    ("2021-05-06T10:00:00+00:00", "2021-05-06", "2021-05-06"),
    (None, "2099-01-01", "2099-01-01"),
]


@pytest.mark.parametrize(("had", "said", "published"), TO_COME)
def test_no_page_was_put_up_after_it_was_had(had: str | None, said: str, published: str) -> None:
    mark = Evidence("meta:date", None, None, said, "pages.published")
    page = Reading(
        source="page",
        url=URL,
        title=TITLE,
        text=TEXT,
        published=said,
        evidence=(("published", mark),),
    )
    feed = Reading(
        source="feed", url=URL, title=TITLE, text=None, published="2021-05-02T08:00:00+02:00"
    )
    provenance = Provenance(fetched_at=had, sources=("feed",))
    draft = lay_over([page, feed], url=URL, kind="news", provenance=provenance)
    assert draft.published == published
    assert ("published" in draft.evidence) is (published == said)
