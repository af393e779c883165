"""HTTP heads as they went over the wire, made fit for an archive that is given away."""

from __future__ import annotations

import re
from typing import Final

#: Headers that never leave this machine.
SECRET: Final = frozenset({b"authorization", b"proxy-authorization", b"cookie"})
_END: Final = b"\r\n\r\n"
_LINE_END: Final = re.compile(rb"\r?\n")
#: Chunks are joined already: under its own name the header would promise what is not there.
_TRANSFER_ENCODING: Final = re.compile(rb"(?im)^transfer-encoding(?=[ \t]*:)")


def as_one_head(served: bytes) -> bytes:
    """Return an answer's head byte for byte, so that readers find where it ends.

    Two things are changed, where they must: ``Transfer-Encoding`` is renamed to
    ``X-Orig-Transfer-Encoding``, as the body stands without it, and lines that a
    server ends with a bare LF get the CR by which readers know the head's end.
    """
    head = _TRANSFER_ENCODING.sub(b"X-Orig-Transfer-Encoding", served)
    if head.find(_END) == len(head) - len(_END):
        return head
    return _LINE_END.sub(b"\r\n", head)


def without_secrets(sent: bytes) -> bytes:
    """Return a request's head without the headers that nobody else may read."""
    start, *lines = sent.split(b"\r\n")
    kept: list[bytes] = [start]
    is_secret = False
    for line in lines:
        if line[:1] not in (b" ", b"\t"):  # a folded line shares its header's fate
            is_secret = line.partition(b":")[0].strip().lower() in SECRET
        if not is_secret:
            kept.append(line)
    return b"\r\n".join(kept)
