"""Reads a filled form, as an issue's Markdown gives it; what it holds may be hostile."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from sirte.descriptors import Package
from sirte.errors import PackageError
from sirte.forms import Form, Question, list_forms

MAX_FORM = 65_536  # characters; no issue can be longer
MAX_VALUE = 2_000
EMPTY = ("_No response_", "")
_HEADING = re.compile(r"^### (.*)$", re.MULTILINE)
_MARKUP = re.compile(r"<[A-Za-z/!?]|&(#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z]+);")
_FORMULA = re.compile("[=+@\t\r\uff0b\uff0d\uff1d\uff20]|-(?![0-9]+([.][0-9]+)?$)")
_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


class RefusedFormError(PackageError):
    """A form that is not applied; the message says why, for the person who filled it in."""


@dataclass(frozen=True)
class Filled:
    """A form with its answers by question; an answer left out is empty."""

    form: Form
    answers: Mapping[str, str]


def read_form(file: BinaryIO) -> str:
    """Return the text of a form; raises `RefusedFormError` where it is too long or not UTF-8."""
    data = file.read(4 * MAX_FORM + 1)
    if len(data) > 4 * MAX_FORM:
        raise RefusedFormError(f"the form is longer than {MAX_FORM:,} characters")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedFormError(f"the form is not UTF-8 at byte {error.start}") from None


def parse_form(package: Package, text: str) -> Filled:
    """Return the answers of a filled form, from the Markdown of its issue.

    Raises `RefusedFormError` unless the headings are those of one form, each once and in order,
    and each answer is plain text that can stand in a cell.
    """
    if len(text) > MAX_FORM:
        raise RefusedFormError(f"the form is longer than {MAX_FORM:,} characters")
    text = text.replace("\r\n", "\n").strip("\ufeff\n ")
    pieces = _HEADING.split(text)
    labels, values = [p.strip() for p in pieces[1::2]], pieces[2::2]
    if pieces[0].strip() or not labels:
        raise RefusedFormError("not a filled form: it must begin with its first heading")
    form = _find_form(package, labels)
    pairs = zip(form.questions, values, strict=True)
    return Filled(form, {q.name: _read_answer(q, value) for q, value in pairs})


def _find_form(package: Package, labels: list[str]) -> Form:
    forms = list_forms(package)
    for form in forms:
        if [q.label for q in form.questions] == labels:
            return form
    known = {q.label for form in forms for q in form.questions}
    if odd := [label for label in labels if label not in known]:
        raise RefusedFormError(f"unknown heading {odd[0][:80]!r}: leave the headings as they are")
    raise RefusedFormError("headings of no form: each must stand once, in the form's order")


def _read_answer(question: Question, raw: str) -> str:
    value = raw.strip(" \n")
    if value in EMPTY:
        if question.required:
            raise RefusedFormError(f"{question.label}: an answer is required")
        return ""
    if question.options:
        return _chosen(question, value)
    if reason := find_hostile(value):
        raise RefusedFormError(f"{question.label}: {reason}")
    separator = "\n" if question.name == "parties" else " "
    lines = (" ".join(line.split()) for line in value.split("\n"))
    return unicodedata.normalize("NFC", separator.join(line for line in lines if line))


def _chosen(question: Question, value: str) -> str:
    options = dict(question.options)
    if value == "None" and not question.required:
        return ""
    if value not in options:
        raise RefusedFormError(f"{question.label}: {value[:80]!r} is not one of the choices")
    return options[value]


def find_hostile(value: str) -> str | None:
    """Return why text may not stand in a cell, whatever its column, or None."""
    if len(value) > MAX_VALUE:
        return f"longer than {MAX_VALUE:,} characters"
    if any(unicodedata.category(c) in ("Cc", "Cs", "Co") and c != "\n" for c in value):
        return "holds a control character"
    if any(c in _TURNS for c in value):
        return "holds a mark that changes the direction of text"
    if _MARKUP.search(value):
        return "holds HTML: write plain text"
    if _FORMULA.match(value):
        return "begins as a formula does: a spreadsheet would run it"
    return None
