"""One question of discovery: asked again while the answer makes no sense or breaks off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from aimf_scraper.crawling.wire.fetch import TRIES, Read
from aimf_scraper.errors import INTERNAL, PageError, said_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from aimf_scraper.crawling.session import Session
    from aimf_scraper.crawling.wire.fetch import Answer, Fetcher
    from aimf_scraper.pages.source.mends import Mend


class Mended(Protocol):
    """What a tolerant reader returns."""

    @property
    def mends(self) -> tuple[Mend, ...]:
        """What had to be mended."""


T = TypeVar("T", bound=Mended)


async def ask(
    fetcher: Fetcher,
    url: str,
    reader: Callable[[Answer], T],
    *,
    accept: str | None = None,
    tries: int = TRIES,
) -> Read[T]:
    """Ask for *url* and read it; an answer that is unusable, or that lost something, is asked for again.

    The last one counts: what it lost, its ``mends`` tell.
    """
    read: Read[T] | None = None
    for attempt in range(tries):
        if attempt:
            await fetcher.pause(attempt)
        answer = await fetcher.get(url, accept=accept)
        if not answer.ok:
            return read or Read(answer, problem=answer.said)
        try:
            said = reader(answer)
        except PageError as error:
            read = read or Read(answer, problem=error.reason)
            continue
        except Exception as error:  # noqa: BLE001 - a fault of ours costs this answer alone
            return Read(answer, problem=f"{INTERNAL}: {said_of(error)}")
        read = Read(answer, said)
        if not any(mend.loses for mend in said.mends):
            break
    if read is None:
        raise ValueError("tries must be one or more")
    return read


def note_mends(session: Session, way: str, url: str, mends: tuple[Mend, ...]) -> bool:
    """Note what was mended of the answer at *url*; return whether items may be lost by it: a gap."""
    for mend in mends:
        session.account.note(way, url, mend.what)
        if mend.loses:
            session.account.gap(way, url, mend.what)
    return any(mend.loses for mend in mends)
