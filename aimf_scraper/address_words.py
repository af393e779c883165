"""The words of addresses: what a first path segment, a query or an ending says.

Seen on the live site and on its old one (SPIP and ASP); some are those that
sister sites use. Data for ``addresses``, which tells what they mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aimf_scraper.records import Kind

#: First path segment -> kind of the pages below it. The site's own words first,
#: then those that sister sites use.
KIND_OF_SEGMENT: Final[dict[str, Kind]] = {
    "actions": "action",
    "action": "action",
    "projets": "action",
    "projet": "action",
    "nos-actions": "action",
    "programmes": "action",
    "actualite": "news",
    "actualites": "news",
    "actu": "news",
    "actus": "news",
    "news": "news",
    "articles": "news",
    "article": "news",
    "blog": "news",
    "evenement": "event",
    "evenements": "event",
    "events": "event",
    "event": "event",
    "agenda": "event",
    "document": "publication",
    "documents": "publication",
    "publication": "publication",
    "publications": "publication",
    "ressources": "publication",
    "etudes": "publication",
    "ville": "page",
    "partenaire": "page",
}
#: First path segment of listings, whatever follows.
LISTING_SEGMENTS: Final = frozenset(
    {
        "types-d-article",
        "type-d-article",
        "type-d-evenement",
        "types-d-evenement",
        "toutes-nos-actualites",
        "toutes-nos-actions",
        "tous-nos-evenements",
        "nos-projets",
        "nos-themes",
        "nos-publications",
        "themes",
        "thematique",
        "thematiques",
        "region",
        "regions",
        "pays",
        "category",
        "categorie",
        "tag",
        "etiquette",
    }
)
#: First path segment of what is no page for a reader.
LEFT_ALONE: Final = frozenset(
    {
        "wp-admin",
        "wp-includes",
        "wp-content",
        "wp-json",
        "wp-login.php",
        "wp-cron.php",
        "xmlrpc.php",
        "cgi-bin",
        "cdn-cgi",
        "author",
        "auteur",
        "cart",
        "panier",
        "login",
        "connexion",
        "feed",
        "comments",
    }
)
#: Query parameters that choose a page or a part of a listing; all others are dropped.
SHORT_LINK: Final = ("p", "page_id")
LISTING_QUERY: Final = ("jsf", "tax", "pagenum", "paged", "id", "article")
#: Endings of pages; any other ending is a file.
PAGE_SUFFIXES: Final = frozenset(
    {"", ".html", ".htm", ".php", ".php3", ".asp", ".aspx", ".jsp", ".xhtml"}
)
