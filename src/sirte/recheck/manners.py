"""Manners towards hosts: their rules for robots, a pause between requests, no pressing."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from sirte.recheck.fetch import BarredError, FetchError, Page, Policy, fetch

_MAX_DELAY = 30.0
_BUSY = (429, 503)


class Manners:
    """Waits for a host's turn and keeps to its robots.txt; one object for a whole run."""

    def __init__(
        self,
        policy: Policy,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._policy, self._clock, self._wait = policy, clock, wait
        self._last: dict[str, float] = {}
        self._rules: dict[str, RobotFileParser | str] = {}
        self._slow: dict[str, int] = {}
        self._resting: dict[str, str] = {}

    def __call__(self, url: str) -> None:
        """Wait until `url` may be asked for; raises `BarredError` where it may not."""
        host = _host(url)
        if host in self._resting:
            raise FetchError(self._resting[host])
        if host not in self._rules:
            self._rules[host] = self._read_rules(url)
        rules = self._rules[host]
        if isinstance(rules, str):
            raise FetchError(rules)
        if not rules.can_fetch(self._policy.agent, url):
            raise BarredError("robots.txt asks not to")
        self._take_turn(host, min(float(rules.crawl_delay(self._policy.agent) or 0), _MAX_DELAY))

    def learn(self, page: Page) -> None:
        """Leave a host alone for the rest of the run that is busy, or silent again and again."""
        host = _host(page.final_url)
        self._slow[host] = self._slow.get(host, 0) + 1 if page.is_slow else 0
        if page.status in _BUSY:
            self._resting[host] = f"not asked: the host answered {page.status} a moment before"
        elif self._slow[host] >= self._policy.tries:
            self._resting[host] = f"not asked: the host was silent {self._policy.tries} times"

    def _take_turn(self, host: str, delay: float = 0.0) -> None:
        pause = max(self._policy.pause, delay)
        left = self._last.get(host, float("-inf")) + pause - self._clock()
        if left > 0:
            self._wait(left)
        self._last[host] = self._clock()

    def _read_rules(self, url: str) -> RobotFileParser | str:
        """Return the host's rules; a missing file allows all, a broken host is not asked."""
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc}/robots.txt"
        page = fetch(address, self._policy, lambda asked: self._take_turn(_host(asked)))
        if page.error:
            return page.error
        if page.status >= 500:
            return f"robots.txt answered {page.status}"
        lines = page.body.decode("utf-8", errors="replace").splitlines()
        rules = RobotFileParser()
        try:
            rules.parse(lines if page.status == 200 and "html" not in page.kind else [])
        except ValueError:
            return "robots.txt cannot be read"
        return rules


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()
