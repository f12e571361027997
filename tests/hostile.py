"""A web server on the loopback that behaves as badly as servers do."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORDS = "the two presidents met"
TURKISH = "Erdoğan İstanbul'da görüştü"
RUSSIAN = "президенты призвали к перемирию"
PAGE = f"<html><body><p>In Istanbul <b>{WORDS}</b> again.</p></body></html>"
BOMB = gzip.compress(b"\0" * 30_000_000)
ROBOTS = "User-agent: *\nDisallow: /private\nCrawl-delay: 2\n"


class Handler(BaseHTTPRequestHandler):
    """Answers by path; never writes a log."""

    is_over = threading.Event()

    def do_GET(self) -> None:
        """Answer by path."""
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        target = REDIRECTS.get(self.path)
        if target is not None:
            self.answer(302, headers={"Location": target})
        elif self.path.startswith("/status/"):
            self.answer(int(self.path.rpartition("/")[2]))
        elif self.path in RAW:
            self.wfile.write(RAW[self.path])
        elif self.path in SLOW:
            SLOW[self.path](self)
        else:
            body, kind, coding = PAGES.get(self.path, (b"", "text/html", ""))
            headers = {"Content-Encoding": coding} if coding else {}
            self.answer(200 if self.path in PAGES else 404, body, kind, headers)

    def answer(
        self,
        status: int,
        body: bytes = b"",
        kind: str = "text/html",
        headers: dict[str, str] | None = None,
    ) -> None:
        """Send one whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def hang(self) -> None:
        """Say nothing."""
        self.is_over.wait(10)

    def drip(self, start: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> None:
        """Send a byte now and then, for ever."""
        self.wfile.write(start)
        while not self.is_over.wait(0.02):
            try:
                self.wfile.write(b"a")
            except OSError:
                return

    def drip_header(self) -> None:
        """Send a header that never ends."""
        self.drip(b"HTTP/1.1 200 OK\r\nX-Endless: ")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet."""


REDIRECTS = {
    "/old": "/new",
    "/circle": "/elcric",
    "/elcric": "/circle",
    "/home": "/",
    "/inward": "http://10.0.0.1/",
    "/metadata": "http://169.254.169.254/latest/",
    "/loop6": "http://[::1]/",
    "/mapped": "http://[::ffff:10.0.0.1]/",
    "/file": "file:///etc/passwd",
    "/password": "http://name:word@127.0.0.1/",
    "/port": "http://127.0.0.1:99999/",
    "/brackets": "http://[/",
    "/nowhere": "",
}
SLOW: dict[str, Callable[[Handler], None]] = {
    "/hang": Handler.hang,
    "/drip": Handler.drip,
    "/drip-header": Handler.drip_header,
}
RAW = {
    "/not-http": b"=HYPERLINK(1) hello\r\n\r\n",
    "/nothing": b"",
    "/cut": b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<p>half",
    "/many-headers": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
}
PAGES = {
    "/robots.txt": (ROBOTS.encode(), "text/plain", ""),
    "/": (b"<p>welcome", "text/html", ""),
    "/page": (PAGE.encode(), "text/html; charset=utf-8", ""),
    "/new": (PAGE.encode(), "text/html", ""),
    "/private": (PAGE.encode(), "text/html", ""),
    "/gzip": (gzip.compress(PAGE.encode()), "text/html", "gzip"),
    "/bomb": (BOMB, "text/html", "gzip"),
    "/broken-gzip": (b"\x1f\x8b\x08" + b"\0" * 7 + b"\xff" * 9, "text/html", "gzip"),
    "/half-gzip": (gzip.compress(PAGE.encode() * 99)[:-20], "text/html", "gzip"),
    "/brotli": (b"???", "text/html", "br"),
    "/large": (b"a" * 2_000_000, "text/plain", ""),
    "/turkish": (f"<p>{TURKISH}".encode("cp1254"), "text/html; charset=windows-1254", ""),
    "/russian": (
        b'<meta charset="windows-1251">' + RUSSIAN.encode("cp1251"),
        "text/html",
        "",
    ),
    "/utf16": (f"<p>{RUSSIAN}".encode("utf-16"), "text/html", ""),
    "/liar": (f"<p>{RUSSIAN}".encode(), "text/html; charset=zlib", ""),
    "/pdf": (b"%PDF-1.7", "application/pdf", ""),
}


@contextmanager
def serving() -> Iterator[tuple[str, list[str]]]:
    """Run the server; yield its address and the growing list of paths that were asked for."""
    Handler.is_over.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    asked: list[str] = []
    server.asked = asked  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        Handler.is_over.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
