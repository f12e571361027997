"""Finds an anchor in a page: markup away, spelling of spaces, quotes, dashes and case ignored."""

import codecs
import html
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

_HIDDEN = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ("script", "style", "template", "noscript", "svg")
}
_INLINE = {"a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "sup", "u"}
_TAG = re.compile(r"<(?:(?P<comment>!--)|(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]{0,40})|[!?/])")
_WIDE = "\u3040-\u30ff\u3400-\u9fff"  # scripts without spaces: each sign counts as a word
_WORD = re.compile(rf"[{_WIDE}]|[^\W_{_WIDE}]+")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""")
_ENCODING = re.compile(
    r"utf-?(8|16(-[lb]e)?)(-sig)?|ascii|cp[0-9]{3,4}|iso8859-[0-9]+|koi8-[rtu]|mac-[a-z]+"
    r"|gb2312|gbk|gb18030|big5|big5hkscs|shift_jis|euc_(jp|kr)|iso2022_jp"
)
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (b"\xfe\xff", "utf-16"))


class TextError(Exception):
    """The page holds no text that can be searched; the message says why."""


def read_text(body: bytes, kind: str) -> str:
    """Return the text of a page from its bytes and Content-Type, in time linear in its length.

    Raises `TextError` for what is neither HTML nor plain text.
    """
    media = kind.partition(";")[0].strip().lower()
    if not (media.startswith("text/") or "html" in media or "xml" in media or not media):
        raise TextError(f"the page is {media[:60]}, which is not searched")
    text = body.decode(find_encoding(body, kind), errors="replace")
    return text if media == "text/plain" else strip_markup(text)


def strip_markup(text: str) -> str:
    """Return what a reader sees of HTML; other than in running text, tags part words.

    What is opened and never closed is left out to the end. The standard library's parser takes
    time quadratic in such pages.
    """
    parts: list[str] = []
    place = 0
    while (start := text.find("<", place)) >= 0:
        parts.append(html.unescape(text[place:start]))
        tag = _TAG.match(text, start)
        if tag is None:
            parts.append("<")
            place = start + 1
            continue
        name = (tag["name"] or "").lower()
        place = _end(text, tag, name)
        parts.append("" if name in _INLINE else " ")
    return "".join([*parts, html.unescape(text[place:])])


def _end(text: str, tag: re.Match[str], name: str) -> int:
    """Return where the tag ends, and what is hidden with it."""
    start = tag.end()
    if name in _HIDDEN and not tag["close"]:
        closing = _HIDDEN[name].search(text, start)
        start = closing.end() if closing else len(text)
    mark = "-->" if tag["comment"] else ">"
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)


def find_encoding(body: bytes, kind: str) -> str:
    """Return the encoding by byte order mark, header or markup; UTF-8 where none is known."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return name
    for place in (kind.encode("ascii", "replace"), body[:4096]):
        if match := _CHARSET.search(place):
            try:
                name = codecs.lookup(match[1].decode("ascii")).name
            except LookupError:
                continue
            if _ENCODING.fullmatch(name):
                return _WIDER.get(name, name)
    return "utf-8"


def to_words(text: str) -> str:
    """Return the words alone, parted and framed by single spaces, in one case and one spelling."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Cf"))
    return f" {' '.join(_WORD.findall(kept))} "


def find_anchors(text: str, anchors: Iterable[str]) -> dict[str, bool]:
    """Return of each anchor whether its words stand on the page, one after another."""
    words = to_words(text)
    return {anchor: to_words(anchor) in words for anchor in anchors}


def is_same_page(one: str, other: str) -> bool:
    """Return whether two addresses differ by no more than http, www. or a slash at the end."""
    return _bare(one) == _bare(other)


def _bare(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return host, unquote(parts.path).rstrip("/"), unquote(parts.query)
