"""Pages of 60 to 150 kB for the benchmarks, made the same way every time.

Shaped as a page builder ships them: a head full of styles and scripts, a menu
of two hundred links, a body of 3 to 8 kB split over widgets, related cards,
a wide footer. The words are the demo's own kind of sentences.
"""

from __future__ import annotations

import random

_SENTENCES = (
    "La ville de Ngaoundéré réhabilite le bois Mardock avec l’appui de l’AIMF et de ses partenaires.",
    "Le programme, d’un budget de 3,5 M€, est cofinancé par l’Union européenne et l’Agence française de développement.",
    "Entre 2019 et 2023, près de 45 000 habitants ont bénéficié d’un meilleur accès à l’eau potable.",
    "Le SIAAP et l’Agence de l’eau Seine-Normandie apportent leur expertise technique à la municipalité.",
    "Une convention a été signée le 12 mars 2021 à Yaoundé entre la Commune urbaine et ses partenaires.",
    "Les travaux ont démarré au second semestre 2020 et doivent s’achever d’ici à la fin de l’année 2025.",
    "Le Maire a rappelé que la participation des habitants reste la clé de la réussite de ce projet.",
    "À Phnom Penh, la construction d’une première station pilote a mobilisé 1,2 million d’euros.",
)
_WORDS = [
    "assainissement",
    "climat",
    "patrimoine",
    "culture",
    "finances",
    "numérique",
    "santé",
    "éducation",
    "mobilité",
    "déchets",
    "jeunesse",
    "égalité",
    "emploi",
    "eau",
    "énergie",
    "résilience",
    "coopération",
    "formation",
]


def made_page(number: int) -> bytes:
    """Return page *number* as bytes, between 60 and 150 kB."""
    pick = random.Random(number)
    title = f"{pick.choice(_WORDS).capitalize()} : un projet pour {pick.choice(_WORDS)} n° {number}"
    body_chars = pick.randrange(3_000, 8_000)
    sections, written, widget = [], 0, 0
    while written < body_chars:
        paragraphs = []
        for _ in range(pick.randrange(1, 4)):
            text = " ".join(pick.choices(_SENTENCES, k=pick.randrange(1, 4)))
            written += len(text)
            paragraphs.append(f"<p>{text}</p>")
        widget += 1
        sections.append(_widget(pick, "text-editor", "\n".join(paragraphs)))
        if pick.random() < 0.4:
            heading = f'<h2 class="elementor-heading-title">{pick.choice(_WORDS).capitalize()}</h2>'
            sections.append(_widget(pick, "heading", heading))
    cards = "\n".join(_card(pick, n) for n in range(9))
    filler = pick.randrange(10, 80)
    page = f"""<!DOCTYPE html><html lang="fr-FR"><head><meta charset="UTF-8"><title>{title} - AIMF</title>
<meta name="description" content="{_SENTENCES[number % 8]}"><meta property="og:title" content="{title}">
<meta property="og:type" content="article"><meta property="article:published_time" content="2023-05-04T09:00:00+00:00">
<link rel="canonical" href="https://www.aimf.asso.fr/actions/projet-{number}/">
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebPage","datePublished":"2023-05-04T09:00:00+00:00","dateModified":"2024-01-10T09:12:00+00:00","name":"{title}"}}]}}</script>
{_styles(pick, filler)}</head>
<body class="wp-singular actions-template-default single single-actions postid-{number} elementor-default">
<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<div class="elementor elementor-location-header"><header class="site-header"><nav class="main-menu">{_menu(pick, 130)}</nav></header></div>
<div data-elementor-type="single-post" class="elementor type-actions status-publish pays-cameroun">
{_widget(pick, "heading", f'<h1 class="elementor-heading-title">{title}</h1>')}
{_widget(pick, "share-buttons", '<div class="elementor-share-btn">Partagez cet article</div>')}
{"".join(sections)}
<section class="elementor-section related"><h3>Ces articles pourraient vous intéresser</h3><div class="elementor-grid">{cards}</div></section>
</div>
<footer class="site-footer">{_menu(pick, 60)}</footer>{_scripts(pick, filler)}</body></html>"""
    return page.encode()


def _widget(pick: random.Random, name: str, inner: str) -> str:
    one, two, three = (f"{pick.getrandbits(28):07x}" for _ in range(3))
    return f"""<section class="elementor-section elementor-top-section elementor-element elementor-element-{one} elementor-section-boxed" data-id="{one}" data-element_type="section" data-settings="{{&quot;background_background&quot;:&quot;classic&quot;}}">
<div class="elementor-container elementor-column-gap-default">
<div class="elementor-column elementor-col-100 elementor-top-column elementor-element elementor-element-{two}" data-id="{two}" data-element_type="column">
<div class="elementor-widget-wrap elementor-element-populated">
<div class="elementor-element elementor-element-{three} elementor-widget elementor-widget-{name}" data-id="{three}" data-element_type="widget" data-widget_type="{name}.default">
<div class="elementor-widget-container">{inner}</div></div></div></div></div></section>
"""


def _card(pick: random.Random, number: int) -> str:
    return f"""<article class="elementor-post elementor-grid-item post-{number} type-actualite"><a class="elementor-post__thumbnail__link" href="https://www.aimf.asso.fr/actualite/carte-{number}/"><div class="elementor-post__thumbnail"><img width="300" height="169" src="https://www.aimf.asso.fr/wp-content/uploads/{number}-300x169.jpg" alt=""></div></a>
<div class="elementor-post__text"><h3 class="elementor-post__title"><a href="https://www.aimf.asso.fr/actualite/carte-{number}/">{pick.choice(_WORDS).capitalize()} et {pick.choice(_WORDS)}</a></h3><div class="elementor-post__meta-data"><span class="elementor-post-date">{pick.randrange(1, 29)} mars 2024</span></div><div class="elementor-post__excerpt"><p>{pick.choice(_SENTENCES)}..</p></div></div></article>"""


def _menu(pick: random.Random, links: int) -> str:
    rows = (
        f'<li class="menu-item menu-item-type-post_type menu-item-object-page menu-item-{pick.getrandbits(16)}"><a href="https://www.aimf.asso.fr/{word}/{n}/" class="elementor-item"><span class="elementor-icon"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2l3 7h7l-6 4z"></path></svg></span><span>{word.capitalize()} {n}</span></a></li>'
        for n, word in enumerate(pick.choices(_WORDS, k=links))
    )
    return '<ul class="menu">' + "\n".join(rows) + "</ul>"


def _styles(pick: random.Random, blocks: int) -> str:
    rules = (
        f".elementor-{pick.getrandbits(24)} .elementor-element{{--display:flex;margin:{n}px;"
        "padding:0 10px 0 10px;background-color:transparent;transition:background .3s,border .3s}}"
        for n in range(blocks * 2)
    )
    sheets = "\n".join(
        f'<link rel="stylesheet" id="style-{n}-css" href="https://www.aimf.asso.fr/wp-content/plugins/p{n}/s.css?ver=3.{n}" media="all">'
        for n in range(blocks // 2)
    )
    return f"<style>{' '.join(rules)}</style>{sheets}"


def _scripts(pick: random.Random, blocks: int) -> str:
    return "\n".join(
        f'<script id="s{n}">var config{n} = {{"ajaxurl":"https:\\/\\/www.aimf.asso.fr\\/wp-admin\\/admin-ajax.php","nonce":"{pick.getrandbits(40):x}","i18n":{{"share":"Partager","close":"Fermer"}}}};</script>'
        for n in range(blocks)
    )
