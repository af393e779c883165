"""What other libraries read of a page, beside our reader.

    python bench/readers.py
    python bench/readers.py --corpus KIND FOLDER [--limit N] [--french] [--readers NAME ...]
                            [--worst N] [--json]

Without ``--corpus``: the pages under ``tests/fixtures/pages``, which are our own. With it:
a public set of pages by other hands, from a FOLDER that holds a checkout of the set.
Needs the extra ``compare``; a reader that is not installed is skipped and named.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from corpora.sets import SETS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", choices=SETS, metavar="KIND", help=", ".join(SETS))
    parser.add_argument("folder", nargs="?", type=Path, help="the set, checked out")
    parser.add_argument("--limit", type=int, help="only the first N pages")
    parser.add_argument("--french", action="store_true", help="only pages marked as French")
    parser.add_argument("--readers", nargs="+", metavar="NAME", help="only these, e.g. ours")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name N pages we lose")
    parser.add_argument("--json", action="store_true", help="for machines, with every page")
    given = parser.parse_args()
    if given.corpus is None:
        from corpora.fixture_pages import report_fixtures

        report_fixtures()
        return
    if given.folder is None or not given.folder.is_dir():
        parser.error(f"--corpus {given.corpus} needs the folder of the set")
    from corpora.report import report

    try:
        report(
            given.corpus,
            given.folder,
            limit=given.limit,
            readers=given.readers,
            french=given.french,
            worst=given.worst,
            as_json=given.json,
        )
    except (ValueError, FileNotFoundError) as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
