"""Reports: forms filled in through their own ids, links only where the repository is known."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from click.testing import CliRunner

from sirte.cli import main
from sirte.descriptors import read_package
from sirte.forms import FOLDER
from sirte.site.reporting import describe_forms, find_repository

from ..conftest import ROOT, Mini
from .conftest import Open

PLACE = "https://code.example/group/sirte"
REPORTS = 'a[href*="/issues/new"]'


def _with_place(package: Path, place: object) -> Path:
    path = package / "datapackage.json"
    described = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(described | {"repository": place}), "utf-8")
    return package


@pytest.fixture
def placed(mini: Mini, build: Callable[[Path], str]) -> str:
    """Return the address of a site whose package names its repository."""
    return build(_with_place(mini(), PLACE + "/"))


def _questions(name: str) -> dict[str, dict[str, Any]]:
    """Return the questions of a form as the repository's own YAML has them, by id."""
    form = yaml.safe_load((ROOT / FOLDER / f"{name}.yml").read_text("utf-8"))
    return {q["id"]: q["attributes"] for q in form["body"]}


def _asked(address: str) -> dict[str, str]:
    return {k: v[0] for k, v in parse_qs(urlsplit(address).query, strict_parsing=True).items()}


@pytest.mark.parametrize("place", [PLACE, PLACE + "/", PLACE + ".git", "https://h.example:8/a"])
def test_repository_at_an_https_address_is_known(mini: Mini, place: str) -> None:
    found = find_repository(read_package(_with_place(mini(), place)))
    assert found == place.rstrip("/").removesuffix(".git")


@pytest.mark.parametrize(
    "place",
    ["", "http://code.example/a", "javascript:alert(1)", "https://me:word@code.example/a",
     "https://code.example/a?x=1", "https://code.example/a#b", "https://code.example",
     " https://code.example/a", "https://code.example/a\n", "https://code.example/\u202ea",
     'https://code.example/"><script>', {"url": "https://code.example/a"}, None],
)  # fmt: skip
def test_any_other_repository_is_none(mini: Mini, place: object) -> None:
    assert describe_forms(read_package(_with_place(mini(), place))) == {}


def test_form_ids_on_the_page_are_those_of_the_repository_s_forms(mini: Mini) -> None:
    described = describe_forms(read_package(_with_place(mini(), PLACE)))
    assert {f["name"] for f in described["forms"]} == {
        p.stem for p in (ROOT / FOLDER).glob("*.yml") if p.stem != "config"
    }
    for form in described["forms"]:
        assert form["fields"] == list(_questions(form["name"]))
    assert described["columns"] == _questions("report-wrong-row")["field"]["options"]


@pytest.mark.site
def test_no_view_shows_a_report_link_without_a_repository(visit: Open) -> None:
    page = visit("#/search?q=zzzz")
    for view in ("#/record/evt-0001", "#/sources", "#/actors", "#/actor/rus", "#/search"):
        page.evaluate("(hash) => { performance.clearMarks(); location.hash = hash }", view)
        page.wait_for_function("() => performance.getEntriesByName('sirte-shown').length")
        assert page.locator(f"{REPORTS}, .report-cell, .propose").count() == 0, view


@pytest.mark.site
def test_address_that_is_not_https_opens_no_form(visit: Open, placed: str) -> None:
    page = visit("", placed)
    for address in ("http://code.example/a", "javascript:alert(1)", "//evil.example", ""):
        page.evaluate("(a) => { SIRTE.received.get('front').reporting.address = a }", address)
        assert page.evaluate("SIRTE.formAddress('report-wrong-row', 'x', {})") == ""


@pytest.mark.site
def test_report_of_a_row_fills_in_its_id(visit: Open, placed: str) -> None:
    link = visit("#/record/evt-0001", placed).get_by_text("Report an error in this row")
    address = link.get_attribute("href")
    assert address.startswith(f"{PLACE}/issues/new?")
    assert _asked(address) == {
        "template": "report-wrong-row.yml",
        "title": "[report-wrong-row] evt-0001",
        "row_id": "evt-0001",
    }


@pytest.mark.site
def test_report_of_a_value_encodes_it_as_the_table_writes_it(
    visit: Open, mini: Mini, build: Callable[[Path], str]
) -> None:
    place = 'Bir & "iki" + %41 #x=İ'
    package = _with_place(mini(events={0: {"place": place, "valence": "0"}}), PLACE)
    page = visit("#/record/evt-0001", build(package))
    asked = _asked(page.get_by_label("Report Place as wrong").get_attribute("href"))
    assert (asked["field"], asked["old_value"]) == ("place", place)
    asked = _asked(page.get_by_label("Report Valence as wrong").get_attribute("href"))
    assert (asked["field"], asked["old_value"]) == ("valence", "0")


@pytest.mark.site
def test_report_filled_in_from_the_page_is_applied(
    visit: Open, mini: Mini, build: Callable[[Path], str], tmp_path: Path
) -> None:
    package = _with_place(mini(), PLACE)
    page = visit("#/record/evt-0003", build(package))
    answers = _asked(page.get_by_label("Report Intensity as wrong").get_attribute("href"))
    answers |= {"new_value": "4", "reason": "No deaths.", "reason_class": "coding-error"}
    (tmp_path / "form.md").write_text(_as_issue(answers), "utf-8")
    words = ["apply", str(tmp_path / "form.md"), "--path", str(package)]
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "changed evt-0003 intensity: '5' to '4'" in result.stdout


def _as_issue(answers: dict[str, str]) -> str:
    """Return the text of the issue that the form makes of these answers."""
    parts = []
    for name, attributes in _questions("report-wrong-row").items():
        options = attributes.get("options", [])
        given = answers.get(name, "_No response_")
        shown = next((o for o in options if o.split(" (")[0] == given), given)
        parts.append(f"### {attributes['label']}\n\n{shown}\n")
    return "\n".join(parts)


@pytest.mark.site
@pytest.mark.parametrize(
    ("view", "forms"),
    [
        ("#/search", ["propose-event", "propose-statement", "propose-alignment"]),
        ("#/sources", ["propose-source"]),
        ("#/actors", ["propose-actor"]),
        ("#/record/stm-0001", ["propose-evidence"]),
    ],
)
def test_missing_rows_can_be_proposed_where_one_misses_them(
    visit: Open, placed: str, view: str, forms: list[str]
) -> None:
    links = visit(view, placed).locator(".propose a")
    addresses = links.evaluate_all("(l) => l.map((a) => a.href)")
    asked = [_asked(a) for a in addresses]
    assert [a["template"] for a in asked] == [f"{f}.yml" for f in forms]
    for form, answers in zip(forms, asked, strict=True):
        assert set(answers) - {"template", "title"} <= set(_questions(form))
    if "record" in view:
        assert asked[0]["statement_id"] == "stm-0001"


@pytest.mark.site
def test_hidden_value_of_a_field_cannot_add_a_parameter(visit: Open, placed: str) -> None:
    address = visit("", placed).evaluate(
        "SIRTE.formAddress('report-wrong-row', 'x&template=y',"
        " {old_value: '&row_id=evil#', no_such: 'z'})"
    )
    assert re.findall(r"[?&](\w+)=", address) == ["template", "title", "old_value"]
    assert urlsplit(address).fragment == ""
