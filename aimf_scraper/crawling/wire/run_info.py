"""What a WARC file says of the run that wrote it: the fields of its warcinfo record."""

from __future__ import annotations

import socket
from contextlib import closing
from typing import TYPE_CHECKING

from aimf_scraper import __version__
from aimf_scraper.archive.writer import CONFORMS_TO

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

_ANY_PORT = 9


def info_of(settings: BaseSettings) -> dict[str, str]:
    """Return what is known before the first answer."""
    return {
        "software": f"aimf-scraper/{__version__}",
        "operator": settings["AIMF_CONTACT"],
        "hostname": socket.gethostname(),
        "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
        "format": "WARC File Format 1.1",
        "conformsTo": CONFORMS_TO,
        "http-header-user-agent": settings["USER_AGENT"],
        "description": f"crawl of {settings['AIMF_SITE']}",
    }


def own_address(peer: str) -> str | None:
    """Return the address of this machine that *peer*, an address, is reached from; ``None`` where none is.

    Nothing is sent: a datagram socket is only told where it would send to.
    """
    family = socket.AF_INET6 if ":" in peer else socket.AF_INET
    try:
        with closing(socket.socket(family, socket.SOCK_DGRAM)) as one:
            one.connect((peer, _ANY_PORT))
            return str(one.getsockname()[0])
    except OSError:
        return None
