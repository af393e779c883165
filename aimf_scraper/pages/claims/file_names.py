"""What the ending of an address's file name says: a document, a picture, a page."""

from __future__ import annotations

import re
from typing import Final

#: File name endings -> media types (IANA).
MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "rtf": "application/rtf",
    "csv": "text/csv",
    "zip": "application/zip",
    "epub": "application/epub+zip",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
}
_LONGEST_ENDING: Final = 8
IMAGE_ENDINGS: Final = frozenset(
    {"jpg", "jpeg", "png", "gif", "webp", "svg", "avif", "bmp", "tif", "tiff"}
)
FILE_ENDING: Final = re.compile(r"\.([A-Za-z0-9]{2,5})(?:[?#].{0,2000})?$", re.DOTALL)


def ending(url: str) -> str:
    """Return the lower-case ending of the file that *url* names, ``""`` where it names a page."""
    if url.endswith("/"):
        return ""  # nearly every link of a WordPress page
    found = (
        FILE_ENDING.search(url[-_LONGEST_ENDING:])
        if not ("?" in url or "#" in url)
        else FILE_ENDING.search(url)
    )
    return found[1].lower() if found and "/" in url[8:] else ""


def is_file(url: str) -> bool:
    """Tell whether *url* names a document or a picture, not a page."""
    end = ending(url)
    return end in MEDIA_TYPES or end in IMAGE_ENDINGS
