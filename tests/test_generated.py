"""What is generated from data and schemas is current, and what is documented is complete."""

import json
import re
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sirte import manual, readme
from sirte.addresses import render_places
from sirte.checks import RULES
from sirte.cli import main
from sirte.codebook import PAGES, PROSE, render_pages, stale_pages, write_pages
from sirte.dataset import Dataset
from sirte.descriptors import read_package
from sirte.fragility import find_decisive

from .conftest import ROOT, ROWS, Mini

MOVED = [ROOT / name for name in manual.MOVED]
DOCUMENTS = [ROOT / "README.md", *MOVED, *(ROOT / "docs").rglob("*.md")]
PARTS = {
    f"{name} {part}": command
    for name, group in main.commands.items()
    if isinstance(group, click.Group)
    for part, command in group.commands.items()
}
COMMANDS = {**main.commands, **PARTS}
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for option in command.params
    if isinstance(option, click.Option)
]


def test_codebook_pages_are_current(real: Dataset) -> None:
    assert stale_pages(real.package) == []


def test_readme_and_its_chart_are_current(real: Dataset) -> None:
    assert readme.stale_parts(ROOT, real) == []


@pytest.mark.parametrize("name", ROWS)
def test_table_has_prose_and_schema_of_the_same_stem(real: Dataset, name: str) -> None:
    assert (ROOT / PROSE / f"{name}.md").is_file()
    assert (ROOT / "schemas" / f"{name}.schema.json").is_file()
    assert real.package.tables[name].path == f"data/{name}.csv"


@pytest.mark.parametrize("folder", ["schemas", "data"])
def test_no_file_is_left_over_beside_the_tables(folder: str) -> None:
    stems = {p.name.partition(".")[0] for p in (ROOT / folder).iterdir() if p.is_file()}
    assert stems == set(ROWS)


def test_no_prose_is_left_over_beside_the_tables() -> None:
    assert {p.stem for p in (ROOT / PROSE).iterdir()} == {*ROWS, "index"}


@pytest.fixture(scope="module")
def pages(real: Dataset) -> dict[str, str]:
    return render_pages(real.package)


@pytest.mark.parametrize("name", ROWS)
def test_codebook_page_defines_every_column_and_value(
    real: Dataset, pages: dict[str, str], name: str
) -> None:
    page = pages[f"{name}.md"]
    for field in real.package.tables[name].fields:
        assert f"| `{field.name}` |" in page
        assert all(f"| `{c.value}` | {c.label} | {c.definition}" in page for c in field.categories)


@pytest.mark.parametrize("name", ROWS)
def test_schema_defines_each_value_it_allows(real: Dataset, name: str) -> None:
    fields = [f for f in real.package.tables[name].fields if f.name != "table"]
    assert all(tuple(c.value for c in f.categories) == f.allowed for f in fields)
    assert all(c.label and c.definition for f in fields for c in f.categories)


def test_schemas_list_of_tables_is_the_package_s(real: Dataset) -> None:
    listing = [real.package.tables[name].field("table") for name in ("corrections", "releases")]
    assert [f.allowed for f in listing] == [tuple(ROWS)] * 2


def test_codebook_lists_every_rule(pages: dict[str, str]) -> None:
    page = pages["rules.md"]
    assert all(
        f"| `{rule.name}` | {rule.severity} | {rule.sentence} |" in page for rule in RULES.values()
    )


def test_codebook_index_links_to_every_page(pages: dict[str, str]) -> None:
    assert all(f"]({name})" in pages["index.md"] for name in pages if name != "index.md")


def test_write_pages_writes_only_what_is_stale_and_removes_what_is_left_over(mini: Mini) -> None:
    package = read_package(mini())
    write_pages(package)
    folder = package.root / PAGES
    (folder / "towns.md").touch()
    (folder / "events.md").write_text("old")
    assert write_pages(package) == ["events.md", "towns.md"]
    assert write_pages(package) == []


def _between(name: str, text: str) -> str:
    start, end = readme.markers(name)
    return f"{start}\n{text}\n{end}"


def test_with_parts_replaces_only_what_stands_between_the_markers(small: Dataset) -> None:
    old = f"above\n{_between('tables', 'old')}\nmiddle\n{_between('site', 'old')}\nbelow\n"
    tables = _between("tables", "\n".join(readme.render_tables(small)))
    site = _between("site", "\n".join(render_places(small.package.metadata)))
    assert readme.with_parts(old, small) == f"above\n{tables}\nmiddle\n{site}\nbelow\n"
    assert "| [events](docs/codebook/events.md) | 3 |" in tables


@pytest.mark.parametrize("part", readme.PARTS)
def test_with_parts_without_markers_raises(small: Dataset, part: str) -> None:
    text = "".join(_between(name, "old") for name in readme.PARTS)
    for marker in readme.markers(part):
        with pytest.raises(ValueError, match=f"lost the markers of its part '{part}'"):
            readme.with_parts(text.replace(marker, ""), small)


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_documented(name: str) -> None:
    words = "\n".join(p.read_text("utf-8") for p in DOCUMENTS)
    assert re.search(rf"\b(sirte|make) {name}\b", words)


@pytest.mark.parametrize("name", COMMANDS)
def test_command_help_begins_with_a_sentence(name: str) -> None:
    assert re.match(r"[A-Z].*[.]", COMMANDS[name].help or "")


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=str)
def test_option_has_a_sentence_in_its_command_s_help(name: str, option: click.Option) -> None:
    shown = " ".join(CliRunner().invoke(main, [*name.split(), "--help"]).stdout.split())
    assert option.help
    assert option.help in shown
    assert option.opts[0] in shown


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_document_links_lead_to_files(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    local = [link for link in links if not link.startswith(("http://", "https://"))]
    assert [link for link in local if not (path.parent / link).exists()] == []


@pytest.mark.parametrize(
    "name", [p.relative_to(ROOT).as_posix() for p in DOCUMENTS if "codebook" not in p.parts]
)
def test_document_commands_exist(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    named = set(re.findall(r"(?:bin/|`|^)sirte ([a-z]+)", text, re.MULTILINE))
    assert named <= set(main.commands)


def test_make_targets_named_in_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        target
        for path in DOCUMENTS
        for target in re.findall(r"(?:`|^)make ([a-z]+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert named <= targets


def test_version_is_the_same_everywhere() -> None:
    descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    cited = re.findall(r"version (\d+\.\d+\.\d+)", (ROOT / "README.md").read_text("utf-8"))
    found = [*re.findall(r"^version: (.+)$", citation, re.MULTILINE), *cited]
    assert found == [descriptor["version"]] * 2
    assert project["version"] == descriptor["version"]


def test_changelog_begins_with_the_version_or_what_is_not_released(real: Dataset) -> None:
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## (\S+)", changes, re.MULTILINE)
    assert headings[headings[0] == "Unreleased"] == real.version


@pytest.mark.parametrize("name", ["README.md", "datapackage.json", "CITATION.cff"])
def test_who_coded_is_said(name: str) -> None:
    text = " ".join((ROOT / name).read_text("utf-8").split())
    assert re.search(r"coded by language-model coders", text, re.IGNORECASE)
    assert "no human coder has reviewed" in text
    assert not re.search(r"(human|expert|hand)-(coded|verified)", text)


def test_chart_says_which_sign_hangs_on_one_happening(real: Dataset) -> None:
    decided = [p for p, ids in find_decisive(real).items() if ids]
    assert readme.describe_doubt(real).strip().startswith(", ".join(decided))
