"""Whom the site's keeper can write to, and what to do where nobody is named."""

from __future__ import annotations

from typing import Final

#: What to do where nobody is named whom the site's keeper can write to.
WHO_ASKS: Final = (
    "the site's keeper must be able to reach you. Put an e-mail or web address of yours into "
    'aimf-scraper.toml, under [politeness]: contact = "..." (or say it with --contact, or as '
    "AIMF_POLITENESS_CONTACT)"
)
