"""What stands around every page of the demo: head, menu, foot; and what it says.

The words of the chrome are those that FIELD.md lists for the real site: none of
them may end up in a record's text.
"""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final

from aimf_scraper.demo.terms import taxonomies

if TYPE_CHECKING:
    from aimf_scraper.demo.world import World

#: Must stand in no text, whole or in part.
CHROME: Final = (
    "Skip to content",
    "Accueil /",
    "Partagez cet article",
    "Partagez cette page",
    "Ces articles pourraient vous intéresser",
    "Lorem ipsum",
    "No items found",
    "Pays checkbox",
    "Abonnez-vous",
    "Découvrez Raisonnance",
    "Droits :",
    "[email protected]",
    "Suivez-nous sur : Contactez-nous",
    "Accueil > Actualités > Toutes les actualités",
    "Retour ligne automatique",
    "Retrouvez toutes les informations utiles sur le Congrès",
    "Découvrez d’autres articles",
    "politique de confidentialité",
    "Tous droits réservés",
    "JetSmartFilterSettings",
)
#: Must be no line of a text (inside a sentence they are words like any other).
CHROME_LINES: Final = ("test", "0%", "Chapeau", "Fermer", "Collaborer", "Gouvernance")

_MONTHS: Final = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


@cache
def template(name: str) -> Template:
    text = files("aimf_scraper.demo").joinpath("templates", name).read_text("utf-8")
    return Template(text)


def french_date(when: object) -> str:
    """Return a date as French prose has it.

    >>> from datetime import date
    >>> french_date(date(2023, 5, 1))
    '1er mai 2023'
    """
    year, month, day = f"{when:%Y %m %d}".split()
    return f"{'1er' if day == '01' else int(day)} {_MONTHS[int(month) - 1]} {year}"


@cache
def _inline_css(rules: int) -> str:
    """Return some 130 bytes of style a rule, as a page builder leaves it in every head."""
    made = (
        f".elementor-3170 .elementor-element.elementor-element-{n * 7919 % 16777213:06x}"
        f"{{--display:flex;--flex-direction:column;--padding-top:{n % 40}px;"
        f"--padding-bottom:{n % 24}px;--margin-left:{n % 7}%}}"
        for n in range(1, rules + 1)
    )
    return "".join(made)


def _entries(world: World, taxonomy: str) -> str:
    return "\n".join(
        f'<li class="menu-item menu-item-{one.number}">'
        f'<a href="{world.base}{one.path}">{escape(one.label)}</a></li>'
        for one in taxonomies()[taxonomy].terms
    )


def page(
    world: World,
    *,
    title: str,
    main: str,
    meta: str = "",
    body_class: str = "",
    language: str = "fr",
    css_rules: int = 120,
) -> str:
    """Return a whole page of the new site around *main*."""
    return template("page.html").substitute(
        base=world.base,
        lang={"fr": "fr-FR", "en": "en-US"}[language],
        title=f"{escape(title)} - AIMF",
        meta=meta,
        inline_css=_inline_css(css_rules),
        body_class=body_class,
        menu=template("menu.html").substitute(
            base=world.base,
            themes=_entries(world, "nos-themes"),
            regions=_entries(world, "region"),
            events=_entries(world, "type-d-evenement"),
        ),
        main=main,
        footer=template("footer.html").substitute(base=world.base),
    )


def not_found(world: World) -> str:
    """Return the page that answers an address which nothing stands at."""
    main = (
        '<main id="content" class="site-main"><h1>Oups ! Cette page est introuvable.</h1>'
        "<p>Il semble que rien n’ait été trouvé à cet endroit. Essayez une recherche ?</p></main>"
    )
    return page(world, title="Page non trouvée", main=main, body_class="error404")
