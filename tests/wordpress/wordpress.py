"""Debian's WordPress on loopback, with types, a theme and some 40 posts of ours.

    with WordPress() as site:
        site.url                   # http://127.0.0.1:PORT
        site.published             # every Post a visitor can read
        site.forbid_rest = True    # from the next request on

Everything lives in a temporary folder: MariaDB with a socket of its own, PHP's
built-in server with WordPress behind it. No system service is touched. Run as
root, both are started as ``nobody``, since MariaDB refuses root.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HERE: Final = Path(__file__).parent
WORDPRESS: Final = Path("/usr/share/wordpress")
PACKAGES: Final = (HERE / "packages.txt").read_text().split()
KIND_OF_TYPE: Final = {
    "actions": "action",
    "actualite": "news",
    "evenement": "event",
    "document": "publication",
    "page": "page",
}
TYPE_OF_KIND: Final = {kind: type_ for type_, kind in KIND_OF_TYPE.items()}
#: Seconds that a part of the rig gets to start or to stop.
PATIENCE_SEC: Final = 30.0


class Post(NamedTuple):
    """A post as a visitor may know it; ``path`` is the permalink's path."""

    kind: str
    slug: str
    path: str
    title: str


class Hidden(NamedTuple):
    """A post that no crawl may bring home; ``word`` stands in its text alone."""

    kind: str
    slug: str
    status: str
    word: str


class Request(NamedTuple):
    """One request as the server logged it; ``target`` is path and query."""

    method: str
    target: str
    status: int


class RigError(RuntimeError):
    """A part of the rig did not start or refused an order; the message quotes it."""


def missing() -> str | None:
    """Return why this machine cannot run the rig, or ``None`` where it can."""
    absent = [name for name in ("mariadbd", "mariadb-install-db", "php") if _program(name) is None]
    if not (WORDPRESS / "wp-settings.php").is_file():
        absent.append("wordpress")
    php = _program("php")
    if php is not None:
        modules = subprocess.run([php, "-m"], capture_output=True, text=True, check=True).stdout
        wanted = ("mysqli", "SimpleXML", "mbstring", "gd")
        absent += [f"php module {name}" for name in wanted if name not in modules.split()]
    if not absent:
        return None
    return f"no {', '.join(absent)}: apt-get install {' '.join(PACKAGES)}"


class WordPress:
    """A running site. Enter it to start (some 5 s), leave it to stop and delete all."""

    def __init__(self, *, forbid_rest: bool = False) -> None:
        self._forbid_rest = forbid_rest
        self._content: dict[str, Any] = json.loads((HERE / "content.json").read_text("utf-8"))
        self._posts: dict[int, dict[str, Any]] = {}
        self._processes: list[subprocess.Popen[bytes]] = []
        self._log_offset = 0

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="aimf-wp-"))
        try:
            self._port = _free_port()
            self.url = f"http://127.0.0.1:{self._port}"
            self._lay_files()
            self._start_mariadb()
            self._php("install.php")
            orders = [{"do": "flush"}, {"do": "terms", "terms": self._content["terms"]}]
            orders += [{"do": "publish", "post": post} for post in self._content["posts"]]
            self._carry_out(orders)
            self._start_web()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    @property
    def published(self) -> tuple[Post, ...]:
        """The actions, news, events and publications that anyone can read, sorted."""
        return self._shown(lambda kind: kind != "page")

    @property
    def pages(self) -> tuple[Post, ...]:
        """WordPress's own pages: part of the site, none of the four kinds."""
        return self._shown(lambda kind: kind == "page")

    @property
    def hidden(self) -> tuple[Hidden, ...]:
        """Drafts, private, pending, scheduled and password-protected posts, sorted."""
        return tuple(
            sorted(
                Hidden(
                    KIND_OF_TYPE[post["type"]],
                    post["slug"],
                    "protected" if "password" in post else post["status"],
                    next(w for w in post["body"][0].split() if w.startswith("mot-")).rstrip("."),
                )
                for post in self._content["posts"]
                if post.get("status", "publish") != "publish" or "password" in post
            )
        )

    @property
    def forbid_rest(self) -> bool:
        """Whether visitors get 401 from the REST API, as on many real sites."""
        return self._forbid_rest

    @forbid_rest.setter
    def forbid_rest(self, forbid: bool) -> None:
        self._forbid_rest = forbid
        flag = self.folder / "forbid-rest"
        if forbid:
            flag.touch()
        else:
            flag.unlink(missing_ok=True)

    def publish(
        self,
        kind: str,
        slug: str,
        title: str,
        body: Iterable[str],
        *,
        date: str = "2024-12-01 09:00:00",
        terms: dict[str, list[str]] | None = None,
        markup: str = "classic",
    ) -> Post:
        """Publish one more post; ``body`` is its paragraphs, ``terms`` slugs by taxonomy."""
        post = {
            "type": TYPE_OF_KIND[kind],
            "slug": slug,
            "title": title,
            "body": list(body),
            "date": date,
            "terms": terms or {},
            "markup": markup,
        }
        return _as_post(self._carry_out([{"do": "publish", "post": post}])[0])

    def update(
        self,
        post: Post,
        *,
        title: str | None = None,
        slug: str | None = None,
        body: Iterable[str] | None = None,
    ) -> Post:
        """Change a post, as an editor would; a new slug leaves a redirect behind."""
        given = {"title": title, "slug": slug, "body": None if body is None else list(body)}
        changes = {name: value for name, value in given.items() if value is not None}
        order = {"do": "update", "type": TYPE_OF_KIND[post.kind], "slug": post.slug}
        return _as_post(self._carry_out([order | {"changes": changes}])[0])

    def trash(self, post: Post) -> None:
        """Put a post into the bin: its address answers 404 from now on."""
        order = {"do": "trash", "type": TYPE_OF_KIND[post.kind], "slug": post.slug}
        said = self._carry_out([order])[0]
        self._posts[said["id"]]["status"] = "trash"

    def requests(self) -> list[Request]:
        """Return what was asked of the server since the last call, in its order."""
        with (self.folder / "requests.log").open("rb") as log:
            log.seek(self._log_offset)
            new = log.read()
        self._log_offset += len(new)
        lines = (line.split(" ") for line in new.decode("utf-8", "replace").splitlines())
        return [Request(method, target, int(status)) for method, target, status in lines]

    def complaints(self) -> str:
        """Return what PHP complained of so far: "" when our theme and plugin are sound."""
        log = self.folder / "php-errors.log"
        return log.read_text("utf-8", "replace") if log.exists() else ""

    def _shown(self, wanted: Callable[[str], bool]) -> tuple[Post, ...]:
        protected = {one.slug for one in self.hidden if one.status == "protected"}
        posts = (_as_post(said) for said in self._posts.values() if said["status"] == "publish")
        return tuple(sorted(p for p in posts if wanted(p.kind) and p.slug not in protected))

    def _lay_files(self) -> None:
        root = self.folder / "www"
        content = root / "wp-content"
        content.mkdir(parents=True)
        for part in ("wp-admin", "wp-includes"):
            (root / part).symlink_to(WORDPRESS / part)
        # Copied, not linked: each finds the installation beside itself.
        for script in (*WORDPRESS.glob("*.php"), *(HERE / "php").glob("*.php")):
            shutil.copy(script, root / script.name)
        shutil.copytree(HERE / "php" / "mu-plugins", content / "mu-plugins")
        shutil.copytree(HERE / "theme", content / "themes" / "rig")
        (content / "uploads").mkdir()
        if (WORDPRESS / "wp-content" / "languages").is_dir():
            (content / "languages").symlink_to(WORDPRESS / "wp-content" / "languages")
        self.forbid_rest = self._forbid_rest
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, "nobody") if not path.is_symlink() else None

    def _start_mariadb(self) -> None:
        data = self.folder / "db"
        # The redo log of 96 MB is the slowest part of an empty server.
        small = ["--innodb-log-file-size=8M", "--innodb-flush-log-at-trx-commit=0"]
        self._run(
            "mariadb-install-db",
            [
                "--no-defaults",
                f"--datadir={data}",
                *small,
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--skip-name-resolve",
            ],
        )
        at = self.folder / "mariadb.sock"
        self._spawn(
            "mariadbd",
            [
                "--no-defaults",
                f"--datadir={data}",
                f"--socket={at}",
                *small,
                "--skip-networking",
                "--skip-log-bin",
                "--performance-schema=0",
                f"--pid-file={self.folder}/mariadb.pid",
            ],
            "mariadb.log",
        )

        def answers() -> bool:
            with socket.socket(socket.AF_UNIX) as probe:
                return probe.connect_ex(str(at)) == 0

        self._wait_for(answers, "mariadb.log")

    def _start_web(self) -> None:
        cache = ["-d", "opcache.enable=1", "-d", "opcache.enable_cli=1"]
        root = self.folder / "www"
        at = ["-S", f"127.0.0.1:{self._port}", "-t", str(root), str(root / "router.php")]
        self._spawn("php", [*cache, *at], "web.log")

        def answers() -> bool:
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
            try:
                connection.request("GET", "/robots.txt")
                return connection.getresponse().status == 200
            except ConnectionRefusedError:
                return False
            finally:
                connection.close()

        self._wait_for(answers, "web.log")
        self.requests()  # the probes are nobody's business

    def _carry_out(self, orders: list[dict[str, Any]]) -> list[Any]:
        results: list[Any] = json.loads(self._php("manage.php", json.dumps(orders).encode()))
        for said in results:
            if isinstance(said, dict):
                self._posts[said["id"]] = said
        return results

    def _php(self, script: str, given: bytes = b"") -> bytes:
        # wp_install mails the new owner; there is no one to mail.
        quiet = ["-d", "sendmail_path=/bin/true", "-d", "display_errors=stderr"]
        return self._run("php", [*quiet, str(self.folder / "www" / script)], given)

    def _run(self, program: str, arguments: list[str], given: bytes = b"") -> bytes:
        done = subprocess.run(
            [_program(program) or program, *arguments],
            input=given,
            capture_output=True,
            check=False,
            timeout=PATIENCE_SEC,
            **self._circumstances(),
        )
        if done.returncode:
            said = (done.stderr or done.stdout).decode("utf-8", "replace")
            raise RigError(f"{program} {arguments[-1]}: exit {done.returncode}: {said[-2000:]}")
        return done.stdout

    def _spawn(self, program: str, arguments: list[str], log_name: str) -> None:
        with (self.folder / log_name).open("wb") as log:
            self._processes.append(
                subprocess.Popen(
                    [_program(program) or program, *arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,  # so that PHP's workers go with their parent
                    **self._circumstances(),
                )
            )

    def _circumstances(self) -> dict[str, Any]:
        environment = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "TMPDIR": str(self.folder),
            "AIMF_RIG": str(self.folder),
            "AIMF_URL": self.url,
            "PHP_CLI_SERVER_WORKERS": "4",
        }
        user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        return {
            "env": environment,
            "cwd": self.folder,
            **(user if os.geteuid() == 0 else {}),
        }

    def _wait_for(self, answers: Callable[[], bool], log_name: str) -> None:
        deadline = time.monotonic() + PATIENCE_SEC
        while not answers():
            stopped = self._processes[-1].poll() is not None
            if stopped or time.monotonic() > deadline:
                why = "stopped" if stopped else f"silent for {PATIENCE_SEC:.0f} s"
                said = (self.folder / log_name).read_text("utf-8", "replace")
                raise RigError(f"{log_name}: {why}: {said[-2000:]}")
            time.sleep(0.05)

    def _stop(self) -> None:
        for process in reversed(self._processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in reversed(self._processes):
            try:
                process.wait(PATIENCE_SEC)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self._processes.clear()
        shutil.rmtree(self.folder)


def path_of(url: str) -> str:
    """Return the path of *url* with its final slash, as WordPress writes permalinks."""
    return urlsplit(url).path.rstrip("/") + "/"


def _as_post(said: dict[str, Any]) -> Post:
    return Post(KIND_OF_TYPE[said["type"]], said["slug"], said["path"], said["title"])


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
