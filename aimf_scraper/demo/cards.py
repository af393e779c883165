"""An item as a listing shows it: whole, as a card, or as a lead without a name."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Literal

from aimf_scraper.demo import markup
from aimf_scraper.demo.chrome import french_date
from aimf_scraper.demo.world import stored

if TYPE_CHECKING:
    from aimf_scraper.demo.catalogue import Item
    from aimf_scraper.demo.world import World

Style = Literal["titled", "bare", "plain", "whole", "related"]


def lead_of(item: Item, most: int = 320) -> tuple[str, bool]:
    """Return the lead of *item* (texts as stored) and whether it had to be cut.

    *most* counts characters; the cut falls between words.
    """
    said = " ".join(markup.plain(item.lead)) or markup.plain(item.body)[0]
    if len(said) <= most:
        return said, False
    return said[:most].rsplit(" ", 1)[0], True


def card(world: World, item: Item, style: Style) -> str:
    """Return *item* as an entry of a listing.

    ``titled``: title, date, lead. ``bare``: only a lead, itself the link, with
    neither title nor date. ``plain``: a line with title and date. ``whole``:
    the whole article. ``related``: title, date and lead, under another article.
    """
    said = stored(item)
    url = world.base + item.path
    title = escape(said.title, quote=False)
    day = "" if "undated" in item.traits else french_date(item.published)
    if style == "bare":
        lead, cut = lead_of(said)
        end = ("..." if item.post % 2 else "[…]") if cut else ""
        return (
            f'<article class="elementor-post elementor-grid-item post-{item.post}">'
            f'<a class="elementor-post__thumbnail__link" href="{url}"><div class="carte">'
            f"<p>{escape(lead, quote=False)}{' ' + end if end else ''}</p></div></a></article>"
        )
    if style == "plain":
        return (
            f'<div class="resultat"><h3><a href="{url}">{title}</a></h3>'
            + (f'<span class="date">{item.published:%d/%m/%Y}</span>' if day else "")
            + "</div>"
        )
    if style == "whole":
        body = "\n".join(markup.html(one) for one in markup.blocks(f"{said.lead}\n\n{said.body}"))
        return (
            f'<article id="post-{item.post}" class="post-{item.post} hentry"><header>'
            f'<h2 class="entry-title"><a href="{url}" rel="bookmark">{title}</a></h2>'
            f'<time class="entry-date" datetime="{item.published.isoformat()}">{day}</time>'
            f'</header><div class="entry-content">{body}</div></article>'
        )
    lead, cut = lead_of(said, 180 if style == "related" else 320)
    return (
        f'<article class="elementor-post elementor-grid-item post-{item.post}">'
        f'<div class="elementor-post__text"><h3 class="elementor-post__title"><a href="{url}">'
        f'{title}</a></h3><div class="elementor-post__meta-data">'
        + (f'<span class="elementor-post-date">{day}</span>' if day else "")
        + f'</div><div class="elementor-post__excerpt"><p>{escape(lead, quote=False)}'
        f"{'&#8230;' if cut else ''}</p></div>"
        f'<a class="elementor-post__read-more" href="{url}">Lire la suite &raquo;</a></div></article>'
    )
