"""A WACZ that any reader opens: ours, py-wacz, pywb."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.archive.cdxj import lines_of
from aimf_scraper.archive.page_list import Described
from aimf_scraper.archive.reader import Capture, captures
from aimf_scraper.archive.signing import SigningKey, is_signed
from aimf_scraper.archive.sources import sources_in
from aimf_scraper.archive.surt import surt
from aimf_scraper.archive.wacz import write_wacz
from aimf_scraper.errors import UsageError
from tests.archive.conftest import as_earlier, made_exchange, write
from tests.archive.pywb import pywb_of, replayed
from tests.availability import unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aimf_scraper.archive.exchange import Exchange

FRONT = "https://site.example/"


def two_days() -> tuple[list[Exchange], list[Exchange]]:
    """Return two crawls of a small site: on the second day one page is new, one the same, one confirmed."""
    front = made_exchange(1, url=FRONT, body=b"<title>Accueil</title>Jour un")
    page = made_exchange(2, url=FRONT + "actions/lome/", body="<title>Lomé</title>Bonjour".encode())
    moved = made_exchange(
        3,
        url=FRONT + "?p=2",
        status=301,
        reason="Moved Permanently",
        headers=((b"Location", page.url.encode()),),
        body=b"",
    )
    picture = made_exchange(
        4, url=FRONT + "a.png", headers=((b"Content-Type", b"image/png"),), body=b"\x89PNG"
    )
    day_two = [
        made_exchange(
            5,
            url=FRONT,
            body=b"<title>Accueil</title>Jour deux",
            date="2024-01-02T00:00:05Z",
        ),
        made_exchange(6, url=page.url, earlier=as_earlier(page), date="2024-01-02T00:00:06Z"),
        made_exchange(
            7,
            url=picture.url,
            status=304,
            reason="Not Modified",
            headers=(),
            body=b"",
            earlier=as_earlier(picture),
            date="2024-01-02T00:00:07Z",
        ),
    ]
    return [front, page, moved, picture], day_two


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    first, second = two_days()
    write(tmp_path / "archive", first)
    write(tmp_path / "archive", second, clock="2024-01-02T00:00:00Z")
    return tmp_path / "archive"


@pytest.fixture
def wacz(tmp_path: Path, archive: Path) -> Path:
    path = tmp_path / "out" / "site.wacz"
    packed = write_wacz(path, [archive], title="Site d’essai", main_page_url=FRONT)
    assert (packed.warc_files, packed.captures, packed.pages) == (2, 6, 3)
    return path


def member(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as packed:
        return packed.read(name)


def test_what_is_in_it(wacz: Path, archive: Path) -> None:
    with zipfile.ZipFile(wacz) as packed:
        assert packed.testzip() is None
        stored = {e.filename for e in packed.infolist() if e.compress_type == zipfile.ZIP_STORED}
    warcs = sorted(path.name for path in archive.iterdir())
    assert stored == {f"archive/{name}" for name in warcs} | {"indexes/index.cdx.gz"}
    package = json.loads(member(wacz, "datapackage.json"))
    assert package["wacz_version"] == "1.1.1"
    assert package["profile"] == "data-package"
    assert package["created"] == "2024-01-02T00:00:06Z"
    assert package["mainPageUrl"] == FRONT
    for resource in package["resources"]:
        data = member(wacz, resource["path"])
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    digest = json.loads(member(wacz, "datapackage-digest.json"))
    package_bytes = member(wacz, "datapackage.json")
    assert digest["hash"] == f"sha256:{hashlib.sha256(package_bytes).hexdigest()}"


def test_pages(wacz: Path) -> None:
    rows = [json.loads(line) for line in member(wacz, "pages/pages.jsonl").splitlines()]
    assert rows[0] == {
        "format": "json-pages-1.0",
        "id": "pages",
        "title": "Pages",
        "hasText": True,
    }
    assert [(row["url"], row["ts"], row["title"], row["text"]) for row in rows[1:]] == [
        (FRONT, "2024-01-01T00:00:01Z", "Accueil", "Jour un"),
        (FRONT + "actions/lome/", "2024-01-01T00:00:02Z", "Lomé", "Bonjour"),
        (FRONT, "2024-01-02T00:00:05Z", "Accueil", "Jour deux"),
    ]
    assert [row["url"] for row in rows[1:] if row.get("seed")] == [FRONT, FRONT]


OWN_WORDS = [
    ("heading", "<h1>Les  quais</h1><p>de Dori", "Les quais", "Les quais de Dori"),
    ("no code", "<title>T</title><script>let x</script><style>p{}</style>Mot", "T", "Mot"),
    ("nothing", "", FRONT + "seul/", ""),
    ("not a tree", "<<<a", FRONT + "seul/", None),
]


@pytest.mark.parametrize(("_", "body", "title", "text"), OWN_WORDS)
def test_every_page_has_title_and_text(
    tmp_path: Path, _: str, body: str, title: str, text: str | None
) -> None:
    write(tmp_path / "archive", [made_exchange(1, url=FRONT + "seul/", body=body.encode())])
    write_wacz(tmp_path / "x.wacz", [tmp_path / "archive"], title="x")
    row = json.loads(member(tmp_path / "x.wacz", "pages/pages.jsonl").splitlines()[1])
    assert row["title"] == title
    assert text is None or row["text"] == text


def test_texts_come_from_who_knows_them(tmp_path: Path, archive: Path) -> None:
    path = tmp_path / "x.wacz"

    def describe(capture: Capture) -> Described:
        return Described("Titre", f"Texte de {capture.url}", "action:lome")

    write_wacz(path, [archive], title="x", describe=describe)
    rows = [json.loads(line) for line in member(path, "pages/pages.jsonl").splitlines()]
    assert rows[2]["text"] == f"Texte de {FRONT}actions/lome/"
    assert rows[2]["record"] == "action:lome"


def made_key(path: Path, curve: str = "SECP384R1") -> Path:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    pem = ec.generate_private_key(getattr(ec, curve)()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(pem)
    return path


def test_it_is_signed(tmp_path: Path, archive: Path) -> None:
    path, again = tmp_path / "x.wacz", tmp_path / "again.wacz"
    key = SigningKey(made_key(tmp_path / "key.pem"))
    for one in (path, again):
        write_wacz(one, [archive], title="x", key=key)
    assert path.read_bytes() == again.read_bytes()
    digest = json.loads(member(path, "datapackage-digest.json"))
    signed = digest["signedData"]
    assert signed.keys() == {"hash", "created", "software", "version", "signature", "publicKey"}
    assert signed["hash"] == digest["hash"]
    assert is_signed(digest["hash"], signed["signature"], signed["publicKey"])
    other = SigningKey(made_key(tmp_path / "other.pem"))
    assert not is_signed(digest["hash"], signed["signature"], other.public)
    assert not is_signed(digest["hash"] + "0", signed["signature"], signed["publicKey"])


@pytest.mark.parametrize(
    ("signature", "public"), [("", ""), ("é", "é"), ("AAAA", "AAAA"), ("A" * 128, "A" * 160)]
)
def test_what_is_no_signature_is_none(signature: str, public: str) -> None:
    assert not is_signed("text", signature, public)


def test_node_checks_the_signature_as_a_browser_does(tmp_path: Path) -> None:
    """The calls are WebCrypto's, with which ReplayWeb.page checks a WACZ."""
    node = shutil.which("node")
    if node is None:
        unavailable("no node: install Debian's nodejs")
    key = SigningKey(made_key(tmp_path / "key.pem"))
    text = "sha256:00ff"
    script = """
        const [text, signature, key] = process.argv.slice(1);
        const bytes = (said) => Buffer.from(said, "base64");
        const how = { name: "ECDSA", namedCurve: "P-384" };
        crypto.subtle.importKey("spki", bytes(key), how, true, ["verify"])
          .then((key) => crypto.subtle.verify(
            { name: "ECDSA", hash: "SHA-256" }, key, bytes(signature), Buffer.from(text)))
          .then(console.log);
    """
    done = subprocess.run(
        [node, "-e", script, text, key.sign(text), key.public],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "true"


@pytest.mark.parametrize("content", ["none", "text", "another curve", "locked", "away"])
def test_a_key_that_cannot_sign_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "key.pem"
    if content == "another curve":
        made_key(path, "SECP256R1")
    elif content == "locked":
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ec

        path.write_bytes(
            ec.generate_private_key(ec.SECP384R1()).private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.BestAvailableEncryption(b"x"),
            )
        )
    elif content != "away":
        path.write_text({"none": "", "text": "-----BEGIN nothing"}[content])
    with pytest.raises(UsageError, match="key"):
        SigningKey(path)


def test_other_files_go_with_it(tmp_path: Path, archive: Path) -> None:
    path = tmp_path / "x.wacz"
    more = [("dataset/a.jsonl", [b"{}\n", b"{}\n"]), ("dataset/none.jsonl", [])]
    write_wacz(path, [archive], title="x", with_files=more)
    assert member(path, "dataset/a.jsonl") == b"{}\n{}\n"
    said = json.loads(member(path, "datapackage.json"))["resources"]
    assert [one["path"] for one in said if one["path"].startswith("dataset/")] == [
        "dataset/a.jsonl"
    ]


def test_the_index_leads_to_every_capture(wacz: Path) -> None:
    lines = gzip.decompress(member(wacz, "indexes/index.cdx.gz")).decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 6
    assert lines[0].startswith("example,site)/ 20240101000001 {")
    for line in lines:
        said = json.loads(line.split(" ", 2)[2])
        warc = member(wacz, f"archive/{said['filename']}")
        at = int(said["offset"])
        block = gzip.decompress(warc[at : at + int(said["length"])])
        assert f"WARC-Target-URI: {said['url']}\r\n".encode() in block
    over = member(wacz, "indexes/index.idx").decode().splitlines()
    assert json.loads(over[0].removeprefix("!meta 0 ")) == {
        "format": "cdxj-gzip-1.0",
        "filename": "index.cdx.gz",
    }


def test_same_archive_same_bytes(tmp_path: Path, archive: Path, wacz: Path) -> None:
    again = tmp_path / "again.wacz"
    write_wacz(again, [archive], title="Site d’essai", main_page_url=FRONT)
    assert again.read_bytes() == wacz.read_bytes()
    assert [path.name for path in wacz.parent.iterdir()] == ["site.wacz"]


def test_our_reader_reads_it_like_the_files(wacz: Path, archive: Path) -> None:
    def told(path: Path) -> list[tuple[Any, ...]]:
        found = [one for one in captures([path]) if isinstance(one, Capture)]
        return [(one.url, one.date, one.status, one.body, one.record_id) for one in found]

    assert told(wacz) == told(archive)
    assert len(told(wacz)) == 7


def test_nothing_to_pack(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    with pytest.raises(UsageError, match="no WARC file"):
        write_wacz(tmp_path / "x.wacz", [tmp_path / "archive"], title="x")


def test_index_lines_are_those_of_cdxj_indexer(archive: Path, tool: Callable[[str], str]) -> None:
    ours = sorted(line for source in sources_in([archive]) for line in lines_of(source))
    command = [tool("cdxj-indexer"), "--sort", *map(str, sorted(archive.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    def parsed(lines: list[str]) -> list[tuple[str, str, dict[str, str]]]:
        split = [line.split(" ", 2) for line in lines]
        return [(key, stamp, json.loads(said)) for key, stamp, said in split]

    theirs = parsed(done.stdout.splitlines())
    # It lists a 304 as well, which replay would then show as an empty page.
    assert parsed(ours) == [line for line in theirs if line[2]["status"] != "304"]
    assert len(theirs) == len(ours) + 1


ADDRESSES = [
    "https://www.aimf.asso.fr/",
    "https://www2.aimf.asso.fr",
    "http://aimf.asso.fr:80/Actions/Lom%C3%A9/",
    "http://127.0.0.1:8000/nos-projets/toutes/?jsf=epro-posts&tax=nos-themes%3A295&pagenum=2",
    "https://a.example/?p=18658",
    "https://a.example/x?",
    "https://a.example//double//slash/",
    "https://a.example/a/./b/../c",
    "https://a.example/../up",
    "https://a.example/é?q=ù&a",
    "https://a.example/a%2525b?c=%2526",
    "https://a.example/a%20b%0A?b=2&a=1&a=0&b",
    "https://a.example/?b=&B=1&phpsessid=0123456789abcdef0123456789abcdef&z=1",
    "https://a.example/x#y",
    "https://user:secret@a.example/x",
    "https://a.example:8443/x",
    "https://www.example/",
]


def test_keys_are_those_of_the_surt_package(tmp_path: Path, tool: Callable[[str], str]) -> None:
    python = Path(tool("cdxj-indexer")).parent / "python"
    script = (
        "import sys, json, surt; print(json.dumps([surt.surt(u) for u in json.load(sys.stdin)]))"
    )
    done = subprocess.run(
        [python, "-W", "ignore", "-c", script],
        input=json.dumps(ADDRESSES),
        capture_output=True,
        text=True,
        check=True,
    )
    assert [surt(url) for url in ADDRESSES] == json.loads(done.stdout)


@pytest.mark.parametrize(
    "url", ["", "mailto:a@b", "urn:x", "http://", "http://[bad", "http://a:x/", "dns:a.b"]
)
def test_what_is_no_web_address_is_its_own_key(url: str) -> None:
    assert surt(url) == url


@given(st.text(max_size=60))
def test_keys_never_raise(text: str) -> None:
    surt(f"https://{text}")
    surt(f"https://a.example/{text}")


def test_py_wacz_finds_it_valid(wacz: Path, tool: Callable[[str], str]) -> None:
    done = subprocess.run(
        [tool("wacz"), "validate", "--file", str(wacz)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "is valid" in done.stdout) == (0, True), done.stdout + done.stderr


@pytest.fixture(params=["warc", "wacz"])
def pywb(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    archive: Path,
    wacz: Path,
    tool: Callable[[str], str],
) -> Iterator[str]:
    """Serve the archive, as WARC files or as WACZ, with pywb; yield the collection's address."""
    files = sorted(archive.iterdir()) if request.param == "warc" else [wacz]
    with pywb_of(files, tmp_path / "pywb", tool) as address:
        yield address


def test_pywb_replays_both_days(pywb: str) -> None:
    page = FRONT + "actions/lome/"
    assert replayed(pywb, "20240101000001", FRONT)[1].endswith(b"Jour un")
    assert replayed(pywb, "20240102000005", FRONT)[1].endswith(b"Jour deux")
    first = replayed(pywb, "20240101000002", page)
    assert first == (200, "<title>Lomé</title>Bonjour".encode(), None)
    assert replayed(pywb, "20240102000006", page) == first
    assert replayed(pywb, "20240101000003", FRONT + "?p=2") == (301, b"", page)
    assert replayed(pywb, "20240101000004", FRONT + "a.png") == (200, b"\x89PNG", None)


@pytest.mark.parametrize("pywb", ["wacz"], indirect=True)
def test_pywb_replays_what_a_304_confirmed(pywb: str) -> None:
    assert replayed(pywb, "20240102000007", FRONT + "a.png") == (200, b"\x89PNG", None)
