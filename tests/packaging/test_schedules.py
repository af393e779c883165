"""What schedules a refresh: systemd's units and the GitHub workflow, by the tools that read them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.availability import unavailable

ROOT = Path(__file__).parent.parent.parent
UNITS = ROOT / "packaging" / "systemd"
WORKFLOW = ROOT / "docs" / "github-workflow.yml"
COMMAND = "/usr/local/bin/aimf-scraper"


def run(*command: str, cwd: Path | None = None, **environment: str) -> str:
    """Run *command*, which must succeed; return all that it printed."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, f"{shlex.join(command)}: {done.returncode}\n{done.stdout}"
    return done.stdout


@pytest.fixture
def units(tmp_path: Path) -> list[str]:
    """Return the units, with a command that is there in the place of ours."""
    if shutil.which("systemd-analyze") is None:
        unavailable("systemd-analyze is not here")
    copied = []
    for unit in sorted(UNITS.iterdir()):
        text = unit.read_text(encoding="utf-8").replace(COMMAND, str(shutil.which("true")))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
        copied.append(str(tmp_path / unit.name))
    assert len(copied) == 2
    return copied


def test_systemd_has_nothing_to_say_of_the_units(units: list[str]) -> None:
    assert run("systemd-analyze", "verify", "--man=no", *units) == ""


def test_systemd_notices_a_wrong_unit(units: list[str]) -> None:
    service = Path(units[0])
    text = service.read_text(encoding="utf-8")
    service.write_text(text.replace("Type=oneshot", "Type=onceonly"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "onceonly" in done.stderr


def test_the_service_may_do_little(units: list[str]) -> None:
    run("systemd-analyze", "security", "--offline=yes", "--threshold=20", "--no-pager", units[0])


def commands() -> list[str]:
    """Return every command line of ours that a schedule runs."""
    lines = re.findall(
        r"(?:^ExecStart=\S*|^17 2 .*|run: )aimf-scraper\"? (.*)",
        "\n".join(
            path.read_text(encoding="utf-8")
            for path in (UNITS / "aimf-scraper.service", WORKFLOW, ROOT / "docs" / "scheduling.md")
        ),
        re.MULTILINE,
    )
    assert len(lines) == 3
    return lines


@pytest.mark.parametrize("line", commands())
def test_what_is_scheduled_is_a_command_of_ours(line: str) -> None:
    said = run(sys.executable, "-m", "aimf_scraper", *shlex.split(line), "--help")
    assert "what cron calls" in said


@pytest.fixture
def workflow() -> dict[str, Any]:
    try:
        import yaml
    except ModuleNotFoundError:
        unavailable("PyYAML is not here")
    loaded: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    return loaded


def steps(workflow: dict[str, Any]) -> dict[str, dict[str, Any]]:
    (job,) = workflow["jobs"].values()
    return {step.get("name", step.get("uses")): step for step in job["steps"]}


def test_the_workflow_runs_nightly_one_at_a_time_and_may_only_commit(
    workflow: dict[str, Any],
) -> None:
    # YAML 1.1 reads the key "on" as true.
    assert re.fullmatch(r"\d+ \d+ \* \* \*", workflow[True]["schedule"][0]["cron"])
    assert workflow["permissions"] == {"contents": "write"}
    assert workflow["concurrency"]["cancel-in-progress"] is False


def test_the_settings_of_the_workflow_are_settings(workflow: dict[str, Any]) -> None:
    from aimf_scraper.config import load

    (job,) = workflow["jobs"].values()
    loaded = load(None, job["env"])
    assert loaded.strangers == ()
    assert (loaded.config.archive, loaded.config.exports.formats) == (False, ("json",))


def test_the_workflow_installs_the_repository_plainly(workflow: dict[str, Any]) -> None:
    assert steps(workflow)["Install"]["run"] == "python -m pip install ."


def test_the_workflow_commits_the_exports_only_when_they_changed(
    workflow: dict[str, Any], tmp_path: Path
) -> None:
    script = steps(workflow)["Commit the exports"]["run"]
    git = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_DATE": "2026-03-01T02:00:00Z",
        "GIT_COMMITTER_DATE": "2026-03-01T02:00:00Z",
    }
    origin, here = tmp_path / "origin.git", tmp_path / "here"
    run("git", "init", "-q", "--bare", "-b", "main", str(origin), **git)
    run("git", "clone", "-q", str(origin), str(here), **git)
    run("git", "checkout", "-q", "-B", "main", cwd=here, **git)
    exports = here / "data" / "exports"
    exports.mkdir(parents=True)
    (here / ".gitignore").write_text("/data/\n", encoding="utf-8")
    git |= {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "push.autoSetupRemote"}
    git |= {"GIT_CONFIG_VALUE_0": "true"}
    log = ("git", "--git-dir", str(origin), "log", "--name-only", "--format=%an", "main")

    (exports / "actions.json").write_text("[]\n", encoding="utf-8")
    run("bash", "-e", "-c", script, cwd=here, **git)
    first = run(*log, **git).split()
    assert first == ["github-actions[bot]", "dataset/actions.json"]

    assert "nothing changed" in run("bash", "-e", "-c", script, cwd=here, **git)
    assert run(*log, **git).split() == first

    (exports / "actions.json").write_text('["x"]\n', encoding="utf-8")
    run("bash", "-e", "-c", script, cwd=here, **git)
    assert run(*log, **git).split() == first * 2
