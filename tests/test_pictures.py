"""Charts of notebooks as files."""

from pathlib import Path

from nbformat import v4

from sirte.pictures import save_charts

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="9"/></svg>'


def test_each_chart_is_written_as_svg_and_png(tmp_path: Path) -> None:
    chart = v4.new_output("display_data", {"image/svg+xml": SVG})  # type: ignore[no-untyped-call]
    text = v4.new_output("stream", text="words")  # type: ignore[no-untyped-call]
    cells = [v4.new_code_cell(outputs=[chart, text, chart])]  # type: ignore[no-untyped-call]
    notebook = v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    made = save_charts(notebook, "02_topic", tmp_path / "charts")
    assert [p.name for p in made] == [
        "02_topic_1.svg",
        "02_topic_1.png",
        "02_topic_2.svg",
        "02_topic_2.png",
    ]
    assert made[0].read_text("utf-8") == SVG
    assert made[1].read_bytes().startswith(b"\x89PNG")


def test_notebook_without_charts_makes_no_file(tmp_path: Path) -> None:
    assert save_charts(v4.new_notebook(), "01_tour", tmp_path) == []  # type: ignore[no-untyped-call]
