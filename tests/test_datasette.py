"""Datasette opens the SQLite file with its description and answers on the loopback."""

import http.client
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

SECONDS = 120


@pytest.fixture(scope="module")
def port(small_built: Path) -> Iterator[int]:
    """Return the port on which Datasette serves the small package, read-only."""
    options = ["--metadata", str(small_built / "sirte.metadata.json"), "--port", "0"]
    words = ["serve", "--immutable", str(small_built / "sirte.sqlite"), *options]
    command = [sys.executable, "-W", "ignore", "-m", "datasette", *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        stop = threading.Timer(SECONDS, process.kill)
        stop.start()
        assert process.stderr
        found = (re.search(r"http://127\.0\.0\.1:(\d+)", line) for line in process.stderr)
        match = next((m for m in found if m), None)
        yield int(match[1]) if match else 0
        stop.cancel()
        process.kill()


def _get(port: int, path: str) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, body[:300]
    return json.loads(body) if ".json" in path else body.decode("utf-8")


def test_datasette_answers_a_query_on_a_view(port: int) -> None:
    sql = "SELECT url FROM event_evidence WHERE event_id = 'evt-0002' ORDER BY url"
    query = urlencode({"sql": sql, "_shape": "arrays"})
    rows = _get(port, f"/sirte.json?{query}")["rows"]
    assert rows == [["https://aa.example/b"], ["https://ria.example/a"]]


def test_datasette_lists_tables_and_views(port: int) -> None:
    about = _get(port, "/sirte.json")
    assert "events" in {t["name"] for t in about["tables"]}
    assert "evidence_sources" in {v["name"] for v in about["views"]}


def test_datasette_page_bears_description_licence_and_columns(port: int) -> None:
    page = _get(port, "/sirte/events")
    assert "Creative Commons Attribution 4.0 International" in page
    assert "What the act means for Russian-Turkish alignment." in page
