"""A rebuild on a cluster: two workers on loopback, one of them killed, the same bytes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.errors import IncompleteError, UsageError
from aimf_scraper.gazetteer.additions import Additions
from aimf_scraper.rebuilding import pools, workers
from aimf_scraper.rules.version import rules_version
from aimf_scraper.store import open_store
from tests.archive.command import ROOT, aimf, environment
from tests.availability import unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: A scheduler and two workers in processes of their own; prints the address, and where it is told
#: to, kills the first worker that has work in its hands.
CLUSTER = """
import os, signal, sys, time
from distributed import LocalCluster

if __name__ == "__main__":
    cluster = LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    )
    print(cluster.scheduler_address, flush=True)
    kills = sys.argv[1] == "kill"
    while True:
        time.sleep(0.005)
        for worker in list(cluster.scheduler.workers.values()) if kills else ():
            if len(worker.processing):
                os.kill(cluster.workers[worker.name].pid, signal.SIGKILL)
                print("killed", flush=True)
                kills = False
                break
"""


@contextmanager
def cluster(how: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a cluster; yield its address."""
    if find_spec("distributed") is None:
        unavailable("no distributed: install the extra dask")
    running = subprocess.Popen(
        [sys.executable, "-c", CLUSTER, how],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(),
        cwd=ROOT,
        start_new_session=True,
    )
    assert running.stdout is not None
    try:
        yield running.stdout.readline().strip(), running
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate(timeout=30)


def made(data: Path) -> tuple[list[str], dict[str, bytes]]:
    """Return the records, history and exports of *data*, byte for byte."""
    aimf("export", "--data", data, "--formats", "jsonl,csv,geojson", "--out", data / "out")
    with open_store(data / "aimf.db", read_only=True) as store:
        records = list(store.records_json(gone=True))
        for one in store.records(gone=True):
            records += map(repr, store.record_versions(one["id"]))
    return records, {
        one.name: one.read_bytes()
        for one in sorted((data / "out").iterdir())
        if one.suffix in {".jsonl", ".csv", ".geojson"}
    }


@pytest.fixture(scope="module")
def on_one_machine(two_days: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("one") / "data"
    aimf("rebuild", "--quiet", "--cores", "1", "--from", two_days / "archive", "--data", data)
    return data


@pytest.mark.parametrize("how", ["live", "kill"])
def test_a_cluster_gives_the_same_bytes(
    two_days: Path, on_one_machine: Path, tmp_path: Path, how: str
) -> None:
    with cluster(how) as (address, running):
        done = aimf(
            *("rebuild", "--dask", address, "--from", two_days / "archive"),
            *("--data", tmp_path / "data"),
        )
        os.kill(running.pid, signal.SIGKILL)
        assert running.stdout is not None
        assert ("killed" in running.stdout.read()) == (how == "kill")
    assert "2 crawls replayed" in done.err
    assert made(tmp_path / "data") == made(on_one_machine)


@pytest.mark.parametrize("address", ["nonsense", "tcp://127.0.0.1:1"])
def test_nobody_at_the_address(address: str) -> None:
    setup = workers.Setup((), Additions(), rules_version())
    with pytest.raises(UsageError, match="no Dask scheduler"):
        pools.pool_of(setup, cores=None, dask=address, archive_bytes=0).__enter__()


def test_this_machine_or_others(two_days: Path, tmp_path: Path) -> None:
    both = ("--cores", "1", "--dask", "tcp://127.0.0.1:1")
    assert "one of them" in aimf("rebuild", *both, "--data", two_days, code=2).err


def test_a_worker_with_other_rules_is_refused() -> None:
    with pytest.raises(IncompleteError, match="the same aimf-scraper everywhere"):
        workers.start(workers.Setup((), Additions(), "r:of-another-version"))
