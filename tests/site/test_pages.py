"""Pages that tests share: nothing is left in them, and what goes wrong in them is kept."""

import pytest

from .conftest import Open
from .pages import Pages, turn_to

pytestmark = pytest.mark.site

LEAVE = "() => { window.left = 1; localStorage.setItem('left', '1') }"
LEFT = "() => [typeof window.left, localStorage.length, matchMedia('print').matches]"


def test_page_given_back_is_empty(visit: Open, pages: Pages) -> None:
    page = visit("#/search")
    page.evaluate(LEAVE)
    page.emulate_media(media="print")
    pages.give_back()
    again = visit("#/search")
    assert again is page
    assert again.evaluate(LEFT) == ["undefined", 0, False]


def test_pages_of_one_test_are_apart(visit: Open) -> None:
    one, other = visit(), visit()
    one.evaluate(LEAVE)
    assert other.evaluate(LEFT) == ["undefined", 0, False]


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("() => console.error('planted')", "planted"),
        ("() => { setTimeout(() => { throw new Error('planted') }) }", "planted"),
        ("() => { new Image().src = 'http://127.0.0.1:9/planted' }", "http://127.0.0.1:9/planted"),
    ],
)
def test_trouble_of_a_page_is_kept(visit: Open, pages: Pages, script: str, words: str) -> None:
    page = visit()
    page.evaluate(script)
    turn_to(page, "#/nowhere")
    assert words in pages.wrong
    pages.wrong.clear()
