"""An article with one widget under its prose: what the reader makes of the widget."""

from __future__ import annotations

from typing import Final

from aimf_scraper.pages.html import read_html

PROSE: Final = (
    "La commune de Dschang rénove depuis mars les latrines de neuf écoles, avec des artisans du quartier.",
    "Les parents d’élèves tiennent le registre d’entretien, que le service technique relève le vendredi.",
)


def lines_of(widget: str) -> list[str]:
    """Return the lines of an article's text that come from *widget*, printed under its prose."""
    prose = "".join(f"<p>{one}</p>" for one in PROSE)
    page = (
        '<html lang="fr"><head><title>Des latrines à Dschang</title></head><body class="single">'
        f"<main><h1>Des latrines à Dschang</h1>{prose}{widget}</main></body></html>"
    )
    read = read_html(page.encode(), "https://villes.example/actions/dschang/")
    assert read.reading is not None
    assert read.reading.text is not None
    lines = read.reading.text.split("\n")
    assert lines[:2] == list(PROSE)
    return lines[2:]
