"""Pages kept open between tests: a new one costs more than twice what a load in an old one does."""

from dataclasses import dataclass, field
from typing import Any

SHOWN = "main:not([aria-busy]) h1"
BLANK = "about:blank"
WAIT = 30_000
Key = tuple[str, int, str]
_BAD = ("error", "warning")
_FORGET = "() => { try { localStorage.clear(); sessionStorage.clear() } catch { /* no origin */ } }"
_TURN = "(hash) => { performance.clearMarks(); location.hash = hash }"
_DRAWN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))"


@dataclass
class Pages:
    """Open pages by home, width and theme, each in a context of its own, and what went wrong."""

    browser: Any
    free: dict[Key, list[Any]] = field(default_factory=dict)
    used: list[tuple[Key | None, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def take(self, home: str, width: int, options: dict[str, Any]) -> Any:
        """Return a blank page that may ask for addresses below `home` alone.

        A page with other options than `color_scheme` is not kept.
        """
        key = (home, width, options.get("color_scheme", ""))
        kept = None if options.keys() - {"color_scheme"} else key
        free = self.free.setdefault(key, []) if kept else []
        page = free.pop() if free else self._open(home, width, options)
        self.used.append((kept, page))
        return page

    def give_back(self) -> None:
        """Empty the pages that were taken, so that nothing of them is left for another test."""
        used, self.used = self.used, []
        for key, page in used:
            if key is None or page.is_closed():
                page.context.close()
                continue
            page.evaluate(_FORGET)
            page.goto(BLANK)
            page.mouse.move(0, 0)
            page.emulate_media(media="null")
            page.set_viewport_size({"width": key[1], "height": 900})
            self.free[key].append(page)

    def _open(self, home: str, width: int, options: dict[str, Any]) -> Any:
        context = self.browser.new_context(viewport={"width": width, "height": 900}, **options)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.on("console", lambda m: self.wrong.append(m.text) if m.type in _BAD else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda r: self.wrong.extend(_outside(home, r.url)))
        return page


def _outside(home: str, url: str) -> list[str]:
    return [] if url == BLANK or url.startswith((home, "blob:")) else [url]


def address_of(page: Any) -> str:
    """Return the address as the page has it now; the driver hears of it a moment later."""
    return str(page.evaluate("location.href"))


def turn_to(page: Any, view: str) -> None:
    """Turn an open page to another view, as a link does, and wait until it is drawn."""
    page.evaluate(_TURN, view or "#/")
    page.wait_for_function("() => performance.getEntriesByName('sirte-shown').length")
    page.evaluate(_DRAWN)
