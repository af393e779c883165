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
#: First path segment of WordPress's archives of posts: what they list is news, unless it says otherwise.
POST_ARCHIVES: Final = frozenset({"category", "categorie", "tag", "etiquette"})
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
        *POST_ARCHIVES,
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
#: Query parameters that choose a page or a part of a listing, whatever its path.
SHORT_LINK: Final = ("p", "page_id")
LISTING_QUERY: Final = ("jsf", "tax", "pagenum", "paged", "id", "article")
#: Endings of pages; any other ending is a file.
PAGE_SUFFIXES: Final = frozenset(
    {"", ".html", ".htm", ".php", ".php3", ".asp", ".aspx", ".jsp", ".xhtml"}
)
#: Of these, the endings of scripts, which tell their pages apart by parameters.
SCRIPT_SUFFIXES: Final = frozenset({".php", ".php3", ".asp", ".aspx", ".jsp"})
#: The last segment of an address that shows an article another way: as AMP, to be printed.
VARIANTS: Final = ("amp", "print", "imprimer", "printable", "pdf")
#: The last segment of an address behind an item's that is no page for a reader.
VIEWS: Final = ("feed", "embed", "trackback")
#: Parameters at the front door that are no type of content.
NO_TYPE: Final = frozenset(
    {
        "amp", "author", "author_name", "cat", "category_name", "comments", "cpage", "day", "embed",
        "fbclid", "feed", "gclid", "lang", "locale", "m", "mc_cid", "mc_eid", "monthnum", "name",
        "noamp", "order", "orderby", "output", "page", "paged", "pagename", "page_id", "post_type", "p",
        "preview", "preview_id", "preview_nonce", "print", "ref", "replytocom", "rest_route", "s",
        "search", "share", "source", "tag", "theme", "theme_mod", "v", "ver", "w", "year",
    }
)  # fmt: skip
