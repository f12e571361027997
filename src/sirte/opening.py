"""Opens a package wherever it is: a folder, a zip file, or a revision in git.

Archives and revision names come from others: nothing is unpacked outside its folder, no link is
followed, no more than 200 MB are written, and git is never run through a shell.
"""

import io
import shutil
import stat
import subprocess
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from sirte.errors import PackageError
from sirte.paths import DESCRIPTOR, find_package

LIMIT = 200_000_000
MOST = 20_000
_PARTS = ("data", "schemas")
_SECONDS = 120
# What the standard library raises on archives that are damaged, encrypted or of unknown methods.
_BROKEN = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError),
)


@dataclass(frozen=True)
class _Member:
    name: str
    size: int
    is_file: bool
    open: Callable[[], IO[bytes]]


@contextmanager
def open_package(place: str, repository: Path | None = None) -> Iterator[Path]:
    """Yield the package's folder; what was unpacked is gone afterwards.

    `place` is a folder, a .zip file, or a revision of the repository that `repository` lies in
    (the working folder without it). Raises `PackageError` where it is none of them, or where the
    archive cannot be trusted.
    """
    path = Path(place)
    if place and _is(path.is_dir):
        yield find_package(path)
        return
    with tempfile.TemporaryDirectory(prefix="sirte-") as folder:
        if place.lower().endswith(".zip"):
            yield _unzip(path, Path(folder))
        else:
            yield _check_out(place, repository or Path.cwd(), Path(folder))


def _is(test: Callable[[], bool]) -> bool:
    try:
        return test()
    except (OSError, ValueError):  # a name too long, or with a null character
        return False


def _unzip(path: Path, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [i for i in archive.infolist() if not i.is_dir()]
            members = [_zip_member(archive, info) for info in infos]
            return _unpack(members, folder, path.name)
    except _BROKEN as error:
        raise PackageError(f"{path}: not a zip file that can be read: {error}") from None


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> _Member:
    mode = info.external_attr >> 16
    is_file = not stat.S_IFMT(mode) or stat.S_ISREG(mode)
    return _Member(info.orig_filename, info.file_size, is_file, lambda: archive.open(info))


def _check_out(revision: str, repository: Path, folder: Path) -> Path:
    """Write descriptor, data and schemas of a revision below `folder`."""
    if revision.startswith("-") or not revision.isprintable() or not revision.strip():
        raise PackageError(f"{revision!r} is not a folder, a zip file or a revision")
    commit = _git(repository, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if commit is None:
        raise PackageError(f"{revision!r} is not a folder, a zip file or a revision of git")
    name = commit.decode("ascii").strip()
    data = _git(repository, "archive", "--format=tar", name, "--", DESCRIPTOR, *_PARTS)
    if data is None:
        raise PackageError(f"{revision}: no data package in this revision")
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        infos = [i for i in archive.getmembers() if not i.isdir()]
        members = [_tar_member(archive, info) for info in infos]
        return _unpack(members, folder, revision)


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> _Member:
    return _Member(
        info.name, info.size, info.isreg(), lambda: archive.extractfile(info) or io.BytesIO()
    )


def _git(repository: Path, *words: str) -> bytes | None:
    """Return what git prints, or None where it fails; raises `PackageError`."""
    git = shutil.which("git")
    if git is None:
        raise PackageError("revisions need git, which is not installed: give a folder or zip file")
    command = [git, "-C", str(repository), *words]
    with tempfile.TemporaryFile() as out:
        try:
            done = subprocess.run(  # noqa: S603  a list, no shell; the revision is a plain name
                command, stdout=out, stderr=subprocess.DEVNULL, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise PackageError(f"git {words[0]} took longer than {_SECONDS} seconds") from None
        if out.tell() > 2 * LIMIT:
            raise PackageError(f"git {words[0]}: more than {LIMIT:,} bytes")
        out.seek(0)
        return out.read() if done.returncode == 0 else None


def _unpack(members: list[_Member], folder: Path, what: str) -> Path:
    """Write the package among the members below `folder` and return its folder."""
    _refuse(members, what)
    tops = [m.name for m in members if PurePosixPath(m.name).name == DESCRIPTOR]
    if not tops:
        raise PackageError(f"{what}: not a data package, {DESCRIPTOR} is missing")
    root = PurePosixPath(min(tops, key=lambda name: name.count("/"))).parent
    left = LIMIT
    for member in members:
        path = PurePosixPath(member.name)
        if path.is_relative_to(root) and _is_needed(path.relative_to(root)):
            left -= _write(member, folder / path.relative_to(root), left, what)
    return find_package(folder)


def _is_needed(path: PurePosixPath) -> bool:
    return str(path) == DESCRIPTOR or path.suffix in (".csv", ".json")


def _refuse(members: list[_Member], what: str) -> None:
    if len(members) > MOST or sum(m.size for m in members) > LIMIT:
        raise PackageError(f"{what}: more than {MOST:,} files or {LIMIT:,} bytes unpacked")
    seen: set[str] = set()
    for member in members:
        parts = PurePosixPath(member.name)
        is_odd = parts.is_absolute() or ".." in parts.parts or not member.name.isprintable()
        if is_odd or "\\" in member.name or ":" in member.name:
            raise PackageError(f"{what}: {member.name!r} is not a path inside the archive")
        if not member.is_file or member.name in seen:
            raise PackageError(f"{what}: {member.name!r} is a link, a device or stands twice")
        seen.add(member.name)


def _write(member: _Member, target: Path, limit: int, what: str) -> int:
    target.parent.mkdir(parents=True, exist_ok=True)
    with member.open() as source, target.open("wb") as file:
        while chunk := source.read(1 << 20):
            file.write(chunk)
            if file.tell() > limit:
                raise PackageError(f"{what}: more than {LIMIT:,} bytes unpacked")
        return file.tell()
