"""The forms by which readers propose a change: what each asks, taken from the schemas."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sirte.canonical import write_file
from sirte.descriptors import Field, Package, read_package
from sirte.paths import find_checkout

FOLDER = Path(".github/ISSUE_TEMPLATE")

_LONG = {"title", "summary", "coding_note", "note", "reason", "description", "parties"}


@dataclass(frozen=True)
class Question:
    """One question of a form; `options` maps what is shown to the value."""

    name: str
    label: str
    description: str
    required: bool
    example: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Form:
    """One form: `table` is the one it adds a row to, empty where it changes a cell."""

    name: str
    title: str
    description: str
    table: str
    questions: tuple[Question, ...]


_TITLES = {
    "sources": ("propose-source", "Propose a source", "A page that is not among the sources."),
    "actors": ("propose-actor", "Propose an actor", "A state, body, group, person or outlet."),
    "events": ("propose-event", "Propose a row: event", "A dated act, with a page that shows it."),
    "statements": (
        "propose-statement",
        "Propose a row: statement",
        "What somebody said in public, with a page that shows it.",
    ),
    "alignments": (
        "propose-alignment",
        "Propose a row: alignment",
        "A spell of support or opposition, with a page that shows it.",
    ),
    "evidence": (
        "propose-evidence",
        "Propose a row: evidence",
        "One more page that supports or contradicts a row that is there.",
    ),
}
_RECORDS = ("events", "statements", "alignments")
_PARTIES = Question(
    "parties",
    "Parties",
    "Who took part: one a line, actor id and role (initiator, recipient, mediator, host, "
    "participant).",
    True,
    "rus-putin initiator",
)
_ADDRESS = "Address of the page that shows it. It must be among the sources: if it is not, propose "
_REPORTER = Question(
    "reported_by", "Your name", "As you wish to be credited; leave empty for none.", False
)


def list_forms(package: Package) -> tuple[Form, ...]:
    """Return all forms, their questions and options taken from the schemas."""
    return (_report_form(package), *(_row_form(package, table) for table in _TITLES))


def _report_form(package: Package) -> Form:
    ledger = package.tables["corrections"]
    columns = sorted(
        {
            name
            for t in ("actors", *_RECORDS, "evidence", "sources")
            for name in package.tables[t].columns
            if name not in package.tables[t].primary_key
        }
    )
    questions = (
        Question("row_id", "Row id", "As the row names itself.", True, "evt-0042"),
        Question("field", "Column", "The column that is wrong.", True,
                 options=tuple((c, c) for c in columns)),
        Question("old_value", "Current value", "As it stands now; empty if it is empty.", False),
        Question("new_value", "Proposed value", "What should stand there; empty to clear it.",
                 False),
        *_evidence(package, required=False),
        _ask(ledger.field("reason_class")),
        _ask(ledger.field("reason")),
        _REPORTER,
    )  # fmt: skip
    about = "One value that a page shows to be wrong."
    return Form("report-wrong-row", "Report a wrong row", about, "", questions)


def _row_form(package: Package, table: str) -> Form:
    name, title, about = _TITLES[table]
    own = package.tables[table]
    key = () if table == "actors" else own.primary_key  # numbered ids are given, not asked
    hidden = {*key, *(("source_id",) if table == "evidence" else ())}
    questions = [_ask(field) for field in own.fields if field.name not in hidden]
    if table == "evidence":
        questions.insert(0, _evidence(package, required=True)[0])
    questions += [_PARTIES] if table == "events" else []
    questions += _evidence(package, required=True) if table in _RECORDS else []
    return Form(name, title, about, table, (*questions, _REPORTER))


def _evidence(package: Package, *, required: bool) -> list[Question]:
    table = package.tables["evidence"]
    anchor, attribution = (_ask(table.field(n), required) for n in ("anchor", "attribution"))
    text = _ADDRESS + "it first."
    example = package.tables["sources"].field("url").example
    return [Question("address", "Evidence address", text, required, example), anchor, attribution]


def _ask(field: Field, required: bool | None = None) -> Question:
    labels = {str(c.value): c.label for c in field.categories}
    options = [
        (f"{v} ({labels.get(str(v), '')})".replace(" ()", ""), str(v)) for v in field.allowed
    ]
    if field.type == "boolean":
        options = [("true (yes)", "true"), ("false (no)", "false")]
    is_required = field.required if required is None else required
    example = "" if options else str(field.example)
    return Question(
        field.name, field.title, field.description, is_required, example, tuple(options)
    )


def render_form(form: Form) -> str:
    """Return the form as GitHub's issue-form YAML."""
    head = {"name": form.title, "description": form.description, "title": f"[{form.name}] "}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    lines += ['labels: ["correction"]', "body:"]
    for question in form.questions:
        lines += _render(question)
    return "\n".join(lines) + "\n"


def _render(question: Question) -> Iterator[str]:
    def say(value: str) -> str:
        return json.dumps(value, ensure_ascii=False)

    kind = "dropdown" if question.options else "textarea" if question.name in _LONG else "input"
    yield f"  - type: {kind}"
    yield f"    id: {question.name}"
    yield "    attributes:"
    yield f"      label: {say(question.label)}"
    yield f"      description: {say(question.description)}"
    if question.example:
        yield f"      placeholder: {say(question.example)}"
    if question.options:
        yield "      options:"
        yield from (f"        - {say(shown)}" for shown, _ in question.options)
    yield "    validations:"
    yield f"      required: {str(question.required).lower()}"


def write_forms(root: Path) -> list[str]:
    """Write the forms of the package at `root` that are stale, remove others; return the names."""
    folder, texts = root / FOLDER, {f"{f.name}.yml": f for f in list_forms(read_package(root))}
    folder.mkdir(parents=True, exist_ok=True)
    known = {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*.yml")}
    stale = [name for name, form in texts.items() if known.get(name) != render_form(form)]
    for name in stale:
        write_file(folder / name, render_form(texts[name]))
    for name in sorted(set(known) - set(texts)):
        (folder / name).unlink()
    return stale + sorted(set(known) - set(texts))


if __name__ == "__main__":
    for written in write_forms(find_checkout()):
        print(f"wrote {written}")  # noqa: T201
