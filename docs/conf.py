"""Sphinx configuration; `make docs` stages the pages and runs Sphinx with this folder as -c."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_extensions"))

from sirte.descriptors import read_package  # noqa: E402

package = read_package(HERE.parent)

project = "SIRTE"
author = "SIRTE contributors"
copyright = "SIRTE contributors. Text and data: CC BY 4.0. Code: MIT"  # noqa: A001
release = version = package.version
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx_click", "docstrings", "mathml"]
extensions += ["records", "alternatives"]
templates_path = ["_templates"]
nitpicky = True
# Names of other packages have no page here; those of our own must resolve.
nitpick_ignore_regex = [(r"py:.*", r"(?!sirte\.).*")]

myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "off"
nb_merge_streams = True

default_role = "code"
add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_mock_imports = ["jax", "numpyro"]
python_maximum_signature_line_length = 80
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = f"SIRTE {release}"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_js_files = ["search.js"]
html_math_renderer = "mathml"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
# The explorer is the site's front page, one folder up, where the checkout has one.
html_context = {"explorer": (HERE.parent / "explorer" / "index.html").is_file()}
_PARTS = ("scroll-start", "brand", "search", "navigation", "scroll-end", "variant-selector")
html_sidebars = {"**": [f"sidebar/{part}.html" for part in _PARTS]}
html_sidebars["**"].insert(3, "explorer.html")
html_theme_options = {"navigation_with_keys": True}
pygments_style = "default"
pygments_dark_style = "github-dark"
