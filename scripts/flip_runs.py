"""Databases with flipped bits, zeroed pages and cut ends, given to every command.

    python scripts/flip_runs.py [DATABASES] [SEED]

Whatever is broken, a command ends with an exit code of the contract and says
what is amiss in a line: no traceback, no "unexpected error", no hanging. Prints
what came out, and ends with 1 where something else did.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from crawling.small_site import SmallSite  # noqa: E402 - after the path is set

from aimf_scraper import cli, extraction, publishing, store  # noqa: E402, F401 - once for all children

#: Commands and their arguments; ``{site}`` stands for the site's address.
COMMANDS = (
    ("status", "--json"), ("changes", "--json"), ("export",),
    ("explain", "news:lavoir-1"), ("archive", "verify"), ("rebuild",),
    ("crawl", "--full", "--site", "{site}"), ("refresh", "--site", "{site}"),
)  # fmt: skip
CODES = {0, 1, 2, 3}
BAD = re.compile(rb"Traceback|unexpected error|internal-error|INTERNAL")
LONGEST_SEC = 120


def broken(whole: bytes, lot: random.Random) -> bytes:
    """Return *whole* with some bits flipped, a page zeroed, an end cut, or a page in another's place."""
    made = bytearray(whole)
    kind = lot.randrange(6)
    if kind == 0:
        del made[lot.randrange(len(made)) :]
    elif kind == 1:
        at = lot.randrange(len(made) // 4096) * 4096
        made[at : at + 4096] = bytes(4096)
    elif kind == 2:
        a, b = (lot.randrange(len(made) // 4096) * 4096 for _ in "ab")
        made[a : a + 4096], made[b : b + 4096] = made[b : b + 4096], made[a : a + 4096]
    else:
        for _ in range(lot.choice((1, 3, 20, 200))):
            made[lot.randrange(16, len(made))] ^= 1 << lot.randrange(8)
    return bytes(made)


def ran(arguments: list[str], said: Path) -> int | None:
    """Run a command in a child, its output into *said*; return its exit code, ``None`` where it hung."""
    child = os.fork()
    if child == 0:
        out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        signal.alarm(LONGEST_SEC)
        code: int | str | None = 70
        try:
            cli.main(arguments)
        except SystemExit as ended:
            code = ended.code
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code if isinstance(code, int) else 0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else None


def main(count: int, seed: int) -> int:
    lot = random.Random(seed)
    outcomes: Counter[str] = Counter()
    failures = 0
    with tempfile.TemporaryDirectory() as folder, SmallSite(8) as site:
        good, data, said = Path(folder) / "good", Path(folder) / "data", Path(folder) / "said"
        first = ran(["crawl", "--site", site.url, "--data", str(good), "--quiet"], said)
        if first != 0:
            print(f"the first crawl ends with {first}: {said.read_text()}")
            return 1
        whole = (good / "aimf.db").read_bytes()
        for number in range(count):
            body = broken(whole, lot)
            for command in COMMANDS:
                shutil.rmtree(data, ignore_errors=True)
                shutil.copytree(good, data)
                for beside in data.glob("aimf.db-*"):
                    beside.unlink()
                (data / "aimf.db").write_bytes(body)
                arguments = [one.format(site=site.url) for one in command]
                code = ran([*arguments, "--data", str(data)], said)
                text = said.read_bytes()
                outcomes[f"{command[0]}: {code}"] += 1
                if code not in CODES or BAD.search(text):
                    failures += 1
                    last = text.decode("utf-8", "replace").strip().split("\n")[-3:]
                    print(
                        f"database {number}: {' '.join(command)}: {code}: {' | '.join(last)[:600]}"
                    )
                    sys.stdout.flush()
    print(f"{count} databases, seed {seed}: {failures} amiss")
    for outcome, times in sorted(outcomes.items()):
        print(f"  {times:>6} {outcome}")
    return 1 if failures else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("databases", type=int, nargs="?", default=500)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    given = parser.parse_args()
    sys.exit(main(given.databases, given.seed))
