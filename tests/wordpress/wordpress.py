"""Debian's WordPress on loopback, with types, a theme and some 40 posts of ours.

    with WordPress() as site:
        site.url                   # http://127.0.0.1:PORT
        site.published             # every Post a visitor can read
        site.forbid_rest = True    # from the next request on

Everything lives in a temporary folder; ``servers`` says how.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self
from urllib.parse import urlsplit

from tests.wordpress.servers import HERE, Servers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

KIND_OF_TYPE: Final = {
    "actions": "action",
    "actualite": "news",
    "evenement": "event",
    "document": "publication",
    "page": "page",
}
TYPE_OF_KIND: Final = {kind: type_ for type_, kind in KIND_OF_TYPE.items()}


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


class WordPress:
    """A running site. Enter it to start (some 5 s), leave it to stop and delete all."""

    def __init__(self, *, forbid_rest: bool = False) -> None:
        self._forbid_rest = forbid_rest
        self._content: dict[str, Any] = json.loads((HERE / "content.json").read_text("utf-8"))
        self._posts: dict[int, dict[str, Any]] = {}
        self._closing = ExitStack()
        self._log_offset = 0

    def __enter__(self) -> Self:
        self._servers = self._closing.enter_context(Servers())
        try:
            self.url, self.folder = self._servers.url, self._servers.folder
            self.forbid_rest = self._forbid_rest
            self._servers.php("install.php")
            orders = [{"do": "flush"}, {"do": "terms", "terms": self._content["terms"]}]
            orders += [{"do": "publish", "post": post} for post in self._content["posts"]]
            self._carry_out(orders)
            self._servers.serve()
            self.requests()  # who waited for the server is nobody's business
        except BaseException:
            self._closing.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

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

    def _carry_out(self, orders: list[dict[str, Any]]) -> list[Any]:
        results: list[Any] = json.loads(
            self._servers.php("manage.php", json.dumps(orders).encode())
        )
        for said in results:
            if isinstance(said, dict):
                self._posts[said["id"]] = said
        return results


def path_of(url: str) -> str:
    """Return the path of *url* with its final slash, as WordPress writes permalinks."""
    return urlsplit(url).path.rstrip("/") + "/"


def _as_post(said: dict[str, Any]) -> Post:
    return Post(KIND_OF_TYPE[said["type"]], said["slug"], said["path"], said["title"])
