"""The part that partners play, by what they give and get.

The words beside a name say what its body does; what a sentence tells of gifts says it better:
"La Fondation a remis un chèque à l'association" has a funder and somebody who does the work.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aimf_scraper.rules.contributions.contributions import find_contributions
from aimf_scraper.rules.partners.partners import find_partners

if TYPE_CHECKING:
    from aimf_scraper.records import Partner
    from aimf_scraper.rules.engine.document import Doc


def find_partners_in_roles(doc: Doc) -> tuple[Partner, ...]:
    """Return the partners, who gives as a funder, and who only gets as no funder."""
    partners = doc.get(find_partners)
    gifts = doc.get(find_contributions) if partners else ()
    if not gifts:
        return partners
    give = {one.provider for one in gifts}
    get = {one.receiver for one in gifts} - give
    return tuple([_in_role(one, gives=one.name in give, gets=one.name in get) for one in partners])


def _in_role(one: Partner, *, gives: bool, gets: bool) -> Partner:
    if gives and one.role != "funder":
        return replace(one, role="funder")
    if gets and one.role == "funder":
        return replace(one, role="implementer")
    return one
