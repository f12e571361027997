"""Packs a folder into a zip that has the same bytes on every run."""

import datetime as dt
import zipfile
from pathlib import Path

_MODE = 0o100644 << 16
_UNIX = 3


def pack(folder: Path, name: str, target: Path, created: dt.datetime) -> None:
    """Write all files below `folder` as `name/...` into the zip `target`, in order of path."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            place = f"{name}/{path.relative_to(folder).as_posix()}"
            info = zipfile.ZipInfo(place, created.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr, info.create_system = _MODE, _UNIX
            archive.writestr(info, path.read_bytes())
