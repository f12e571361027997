"""The documentation builds without a warning and is complete; its examples print what is shown."""

import importlib
import json
import re
import shutil
import zlib
from html import unescape
from pathlib import Path

import pyreadstat
import pytest

import sirte
import sirte.measure
import sirte.scale
from sirte import examples, manual
from sirte.cli import main
from sirte.dataset import Dataset
from sirte.errors import PackageError

from .conftest import ROOT

PYTHON_PAGES = sorted((ROOT / "docs" / "python").glob("*.md"))
MODULES = sorted(
    {m for p in PYTHON_PAGES for m in re.findall(r"module:: (\S+)", p.read_text("utf-8"))}
)


@pytest.fixture(scope="session")
def names(docs_site: Path) -> set[str]:
    """Return all names of Python that the site explains."""
    packed = (docs_site / "objects.inv").read_bytes().split(b"\n", 4)[4]
    lines = zlib.decompress(packed).decode("utf-8").splitlines()
    return {line.split()[0] for line in lines if line.split()[1].startswith("py:")}


def _text(page: Path) -> str:
    return unescape(re.sub(r"<[^>]+>", "", page.read_text("utf-8")))


# the built site


def test_site_has_a_page_for_each_page_and_notebook(docs_site: Path) -> None:
    pages = [Path(p).with_suffix(".html") for p in manual.list_pages(ROOT).values()]
    assert [p for p in pages if p.parts[0] != "figures" and not (docs_site / p).is_file()] == []


def test_site_has_no_link_within_it_that_leads_nowhere(docs_site: Path) -> None:
    lost = set()
    for page in docs_site.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text("utf-8")):
            if (page.parent / link).resolve() == docs_site.parent / "index.html":
                continue  # the explorer, which is built beside the documentation
            if not re.match(r"[a-z]+:", link) and not (page.parent / unescape(link)).exists():
                lost.add((page.name, link))
    assert lost == set()


def test_site_has_no_anchor_that_is_missing(docs_site: Path) -> None:
    texts = {p.resolve(): p.read_text("utf-8") for p in docs_site.rglob("*.html")}
    ids = {p: set(re.findall(r'\bid="([^"]+)"', text)) for p, text in texts.items()}
    links = {
        ((page.parent / link).resolve() if link else page, unescape(anchor))
        for page, text in texts.items()
        for link, anchor in re.findall(r'href="([^":?#]*)#([^"]+)"', text)
    }
    explorer = docs_site.parent / "index.html"  # its addresses: tests/test_docs_records.py
    missing = [(p, a) for p, a in links if p != explorer and a != "top" and a not in ids[p]]
    assert missing == []


def test_image_has_a_text_that_says_what_it_shows(docs_site: Path) -> None:
    places = [docs_site / p.replace(".md", ".html") for p in manual.list_pages(ROOT).values()]
    pages = [p.with_suffix(".html") for p in places if p.suffix != ".svg"]
    images = [i for p in pages for i in re.findall(r"<img[^>]*>", p.read_text("utf-8"))]
    texts = [unescape("".join(re.findall(r' alt="([^"]*)"', image))) for image in images]
    assert [t for t in texts if len(t) < 20 or ".svg" in t] == []
    assert [t for t in texts if t.startswith("Libya and Syria move")]  # the chart, not a panel


def test_site_loads_nothing_from_elsewhere(docs_site: Path) -> None:
    outside = re.compile(
        r"""(?:src|srcset)="(?:https?:)?//|<link[^>]+href="https?:|url\(['"]?http"""
    )
    files = [p for p in docs_site.rglob("*") if p.suffix in (".html", ".css")]
    assert [p.name for p in files if outside.search(p.read_text("utf-8"))] == []


def test_site_names_no_place_on_this_machine(docs_site: Path) -> None:
    files = [p for p in docs_site.rglob("*") if p.suffix in (".html", ".js")]
    assert [p.name for p in files if str(ROOT) in p.read_text("utf-8")] == []


def test_formulas_are_drawn_by_the_browser_itself(docs_site: Path) -> None:
    page = (docs_site / "method.html").read_text("utf-8")
    shown = (ROOT / "docs" / "method.md").read_text("utf-8").count("\n$$\n") // 2
    assert page.count('<div class="formula"') == shown
    assert "$" not in _text(docs_site / "method.html")


def test_notebook_page_shows_the_stored_outputs(docs_site: Path) -> None:
    stored = json.loads((ROOT / "notebooks" / "02_alignment_shifts.ipynb").read_text("utf-8"))
    printed = "".join(stored["cells"][1]["outputs"][0]["text"])
    assert printed in _text(docs_site / "notebooks" / "02_alignment_shifts.html")


@pytest.mark.parametrize("name", main.commands)
def test_command_reference_has_command_with_its_options(docs_site: Path, name: str) -> None:
    page = (docs_site / "commands.html").read_text("utf-8")
    assert f'<section id="sirte-{name}">' in page
    options = [o for p in main.commands[name].params for o in p.opts if o.startswith("--")]
    assert [o for o in options if f'id="cmdoption-sirte-{name}-{o.strip("-")}"' not in page] == []


@pytest.mark.parametrize("name", sirte.__all__)
def test_public_name_is_explained(names: set[str], name: str) -> None:
    assert f"sirte.{name}" in names


@pytest.mark.parametrize(
    "name", [n for n in (*sirte.measure.__all__, *sirte.scale.__all__) if not n.isupper()]
)
def test_function_or_class_of_the_subpackages_is_explained(names: set[str], name: str) -> None:
    assert [n for n in names if re.fullmatch(rf"sirte\.(measure|scale)\.\w+\.{name}", n)]


@pytest.mark.parametrize("module", MODULES)
def test_documented_module_exists_and_is_explained(names: set[str], module: str) -> None:
    if module != "sirte.measure.phase_model":
        importlib.import_module(module)
    assert module in names


# building


def test_build_refuses_a_link_to_nothing_and_keeps_the_old_site(tmp_path: Path) -> None:
    root, target = tmp_path / "copy", tmp_path / "site"
    for name in ("docs", "schemas"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("datapackage.json", "CITATION.cff", *manual.MOVED):
        shutil.copyfile(ROOT / name, root / name)
    for path in (root / "docs").rglob("*.md"):
        path.write_text("# A page\n\nText.\n", encoding="utf-8")
    (root / "docs" / "index.md").write_text("# First\n\n[lost](nowhere.md)\n", encoding="utf-8")
    target.mkdir()
    (target / "old.html").touch()
    with pytest.raises(PackageError, match=r"(?s)documentation not built: .*nowhere\.md"):
        manual.build(root, target)
    assert [p.name for p in tmp_path.iterdir() if p != root] == ["site"]
    assert [p.name for p in target.iterdir()] == ["old.html"]


def test_stage_changes_links_to_fit_and_takes_files_along(tmp_path: Path) -> None:
    manual.stage(ROOT, tmp_path)
    assert "](contributing.md)" in (tmp_path / "index.md").read_text("utf-8")
    assert "](codebook/index.md)" in (tmp_path / "contributing.md").read_text("utf-8")
    assert "](results/claims.csv)" in (tmp_path / "method.md").read_text("utf-8")
    assert (tmp_path / "results" / "claims.csv").is_file()


# examples


def test_examples_print_what_the_pages_show(real: Dataset) -> None:
    assert examples.stale_pages(ROOT, real) == []


def test_examples_fill_replaces_what_is_shown_below(small: Dataset) -> None:
    page = "```python\nx = 1\n```\n\n```python\nprint(x + 1)\n```\n\n```text\n3\n```\n\nEnd.\n"
    filled = examples.fill(page, small)
    assert filled == page.replace("\n3\n", "\n2\n")


def test_examples_fill_answers_sql_from_the_dataset(small: Dataset) -> None:
    filled = examples.fill("```sql\nSELECT count(*) AS n FROM events\n```\n", small)
    assert filled.endswith("```\n\n```text\n n\n 3\n```\n")


def test_examples_fill_leaves_other_languages_alone(small: Dataset) -> None:
    page = "```r\nstop()\n```\n\n```text\nas it was\n```\n"
    assert examples.fill(page, small) == page


@pytest.mark.parametrize("language", ["r", "stata"])
def test_start_marks_what_no_test_runs(language: str) -> None:
    page = (ROOT / "docs" / "start.md").read_text("utf-8")
    blocks = page.count(f"```{language}\n")
    assert blocks == page.count(f"*Not run by the tests.*\n\n```{language}\n") == 1


def test_start_names_files_that_a_release_has(small_built: Path) -> None:
    page = (ROOT / "docs" / "start.md").read_text("utf-8")
    named = set(re.findall(r"(?:wide|stata|spss|parquet)/\w+\.\w+|sirte\.(?:sqlite|xlsx)", page))
    assert len(named) >= 6
    assert [name for name in named if not (small_built / name).is_file()] == []
    assert list((small_built / "graphml").glob("spells_*.graphml"))


def test_start_s_stata_example_uses_labels_that_the_file_has(small_built: Path) -> None:
    page = (ROOT / "docs" / "start.md").read_text("utf-8")
    _, about = pyreadstat.read_dta(small_built / "stata" / "events_wide.dta", metadataonly=True)
    named = re.findall(r'"([\w-]+)":(\w+)', page.split("```stata")[1].split("```")[0])
    assert len(named) == 4
    assert [n for n in named if n[0] not in about.value_labels[n[1]].values()] == []


def test_page_on_commands_sorts_all_of_them_by_what_they_are_for() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8").partition("```")[0]
    assert sorted(re.findall(r"`([a-z]+)`", page)) == sorted(main.commands)


# notebooks in a browser


@pytest.mark.parametrize("end", ["", ".git", "/"])
def test_binder_link_follows_from_the_repository(end: str) -> None:
    link = manual.binder_link(f"https://github.com/some-one/sirte.data{end}")
    start = "https://mybinder.org/v2/gh/some-one/sirte.data/HEAD?urlpath=lab/tree/"
    assert link == f"{start}notebooks/01_tour.ipynb"


@pytest.mark.parametrize("address", [None, "", "https://example.org/a/b", "javascript:alert(1)"])
def test_binder_link_of_no_repository_is_none(address: str | None) -> None:
    assert manual.binder_link(address) is None


def test_binder_installs_the_lock_and_then_the_package() -> None:
    wanted = (ROOT / ".binder" / "requirements.txt").read_text("utf-8").split()
    assert (ROOT / ".binder" / wanted[1]).resolve() == ROOT / "requirements.lock"
    script = ROOT / ".binder" / "postBuild"
    assert script.stat().st_mode & 0o111
    assert "pip install --no-build-isolation --no-deps --editable ." in script.read_text("utf-8")
    assert (ROOT / manual.TOUR).is_file()
