"""What is written is WARC 1.1, to the byte, and other libraries read it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from aimf_scraper.archive.payload import digest_of
from aimf_scraper.archive.writer import NOT_MODIFIED, SAME_PAYLOAD, WarcWriter
from tests.archive.conftest import INFO, as_earlier, made_exchange, write

if TYPE_CHECKING:
    from pathlib import Path


def read_with_warcio(folder: Path) -> list[tuple[str, dict[str, str], bytes]]:
    """Return type, WARC headers and block (HTTP head and all) of every record."""
    found = []
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, no_record_parse=True):
                assert record.rec_headers.protocol == "WARC/1.1"
                headers = dict(record.rec_headers.headers)
                found.append((record.rec_type, headers, record.raw_stream.read()))
    return found


def test_name_order_and_links(tmp_path: Path) -> None:
    exchange = made_exchange(1)
    (captured,) = write(tmp_path, [exchange])
    assert captured.file == "aimf-20240101000000-00000.warc.gz"
    info, response, request = read_with_warcio(tmp_path)
    assert [kind for kind, _, _ in (info, response, request)] == ["warcinfo", "response", "request"]
    assert info[1]["WARC-Filename"] == captured.file
    assert b"software: aimf-scraper/test\r\n" in info[2]
    assert response[1]["WARC-Record-ID"] == captured.record_id == exchange.record_id
    assert response[1]["WARC-Payload-Digest"] == digest_of(exchange.body)
    assert response[1]["WARC-IP-Address"] == "192.0.2.7"
    assert response[1]["WARC-Warcinfo-ID"] == info[1]["WARC-Record-ID"]
    assert request[1]["WARC-Concurrent-To"] == exchange.record_id
    assert request[2].startswith(b"GET /page-1 HTTP/1.1\r\nHost: site.example\r\n")
    assert (
        response[2]
        == b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + exchange.body
    )


def test_headers_stay_as_served(tmp_path: Path) -> None:
    served = ((b"X-Ville", "Lomé".encode()), (b"X-Ville", b"Sfax"), (b"x-odd", b"\xff"))
    write(tmp_path, [made_exchange(1, headers=served, body=b"\x1f\x8b\x00")])
    block = read_with_warcio(tmp_path)[1][2]
    assert (
        block
        == b"HTTP/1.1 200 OK\r\n"
        + "X-Ville: Lomé\r\n".encode()
        + b"X-Ville: Sfax\r\nx-odd: \xff\r\n\r\n\x1f\x8b\x00"
    )


def test_offsets_lead_to_the_record(tmp_path: Path) -> None:
    captured = write(tmp_path, [made_exchange(n) for n in range(1, 5)])
    data = (tmp_path / captured[0].file).read_bytes()
    for one in captured:
        (tmp_path / "one").mkdir(exist_ok=True)
        (tmp_path / "one" / "x.warc.gz").write_bytes(data[one.offset : one.offset + one.length])
        ((kind, headers, _),) = read_with_warcio(tmp_path / "one")
        assert (kind, headers["WARC-Target-URI"]) == ("response", one.url)


def test_revisits(tmp_path: Path) -> None:
    first = made_exchange(1)
    same = made_exchange(2, url="https://site.example/?p=1", earlier=as_earlier(first))
    etag = ((b"ETag", b'"1"'),)
    confirmed = made_exchange(
        3,
        url=first.url,
        status=304,
        reason="Not Modified",
        headers=etag,
        body=b"",
        earlier=as_earlier(first),
    )
    captured = write(tmp_path, [first, same, confirmed])
    assert [one.revisit for one in captured] == [False, True, True]
    records = [
        (headers, block) for kind, headers, block in read_with_warcio(tmp_path) if kind == "revisit"
    ]
    for (headers, block), profile in zip(records, (SAME_PAYLOAD, NOT_MODIFIED), strict=True):
        assert headers["WARC-Profile"] == profile
        assert headers["WARC-Refers-To"] == first.record_id
        assert headers["WARC-Refers-To-Target-URI"] == first.url
        assert headers["WARC-Refers-To-Date"] == first.fetched_at
        assert block.endswith(b"\r\n\r\n")
        assert b"Bonjour" not in block
    assert records[0][0]["WARC-Payload-Digest"] == first.payload_digest
    assert "WARC-Payload-Digest" not in records[1][0]
    assert records[1][1] == b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'


def test_same_input_same_bytes(tmp_path: Path) -> None:
    exchanges = [made_exchange(n) for n in range(1, 4)]
    write(tmp_path / "a", exchanges)
    write(tmp_path / "b", exchanges)
    (a,), (b,) = (list((tmp_path / name).iterdir()) for name in "ab")
    assert (a.name, a.read_bytes()) == (b.name, b.read_bytes())


def test_a_run_starts_a_new_file_and_leaves_the_old_alone(tmp_path: Path) -> None:
    write(tmp_path, [made_exchange(1)])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write(tmp_path, [made_exchange(2)])
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert sorted(after) == [
        "aimf-20240101000000-00000.warc.gz",
        "aimf-20240101000000-00001.warc.gz",
    ]
    assert before.items() <= after.items()


def test_rotation(tmp_path: Path) -> None:
    with WarcWriter(
        tmp_path,
        info=INFO,
        clock=lambda: "2024-01-01T00:00:00Z",
        new_id=lambda: "<urn:uuid:info>",
        rotate_bytes=2000,
    ) as writer:
        captured = [writer.write(made_exchange(n, body=os.urandom(1000))) for n in range(1, 5)]
    assert len({one.file for one in captured}) == 4
    kinds = [kind for kind, _, _ in read_with_warcio(tmp_path)]
    assert kinds == ["warcinfo", "response", "request"] * 4


def test_nothing_written_no_file(tmp_path: Path) -> None:
    write(tmp_path / "archive", [])
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_record(tmp_path: Path) -> None:
    script = textwrap.dedent(f"""
        import resource, signal, sys
        from pathlib import Path
        from tests.archive.conftest import made_exchange, INFO
        from aimf_scraper.archive.writer import WarcWriter
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))
        writer = WarcWriter(Path({str(tmp_path)!r}), info=INFO,
                            clock=lambda: "2024-01-01T00:00:00Z", new_id=lambda: "<urn:uuid:i>")
        import os
        done = 0
        for number in range(1, 4):
            try:
                writer.write(made_exchange(number, body=os.urandom(4000)))
                done += 1
            except OSError as error:
                print("refused", number, file=sys.stderr)
        writer.close()
        print(done)
    """)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "2"
    assert done.stderr.strip() == "refused 2"
    kinds = [kind for kind, _, _ in read_with_warcio(tmp_path)]
    assert kinds == ["warcinfo", "response", "request"] * 2


def test_after_kill_9_all_but_the_last_record_is_there(tmp_path: Path) -> None:
    script = textwrap.dedent(f"""
        import os
        from itertools import count
        from pathlib import Path
        from tests.archive.conftest import made_exchange, INFO
        from aimf_scraper.archive.writer import WarcWriter
        writer = WarcWriter(Path({str(tmp_path)!r}), info=INFO,
                            clock=lambda: "2024-01-01T00:00:00Z", new_id=lambda: "<urn:uuid:i>")
        for number in count(1):
            print(writer.write(made_exchange(number, body=os.urandom(50_000))).offset, flush=True)
    """)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        written = [int(run.stdout.readline()) for _ in range(20)]
        run.send_signal(signal.SIGKILL)
        written += [int(line) for line in run.stdout.read().split()]
    (path,) = tmp_path.iterdir()
    with path.open("rb") as file:
        responses = sum(record.rec_type == "response" for record in ArchiveIterator(file))
    assert responses >= len(written)


def test_warcio_check_finds_nothing(three_pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inputs = [str(path) for path in three_pages.iterdir()]
    checker = Checker(SimpleNamespace(inputs=inputs, verbose=True))
    checker.process_all()
    assert checker.exit_value == 0
    assert "fail" not in capsys.readouterr().out


def test_a_file_deleted_while_it_is_written_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    ids = iter(f"<urn:uuid:{at}>" for at in range(9))
    with WarcWriter(
        folder, info=INFO, clock=lambda: "2024-01-01T00:00:00Z", new_id=lambda: next(ids)
    ) as writer:
        writer.write(made_exchange(1))
        shutil.rmtree(folder)
        with pytest.raises(FileNotFoundError, match="deleted while it was written"):
            writer.write(made_exchange(2))
        again = writer.write(made_exchange(3))  # into a file of its own
        assert (folder / again.file).is_file()
