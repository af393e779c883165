"""An item's own page, in one of the layouts that the real site's pages come in."""

from __future__ import annotations

import json
import zlib
from html import escape
from typing import TYPE_CHECKING, Final

from aimf_scraper.demo import markup
from aimf_scraper.demo.cards import card, lead_of
from aimf_scraper.demo.catalogue import steady
from aimf_scraper.demo.chrome import french_date, page, template
from aimf_scraper.demo.terms import terms_of
from aimf_scraper.demo.world import stored

if TYPE_CHECKING:
    from aimf_scraper.demo.catalogue import Item
    from aimf_scraper.demo.world import World

#: Kind -> WordPress's post type and how the breadcrumb names its archive.
POST_TYPES: Final = {
    "action": ("actions", "Actions"),
    "news": ("post", "Actualités"),
    "event": ("evenement", "Événements"),
    "publication": ("document", "Publications"),
    "page": ("page", "Pages"),
}
#: Kind -> the listing that its breadcrumb leads to.
ARCHIVES: Final = {
    "action": "/nos-projets/toutes/",
    "news": "/toutes-nos-actualites/",
    "event": "/evenement/",
    "publication": "/document/",
    "page": "/",
}
#: Layout -> the scalar fields that the page itself shows.
SHOWN: Final = {
    "elementor": ("published", "modified"),
    "block": ("published", "modified"),
    "classic": ("published",),
    "table": ("published",),
}


def picture_path(item: Item) -> str:
    return f"/wp-content/uploads/{item.published:%Y/%m}/{item.post}.png"


def attachment_path(item: Item) -> str:
    return f"/wp-content/uploads/{item.published:%Y/%m}/{item.attachment}"


def shown(item: Item) -> tuple[str, ...]:
    """Return which of ``published`` and ``modified`` the page of *item* tells."""
    return () if "undated" in item.traits else SHOWN[item.layout]


def item_page(world: World, item: Item) -> bytes:
    """Return the page of *item* as served."""
    said = stored(item)
    if item.layout == "table":
        return _table(world, said).encode("iso-8859-1", "xmlcharrefreplace")
    parts = _parts(world, said)
    main = template(f"{item.layout}.html").substitute(parts)
    html = page(
        world,
        title=said.title,
        main=_broken(main) if "broken" in item.traits else main,
        meta=_meta(world, said),
        body_class=f"wp-singular {POST_TYPES[item.kind][0]}-template-default "
        f"single single-{POST_TYPES[item.kind][0]} postid-{item.post} elementor-default",
        language=item.language,
        css_rules=450 if item.layout == "elementor" else 120,
    )
    return html.encode()


def _parts(world: World, item: Item) -> dict[str, str]:
    body = [markup.html(one) for one in markup.blocks(item.body)]
    base, (_, label) = world.base, POST_TYPES[item.kind]
    picture = base + picture_path(item)
    terms = terms_of(item)
    links = [f'<a href="{base}{t.path}" rel="tag">{escape(t.label)}</a>' for t in terms]
    return {
        "base": base,
        "folder_url": base + ARCHIVES[item.kind],
        "folder_label": label,
        "post": str(item.post),
        "post_class": post_class(item),
        "title": escape(item.title, quote=False),
        "date": _date(item),
        "lead": _lead(item),
        "image": f'<img src="{picture}" srcset="{picture} 64w" alt="{escape(item.title)}"'
        ' width="64" height="48">',
        "credit": "Ville et Mairie, service communication",
        "body": "\n".join(body),
        "widgets": "\n".join(_widgets(body)),
        "attachment": _attachment(base, item),
        "terms": "\n".join(links),
        "term_links": " / ".join(links),
        "related": "\n".join(card(world, one, "related") for one in related(item)),
    }


def post_class(item: Item) -> str:
    """Return the classes that WordPress hangs on an item's element: its type and terms."""
    kind = POST_TYPES[item.kind][0]
    terms = " ".join(f"{one.taxonomy}-{one.slug}" for one in terms_of(item))
    return f"post-{item.post} {kind} type-{kind} status-publish hentry {terms}".strip()


def _date(item: Item) -> str:
    if "undated" in item.traits:
        return ""
    day, iso = french_date(item.published), item.published.isoformat()
    if item.layout == "block":
        return (
            f'<time class="entry-date published" datetime="{iso}">{day}</time>'
            f'<time class="updated" datetime="{item.modified.isoformat()}" hidden></time>'
        )
    if item.layout == "classic":
        return f"Publié le {day}"
    return (
        '<div class="elementor-element elementor-widget elementor-widget-post-info"><ul>'
        '<li class="elementor-icon-list-item"><span class="elementor-icon-list-text '
        f'elementor-post-info__item elementor-post-info__item--type-date">{day}</span></li>'
        "</ul></div>"
    )


def _lead(item: Item) -> str:
    if not item.lead:
        return ""
    said = markup.html(item.lead.strip())
    if item.layout == "elementor":
        return (
            '<div class="elementor-element elementor-widget elementor-widget-text-editor">'
            f'<span class="etiquette">Chapeau</span><div class="chapeau">{said}</div></div>'
        )
    return said.replace("<p>", '<p class="chapo">', 1)


def _widgets(body: list[str]) -> list[str]:
    """Split the body over text widgets, two blocks each, as a page builder does."""
    return [
        f'<div class="elementor-element elementor-element-e{n:06x} elementor-widget '
        'elementor-widget-text-editor" data-widget_type="text-editor.default">'
        '<div class="elementor-widget-container">\n' + "\n".join(body[n : n + 2]) + "\n</div></div>"
        for n in range(0, len(body), 2)
    ]


def _attachment(base: str, item: Item) -> str:
    if not item.attachment:
        return ""
    link = (
        f'<a class="elementor-button" href="{base}{attachment_path(item)}" '
        f'title="{escape(item.title)}">Télécharger le document (PDF)</a>'
    )
    if item.layout == "elementor":
        return (
            '<div class="elementor-element elementor-element-d0c0001 elementor-widget '
            f'elementor-widget-button"><div class="elementor-widget-container">{link}</div></div>'
        )
    return f'<p class="telecharger">{link}</p>'


def _meta(world: World, item: Item) -> str:
    url = world.base + item.path
    lead = escape(lead_of(item, 200)[0])
    tags = [
        f'<link rel="canonical" href="{url}">',
        f'<link rel="shortlink" href="{world.base}/?p={item.post}">',
    ]
    if item.layout == "classic":
        return "\n".join([*tags, f'<meta name="description" content="{lead}">'])
    tags += [
        '<meta property="og:type" content="article">',
        f'<meta property="og:title" content="{escape(item.title)} - AIMF">',
        f'<meta property="og:description" content="{lead}">',
        f'<meta property="og:url" content="{url}">',
        '<meta property="og:site_name" content="AIMF">',
        f'<meta property="og:image" content="{world.base}{picture_path(item)}">',
    ]
    if "undated" in item.traits:
        return "\n".join(tags)
    if item.layout == "elementor":
        tags += [
            f'<meta property="article:published_time" content="{item.published.isoformat()}">',
            f'<meta property="article:modified_time" content="{item.modified.isoformat()}">',
        ]
    else:
        tags.append(f'<script type="application/ld+json">{_json_ld(url, item)}</script>')
    return "\n".join(tags)


def _json_ld(url: str, item: Item) -> str:
    graph = [
        {
            "@type": "Article",
            "@id": f"{url}#article",
            "headline": item.title,
            "datePublished": item.published.isoformat(),
            "dateModified": item.modified.isoformat(),
            "inLanguage": "fr-FR" if item.language == "fr" else "en-US",
            "author": {"@type": "Person", "name": "Secrétariat permanent"},
        },
        {"@type": "WebSite", "name": "AIMF", "url": url.split("/", 3)[0]},
    ]
    made = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return made.replace("</", "<\\/")


def related(item: Item) -> list[Item]:
    """Return three other items, the same on every day."""
    others = [
        one
        for one in steady()
        if one.id != item.id
        and not one.reject
        and "listing" in one.ways
        and one.page_status == 200
        and not one.traits
    ]
    first = zlib.crc32(item.id.encode())
    return [others[(first + n * 7) % len(others)] for n in range(3)]


def _broken(main: str) -> str:
    """Leave closing tags out and a NUL in, as hand-edited pages do; no word is lost."""
    pieces = main.split("</p>")
    kept = [one + ("</p>" if n % 2 else "") for n, one in enumerate(pieces[:-1])]
    return ("".join(kept) + pieces[-1]).replace(". ", ". \x00", 1).replace("</li>", "")


#: Where the old site says that a page stands; whatever is no page of its own is news to it.
_OLD_TRAIL: Final = {"page": "Qui sommes-nous"}


def _table(world: World, item: Item) -> str:
    places = " , ".join(dict.fromkeys(one.name.upper() for one in item.cities))
    themes = " , ".join(one.label for one in terms_of(item) if one.taxonomy == "nos-themes")
    rows = (("Lieu(x)", places), ("Thème(s)", themes))
    others = [
        f'- {one.published:%d/%m/%Y}<br><a href="{world.base}{one.path}">'
        f"{escape(one.title, quote=False)}</a><br>"
        for one in related(item)
    ]
    blocks = [markup.html(one) for one in markup.blocks(item.body)]
    return template("table.html").substitute(
        trail=_OLD_TRAIL.get(item.kind, "Actualités &gt; Toutes les actualités"),
        base=world.base,
        title=escape(item.title, quote=False),
        date="" if "undated" in item.traits else french_date(item.published),
        facts="".join(
            f"<tr><td>{key} :&nbsp; {escape(said)}</td></tr>\n" for key, said in rows if said
        ),
        lead=markup.html(item.lead.strip()) if item.lead else "",
        body="\n".join(one.replace("<p>", "<p>\n", 1) for one in blocks),
        related="\n".join(others),
    )
