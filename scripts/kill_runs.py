"""SIGKILLs spread over crawl, refresh, export and rebuild, one page edited in between.

    python scripts/kill_runs.py [KILLS] [SEED]

After each kill the database must be sound, the exports whole and those of one
moment, and no record lost; after the last one an undisturbed refresh must hold
every page as it stands on the site that day, the edits included. Prints one
line every twenty commands; one that was over before its kill came is made up
for by another. Ends with 1 at the first thing that is not so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from crawling.small_site import SmallSite  # noqa: E402 - after the path is set

ARTICLES = 8
#: The commands that are killed, and by when each is over, about, on a quiet machine.
COMMANDS = {"crawl": 2.5, "refresh": 3.0, "export": 1.0, "rebuild": 3.0}


def start(command: str, data: Path, url: str) -> subprocess.Popen[bytes]:
    site = ["--site", url] if command in {"crawl", "refresh"} else []
    more = ["--full"] if command in {"crawl", "refresh"} else []
    return subprocess.Popen(
        [sys.executable, "-m", "aimf_scraper", command, *site, *more, "--data", str(data)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def kill_all(child: subprocess.Popen[bytes]) -> None:
    """Kill *child* and the processes that it started, which are a group of their own."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.communicate()


def texts(data: Path) -> dict[str, str]:
    """Return the text of every standing record by address; the database must be sound."""
    with closing(sqlite3.connect(data / "aimf.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = db.execute("SELECT url, text FROM records WHERE gone_at IS NULL")
        return dict(rows.fetchall())


def check_exports(data: Path) -> None:
    """Assert that the exports, where there are some, are what their manifest says."""
    folder = data / "exports"
    if not folder.exists():
        return
    files = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    for one in files:
        body = (folder / one["name"]).read_bytes()
        assert hashlib.sha256(body).hexdigest() == one["sha256"], one["name"]
    assert {path.name for path in folder.iterdir()} == {one["name"] for one in files} | {
        "manifest.json"
    }


def check_texts(site: SmallSite, data: Path, said: dict[str, list[str]], *, last: bool) -> None:
    """Assert that each record holds one day's page whole, of the *last* day where asked."""
    held = texts(data)
    for one in site.articles:
        text = held[f"{site.url}{one.path}"]
        days = said[one.path][-1:] if last else said[one.path]
        assert one.first in text, one.path
        assert one.last in text, one.path
        assert any(text.endswith(day) if day else text.endswith(one.last) for day in days), text


def main(kills: int, seed: int) -> int:
    chance = random.Random(seed)
    done: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, SmallSite(ARTICLES) as site:
        data = Path(folder) / "data"
        said = {one.path: [""] for one in site.articles}
        first = start("refresh", data, site.url)
        _, err = first.communicate()
        assert first.returncode == 0, err
        usual = dict(COMMANDS)
        killed = number = 0
        while killed < kills:
            number += 1
            command = chance.choice([*COMMANDS])
            path = chance.choice(site.articles).path
            said[path].append(f"Le registre en est à la page {number}.")
            site.edits[path] = f"<p>{said[path][-1]}</p>"
            begun = time.monotonic()
            child = start(command, data, site.url)
            try:
                child.communicate(timeout=chance.uniform(0.05, usual[command]))
                # It was faster: aim earlier the next time.
                usual[command] = max(0.3, 0.9 * (time.monotonic() - begun))
                done[f"{command} was over"] += 1
            except subprocess.TimeoutExpired:
                usual[command] = min(20.0, usual[command] * 1.02)
                done[f"{command} killed"] += 1
                killed += 1
            kill_all(child)
            check_texts(site, data, said, last=False)
            check_exports(data)
            if number % 20 == 0:
                print(number, dict(sorted(done.items())), flush=True)
        ended = start("refresh", data, site.url)
        _, err = ended.communicate()
        assert ended.returncode == 0, err
        check_texts(site, data, said, last=True)
        check_exports(data)
    print(
        f"{killed} killed under way, {number - killed} over before; no record lost, stale or half"
    )
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    given = parser.parse_args()
    sys.exit(main(given.kills, given.seed))
