"""Data folders to look at: one whose pages are hostile, and an app over a folder."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.archive.writer import WarcWriter
from aimf_scraper.records import Evidence, Link, Provenance
from aimf_scraper.store import open_store
from tests.archive.conftest import INFO, made_exchange
from tests.availability import unavailable
from tests.store.samples import DAY_1, DAY_2, SITE, action, changed, news

if TYPE_CHECKING:
    from pathlib import Path

ACTION = "action:yaounde-marche"
HOSTILE = "news:hostile"
HOSTILE_TITLE = 'Marché <img src="https://evil.example/x.png" onerror="alert(1)"> 9 M€'
HOSTILE_TEXT = (
    "<script>alert(1)</script> La Ville de Yaoundé.\n"
    '<mark class="fact fact-budgets" id="fact-budgets-0">99 M€</mark> "quoted" & more.\n'
    "</p></section><style>body{display:none}</style>"
)
PAGE = f"""<html><head><title>x</title><script>alert(1)</script>
<link rel="stylesheet" href="https://evil.example/a.css"></head>
<body onload="alert(2)"><nav><a href="javascript:alert(3)">menu</a></nav>
<h1>Yaoundé – Réhabilitation du marché central</h1>
<p style="color:red" onclick="alert(4)">La Ville de <b>Yaoundé</b> mène ce projet
(650&nbsp;M FCFA, soit 1 M€) avec l'AIMF entre 2014 et 2019.</p>
<p>Ailleurs, 650 M FCFA aussi.</p>
<iframe src="https://evil.example/"></iframe><form action="https://evil.example/"><input name="q"></form>
<svg onload="alert(5)"><script>alert(6)</script></svg>
<img src="https://evil.example/pixel.gif" alt="une image" onerror="alert(7)">
<a href="{SITE}/actualite/hostile/">archived</a><a href="https://evil.example/">elsewhere</a>
</body></html>"""


def hostile_folder(folder: Path) -> Path:
    """Make a data folder with an action, a news that attacks who reads it, and their captures."""
    data = folder / "data"
    exchange = made_exchange(1, url=f"{SITE}/actions/yaounde-marche/", body=PAGE.encode())
    attack = made_exchange(2, url=f"{SITE}/actualite/hostile/", body=HOSTILE_TEXT.encode())
    evil = 'javascript:alert("x")'
    with open_store(data / "aimf.db") as store:
        for day, title in ((DAY_1, "Un autre titre"), (DAY_2, action().title)):
            run = store.start_run("crawl", day, {}, SITE)
            known = Provenance(day, ("rest",), 200, "sha1:A", exchange.record_id, "r:1", "page")
            store.save(action(provenance=known, title=title), run=run, seen_at=day)
        start = HOSTILE_TEXT.index("Yaoundé")
        town = replace(
            action().cities[0],
            evidence=(Evidence("text", start, start + 7, "Yaoundé", "cities.cue"),),
        )
        came = Provenance(DAY_2, ("rest",), 200, "sha1:B", attack.record_id, "r:1", "page")
        record = changed(
            news("hostile"),
            title=HOSTILE_TITLE,
            text=HOSTILE_TEXT,
            cities=(town,),
            themes=('"><script>alert(8)</script>',),
            links=(Link(evil, None, "<b>go</b>"), Link("data:text/html,x", None, "data")),
            provenance=came,
        )
        store.save(record, run=run, seen_at=DAY_2)
        store.finish_run(run, DAY_2, "complete", {}, {})
    ids = iter(f"<urn:uuid:0000000{one}-0000-4000-8000-000000000000>" for one in range(9))
    with (
        CaptureIndex(data / "aimf.db") as index,
        WarcWriter(
            data / "archive",
            info=INFO,
            clock=lambda: "2024-01-01T00:00:00Z",
            new_id=lambda: next(ids),
        ) as writer,
    ):
        index.add([writer.write(exchange), writer.write(attack)])
    return data


class Browser:
    """Asks an app of ours as a browser does, without a network; keeps its cookies."""

    def __init__(self, data: Path, **more: Any) -> None:
        try:
            from aimf_scraper.explore.app.explore_app import serve_app
            from aimf_scraper.explore.app.explorer import Explorer
        except ModuleNotFoundError as error:
            unavailable(f"no {error.name}: install the extra test")
        self.explorer = Explorer(serve_app(data, **more))
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **more: Any) -> Any:
        return self.ask("get", path, **more)

    def post(self, path: str, form: dict[str, str], **more: Any) -> Any:
        return self.ask("post", path, data=form, **more)

    def ask(self, method: str, path: str, **more: Any) -> Any:
        ask = getattr(self.explorer.client, method)
        answer = asyncio.run(ask(path, cookies=dict(self.cookies), **more))
        self.cookies.update(answer.cookies)
        return answer
