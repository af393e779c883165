"""What stands in French on Datasette's pages: descriptions of our tables, columns and questions.

Buttons, headings and messages are Datasette's own, in English; a line at the top of each page says so.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from aimf_scraper import settings
from aimf_scraper.explore.questions import questions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Data = dict[str, Any]

_ABOUT: Final = "Lu dans les pages françaises de l’AIMF, chaque valeur avec sa phrase."
_FRENCH: Final = Markup('<span lang="fr">{}</span>')


def french_page(name: str | None, columns: Mapping[str, Sequence[str]]) -> Data:
    """Return what a page's template is given in place of the English.

    *name*: of the table, view or saved query that is shown, ``None``: of none; *columns*: of each
    table by name.
    """
    if name is None:
        asked = [
            {"name": one.name, "title": _FRENCH.format(f"{one.number}. {one.fr}"), "sql": one.sql}
            for one in questions()
        ]
        return {
            "metadata": {"title": "AIMF", "description": _FRENCH.format(_ABOUT)},
            "queries": asked,
        }
    for one in questions():
        if one.name == name:
            return {"metadata": {"title": _FRENCH.format(f"{one.number}. {one.fr}")}}
    describe = import_module(settings.AIMF_DESCRIPTIONS)
    if name not in columns:
        return {}
    told: Data = {}
    if said := describe.in_french(name):
        told["description"] = _FRENCH.format(said)
    described = {one: describe.in_french(name, one) for one in columns[name]}
    told["columns"] = {one: _FRENCH.format(said) for one, said in described.items() if said}
    return {"metadata": told}
