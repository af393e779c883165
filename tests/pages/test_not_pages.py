"""What answers in place of a page: other formats, challenges, notices, forgotten templates."""

from __future__ import annotations

import pytest

from aimf_scraper.errors import PageError
from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.source.decode import MAX_BODY_BYTES

URL = "https://www.aimf.asso.fr/actualite/x/"
PROSE = "<p>Une phrase assez longue pour être de la prose, avec un point final et une virgule ou deux.</p>"

REFUSED = [
    ("empty", b"", None),
    ("empty", b"  \n ", "text/html"),
    ("empty", b"<html><head></head><body></body></html>", "text/html"),
    ("not-html", b"%PDF-1.7 ...", "text/html"),
    ("not-html", b"PK\x03\x04....", None),
    ("not-html", b'{"id": 1}', "application/json"),
    ("not-html", b"<?xml version='1.0'?><rss><channel/></rss>", "text/html"),
    ("not-html", b"juste des mots", "text/plain"),
    ("not-html", bytes(range(256)) * 4, "application/octet-stream"),
    ("not-html", b"<p >" + bytes(range(256)) * 12, "text/html"),
    ("too-deep", b"<body>" + b"<div>" * 200_000 + b"x", "text/html"),
    ("too-large", b"<p>" + b"x" * MAX_BODY_BYTES, "text/html"),
    ("captcha", b"<title>Just a moment...</title><body><p>Checking your browser</p>", None),
    (
        "captcha",
        "<title>AIMF</title><h1>Un instant</h1><p>Vérifiez que vous êtes humain en cochant la case.</p>".encode(),
        None,
    ),
    (
        "maintenance",
        "<title>Maintenance</title><p>Brièvement indisponible pour cause de maintenance programmée. "
        "Veuillez vérifier à nouveau dans une minute.</p>".encode(),
        None,
    ),
    ("maintenance", b"<title>AIMF &rsaquo; Site en maintenance</title><h1>Site en maintenance</h1>", None),
    (
        "not-found",
        "<title>Nos villes</title><h1>Nos villes</h1><p>Cette fiche n’est plus en ligne.</p>".encode(),
        None,
    ),
    (
        "login",
        b"<title>Nos villes</title><h1>Nos villes</h1><p>Merci de vous connecter pour lire ce dossier.</p>",
        None,
    ),
    (
        "template",
        b"<title>Titre de l&rsquo;action - AIMF</title><h1>Titre de l&rsquo;action</h1><p>Chapeau</p>",
        None,
    ),
    (
        "template",
        b"<h1>Congr\xc3\xa8s</h1><p>Lorem ipsum dolor sit amet, consectetur adipiscing elit. Ut elit tellus.</p>",
        None,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "body", "content_type"),
    REFUSED,
    ids=lambda one: one if isinstance(one, str) else None,
)
def test_refused_with_its_reason(reason: str, body: bytes, content_type: str | None) -> None:
    with pytest.raises(PageError) as error:
        read_html(body, URL, content_type).article()
    assert error.value.reason == reason


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>La maintenance des réseaux d’eau</h1>{PROSE * 3}",
        f"<h1>Un captcha pour l’état civil de Dakar</h1>{PROSE * 3}",
        f"<h1>Test</h1>{PROSE}<p>Lorem ipsum</p>",
    ],
)
def test_pages_about_such_things_are_pages(html: str) -> None:
    reading = read_html(html.encode(), URL).reading
    assert reading is not None
    assert "Une phrase assez longue" in (reading.text or "")


ENCODED = "<title>Été à Huê</title><h1>Été à Huê</h1>" + PROSE + "<p>L’œuvre de Hué – 3 €</p>"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (ENCODED.encode(), "text/html"),
        (ENCODED.encode(), "text/html; charset=ISO-8859-1"),
        (b"\xef\xbb\xbf" + ENCODED.encode(), "text/html; charset=ISO-8859-1"),
        (ENCODED.encode("utf-16"), "text/html"),
        (ENCODED.encode("utf-16-le"), "text/html; charset=utf-16le"),
        (ENCODED.encode().replace(b"<p>", b"<p>\x00"), "text/html"),
    ],
    ids=["utf-8", "header lies", "byte order mark", "utf-16", "utf-16 by header", "NULs"],
)
def test_encodings(body: bytes, content_type: str) -> None:
    reading = read_html(body, URL, content_type).reading
    assert reading is not None
    assert reading.title == "Été à Huê"
    assert (reading.text or "").endswith("L’œuvre de Hué – 3 €")


@pytest.mark.parametrize("charset", ["", "utf-8", "iso-8859-1", "windows-1252"])
def test_windows_1252_whatever_it_says(charset: str) -> None:
    said = ENCODED.replace("Huê", "Hué")
    body = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">{said}'
    reading = read_html(body.encode("cp1252"), URL).reading
    assert reading is not None
    assert (reading.title, (reading.text or "")[-20:]) == ("Été à Hué", "L’œuvre de Hué – 3 €")


HEAD = "<html lang='fr'><head><title>{title}</title>{more}</head><body class='{names}'><main><h1>{title}</h1>{text}</main>"
LOGIN_FORM = "<form method='post'><input name='log'><input type='password' name='pwd'><button>Entrer</button></form>"
WALLS = {
    "a theme's 404": ("not-found", "Zut alors", "error404 logged-out", PROSE * 20),
    "moved away": ("not-found", "Hum", "", "<p>La fiche demandée a été déplacée ou supprimée. Retour à l’accueil.</p>"),
    "a lost address": ("not-found", "Perdu ?", "page", "<p>Cette adresse n’existe plus : essayez la recherche.</p>"),
    "lost, in English": ("not-found", "Hmm", "", "<p>The content you asked for has been removed. Go back home.</p>"),
    "nothing here": ("not-found", "Rien", "", "<p>Il semble que rien n’ait été trouvé à cet endroit.</p>"),
    "a login": ("login", "Connexion", "page", f"<p>Entrez vos codes.</p>{LOGIN_FORM}"),
    "for members": ("login", "Compte rendu du bureau", "single", f"<p>Cet article est réservé aux villes membres.</p>{LOGIN_FORM}"),
    "in English too": ("login", "Minutes", "single", f"<p>You must be logged in to view this.</p>{LOGIN_FORM}"),
    "members, no form": ("login", "Espace réservé", "", "<p>Cette page est réservée aux adhérents.</p><p><a href='/sso/'>Entrer</a></p>"),
    "a heading over other news": ("not-found", "Page introuvable", "", PROSE * 20),
    "no entry": ("forbidden", "403 Forbidden", "", "<p>You don't have permission to access this resource.</p>"),
    "a script's shell": ("needs-script", "AIMF", "", "<p>Veuillez activer JavaScript pour voir ce site.</p>"),
    "no entry, by its number": ("forbidden", "Erreur 401", "", "<p>Vous n’avez pas accès à ce contenu.</p>"),
    "sought and not found": ("not-found", "Navré", "", "<p>Nous n’avons pas trouvé la page demandée. Retour à l’accueil ?</p>"),
    "a database that is away": ("maintenance", "Site en travaux", "", "<p>Un problème technique (serveur SQL) coupe l’accès à cette partie du site.</p>"),
    "no entry, in an article": ("captcha", "Accès refusé", "", "<article><h1>Accès refusé</h1><p>Écrivez au webmestre.</p></article>"),
    "a 404 in a page's article": ("not-found", "Oups", "", "<article class='page type-page hentry'><h1>Oups</h1><p>Rien par ici, hélas.</p></article>"),
    "a suspended site": ("no-site", "Compte suspendu", "", "<p>Contactez votre hébergeur.</p>"),
    "a server's own page": ("no-site", "Index of /wp-content/uploads", "", "<p>Parent Directory</p>"),
    "a consent wall": ("cookie-wall", "Vos choix", "", "<p>Nous utilisons des cookies pour mesurer notre audience.</p><button>Tout accepter</button>"),
    "consent, no title": ("cookie-wall", "AIMF", "", "<p>Nos partenaires et nous utilisons des cookies pour mesurer l’audience de ce site et la publicité.</p>"),
    "consent, in English": ("cookie-wall", "Before you continue", "", "<p>This site uses cookies and data to measure audience.</p>"),
    "protected": ("password", "Protégé : Budget du réseau", "single", "<p>Cet article est protégé par mot de passe. Entrez-le ci-dessous.</p><form><input type=password></form>"),
    "protected, its form only": ("password", "Note interne", "single", "<p>Mot de passe :</p><form class='post-password-form'><p>Cette publication est protégée par un mot de passe.</p><input type=password></form>"),
    "protected, in English": ("password", "Protected: Minutes", "single", "<p>This post is password protected. To view it please enter your password below:</p>"),
    "a critical error": ("server-error", "WordPress › Erreur", "", "<p>Il y a eu une erreur critique sur ce site.</p>"),
    "in English": ("server-error", "Error", "", "<p>There has been a critical error on this website.</p>"),
    "PHP": ("server-error", "Actions", "", "<p>Fatal error: Uncaught Error: Call to undefined function x() in /srv/www/a.php:3</p>"),
    "Drupal": ("server-error", "Error", "", "<p>The website encountered an unexpected error. Please try again later.</p>"),
    "maintenance": ("maintenance", "AIMF", "", "<p>Nous mettons à jour notre site, merci de revenir ce soir.</p>"),
    "a firewall": ("captcha", "Request Rejected", "", "<p>The requested URL was rejected. Ask your administrator.</p>"),
    "a firewall, in French": ("captcha", "Sécurité", "", "<p>Votre requête a été bloquée par le pare-feu. Numéro : 8841.</p>"),
    "blocked": ("captcha", "Blocked", "", "<p>Sorry, you have been blocked. Ray ID 91.</p>"),
    "too often": ("captcha", "429", "", "<p>Vous avez envoyé trop de requêtes ; attendez une minute.</p>"),
    "too often, in English": ("captcha", "Too Many Requests", "", "<p>Please slow down.</p>"),
    "a robot": ("captcha", "Êtes-vous un robot ?", "", "<p>Cochez la case, puis continuez.</p>"),
    "a human": ("captcha", "Un moment", "", "<p>Confirmez que vous êtes un humain pour lire la suite.</p>"),
    "an old browser": ("needs-script", "Votre navigateur n’est plus pris en charge", "", "<p>Installez une version récente.</p>"),
    "an old browser, in English": ("needs-script", "Unsupported browser", "", "<p>Please install a newer one.</p>"),
    "another country": ("forbidden", "Désolé", "", "<p>Cette vidéo n’est pas disponible dans votre pays.</p>"),
    "taken back": ("not-found", "Publication retirée", "", "<p>Elle l’a été par son auteur.</p>"),
    "scripts": ("needs-script", "villes.example", "", "<p>Please enable JS and disable your ad blocker.</p>"),
    "consent, traces": ("cookie-wall", "Votre vie privée compte", "", "<p>Avec votre accord, nous déposons des traceurs sur cet appareil.</p>"),
    "consent, to store": ("cookie-wall", "Avant de continuer", "", "<p>Nos 38 partenaires et nous stockons des cookies sur votre téléphone.</p>"),
    "withdrawn, over other news": ("not-found", "Ce contenu n’est plus en ligne", "", "<p>Son auteur l’a dépublié.</p><h2>Autres nouvelles</h2>" + "".join(f"<div class='card'><h3><a href='/{at}/'>Le quai numéro {at} rouvre</a></h3><p>Les mareyeurs y reviennent en mars.</p></div>" for at in range(9))),
    "not available": ("not-found", "Contenu indisponible", "", "<p>Il a été dépublié.</p>"),
    "not or no longer, over links": ("not-found", "Cet article n’est pas (ou plus) accessible", "", "<p>D’autres lectures :</p><ul>" + "".join(f"<li><a href='/lire/{at}/'>Le quai numéro {at} rouvre aux mareyeurs de la lagune</a></li>" for at in range(6)) + "</ul>"),
    "no such thing, over links": ("not-found", "Actualité non trouvée", "", "<p>À lire à la place :</p><ul>" + "".join(f"<li><a href='/lire/{at}/'>Le quai numéro {at} rouvre aux mareyeurs</a></li>" for at in range(3)) + "</ul>"),
    "an event that is over": ("not-found", "Cet événement n’est plus en ligne", "", "<p>Voyez ceux du mois.</p>"),
    "what was asked for": ("not-found", "Le document demandé est introuvable", "", "<p>Voici d’autres lectures :</p><ul>" + "".join(f"<li><a href='/lire/{at}/'>Le quai numéro {at} rouvre aux mareyeurs</a></li>" for at in range(4)) + "</ul>"),
    "out of date": ("not-found", "Cette annonce est expirée", "", "<p>Consultez les plus récentes.</p>"),
    "soon back": ("maintenance", "We’ll be back soon!", "", "<p>We are performing maintenance at the moment.</p>"),
}  # fmt: skip


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_or_an_error_is_no_page(name: str) -> None:
    reason, title, names, text = WALLS[name]
    with pytest.raises(PageError) as error:
        read_html(HEAD.format(title=title, more="", names=names, text=text).encode(), URL)
    assert error.value.reason == reason


ONE_SENTENCE = {
    "Maintenance du bac de Podor": "Le bac est en maintenance jusqu’à vendredi.",
    "Accès interdit à la digue": "La digue est fermée aux charrettes par arrêté du maire.",
    "Bientôt une école de plus": "Elle ouvrira en octobre ; le site est en construction.",
    "Cookies : la mairie s’explique": "Les visiteurs n’ont plus à accepter les cookies du portail.",
}


@pytest.mark.parametrize("title", ONE_SENTENCE)
def test_a_post_of_one_sentence_whose_subject_sounds_like_a_wall_is_read(title: str) -> None:
    text = f"<article class='post'><p>{ONE_SENTENCE[title]}</p></article>"
    page = HEAD.format(title=title, more="", names="single single-post postid-7", text=text)
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert reading.text == ONE_SENTENCE[title]
    with pytest.raises(PageError):  # no post: the site's own answer
        read_html(HEAD.format(title=title, more="", names="", text=text).encode(), URL)


PAGES = {
    "on maintenance": ("La maintenance des pompes", PROSE + "<p>Une opération de maintenance du réseau a lieu en mai.</p>"),
    "on what is broken": ("Le bac est à quai", "<p>Le bac est temporairement indisponible : il a été retiré du fleuve pour quatre mois.</p>" + PROSE),
    "on what has gone": ("Un marché déplacé", "<p>L’ancien marché n’existe plus, le nouveau contenu des étals a été déplacé au nord de la ville.</p>" + PROSE),
    "on a notice that it quotes": ("Le guichet muet", "<p>« Notre site est en maintenance » : la mairie de Labé n’affichait rien d’autre, et “cette page n’existe pas” en anglais.</p>" + PROSE * 2),
    "on a site that was down": ("Le guichet muet", "<p>À Labé, le site est en maintenance depuis le mois de mars et les actes attendent.</p>" + PROSE * 4),
    "on passwords": ("Protéger l’état civil", "<p>Ce contenu est protégé par un mot de passe que chaque agent change le lundi, dit la note.</p>" + PROSE * 2),
    "on cookies": ("Un atelier sur les cookies", "<p>Trente agents ont appris comment les sites utilisent des cookies.</p>" + PROSE * 2),
    "beside a login": ("La halle de Kandi", PROSE * 2 + f"<aside>Espace membre, identifiez-vous {LOGIN_FORM}</aside>"),
    "with a banner": ("La halle de Kandi", PROSE * 2 + "<div><p>Nous utilisons des cookies.</p><button>Tout accepter</button></div>"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_an_article_about_such_things_is_a_page(name: str) -> None:
    title, text = PAGES[name]
    page = HEAD.format(title=title, more="", names="single single-post", text=text)
    assert read_html(page.encode(), URL).reading is not None


def test_wordpress_own_error_page_is_known_by_its_body() -> None:
    page = '<body id="error-page"><div class="wp-die-message">Vous ne pouvez pas faire cela.</div></body>'
    with pytest.raises(PageError) as error:
        read_html(page.encode(), URL)
    assert error.value.reason == "server-error"


REFRESHES = [
    ("0;url=/actualite/y/", "moved"),
    ("5; URL='https://www.aimf.asso.fr/actualite/y/'", "moved"),
    ("0;url=/actualite/x", None),
    ("0;url=?lang=fr", None),
    ("300", None),
    ("600;url=/actualite/y/", None),
    ("bientôt", None),
]


@pytest.mark.parametrize(("content", "reason"), REFRESHES)
def test_a_page_that_only_sends_on_is_none(content: str, reason: str | None) -> None:
    more = f'<meta http-equiv="refresh" content="{content}">'
    page = HEAD.format(title="La halle", more=more, names="single", text=PROSE).encode()
    if reason is None:
        assert read_html(page, URL).reading is not None
        return
    with pytest.raises(PageError) as error:
        read_html(page, URL)
    assert error.value.reason == reason
    long = HEAD.format(title="La halle", more=more, names="single", text=PROSE * 15).encode()
    assert read_html(long, URL).reading is not None


TOLD = [
    ("Connexion au portail famille", "Le portail des familles ouvre lundi ; les inscriptions à la cantine y seront prises sans passer au guichet."),
    ("Accès interdit à la digue", "Les agents posent des barrières de part et d'autre de la digue, que la crue de mars a creusée sur vingt mètres."),
    ("Maintenance du château d'eau", "Les équipes vident la cuve, brossent les parois et changent les vannes, puis l'eau revient le jeudi soir au plus tard."),
]  # fmt: skip


@pytest.mark.parametrize(("title", "told"), TOLD)
def test_a_short_post_about_a_notice_is_read(title: str, told: str) -> None:
    text = f"<p>{told}</p>"
    page = HEAD.format(title=title, more="", names="single single-post", text=text).encode()
    assert read_html(page, URL).reading is not None


#: Posts whose title begins as a notice's does, and goes on.
SOUNDS_LIKE_ONE = {
    "Accès refusé aux pirogues": "Les pirogues à moteur n’entrent plus dans le chenal depuis mardi.",
    "Accès interdit au pont": "Le pont est fermé aux charrettes.",
    "Un instant avec Mariam Kouyaté": "La fontainière de Dori raconte sa journée, du premier seau au dernier.",
    "Oups, le balafon est de travers": "Les luthiers l’ont redressé dans la nuit.",
    "404 arbres pour la corniche": "Ils seront plantés à la saison des pluies par les écoles.",
    "Maintenance des bornes-fontaines": "Les équipes changent les joints quartier par quartier.",
    "Site en maintenance dimanche": "Les actes restent à retirer au guichet, de huit heures à midi.",
    "Compte suspendu : la régie s’explique": "Le percepteur avait bloqué les versements de la régie.",
    "Domaine à vendre : la villa du consul": "La commune en demande douze millions de francs.",
    "Trop de requêtes au guichet : la mairie recrute": "Deux agentes renforcent l’accueil depuis lundi.",
    "429 manguiers pour l’école": "Les parents les ont plantés en une matinée.",
    "Êtes-vous un robot ? Les lycéens répondent": "Leur machine trie les graines de la coopérative.",
    "Le document du fondateur a disparu": "Le musée offre une récompense à qui le rapportera.",
    "Contenu indisponible à la médiathèque : la liste": "Trois films attendent leurs droits.",
    "Ce projet n’est plus disponible en mairie annexe": "Les plans se consultent désormais au siège.",
    "Le document demandé par les riverains": "La régie l’a remis lundi au comité du quai.",
    "Le document n’est pas disponible en peul": "Les conseillers de Matam en demandent la traduction.",
    "Publication non disponible en braille : la médiathèque répond": "Deux volontaires la transcrivent.",
    "Cookies : la recette de la cantine": "Les élèves ont vendu deux cents biscuits.",
    "Page introuvable, un film de Binta Sall": "La cinéaste suit un facteur dans la vieille ville.",
}


@pytest.mark.parametrize("title", SOUNDS_LIKE_ONE)
@pytest.mark.parametrize("names", ["post type-post hentry", ""])
def test_an_article_whose_title_begins_as_a_notice_does_is_read(title: str, names: str) -> None:
    told = SOUNDS_LIKE_ONE[title]
    text = f"<article class='{names}'><h1>{title}</h1><div><p>{told}</p></div></article>"
    page = f"<html lang='fr'><title>{title} - Dori</title><body><nav><a href='/a'>A</a></nav><main>{text}</main>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert (reading.title, reading.text) == (title, told)


def test_an_empty_shell_of_a_script_is_refused_by_what_it_tells_without_scripts() -> None:
    shell = "<title>AIMF</title><body><noscript>Ce site nécessite JavaScript.</noscript><div id='app'></div>"
    with pytest.raises(PageError) as error:
        read_html(shell.encode(), URL)
    assert error.value.reason == "needs-script"


DATED_NOTES = {
    "Erreur 404": "C’est sous ce nom que les lycéens de Kaolack jouent leur pièce, vendredi au centre culturel.",
    "Le chien introuvable est rentré": "Perdu depuis la foire, il dormait dans la cale du bac. La page de recherche n’existe plus.",
}


@pytest.mark.parametrize("title", DATED_NOTES)
@pytest.mark.parametrize("day", ["Publié le 3 mars 2021", "3 mars 2021", ""])
def test_no_notice_stands_under_a_dateline(title: str, day: str) -> None:
    text = (
        f"<article><h1>{title}</h1><p class='date'>{day}</p><p>{DATED_NOTES[title]}</p></article>"
    )
    page = f"<html lang='fr'><title>{title} - Dori</title><body><p><a href='/'>Recherche</a></p><main>{text}</main>"
    if not day:
        with pytest.raises(PageError):
            read_html(page.encode(), URL)
        return
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert reading.text == DATED_NOTES[title]


def test_a_forgotten_template_is_one_under_a_date_too() -> None:
    text = "<article class='post'><h1>Bonjour tout le monde !</h1><p>3 mars 2021</p><p>Bienvenue sur ce site tout neuf. Ceci est un premier article, à changer.</p></article>"
    with pytest.raises(PageError) as error:
        read_html(f"<title>Bonjour tout le monde !</title><body>{text}".encode(), URL)
    assert error.value.reason == "template"


OVERDRAWN = [
    "<h1>509 Bandwidth Limit Exceeded</h1><p>This server cannot answer now.</p>",
    "<h1>Bande passante dépassée</h1><p>Revenez demain.</p>",
    "<h1>Désolé</h1><p>Ce site a dépassé son quota de visites pour ce mois.</p>",
    "<h1>Trafic</h1><p>La limite de bande passante a été atteinte.</p>",
    "<p>Indisponible brièvement pour cause de maintenance prévue.</p>",
]


@pytest.mark.parametrize("text", OVERDRAWN)
def test_a_site_that_cannot_answer_shows_no_page(text: str) -> None:
    with pytest.raises(PageError) as error:
        read_html(f"<title>x</title><body>{text}".encode(), URL)
    assert error.value.reason in {"no-site", "maintenance"}


def test_a_post_about_a_quota_is_read() -> None:
    text = (
        "<h1>Le quota de logements</h1><p>La commune a dépassé son quota de logements sociaux.</p>"
    )
    assert read_html(f"<title>x</title><body>{text}".encode(), URL).reading is not None
