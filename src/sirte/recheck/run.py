"""One run over the sources: what to look at, in which order, and what was found."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from sirte.dataset import Dataset
from sirte.errors import UnknownIdError
from sirte.recheck.compare import TextError, find_anchors, is_same_page, read_text
from sirte.recheck.fetch import Page, Policy, fetch
from sirte.recheck.manners import Manners
from sirte.recheck.state import Anchor, Check, Status, Target, append_check, read_checks

STATE = "state.jsonl"


def list_targets(dataset: Dataset, only: Iterable[str] = ()) -> list[Target]:
    """Return the sources with their anchors; raises `UnknownIdError` for an unknown id in `only`.

    Hosts take turns, so that the pages of one lie far apart.
    """
    wanted, sources = set(only), dataset.sources
    if unknown := wanted - set(sources["source_id"]):
        raise UnknownIdError(f"no source {min(unknown)!r}")
    rows = sources[sources["source_id"].isin(wanted)] if wanted else sources
    anchors = _anchors(dataset)
    targets = [
        Target(i, url or "", f"{read:%Y-%m-%d}", tuple(anchors[i]))
        for i, url, read in zip(
            rows["source_id"], rows["url"].fillna(""), rows["read_date"], strict=True
        )
    ]
    return _take_turns(targets)


def _anchors(dataset: Dataset) -> dict[str, list[Anchor]]:
    by_source: dict[str, list[Anchor]] = defaultdict(list)
    rows = dataset.evidence[["evidence_id", "source_id", "anchor"]]
    for evidence_id, source_id, words in rows.itertuples(index=False, name=None):
        by_source[source_id].append(Anchor(evidence_id, words))
    return by_source


def _take_turns(targets: list[Target]) -> list[Target]:
    seen: dict[str, int] = defaultdict(int)
    ranked = []
    for target in targets:
        host = urlsplit(target.url).netloc.lower()
        ranked.append((seen[host], target))
        seen[host] += 1
    return [target for _, target in sorted(ranked, key=lambda pair: pair[0])]


def recheck(
    targets: list[Target],
    folder: Path,
    policy: Policy,
    *,
    today: dt.date,
    manners: Manners | None = None,
    on_check: Callable[[Check], None] = lambda _: None,
) -> list[Check]:
    """Look at each target and return what was found, in the order of the targets.

    What a state file in `folder` already holds is not asked for again; each new check is written
    to it at once. Raises `PackageError` where the state file is damaged.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = read_checks(folder / STATE)
    manners = manners or Manners(policy)
    checks = []
    for target in targets:
        check = known.get(target.source_id)
        if check is None or check.target != target:
            check = look_at(target, policy, manners, today)
            append_check(folder / STATE, check)
        on_check(check)
        checks.append(check)
    return checks


def look_at(target: Target, policy: Policy, manners: Manners, today: dt.date) -> Check:
    """Fetch one page and say of each anchor what became of it; nothing that a page does raises."""
    if not target.url:
        page = Page("", "", error="the source has no address")
        return _same_for_all(target, today, "unread", page)
    page = fetch(target.url, policy, manners)
    manners.learn(page)
    status = _status(page)
    if status is not None:
        return _same_for_all(target, today, status, page)
    try:
        found = find_anchors(read_text(page.body, page.kind), (a.words for a in target.anchors))
    except TextError as error:
        page = Page(page.url, page.final_url, page.status, page.redirects, error=str(error))
        return _same_for_all(target, today, "unread", page)
    there: Status = "found" if is_same_page(target.url, page.final_url) else "moved"
    statuses = tuple(_verdicts(found.values(), there))
    return _check(target, today, page, _worst(statuses, there), statuses)


def _verdicts(found: Iterable[bool], there: Status) -> Iterator[Status]:
    return (there if is_found else "changed" for is_found in found)


def _worst(statuses: tuple[Status, ...], there: Status) -> Status:
    return "changed" if "changed" in statuses else there


def _status(page: Page) -> Status | None:
    if page.is_barred:
        return "unread"
    if page.status in (404, 410):
        return "gone"
    return None if page.status == 200 else "unreachable"


def _same_for_all(target: Target, today: dt.date, status: Status, page: Page) -> Check:
    return _check(target, today, page, status, (status,) * len(target.anchors))


def _check(
    target: Target, today: dt.date, page: Page, status: Status, statuses: tuple[Status, ...]
) -> Check:
    detail = page.error or (f"the server answered {page.status}" if page.status != 200 else "")
    return Check(
        target,
        today.isoformat(),
        status,
        statuses,
        http_status=page.status,
        redirects=page.redirects,
        final_url=page.final_url,
        detail=detail,
    )
