"""The programs behind the WordPress of the tests: MariaDB and PHP, in a folder of their own.

No system service is touched. Run as root, both are started as ``nobody``,
since MariaDB refuses root.
"""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Callable

HERE: Final = Path(__file__).parent
WORDPRESS: Final = Path("/usr/share/wordpress")
PACKAGES: Final = (HERE / "packages.txt").read_text().split()
#: Seconds that a part of the rig gets to start or to stop.
PATIENCE_SEC: Final = 30.0


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


class Servers:
    """MariaDB and WordPress' files once entered; the web server once ``serve`` was called."""

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="aimf-wp-"))
        self._processes: list[subprocess.Popen[bytes]] = []
        try:
            self._port = _free_port()
            self.url = f"http://127.0.0.1:{self._port}"
            self._lay_files()
            self._start_mariadb()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

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

    def serve(self) -> None:
        """Start PHP's built-in server, four workers wide, and wait until it answers."""
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

    def php(self, script: str, given: bytes = b"") -> bytes:
        """Run one of our scripts inside the installation; return what it prints."""
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
        printed: bytes = done.stdout
        return printed

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


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
