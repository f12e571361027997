"""Rechecking pages, against a server that behaves badly: what is said of each, what is refused."""

import csv
import datetime as dt
import io
import ipaddress
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from sirte.cli import main
from sirte.dataset import Dataset, load
from sirte.errors import PackageError, UnknownIdError
from sirte.recheck import recheck
from sirte.recheck.addresses import RefusedAddressError, is_public, resolve
from sirte.recheck.compare import find_anchors, find_encoding, is_same_page, read_text, strip_markup
from sirte.recheck.fetch import Policy, fetch
from sirte.recheck.manners import Manners
from sirte.recheck.report import to_csv, to_markdown, write_report
from sirte.recheck.run import list_targets, look_at
from sirte.recheck.state import Anchor, Check, Target, append_check, read_checks

from .conftest import Mini
from .hostile import RUSSIAN, TURKISH, WORDS, serving

TODAY = dt.date(2026, 12, 1)
POLICY = Policy(
    timeout=0.4,
    deadline=0.8,
    max_size=1_000_000,
    pause=0,
    also=frozenset({"127.0.0.1"}),
)

Served = tuple[str, list[str]]


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with serving() as served:
        yield served


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now, self.waits = 0.0, list[float]()

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    def wait(self, seconds: float) -> None:
        """Pass the time."""
        self.waits.append(seconds)
        self.now += seconds


def _manners(policy: Policy = POLICY) -> Manners:
    clock = Clock()
    return Manners(policy, clock, clock.wait)


def _target(url: str, *words: str) -> Target:
    anchors = tuple(Anchor(f"evd-{i:04d}", w) for i, w in enumerate(words or (WORDS,), 1))
    return Target("src-0001", url, "2026-11-22", anchors)


def _look(server: Served, path: str, *words: str) -> Check:
    return look_at(_target(server[0] + path, *words), POLICY, _manners(), TODAY)


HOSTILE = [
    ("/page", "found", ""),
    ("/gzip", "found", ""),
    ("/old", "moved", ""),
    ("/home", "changed", ""),
    ("/", "changed", ""),
    ("/missing", "gone", "the server answered 404"),
    ("/status/410", "gone", "the server answered 410"),
    ("/status/403", "unreachable", "the server answered 403"),
    ("/status/500", "unreachable", "the server answered 500"),
    ("/circle", "unreachable", "more than 6 redirects, perhaps a circle"),
    ("/nowhere", "unreachable", "redirects (302) without saying where to"),
    ("/inward", "unreachable", "not a public address: 10.0.0.1"),
    ("/metadata", "unreachable", "not a public address: 169.254.169.254"),
    ("/loop6", "unreachable", "not a public address: ::1"),
    ("/mapped", "unreachable", "not a public address: ::ffff:10.0.0.1"),
    ("/file", "unreachable", "not http(s): file"),
    ("/password", "unreachable", "with a name and password"),
    ("/port", "unreachable", "not an address: Port out of range"),
    ("/brackets", "unreachable", "Invalid IPv6 URL"),
    ("/hang", "unreachable", "no answer within 0.4 seconds"),
    ("/drip", "unreachable", "not complete after 0.8 seconds"),
    ("/drip-header", "unreachable", "not complete after 0.8 seconds"),
    ("/bomb", "unreachable", "larger than 1,000,000 bytes"),
    ("/large", "unreachable", "larger than 1,000,000 bytes"),
    ("/broken-gzip", "unreachable", "broken compression"),
    ("/half-gzip", "unreachable", "cut off on its way"),
    ("/cut", "unreachable", "cut off on its way"),
    ("/brotli", "unreachable", "packed as 'br', which was not asked for"),
    ("/not-http", "unreachable", "not proper HTTP: =HYPERLINK(1) hello"),
    ("/nothing", "unreachable", "Remote end closed connection without response"),
    ("/many-headers", "unreachable", "not proper HTTP: got more than 100 headers"),
    ("/private", "unread", "robots.txt asks not to"),
    ("/pdf", "unread", "the page is application/pdf, which is not searched"),
]


@pytest.mark.parametrize(("path", "status", "detail"), HOSTILE, ids=[case[0] for case in HOSTILE])
def test_look_at_says_what_became_of_the_page(
    server: Served, path: str, status: str, detail: str
) -> None:
    check = _look(server, path)
    assert (check.page, check.statuses) == (status, (status,))
    assert detail in check.detail


@pytest.mark.parametrize(
    ("path", "words"),
    [("/turkish", TURKISH), ("/russian", RUSSIAN), ("/utf16", RUSSIAN), ("/liar", RUSSIAN)],
)
def test_look_at_reads_other_encodings(server: Served, path: str, words: str) -> None:
    assert _look(server, path, words).statuses == ("found",)


def test_look_at_tells_passages_of_one_page_apart(server: Served) -> None:
    check = _look(server, "/page", WORDS, "nobody met at all")
    assert (check.page, check.statuses) == ("changed", ("found", "changed"))


def test_look_at_counts_redirects_and_says_where_they_end(server: Served) -> None:
    check = _look(server, "/old")
    assert (check.redirects, check.final_url) == (1, server[0] + "/new")


def test_look_at_source_without_address_is_unread() -> None:
    check = look_at(_target(""), POLICY, _manners(), TODAY)
    assert (check.page, check.detail) == ("unread", "the source has no address")


def test_look_at_closed_port_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    check = look_at(_target(f"http://127.0.0.1:{port}/"), POLICY, _manners(), TODAY)
    assert (check.page, check.detail) == ("unreachable", "Connection refused")


# addresses


INNER = [
    "0.0.0.0",  # noqa: S104
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::a00:1",
    "2001:0:7f00:1::",
]


@pytest.mark.parametrize("address", INNER)
def test_is_public_inner_address_is_not(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_is_public_outer_address_is(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_fetch_without_allowance_refuses_the_loopback(server: Served) -> None:
    page = fetch(server[0] + "/page", Policy())
    assert page.error == "not a public address: 127.0.0.1, of 127.0.0.1"


def _answer(*addresses: str) -> list[tuple[object, ...]]:
    return [(socket.AF_INET, 1, 6, "", (address, 80)) for address in addresses]


def test_resolve_one_private_address_among_public_ones_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: _answer("8.8.8.8", "10.0.0.1"))
    with pytest.raises(RefusedAddressError, match=r"10\.0\.0\.1"):
        resolve("rebinding.example", 80, frozenset())


def test_fetch_looks_a_name_up_once_and_connects_to_what_it_checked(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [_answer("127.0.0.1"), _answer("10.0.0.1")]
    real, looked_up = socket.getaddrinfo, list[str]()

    def look_up(host: str, *words: object, **more: object) -> object:
        if host != "rebinding.example":
            return real(host, *words, **more)  # type: ignore[arg-type]
        looked_up.append(host)
        return answers.pop(0)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    port = server[0].rpartition(":")[2]
    page = fetch(f"http://rebinding.example:{port}/page", POLICY)
    assert (page.status, len(looked_up)) == (200, 1)


# manners


def test_manners_pauses_between_requests_to_one_host(server: Served) -> None:
    clock = Clock()
    manners = Manners(Policy(pause=5, also=POLICY.also), clock, clock.wait)
    for _ in range(3):
        manners(server[0] + "/page")
    assert clock.waits == [5, 5, 5]  # robots.txt, then three turns


def test_manners_keeps_to_a_longer_crawl_delay(server: Served) -> None:
    clock = Clock()
    manners = Manners(POLICY, clock, clock.wait)
    manners(server[0] + "/page")
    assert clock.waits == [2]


def test_manners_reads_robots_once(server: Served) -> None:
    asked = server[1]
    before, manners = asked.count("/robots.txt"), _manners()
    for path in ("/page", "/new", "/old"):
        look_at(_target(server[0] + path), POLICY, manners, TODAY)
    assert asked.count("/robots.txt") == before + 1


@pytest.mark.parametrize(
    ("path", "times", "reason"),
    [("/status/429", 1, "answered 429"), ("/hang", 3, "was silent 3 times")],
)
def test_manners_leaves_a_tired_host_alone(
    server: Served, path: str, times: int, reason: str
) -> None:
    asked, manners = server[1], _manners()
    for _ in range(times):
        look_at(_target(server[0] + path), POLICY, manners, TODAY)
    before = len(asked)
    check = look_at(_target(server[0] + "/page"), POLICY, manners, TODAY)
    assert reason in check.detail
    assert (check.page, len(asked)) == ("unreachable", before)


# the text of a page


@pytest.mark.parametrize(
    "page",
    [
        "<p>the  two\n presidents&nbsp;met",
        "<p>The Two PRESIDENTS, met",
        "the two presi\u00addents met",
        "<span>t</span>he two <a href=x>presidents</a> met",
        "<p>the two<br>presidents met",
        "<title>The two presidents met</title>",
        "<![if x]>the two<![endif]> presidents met",
        "<!-- hm -->the two presidents met",
    ],
)
def test_find_anchors_in_other_spelling(page: str) -> None:
    text = read_text(page.encode(), "text/html")
    assert find_anchors(text, [WORDS]) == {WORDS: True}


@pytest.mark.parametrize(
    "page",
    [
        "<script>the two presidents met</script>",
        "<style>the two presidents met</style>",
        "<!-- the two presidents met -->",
        "the two presidents metal",
        "see the <p title='two presidents'>met",
        "",
    ],
)
def test_find_anchors_not_for_the_reader_s_eye_is_not_found(page: str) -> None:
    text = read_text(page.encode(), "text/html")
    assert find_anchors(text, [WORDS]) == {WORDS: False}


@pytest.mark.parametrize(
    ("page", "anchor"),
    [
        ("the “so-called” army\u2019s men", 'the "so-called" army\'s men'),
        ("cease—fire on 12…", "cease-fire on 12"),
        ("İSTANBUL'DA görüştü", "istanbul\u2019da görüştü"),
        ("وَقْف إطلاق النار", "وقف إطلاق النار"),
        ("两国总统在伊斯坦布尔会晤", "总统在伊斯坦布尔"),
    ],
)
def test_find_anchors_in_other_typography(page: str, anchor: str) -> None:
    assert find_anchors(page, [anchor]) == {anchor: True}


def test_find_anchors_number_within_a_longer_one_is_not_found() -> None:
    assert find_anchors("on 12 January 2020", ["2 January 2020"]) == {"2 January 2020": False}


@pytest.mark.parametrize(
    ("kind", "body", "encoding"),
    [
        ("text/html; charset=ISO-8859-9", b"", "iso8859-9"),
        ("text/html; charset=latin-1", b"", "cp1252"),
        ("text/html", b'<?xml version="1.0" encoding="koi8-r"?>', "koi8-r"),
        ("text/html; charset=idna", b"", "utf-8"),
        ("text/html; charset=no-such", b'<meta charset="gbk">', "gb18030"),
        ("text/html; charset=cp1251", b"\xef\xbb\xbfa", "utf-8-sig"),
    ],
)
def test_find_encoding(kind: str, body: bytes, encoding: str) -> None:
    assert find_encoding(body, kind) == encoding


@pytest.mark.parametrize("piece", ["<!--", "<a ", "<script>", "</", "<![", "<", "&#", "<?"])
def test_strip_markup_of_endless_open_tags_takes_no_time(piece: str) -> None:
    started = time.process_time()
    strip_markup(piece * 500_000)
    assert time.process_time() - started < 5  # quadratic time would be hours


@pytest.mark.parametrize("other", ["https://www.a.example/b/", "http://a.example/b"])
def test_is_same_page_for_trifles(other: str) -> None:
    assert is_same_page("http://a.example/b", other)


@pytest.mark.parametrize("other", ["http://a.example/", "http://a.example/b?page=2"])
def test_is_same_page_not_for_others(other: str) -> None:
    assert not is_same_page("http://a.example/b", other)


# runs


def _package(mini: Mini, server: Served) -> Dataset:
    urls = [server[0] + path for path in ("/page", "/old", "/missing")]
    words = {i: {"anchor": WORDS} for i in range(10)}
    return load(mini(sources={i: {"url": url} for i, url in enumerate(urls)}, evidence=words))


def test_recheck_goes_on_where_it_stopped(mini: Mini, server: Served, tmp_path: Path) -> None:
    targets, asked = list_targets(_package(mini, server)), server[1]

    def stop(_: Check) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recheck(targets, tmp_path, POLICY, today=TODAY, manners=_manners(), on_check=stop)
    before = asked.count("/page")
    checks = recheck(targets, tmp_path, POLICY, today=TODAY, manners=_manners())
    assert [check.page for check in checks] == ["found", "moved", "gone"]
    assert asked.count("/page") == before


def test_recheck_asks_again_where_the_source_was_edited(tmp_path: Path, server: Served) -> None:
    old, new = _target(server[0] + "/page"), _target(server[0] + "/page", "quite other words")
    recheck([old], tmp_path, POLICY, today=TODAY, manners=_manners())
    (check,) = recheck([new], tmp_path, POLICY, today=TODAY, manners=_manners())
    assert check.page == "changed"


CHECK = Check(_target("https://a.example/b"), "2026-12-01", "found", ("found",), 200)


def test_read_checks_gives_back_what_was_appended(tmp_path: Path) -> None:
    append_check(tmp_path / "state", CHECK)
    assert read_checks(tmp_path / "state") == {"src-0001": CHECK}


def test_read_checks_drops_a_line_cut_off_by_an_interruption(tmp_path: Path) -> None:
    append_check(tmp_path / "state", CHECK)
    with (tmp_path / "state").open("a") as file:
        file.write('{"target": {"sour')
    append_check(tmp_path / "other", CHECK)
    assert read_checks(tmp_path / "state") == {"src-0001": CHECK}
    assert (tmp_path / "state").read_bytes() == (tmp_path / "other").read_bytes()


@pytest.mark.parametrize("line", ["{}", "[]", "x", '{"target": {"anchors": [1]}}'])
def test_read_checks_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "state").write_text(line + "\n")
    with pytest.raises(PackageError, match=r"state:1: .*--fresh"):
        read_checks(tmp_path / "state")


def test_list_targets_hosts_take_turns(mini: Mini) -> None:
    root = mini(sources={1: {"url": "https://ria.example/b"}})
    assert [t.source_id for t in list_targets(load(root))] == ["src-0001", "src-0003", "src-0002"]


def test_list_targets_unknown_source_is_refused(small: Dataset) -> None:
    with pytest.raises(UnknownIdError, match="src-9999"):
        list_targets(small, ["src-0001", "src-9999"])


# the report


def test_report_totals_and_sections(tmp_path: Path, server: Served) -> None:
    checks = [_look(server, path) for path in ("/page", "/missing", "/old")]
    report = to_markdown(checks)
    assert "3 passages on 3 pages, 2026-12-01." in report
    assert "| gone | 1 | 1 |" in report
    assert f"/web/20261122/{server[0]}/missing>" in report
    assert f"[now](<{server[0]}/new>)" in report
    assert [p.name for p in write_report(tmp_path, checks)] == ["report.md", "report.csv"]


def test_report_hostile_words_stay_words() -> None:
    odd = Check(
        _target("https://a.example/b", "a | <b> `c`"),
        "2026-12-01",
        "moved",
        ("moved",),
        200,
        1,
        "https://a.example/x>) [click](javascript:alert(1)) <script>\n# no",
        "=HYPERLINK(1)\x1b[2J",
    )
    report = to_markdown([odd])
    assert "<script>" not in report
    assert "<b>" not in report
    assert "\x1b" not in report
    assert "\n# no" not in report


def test_report_csv_has_a_row_for_each_passage_and_no_formula(server: Served) -> None:
    checks = [_look(server, path, WORDS, "no such words") for path in ("/page", "/not-http")]
    rows = list(csv.DictReader(io.StringIO(to_csv(checks))))
    assert [row["status"] for row in rows] == ["found", "changed", "unreachable", "unreachable"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


# the command


def test_recheck_command_looks_at_nothing_private(mini: Mini, tmp_path: Path) -> None:
    urls = {i: {"url": f"http://127.0.0.1:9/{i}"} for i in range(3)}
    words = ["recheck", "--path", str(mini(sources=urls)), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(main, [*words, "--pause", "0"])
    assert result.exit_code == 0
    assert re.search(r"unreachable +[0-9]+ passages +3 pages", result.stdout)
    assert "not a public address: 127.0.0.1" in (tmp_path / "out/report.md").read_text()


def test_recheck_command_unknown_source_exits_2(mini: Mini) -> None:
    result = CliRunner().invoke(main, ["recheck", "src-9999", "--path", str(mini())])
    assert (result.exit_code, "src-9999" in result.stderr) == (2, True)
