"""Links lead to the passage and to the page as it was read; other schemes are refused."""

import datetime as dt
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sirte.errors import PackageError
from sirte.links import archive_link, passage_link

PAGE = "https://example.org/news"


@pytest.mark.parametrize(
    ("anchor", "encoded"),
    [
        ("a no-fly zone", "a%20no%2Dfly%20zone"),
        ("Tripoli, held by", "Tripoli%2C%20held%20by"),
        ("arms & men", "arms%20%26%20men"),
        ("50% of #1/2", "50%25%20of%20%231%2F2"),
        ("ПНС", "%D0%9F%D0%9D%D0%A1"),
        ("ليبيا", "%D9%84%D9%8A%D8%A8%D9%8A%D8%A7"),
    ],
)
def test_passage_link_encodes_anchor(anchor: str, encoded: str) -> None:
    assert passage_link(PAGE, anchor) == f"{PAGE}#:~:text={encoded}"


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(deadline=None, derandomize=True, database=None)
def test_passage_link_any_anchor_keeps_the_directive_syntax_free(anchor: str) -> None:
    encoded = passage_link(PAGE, anchor).partition("#:~:text=")[2]
    assert not set(encoded) & set("-,&# \n")
    assert unquote(encoded) == anchor


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (f"{PAGE}#part-2", f"{PAGE}#part-2:~:text=x"),
        (f"{PAGE}?id=7&p=2", f"{PAGE}?id=7&p=2#:~:text=x"),
        (f"{PAGE}#:~:text=older", f"{PAGE}#:~:text=x"),
        (f"{PAGE}#part:~:text=older", f"{PAGE}#part:~:text=x"),
        ("HTTP://EXAMPLE.ORG/A", "HTTP://EXAMPLE.ORG/A#:~:text=x"),
    ],
)
def test_passage_link_keeps_query_and_fragment(url: str, link: str) -> None:
    assert passage_link(url, "x") == link


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://a.b/c", " https://a.b", "", "a.b/c"]
)
def test_links_other_scheme_is_refused(url: str) -> None:
    with pytest.raises(PackageError, match=r"not an http\(s\) address"):
        passage_link(url, "three plain words")
    with pytest.raises(PackageError, match=r"not an http\(s\) address"):
        archive_link(url, dt.date(2020, 1, 8))


def test_archive_link_writes_the_date_padded() -> None:
    link = archive_link(f"{PAGE}?a=1", dt.date(2020, 1, 8))
    assert link == f"https://web.archive.org/web/20200108/{PAGE}?a=1"
