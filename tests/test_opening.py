"""Packages are opened from folders, zip files and git revisions; hostile ones are refused."""

import io
import shutil
import stat
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from sirte import opening
from sirte.descriptors import read_package
from sirte.errors import PackageError
from sirte.opening import open_package

from .conftest import Mini

Names = dict[str, bytes]
COMMIT = ("-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-q", "-m", "change")


def _zip(path: Path, members: Names) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return path


def _files(root: Path, top: str = "") -> Names:
    paths = [p for p in root.rglob("*") if p.is_file()]
    return {f"{top}{p.relative_to(root).as_posix()}": p.read_bytes() for p in paths}


def _refused(place: object, repository: Path | None = None) -> str:
    with pytest.raises(PackageError) as error, open_package(str(place), repository):
        pass
    return str(error.value)


@pytest.fixture
def repository(mini: Mini) -> Path:
    root = mini()
    _git(root, "init", "-q")
    _git(root, "add", ".")
    _git(root, *COMMIT)
    _git(root, "tag", "v1.0.0")
    return root


def _git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(root), *words], check=True, timeout=60)


def test_folder_is_opened_where_it_is(mini: Mini) -> None:
    with open_package(str(root := mini())) as found:
        assert found == root


@pytest.mark.parametrize("top", ["", "sirte-1.0.0/"])
def test_zip_is_opened_and_gone_afterwards(mini: Mini, tmp_path: Path, top: str) -> None:
    path = _zip(tmp_path / "a.zip", _files(root := mini(), top) | {f"{top}x.parquet": b"1"})
    with open_package(str(path)) as found:
        assert read_package(found).version == "0.1.0"
        kept = {n: d for n, d in _files(root).items() if n.endswith((".csv", ".json"))}
        assert _files(found) == kept
    assert not found.exists()


@pytest.mark.parametrize("name", ["HEAD", "v1.0.0"])
def test_revision_is_opened_as_it_was_committed(repository: Path, name: str) -> None:
    (repository / "data" / "events.csv").write_text("changed since")
    with open_package(name, repository) as found:
        assert (found / "data" / "events.csv").read_text("utf-8").count("\n") == 4


@pytest.mark.parametrize(
    "name", ["--output=x", "-h", "nope", "a b", "HEAD:data", "\x00", "", "x" * 5000, "$(id)"]
)
def test_revision_that_is_none_is_refused(repository: Path, name: str) -> None:
    assert "is not a folder, a zip file or a revision" in _refused(name, repository)


def test_revision_without_a_package_is_refused(repository: Path) -> None:
    _git(repository, "rm", "-rq", "data")
    _git(repository, *COMMIT)
    assert "HEAD: no data package in this revision" in _refused("HEAD", repository)


def test_revision_without_git_says_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "revisions need git" in _refused("HEAD", repository)


def test_revision_with_a_link_is_refused(repository: Path) -> None:
    (repository / "data" / "events.csv").unlink()
    (repository / "data" / "events.csv").symlink_to("/etc/passwd")
    _git(repository, "add", ".")
    _git(repository, *COMMIT)
    assert "'data/events.csv' is a link" in _refused("HEAD", repository)


@pytest.mark.parametrize(
    "name",
    ["../evil.csv", "/evil.csv", "data/../../evil.csv", "data\\evil.csv", "C:evil.csv", "a\nb"],
)
def test_zip_with_a_path_that_leads_out_is_refused(mini: Mini, tmp_path: Path, name: str) -> None:
    path = _zip(tmp_path / "a.zip", _files(mini()) | {name: b"x"})
    assert "is not a path inside the archive" in _refused(path)


def test_zip_with_a_link_is_refused(mini: Mini, tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", _files(mini()))
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("data/link.csv")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert "'data/link.csv' is a link" in _refused(path)


def test_zip_with_a_name_twice_is_refused(mini: Mini, tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", _files(mini()))
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("data/events.csv", "x")
    assert "stands twice" in _refused(path)


def test_zip_that_says_it_is_too_large_is_refused(
    mini: Mini, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _zip(tmp_path / "a.zip", _files(mini()) | {"data/big.csv": bytes(300_000)})
    monkeypatch.setattr(opening, "LIMIT", 200_000)
    assert "200,000 bytes unpacked" in _refused(path)


def test_zip_that_lies_about_its_size_is_refused(mini: Mini, tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"data/big.csv": bytes(300_000), **_files(mini())})
    data = path.read_bytes()
    path.write_bytes(data.replace((300_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    assert "a.zip" in _refused(path)


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_zip_that_is_none_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    assert "a.zip" in _refused(tmp_path / "a.zip")


def test_zip_that_is_missing_is_refused(tmp_path: Path) -> None:
    assert "not a zip file that can be read" in _refused(tmp_path / "a.zip")


def test_tar_member_that_is_no_file_is_refused(tmp_path: Path) -> None:
    info = tarfile.TarInfo("data/pipe.csv")
    info.type = tarfile.FIFOTYPE
    with tarfile.open(fileobj=io.BytesIO(), mode="w") as archive:
        member = opening._tar_member(archive, info)
    with pytest.raises(PackageError, match="is a link, a device or stands twice"):
        opening._unpack([member], tmp_path, "x")
