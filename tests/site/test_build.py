"""What is built: the same bytes each time, data that cannot end a script, a server of its own."""

import http.client
import json
import shutil
import threading
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from sirte.cli import main
from sirte.dataset import Dataset, load
from sirte.site import SiteError, build, build_site, open_server
from sirte.site.data import RECORDS, make_chunks

from ..conftest import ROOT, Mini


def _bytes(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


def test_build_twice_gives_the_same_bytes(small: Dataset, tmp_path: Path) -> None:
    first = _bytes(build_site(small, tmp_path / "a"))
    assert first == _bytes(build_site(small, tmp_path / "b"))
    assert {"index.html", "data/front.js", "data/index.js", "download/events.csv"} <= set(first)


def test_build_keeps_the_documentation_and_drops_what_is_old(
    small: Dataset, tmp_path: Path
) -> None:
    folder = build_site(small, tmp_path)
    (folder / "docs" / "method.html").write_text("kept")
    (folder / "data" / "old.js").write_text("dropped")
    build_site(small, tmp_path)
    assert (folder / "docs" / "method.html").read_text() == "kept"
    assert not (folder / "data" / "old.js").exists()


def test_build_interrupted_leaves_the_old_site_whole(
    small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _bytes(build_site(small, tmp_path))
    monkeypatch.setattr(build, "_write_downloads", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build_site(small, tmp_path)
    assert _bytes(tmp_path / "site") == before
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_build_without_the_explorer_s_files_raises(
    small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_PLACES", (tmp_path,))
    with pytest.raises(SiteError, match="use a checkout"):
        build_site(small, tmp_path)


def test_script_cannot_be_ended_by_data() -> None:
    text = build.to_script("x", {"a": "</script><!--\u2028"})
    assert "<" not in text
    assert text.count("\n") == len(text.splitlines()) == 1
    assert json.loads(text.removeprefix('SIRTE.receive("x",').removesuffix(");\n")) == {
        "a": "</script><!--\u2028"
    }


def test_record_s_place_in_the_index_is_its_place_in_the_pieces(real: Dataset) -> None:
    chunks = dict(make_chunks(real))
    for name, key in RECORDS.items():
        pieces = [r for c, rows in chunks.items() if c.startswith(f"records-{name}") for r in rows]
        assert [r["row"][key] for r in pieces] == [r[0] for r in chunks["index"][name]["rows"]]


def test_download_holds_every_table_as_it_stands(real: Dataset, site: Path) -> None:
    with zipfile.ZipFile(site / "download" / "sirte.zip") as archive:
        for table in real.package.tables.values():
            assert archive.read(f"sirte/{table.path}") == (ROOT / table.path).read_bytes()
        archive.extractall(site.parent / "unpacked")
    assert load(site.parent / "unpacked" / "sirte").version == real.version


def test_release_of_these_tables_is_offered(
    small: Dataset, small_built: Path, tmp_path: Path
) -> None:
    release = Path(shutil.copy(f"{small_built}.zip", tmp_path))
    folder = build_site(small, tmp_path)
    assert (folder / "download" / release.name).read_bytes() == release.read_bytes()
    offered = f'"release":{{"file":"{release.name}","bytes":{release.stat().st_size}}}'
    assert offered in (folder / "data" / "front.js").read_text("utf-8")


def test_release_of_other_tables_is_not_offered(
    mini: Mini, small_built: Path, tmp_path: Path
) -> None:
    release = Path(shutil.copy(f"{small_built}.zip", tmp_path))
    changed = load(mini(events={0: {"title": "Another summit"}}))
    folder = build_site(changed, tmp_path)
    assert not (folder / "download" / release.name).exists()
    assert '"release":' not in (folder / "data" / "front.js").read_text("utf-8")


def test_file_that_is_no_zip_is_not_offered(small: Dataset, tmp_path: Path) -> None:
    release = tmp_path / f"sirte-{small.version}.zip"
    release.write_text("no zip")
    assert not (build_site(small, tmp_path) / "download" / release.name).exists()


def test_address_that_is_not_http_gets_no_link(mini: Mini) -> None:
    chunks = dict(make_chunks(load(mini(sources={0: {"url": "javascript:alert(1)"}}))))
    assert chunks["source-0"][0]["links"] == {}
    assert chunks["records-events-0"][0]["evidence"][0]["links"] == {}


def test_site_command_says_what_to_open(mini: Mini, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["site", "--path", str(mini()), "--dist", str(tmp_path)])
    assert (result.exit_code, (tmp_path / "site" / "index.html").is_file()) == (0, True)
    assert result.stdout.startswith(f"built {tmp_path / 'site' / 'index.html'}: ")


def test_site_command_on_a_taken_port_exits_2(mini: Mini, tmp_path: Path) -> None:
    with open_server(tmp_path) as server:
        words = ["site", "--path", str(mini()), "--dist", str(tmp_path), "--serve"]
        result = CliRunner().invoke(main, [*words, "--port", str(server.server_port)])
    assert result.exit_code == 2
    assert "try --port 0" in result.stderr


def test_server_answers_on_loopback_under_the_content_policy(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("here")
    with open_server(tmp_path) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
        connection.request("GET", "/index.html")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"here")
        assert "script-src 'self'" in (answer.getheader("Content-Security-Policy") or "")
        connection.close()
        thread.join(5)
    assert server.server_address[0] == "127.0.0.1"
