"""Joins prose, schemas and rules into the codebook's Markdown pages."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from sirte.canonical import write_file
from sirte.checks import RULES
from sirte.dataset import load
from sirte.descriptors import Field, Package, Table, read_package
from sirte.formatting import render_formats
from sirte.paths import find_checkout
from sirte.reliability import measure_reliability, shorten

PROSE = Path("schemas/prose")
PAGES = Path("docs/codebook")
_BOUND = (
    "Recomputed from `codings` (see [reliability](../reliability.md)). Two passes of one kind of "
    "coder share blind spots: alpha between them is an upper bound."
)
_NOTICE = "<!-- Generated from schemas/ by `make generate`: edit the schema or the prose there. -->"


def render_pages(package: Package) -> dict[str, str]:
    """Return the text of each generated page by file name."""
    dataset = load(package.root)
    agreement = shorten(measure_reliability(dataset))
    tables = package.tables.items()
    pages = {f"{name}.md": _table_page(package, table, agreement) for name, table in tables}
    shared = {"index.md": _index_page(package), "rules.md": _rules_page()}
    shared["formats.md"] = f"{_NOTICE}\n\n{render_formats(dataset)}"
    return shared | pages


def write_pages(package: Package) -> list[str]:
    """Write the pages that are stale below docs/codebook; return their names."""
    folder = package.root / PAGES
    folder.mkdir(parents=True, exist_ok=True)
    pages = render_pages(package)
    stale = _stale(folder, pages)
    for name in stale:
        if name in pages:
            write_file(folder / name, pages[name])
        else:
            (folder / name).unlink()
    return stale


def stale_pages(package: Package) -> list[str]:
    """Return the pages below docs/codebook that differ from what would be generated."""
    return _stale(package.root / PAGES, render_pages(package))


def _stale(folder: Path, pages: Mapping[str, str]) -> list[str]:
    stale = [n for n, text in pages.items() if _read(folder / n) != text]
    extra = [p.name for p in folder.glob("*.md") if p.name not in pages]
    return sorted(stale + extra)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _index_page(package: Package) -> str:
    rows = [
        f"| [{name}]({name}.md) | {table.description} | {', '.join(table.primary_key)} |"
        for name, table in package.tables.items()
    ]
    lines = [_NOTICE, "", f"# Codebook, version {package.version}", ""]
    lines += _prose(package, "index")
    lines += ["", "## Tables", "", "| table | what a row is | key |", "| --- | --- | --- |", *rows]
    lines += ["", "The rules that hold between cells and tables are listed in [rules](rules.md)."]
    lines += ["What a release holds, and what each format loses: [formats](formats.md)."]
    return "\n".join(lines) + "\n"


def _rules_page() -> str:
    rows = [
        f"| `{rule.name}` | {rule.severity} | {rule.sentence} | {rule.hint} |"
        for rule in sorted(RULES.values(), key=lambda r: r.name)
    ]
    head = [_NOTICE, "", "# Rules", ""]
    head += ["`sirte validate` reports a finding wherever one of these does not hold.", ""]
    head += ["| rule | severity | what holds | what to do |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows]) + "\n"


def _reliability(agreement: pd.DataFrame, table: Table) -> Iterator[str]:
    """Yield the table of agreement on the judged columns, as the codings give it."""
    own = agreement[agreement["table"] == table.name]
    if own.empty:
        return
    yield from ("", "## Reliability", "", _BOUND, "")
    yield "| column | compared | round | units | agreement | alpha [95% interval] | wording |"
    yield "| --- | --- | --- | ---: | ---: | --- | --- |"
    for r in own.to_dict("records"):
        cells = (f"`{r['variable']}`", r["design"], r["round"], r["units"], r["agreement"])
        yield "| " + " | ".join(str(c) for c in (*cells, r["alpha"], r["label"])) + " |"


def _table_page(package: Package, table: Table, agreement: pd.DataFrame) -> str:
    lines = [_NOTICE, "", *(_prose(package, table.name) or [f"# {table.title}"])]
    lines += ["", "## Columns", "", table.description, "", *_keys(table), ""]
    lines += ["| column | type | empty | meaning | example |", "| --- | --- | --- | --- | --- |"]
    lines += [_column_row(f) for f in table.fields]
    for field in table.fields:
        if field.categories:
            lines += ["", *_category_table(field)]
    lines += _reliability(agreement, table)
    return "\n".join(lines) + "\n"


def _prose(package: Package, name: str) -> list[str]:
    return _read(package.root / PROSE / f"{name}.md").rstrip("\n").splitlines()


def _keys(table: Table) -> Iterator[str]:
    yield f"Key: {', '.join(f'`{c}`' for c in table.primary_key)}."
    for key in table.foreign_keys:
        yield f"`{key.column}` points to `{key.to_table}.{key.to_column}`."


def _column_row(field: Field) -> str:
    kind = field.type + (f", judged ({field.measurement})" if field.judged else "")
    bounds = [
        f"{k} {field.constraints[k]}" for k in ("minimum", "maximum") if k in field.constraints
    ]
    meaning = field.description + (f" ({', '.join(bounds)})" if bounds else "")
    meaning += f" **Use with care:** {field.usage_warning}" if field.usage_warning else ""
    empty = "no" if field.required else "yes"
    return f"| `{field.name}` | {kind} | {empty} | {_cell(meaning)} | `{field.example}` |"


def _category_table(field: Field) -> Iterator[str]:
    yield f"### `{field.name}`"
    yield ""
    yield "| value | label | definition |"
    yield "| --- | --- | --- |"
    for c in field.categories:
        definition = _cell(c.definition + _range(c.properties))
        yield f"| `{c.value}` | {_cell(c.label)} | {definition} |"


def _range(properties: object) -> str:
    if not isinstance(properties, dict):
        return ""
    words = []
    if "valence_range" in properties:
        low, high = properties["valence_range"]
        words.append(f"valence {low:+d} to {high:+d}" if low != high else f"valence {low}")
    if "valence_range_parallel" in properties:
        low, high = properties["valence_range_parallel"]
        words.append(f"where parallel {low:+d} to {high:+d}")
    if properties.get("overrides_type"):
        words.append("whatever the event type")
    if properties.get("patronage"):
        words.append("makes the counterpart a client where the level is +1 or +2")
    return f" ({'; '.join(words)})" if words else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    for page in write_pages(read_package(find_checkout())):
        print(f"wrote {PAGES / page}")  # noqa: T201
