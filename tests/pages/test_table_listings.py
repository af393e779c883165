"""Tables as listings: a second link in the row, two rows alone, days that are another thing's."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

URL = "https://villes.example/registre"
ITEMS = (
    ("quais", "Un règlement pour les quais de Bassam", "A. Kone", "Ports", "04/03/2024"),
    ("bacs", "Des bacs de tri dans les écoles", "L. Nguyen", "Déchets", "18/02/2024"),
    ("rues", "Deux cents rues reçoivent un nom", "P. Roy", "Adressage", "09/01/2024"),
)


def _cards(table: str, *, title: str = "Registre", more: str = "") -> list[tuple[str | None, ...]]:
    page = f'<html lang="fr"><head><title>{title}</title></head><body><main><h1>{title}</h1>{more}{table}</main></body></html>'
    read = read_html(page.encode(), URL)
    assert read.reading is None or more
    cards = () if read.listing is None else read.listing.cards
    return [(one.url.rpartition("/")[2], one.title, one.published) for one in cards if one.url]


def _table(row: str, head: str = "", count: int = 3) -> str:
    rows = "".join(
        row.format(s=s, t=t, a=a, th=th, d=d, at=at)
        for at, (s, t, a, th, d) in enumerate(ITEMS[:count])
    )
    return (
        f"<table>{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{rows}</tbody></table>"
    )


TITLE = "<td><a href='/doc/{s}'>{t}</a></td>"
ROWS = {
    "an author": TITLE + "<td><a href='/auteurs/{at}'>{a}</a></td>",
    "a theme": TITLE + "<td><a href='/themes/{at}'>{th}</a></td>",
    "a theme first": "<td><a href='/themes/{at}'>{th}</a></td>" + TITLE,
    "an author and a theme": TITLE + "<td><a href='/auteurs/{at}'>{a}</a></td><td><a href='/themes/{at}'>{th}</a></td>",
    "a theme below the title": "<td><a href='/doc/{s}'>{t}</a><br><a href='/themes/{at}'>{th}</a></td><td><a href='/auteurs/{at}'>{a}</a></td>",
    "a picture of who wrote": TITLE + "<td><a href='/auteurs/{at}'><img src='/p/{at}.png' alt=''></a></td>",
}  # fmt: skip


@pytest.mark.parametrize("head", ["", "<th>Document</th><th>Remarques</th>"])
@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("name", ROWS)
def test_a_second_link_in_the_row(name: str, count: int, head: str) -> None:
    if name == "a theme first":
        head = head.replace("Document", "Thème").replace("Remarques", "Document")
    found = _cards(_table(f"<tr>{ROWS[name]}</tr>", head, count))
    assert [one[:2] for one in found] == [(s, t) for s, t, *_ in ITEMS[:count]]


@pytest.mark.parametrize("count", [2, 3])
def test_a_few_rows_with_their_day_and_counts(count: int) -> None:
    row = f"<tr>{TITLE}<td>{{d}}</td><td>Écrit par : {{a}}</td><td>Lectures : 4{{at}}</td></tr>"
    found = _cards(_table(row, "<th>Titre</th><th>Date</th><th>Auteur</th><th>Lectures</th>", count))  # fmt: skip
    assert [one[2] for one in found] == ["2024-03-04", "2024-02-18", "2024-01-09"][:count]


@pytest.mark.parametrize("head", ["Dernier message", "Activité", "Échéance", "Modifié le"])
def test_a_column_says_that_its_days_are_no_publication_s(head: str) -> None:
    row = f"<tr>{TITLE}<td><a href='/auteurs/{{at}}'>{{a}}</a></td><td>{{d}}</td></tr>"
    found = _cards(_table(row, f"<th>Sujet</th><th>De</th><th>{head}</th>"))
    assert [one[1:] for one in found] == [(t, None) for _, t, *_ in ITEMS]


def test_a_table_of_an_article_is_its_own() -> None:
    prose = (
        "<p>Le conseil a adopté trois textes, que le maire de Bassam a signés devant les commerçants.</p>"
        * 6
    )
    row = "<tr><td><a href='/doc/{s}'>{t}</a></td><td><a href='/themes/{at}'>{th}</a></td></tr>"
    assert not _cards(_table(row), title="Trois textes adoptés à Bassam", more=prose)
