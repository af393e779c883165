"""A package that adds a format, a kind of fact and a site, installed as any other: docs/plugins/example."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from aimf_scraper.demo.server import DemoSite
from tests.archive.command import ROOT

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = ROOT / "docs" / "plugins" / "example"


def build_wheel(project: Path, folder: Path) -> Path:
    """Build the wheel of a pure package, as its build backend would: no network is asked for one."""
    said = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stem = f"{said['name'].replace('-', '_')}-{said['version']}"
    wheel = folder / f"{stem}-py3-none-any.whl"
    groups = [
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items())
        for group, entries in said["entry-points"].items()
    ]
    about = {
        "METADATA": f"Metadata-Version: 2.1\nName: {said['name']}\nVersion: {said['version']}\n",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "entry_points.txt": "\n".join(groups),
    }
    with zipfile.ZipFile(wheel, "w") as file:
        names = [one.relative_to(project).as_posix() for one in project.rglob("*.py")]
        for name in sorted(names):
            file.write(project / name, name)
        for name, text in about.items():
            file.writestr(f"{stem}.dist-info/{name}", text)
        record = "".join(f"{name},,\n" for name in file.namelist())
        file.writestr(f"{stem}.dist-info/RECORD", record + f"{stem}.dist-info/RECORD,,\n")
    return wheel


def install(project: Path, folder: Path) -> Path:
    """Install *project* beside ours, into a folder of its own; return the folder."""
    folder.mkdir()
    target = folder / "installed"
    wheel = build_wheel(project, folder)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", target, wheel], check=True, capture_output=True)
    return target


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(EXAMPLE, tmp_path_factory.mktemp("plugins") / "example")


def run(installed: Path, *arguments: object, code: int = 0) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "aimf_scraper", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": f"{installed}{os.pathsep}{ROOT}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture(scope="module")
def data(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawled") / "data"
    with DemoSite() as site:
        run(installed, "crawl", "--quiet", "--site", site.url, "--data", folder)
    return folder


def test_a_format_is_written(installed: Path, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(installed, "export", "--data", data, "--formats", "package,markdown", "--out", out)
    lines = (out / "actions.md").read_text(encoding="utf-8").splitlines()
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    rows = {one["name"]: one["rows"] for one in manifest["files"]}
    assert rows["actions.md"] == sum(line.startswith("- ") for line in lines) > 10
    # The settings know it too, and `crawl` writes it then.
    settings = tmp_path / "aimf-scraper.toml"
    settings.write_text('[exports]\nformats = ["json", "markdown"]\n', encoding="utf-8")
    run(installed, "export", "--data", data, "--config", settings)
    assert (data / "exports" / "actions.md").is_file()
    done = run(installed, "export", "--data", data, "--formats", "markdwon", "--out", out, code=2)
    assert "markdown" in done.stderr


def test_a_kind_of_fact_is_found_stored_and_exported(
    installed: Path, data: Path, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("# Un parc\nLa ville aménage 12,5 hectares de jardins.", encoding="utf-8")
    record = json.loads(run(installed, "extract", note).stdout)
    (area,) = record["areas"]
    mark = area["evidence"][0]
    assert area["hectares"] == 12.5
    assert record["text"][mark["start"] : mark["end"]] == mark["quote"] == "12,5 hectares"
    run(installed, "export", "--data", data, "--formats", "csv", "--out", tmp_path / "out")
    head = (tmp_path / "out" / "areas.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head == "record_id,position,hectares,as_written,confidence"
    coverage = json.loads(run(installed, "status", "--data", data, "--json").stdout)["coverage"]
    assert "areas" in coverage["action"]
    # Other rules read the page: the version says so, and without the plug-in there is no such field.
    plain = json.loads(run(ROOT, "extract", note).stdout)
    assert "areas" not in plain
    versions = [one["provenance"]["rules_version"] for one in (record, plain)]
    assert versions[0] != versions[1]


def test_a_site_is_known_by_name_and_by_its_words(installed: Path, tmp_path: Path) -> None:
    settings = tmp_path / "aimf-scraper.toml"
    settings.write_text('site = "communes-du-fleuve"\n', encoding="utf-8")
    program = """if True:
        import sys
        from pathlib import Path
        from aimf_scraper.addresses import Site
        from aimf_scraper.config import load
        site = Site(load(Path(sys.argv[1]), {}, {}).config.site)
        for path in ("/realisations/un-marche/", "/realisations/", "/carte/nord/", "/actions/x/"):
            one = site.address(path)
            print(one.is_a, one.kind)
        other = Site("https://other.example").address("/realisations/un-marche/")
        print(other.is_a, other.kind)
    """
    done = subprocess.run(
        [sys.executable, "-c", program, settings],
        env=os.environ | {"PYTHONPATH": f"{installed}{os.pathsep}{ROOT}"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines() == [
        *("content action", "listing action", "listing None", "content action"),
        "unknown None",
    ]


BROKEN = {
    "it cannot be loaded": ("aimf_scraper.fact_kinds", "nothing:KIND", "can't be loaded"),
    "it is something else": ("aimf_scraper.fact_kinds", "json:dumps", "is no FactKind"),
    "a site that is none": ("aimf_scraper.sites", "json:dumps", "is no KnownSite"),
}


@pytest.mark.parametrize(("group", "value", "said"), BROKEN.values(), ids=BROKEN)
def test_a_plugin_that_is_broken_stops_with_its_name(
    tmp_path: Path, group: str, value: str, said: str
) -> None:
    project = tmp_path / "broken"
    project.mkdir()
    (project / "pyproject.toml").write_text(
        f'[project]\nname = "half-done"\nversion = "3"\n[project.entry-points."{group}"]\n'
        f'odd = "{value}"\n',
        encoding="utf-8",
    )
    installed = install(project, tmp_path / "install")
    note = tmp_path / "note.txt"
    note.write_text("Rien.", encoding="utf-8")
    done = run(installed, "extract", note, "--url", "https://x.example/actions/x/", code=1)
    assert "'odd' of half-done 3" in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
