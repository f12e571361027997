"""The charts of executed notebooks as files, for slides and papers."""

from pathlib import Path
from typing import Any

SCALE = 2


def save_charts(notebook: Any, stem: str, folder: Path) -> list[Path]:
    """Write each chart of an executed notebook as SVG, and as PNG of twice its size.

    Names are the notebook's with the number of the chart in it. Returns the files written.
    """
    import vl_convert

    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number, svg in enumerate(_find_charts(notebook), start=1):
        place = folder / f"{stem}_{number}"
        place.with_suffix(".svg").write_text(svg, encoding="utf-8")
        place.with_suffix(".png").write_bytes(vl_convert.svg_to_png(svg, scale=SCALE))
        made += [place.with_suffix(".svg"), place.with_suffix(".png")]
    return made


def _find_charts(notebook: Any) -> list[str]:
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", [])]
    found = [o.get("data", {}).get("image/svg+xml") for o in outputs]
    return ["".join(svg) for svg in found if svg]
