"""Pages of 60 to 150 kB for the benchmarks, made the same way every time.

Shaped as a page builder ships them: a head full of styles and scripts, a menu
of two hundred links, a body of 3 to 8 kB split over widgets, related cards,
a wide footer. The words are the demo's own kind of sentences.

The mix: 35 of 100 sentences of a body carry facts, two or three each (places,
partners, sums, dates, people reached); the others tell of aims, context, work
done and upkeep. The share is an assumption: of the site we know leads and
cards, which are nearly all facts (80 in 100 sentences); a body of several kB
that follows them is mostly narrative. The benchmarks take ``--facts`` to see
what another share costs: all facts is a page that nobody writes, none spares
the rules their work. Places, sums and dates are drawn anew for each sentence,
so that what was worked out for one page seldom serves another.
"""

from __future__ import annotations

import random

#: How many sentences of a body carry facts.
FACT_SHARE = 0.35
_FACTS = (
    "La ville de {city} réhabilite le bois Mardock avec l’appui de l’AIMF et de ses partenaires.",
    "Le programme, d’un budget de {millions} M€, est cofinancé par l’Union européenne et l’Agence française de développement.",
    "Entre {year} et {later}, près de {people} habitants ont bénéficié d’un meilleur accès à l’eau potable.",
    "Le SIAAP et l’Agence de l’eau Seine-Normandie apportent leur expertise technique à la municipalité.",
    "Une convention a été signée le {day} {month} {later} à {city} entre la Commune urbaine et ses partenaires.",
    "Les travaux ont démarré au second semestre {year} et doivent s’achever d’ici à la fin de l’année {later}.",
    "Le Maire de {city} a rappelé que la participation des habitants reste la clé de la réussite de ce projet.",
    "À {city}, la construction d’une première station pilote a mobilisé {millions} million d’euros.",
    "Depuis {year}, la Mairie de {city} conduit cette action avec le soutien de la Fondation Bill et Melinda Gates.",
    "Le coût total s’élève à {thousands} 000 euros, dont une subvention de {part} 000 € de l’AIMF.",
    "Réunis à {city} du {day} au {after} {month} {later}, les élus ont adopté une feuille de route commune.",
    "Plus de {people} personnes des quartiers périphériques profitent aujourd’hui du nouveau réseau.",
)
_NARRATIVE = (
    "Cette action vise à améliorer durablement les conditions de vie dans les quartiers les plus fragiles.",
    "Elle s’inscrit dans une démarche de long terme, portée par les élus et suivie par les services techniques.",
    "La croissance rapide de la population met les services publics locaux à rude épreuve.",
    "Les réseaux, souvent anciens, ne répondent plus aux besoins des familles ni à ceux des commerçants.",
    "Pendant la saison des pluies, les eaux stagnantes rendent les rues impraticables et favorisent les maladies.",
    "Les habitants ont été consultés à chaque étape, au cours de réunions ouvertes à toutes et à tous.",
    "Des comités de quartier veillent à l’entretien des ouvrages et signalent les pannes sans attendre.",
    "Les agents municipaux ont suivi une formation pratique à la gestion des équipements et à la tenue des registres.",
    "Un guide illustré accompagne désormais les équipes dans leurs tournées quotidiennes.",
    "L’entretien régulier des installations reste le point le plus délicat, car les pièces manquent souvent.",
    "Les écoles participent à la sensibilisation : des ateliers expliquent aux enfants d’où vient l’eau qu’ils boivent.",
    "Les femmes, premières concernées par la corvée d’eau, occupent une place centrale dans les décisions.",
    "Les jeunes y trouvent un lieu pour se former, échanger et lancer leurs propres activités.",
    "Le choix des matériaux locaux réduit les coûts et soutient les artisans de la région.",
    "Des plantations d’arbres protègent les berges de l’érosion et offrent de l’ombre aux promeneurs.",
    "La démarche repose sur un diagnostic partagé, nourri par des enquêtes de terrain.",
    "Les premiers résultats encouragent la municipalité à étendre l’expérience à d’autres quartiers.",
    "Cette expérience montre qu’une gestion de proximité, bien préparée, peut changer le quotidien.",
    "Le partage des savoirs entre villes constitue l’un des ressorts de la démarche.",
    "Une attention particulière est portée aux personnes âgées et aux personnes en situation de handicap.",
    "Les déchets collectés sont triés sur place, puis transformés en compost pour les maraîchers.",
    "La numérisation de l’état civil facilite la vie des familles et sécurise les droits de chacun.",
    "Les services financiers disposent enfin d’outils simples pour suivre les recettes et préparer le budget.",
    "Le marché couvert accueille les vendeuses dans de meilleures conditions d’hygiène et de sécurité.",
    "Un système de suivi permet de mesurer les progrès et de corriger les erreurs au fil de l’eau.",
    "La concertation a parfois ralenti le chantier, mais elle a évité bien des conflits d’usage.",
    "Les associations locales assurent l’animation du lieu et proposent un programme culturel varié.",
    "Le patrimoine bâti, longtemps négligé, redevient un motif de fierté et un atout pour le tourisme.",
    "À terme, la collectivité entend prendre en charge seule le fonctionnement du service.",
    "Ce travail patient demande de la constance, de l’écoute et une volonté politique affirmée.",
    "Les échanges ont porté sur la gouvernance, le financement de l’entretien et la place des usagers.",
    "Beaucoup reste à faire, mais le chemin parcouru donne confiance pour la suite.",
)
_CITIES = (
    "Ngaoundéré", "Yaoundé", "Phnom Penh", "Cotonou", "Dakar", "Antananarivo", "Nouakchott", "Lomé",
    "Kigali", "Sousse", "Bamako", "Libreville", "Porto-Novo", "Erevan", "Bujumbura", "Niamey",
)  # fmt: skip
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
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


def made_page(number: int, facts: float = FACT_SHARE) -> bytes:
    """Return page *number* as bytes, between 60 and 150 kB; *facts*: share of sentences with facts."""
    pick = random.Random(number)
    title = f"{pick.choice(_WORDS).capitalize()} : un projet pour {pick.choice(_WORDS)} n° {number}"
    body_chars = pick.randrange(3_000, 8_000)
    sections, written, widget = [], 0, 0
    while written < body_chars:
        paragraphs = []
        for _ in range(pick.randrange(1, 4)):
            text = " ".join(_sentence(pick, facts) for _ in range(pick.randrange(1, 4)))
            written += len(text)
            paragraphs.append(f"<p>{text}</p>")
        widget += 1
        sections.append(_widget(pick, "text-editor", "\n".join(paragraphs)))
        if pick.random() < 0.4:
            heading = f'<h2 class="elementor-heading-title">{pick.choice(_WORDS).capitalize()}</h2>'
            sections.append(_widget(pick, "heading", heading))
    cards = "\n".join(_card(pick, n, facts) for n in range(9))
    filler = pick.randrange(10, 80)
    page = f"""<!DOCTYPE html><html lang="fr-FR"><head><meta charset="UTF-8"><title>{title} - AIMF</title>
<meta name="description" content="{_sentence(pick, facts)}"><meta property="og:title" content="{title}">
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


def _sentence(pick: random.Random, facts: float) -> str:
    if pick.random() >= facts:
        return pick.choice(_NARRATIVE)
    day, year, thousands = (
        pick.randrange(1, 25),
        pick.randrange(2012, 2022),
        pick.randrange(50, 900),
    )
    return pick.choice(_FACTS).format(
        city=pick.choice(_CITIES),
        day="1er" if day == 1 else day,
        after=day + 2,
        month=pick.choice(_MONTHS),
        year=year,
        later=year + pick.randrange(1, 5),
        millions=f"1,{pick.randrange(1, 10)}",
        thousands=thousands,
        part=thousands // 2,
        people=f"{pick.randrange(2, 200)} {pick.randrange(0, 10)}00",
    )


def _widget(pick: random.Random, name: str, inner: str) -> str:
    one, two, three = (f"{pick.getrandbits(28):07x}" for _ in range(3))
    return f"""<section class="elementor-section elementor-top-section elementor-element elementor-element-{one} elementor-section-boxed" data-id="{one}" data-element_type="section" data-settings="{{&quot;background_background&quot;:&quot;classic&quot;}}">
<div class="elementor-container elementor-column-gap-default">
<div class="elementor-column elementor-col-100 elementor-top-column elementor-element elementor-element-{two}" data-id="{two}" data-element_type="column">
<div class="elementor-widget-wrap elementor-element-populated">
<div class="elementor-element elementor-element-{three} elementor-widget elementor-widget-{name}" data-id="{three}" data-element_type="widget" data-widget_type="{name}.default">
<div class="elementor-widget-container">{inner}</div></div></div></div></div></section>
"""


def _card(pick: random.Random, number: int, facts: float) -> str:
    return f"""<article class="elementor-post elementor-grid-item post-{number} type-actualite"><a class="elementor-post__thumbnail__link" href="https://www.aimf.asso.fr/actualite/carte-{number}/"><div class="elementor-post__thumbnail"><img width="300" height="169" src="https://www.aimf.asso.fr/wp-content/uploads/{number}-300x169.jpg" alt=""></div></a>
<div class="elementor-post__text"><h3 class="elementor-post__title"><a href="https://www.aimf.asso.fr/actualite/carte-{number}/">{pick.choice(_WORDS).capitalize()} et {pick.choice(_WORDS)}</a></h3><div class="elementor-post__meta-data"><span class="elementor-post-date">{pick.randrange(1, 29)} mars 2024</span></div><div class="elementor-post__excerpt"><p>{_sentence(pick, facts)}..</p></div></div></article>"""


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
