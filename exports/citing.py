"""What the data set is called, whose it is, and how to cite it: in the usual forms."""

from __future__ import annotations

import json
from typing import Any, Final

from aimf_scraper import __version__

Data = dict[str, Any]

TITLE: Final = "AIMF actions, news, events and publications, with evidence"
ABOUT: Final = (
    "Cities, partners, sums, dates and more, read by rules off the French pages of the AIMF "
    "(Association internationale des maires francophones), each value with its quote."
)
WHOSE: Final = (
    "Titles, summaries and texts are the AIMF's and remain so; this dataset is no project of "
    "theirs. Names and positions of towns come from GeoNames (CC BY 4.0). Rates of exchange "
    "come from the European Central Bank. `export --without-text` leaves the AIMF's prose out."
)
MAINTAINERS: Final = "The aimf-scraper maintainers"


def citation(as_of: str | None, site: str | None) -> str:
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this dataset, please cite it as below.",
        "type: dataset",
        f"title: {json.dumps(TITLE)}",
        "authors:",
        f"  - name: {json.dumps(MAINTAINERS)}",
        f"version: {json.dumps(__version__)}",
    ]
    if as_of:
        lines.append(f"date-released: {json.dumps(as_of[:10])}")
    if site:
        lines.append(f"url: {json.dumps(site)}")
    return "\n".join(lines) + "\n"


def datacite(as_of: str | None, site: str | None) -> Data:
    """Return DataCite metadata (kernel 4); a DOI is the publisher's to add."""
    related = {
        "relatedIdentifier": site,
        "relatedIdentifierType": "URL",
        "relationType": "IsDerivedFrom",
    }
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Structured text extraction"},
        "creators": [{"name": MAINTAINERS, "nameType": "Organizational"}],
        "titles": [{"title": TITLE, "lang": "en"}],
        "publisher": {"name": MAINTAINERS},
        "publicationYear": as_of[:4] if as_of else None,
        "language": "fr",
        "version": __version__,
        "dates": [{"date": as_of, "dateType": "Updated"}] if as_of else [],
        "descriptions": [{"description": ABOUT, "descriptionType": "Abstract"}],
        "rightsList": [{"rights": WHOSE}],
        "relatedIdentifiers": [related] if site else [],
    }


def schema_org(as_of: str | None, site: str | None) -> Data:
    """Return the data set in schema.org's words."""
    told: Data = {
        "name": "aimf-dataset",
        "alternateName": TITLE,
        "description": f"{ABOUT} {WHOSE}",
        "version": __version__,
        "creator": {"@type": "Organization", "name": MAINTAINERS},
        "license": WHOSE,
        "citeAs": f"{MAINTAINERS}: {TITLE}. aimf-scraper {__version__}, as of {as_of or '…'}.",
        "inLanguage": "fr",
    }
    if as_of:
        told["datePublished"] = as_of[:10]
    if site:
        told["url"] = site
    return told
