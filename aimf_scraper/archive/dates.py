"""WARC-Date as archives write it, made one form that sorts."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

#: W3C's profile of ISO 8601 at any precision, as WARC 1.1 has it; and fourteen digits, as ARC has it.
_DATE: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:-?(?P<month>[0-9]{2})(?:-?(?P<day>[0-9]{2})"
    r"(?:[T ]?(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?"
)


def moment_of(written: str) -> str | None:
    """Return a date as ``YYYY-MM-DDThh:mm:ssZ``; ``None`` where it is none.

    >>> moment_of("2016-09-19T18:03:53.003Z"), moment_of("20160919180353"), moment_of("2016")
    ('2016-09-19T18:03:53Z', '2016-09-19T18:03:53Z', '2016-01-01T00:00:00Z')
    """
    found = _DATE.fullmatch(written.strip())
    if found is None:
        return None
    parts = (found["year"], found["month"] or "01", found["day"] or "01")
    # A leap second has no place in a datetime.
    clock = (found["hour"] or "00", found["minute"] or "00", min(found["second"] or "00", "59"))
    zone = (found["zone"] or "Z").replace("Z", "+00:00")
    try:
        moment = datetime.fromisoformat(f"{'-'.join(parts)}T{':'.join(clock)}{zone}")
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")
    except (ValueError, OverflowError):
        return None
