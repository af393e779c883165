"""Calls to give, to join and to subscribe are nobody's text; an article about such things keeps its own."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html
from aimf_scraper.text.chrome import drop_chrome_lines

URL = "https://villes.example/actualite/la-halle/"
FIRST = (
    "<p>La halle de Kandi a été relevée pierre par pierre par les maçons du quartier, qui y ont travaillé "
    "deux saisons sèches sans fermer le marché un seul jour.</p>"
)
LAST = (
    "<p>Les vendeuses tiennent désormais la caisse commune et publient les comptes à la porte de la halle, "
    "chaque premier lundi du mois.</p>"
)
FIELD = "<input type=email name=EMAIL placeholder='Votre adresse'><input type=submit value=OK>"

CALLS = {
    "a banner first": ("<div class='zone-3'><p>Faites un don de 45 € à la caisse du réseau.</p><a href=/don>Je donne</a></div>", "", ["45 €", "Je donne"]),
    "a box at the end": ("", "<div class='encart'><h3>Soutenez notre travail</h3><h4>Chaque don compte</h4><p>60 € paient une porte, 900 € un étal.</p><a class=btn href=/don>Donner</a></div>", ["60 €", "Chaque don"]),
    "membership": ("", "<section><h2>Adhésion : 90 € par an</h2><p>Les villes votent et reçoivent la lettre.</p></section>", ["90 €", "Les villes votent"]),
    "a loose line": ("", "<p>Adhérez dès 15 € par mois et venez à l’assemblée.</p>", ["15 €"]),
    "in English": ("", "<aside><p>Your gift of 25 € helps us build.</p></aside>", ["25 €"]),
    "a plugin's form": ("", f"<div class='wp-block-group'><h3>Gardons le contact</h3><p>Une lettre par mois, rien de plus.</p><div class='mc4wp-form'>{FIELD}</div></div>", ["Gardons", "Une lettre"]),
    "another plugin's": ("", f"<div class='wp-block-group'><p>Les nouvelles des villes, une fois par mois.</p><div class='sib-form'><form>{FIELD}</form></div></div>", ["Les nouvelles"]),
    "a field without a form": ("", f"<div><h3>La lettre des villes</h3><p>Tous les mois chez vous.</p><div>{FIELD}</div></div>", ["La lettre", "Tous les mois"]),
    "loose lines before a form": ("", f"<h3>Restez au courant</h3><p>Recevez la lettre des villes.</p><div class='mailpoet_form'>{FIELD}</div>", ["Restez", "Recevez"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def test_a_call_is_nobody_s_text(name: str) -> None:
    before, after, said = CALLS[name]
    page = f"<main><article><h1>La halle de Kandi</h1>{before}{FIRST}{after}{LAST}</article></main>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    text = reading.text or ""
    assert [one for one in said if one in text] == []
    assert text.startswith("La halle de Kandi a été relevée")
    assert text.endswith("chaque premier lundi du mois.")


KEPT = {
    "on gifts": ("Le bac de Rosso", "<p>Les dons des habitants, 12 000 € en un an, ont payé la moitié du bac.</p>"),
    "an appeal": ("Un don pour le bac", "<p>Faites un don avant mai : 40 € paient une planche.</p>"),
    "quoted": ("Le bac de Rosso", "<p>Sur la porte, une affiche dit : faites un don. Elle a réuni 900 €.</p>"),
    "an event": ("Le bac de Rosso", "<p>Inscrivez-vous à l’atelier avant le 3 mai auprès de la mairie.</p>"),
    "membership told": ("Le bac de Rosso", "<p>L’adhésion de la ville au réseau coûte 150 € par an.</p>"),
}  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_what_is_told_of_gifts_stays(name: str) -> None:
    title, line = KEPT[name]
    page = f"<main><article><h1>{title}</h1>{FIRST}{line}{LAST}</article></main>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert line.removeprefix("<p>").removesuffix("</p>") in (reading.text or "")


def test_a_paragraph_of_the_text_that_begins_as_a_banner_stays() -> None:
    line = "Nous utilisons des cookies pour compter les visites, et pour rien d’autre, répond le greffier."
    banner = "<div class='avis'><p>Nous utilisons des cookies pour mesurer l’audience et améliorer le site.</p></div>"
    page = f"<main><article><h1>La halle</h1><div class='entry-content'>{FIRST}<p>{line}</p>{LAST}{banner}</div></article></main>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert line in (reading.text or "")
    assert "mesurer" not in (reading.text or "")


def test_a_page_that_is_nothing_but_a_call_keeps_it() -> None:
    page = "<main><h1>Nous aider</h1><p>Soutenez le réseau. Faites un don de 20 €.</p><p>Adhérez au réseau pour 150 € par an et votez à l’assemblée générale des villes.</p></main>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert "150 €" in (reading.text or "")


@pytest.mark.parametrize("between", ["", "<div>", "<form>"])
def test_a_form_takes_no_paragraph_before_it(between: str) -> None:
    end = between.replace("<", "</")
    page = f"<main><h1>La halle de Kandi</h1><div>{FIRST}</div><div>{LAST}</div>{between}{FIELD}{end}</main>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert len((reading.text or "").split("\n")) == 2


def test_calls_in_plain_text() -> None:
    prose = "La halle de Kandi a été relevée par les maçons du quartier en deux saisons sèches."
    assert drop_chrome_lines(f"{prose}\nFaites un don de 20 €.\nJe donne\n{prose}") == (
        f"{prose}\n{prose}"
    )
    assert drop_chrome_lines("Faites un don de 20 €.") == "Faites un don de 20 €."
