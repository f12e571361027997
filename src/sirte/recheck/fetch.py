"""Fetches one page politely: redirects counted, time and size limited, public addresses alone."""

import http.client
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, urljoin

from sirte.recheck.addresses import open_connection, split_address

_REDIRECTS = (301, 302, 303, 307, 308)
_SAFE = "%/:=&?~+!$,;'@()*[]|"
_STEP = 65_536


@dataclass(frozen=True)
class Policy:
    """How pages are asked for. Times in seconds, sizes in bytes after decompression."""

    agent: str = "sirte-recheck"
    timeout: float = 20.0  # without a byte
    deadline: float = 60.0  # for one request, however slowly it drips
    max_size: int = 8_000_000
    max_redirects: int = 6
    pause: float = 5.0  # between two requests to one host
    tries: int = 3  # time-outs in a row after which a host is left alone
    also: frozenset[str] = frozenset()  # addresses let through though not public: for tests alone


@dataclass(frozen=True)
class Page:
    """What came back: `status` 0 and an `error` where nothing usable did."""

    url: str
    final_url: str
    status: int = 0
    redirects: int = 0
    kind: str = ""
    body: bytes = b""
    error: str = ""
    is_slow: bool = False
    is_barred: bool = False


class FetchError(Exception):
    """The page cannot be had; the message says why."""


class BarredError(FetchError):
    """The site's rules for robots, or our own, say not to ask."""


def fetch(url: str, policy: Policy, may_ask: Callable[[str], None] | None = None) -> Page:
    """Return the page at `url` after following redirects; failures are told, never raised.

    `may_ask` is called before each request with its address, to wait for the host's turn or to
    raise `BarredError`.
    """
    current, hops = url, 0
    try:
        while True:
            if may_ask is not None:
                may_ask(current)
            page = _request(current, policy)
            if not isinstance(page, str):
                return Page(url, current, page.status, hops, page.kind, page.body)
            current, hops = urljoin(current, page).partition("#")[0], hops + 1
            if hops > policy.max_redirects:
                raise FetchError(f"more than {policy.max_redirects} redirects, perhaps a circle")
    except TimeoutError:
        reason = f"no answer within {policy.timeout:g} seconds"
        return Page(url, current, redirects=hops, error=reason, is_slow=True)
    except (OSError, http.client.HTTPException, ValueError, FetchError) as error:
        barred = isinstance(error, BarredError)
        return Page(url, current, redirects=hops, error=_describe(error), is_barred=barred)


def _request(url: str, policy: Policy) -> Page | str:
    """Return the page, or where it redirects to."""
    parts = split_address(url)
    connection = open_connection(parts, policy.timeout, policy.also)
    with _until(policy.deadline, connection) as is_over:
        try:
            page = _read(url, _ask(connection, parts, policy), policy)
        except (OSError, http.client.HTTPException, ValueError, FetchError):
            if not is_over.is_set():
                raise
        if is_over.is_set():  # a broken connection can look like the end of a page
            raise FetchError(f"not complete after {policy.deadline:g} seconds")
        return page


def _read(url: str, response: http.client.HTTPResponse, policy: Policy) -> Page | str:
    if response.status in _REDIRECTS:
        return _target(response)
    kind = response.headers.get("Content-Type", "")
    body = read_limited(response, policy.max_size) if response.status == 200 else b""
    return Page(url, url, response.status, kind=kind, body=body)


@contextmanager
def _until(deadline: float, connection: http.client.HTTPConnection) -> Iterator[threading.Event]:
    """Break the connection off at the deadline: a timeout alone starts anew with every byte."""
    is_over, sock = threading.Event(), connection.sock

    def stop() -> None:
        is_over.set()
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # closed already

    timer = threading.Timer(deadline, stop)
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()
        connection.close()
        sock.close()


def _ask(
    connection: http.client.HTTPConnection, parts: SplitResult, policy: Policy
) -> http.client.HTTPResponse:
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    headers = {
        "User-Agent": policy.agent,
        "Accept": "text/html,text/plain;q=0.9,*/*;q=0.1",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    connection.request("GET", path + query, headers=headers)
    return connection.getresponse()


def _target(response: http.client.HTTPResponse) -> str:
    location = response.headers.get("Location", "")
    if not location:
        raise FetchError(f"redirects ({response.status}) without saying where to")
    try:  # headers are read as Latin-1, and addresses in them are often UTF-8
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def read_limited(response: http.client.HTTPResponse, limit: int) -> bytes:
    """Return the body, unpacked; raises `FetchError` past `limit` bytes or where it is cut."""
    state = _unpacker(response.headers.get("Content-Encoding", "").strip().lower())
    body, received = bytearray(), 0
    while chunk := response.read1(_STEP):
        received += len(chunk)
        body += chunk if state is None else _unpack(state, chunk, limit + 1 - len(body))
        if max(received, len(body)) > limit:
            raise FetchError(f"larger than {limit:,} bytes")
    if response.length or (state is not None and received and not state.eof):
        raise FetchError("the page was cut off on its way")
    return bytes(body)


def _unpacker(coding: str) -> Any:
    if coding in ("gzip", "x-gzip"):
        return zlib.decompressobj(wbits=31)
    if coding not in ("", "identity"):
        raise FetchError(f"packed as {coding[:20]!r}, which was not asked for")
    return None


def _unpack(state: Any, chunk: bytes, most: int) -> bytes:
    try:
        return bytes(state.decompress(chunk, most))
    except zlib.error as error:
        raise FetchError(f"broken compression: {error}") from None


def _describe(error: BaseException) -> str:
    """Return the error's own words, behind ours where a server chose them."""
    words = str(getattr(error, "strerror", None) or error) or type(error).__name__
    if isinstance(error, http.client.HTTPException):
        words = f"not proper HTTP: {words}"
    return " ".join(words.split())[:200]
