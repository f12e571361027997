"""Rules on text as such, in whatever table it stands."""

from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from sirte.checks.rules import Fault, Tables, faults, rule

# Spreadsheets take what begins so for a formula, some of them the full-width signs too.
_FORMULA = r"^[=+\-@\t\r\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}]"
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"


@rule("no-formula-cell", hint="begin the text with another character, as a word")
def no_formula_cell(tables: Tables) -> Iterator[Fault]:
    """No text begins with =, +, -, @ or a tab, which spreadsheets run as a formula; a number may
    begin with its minus.
    """
    for name, frame in tables.frames.items():
        for field in tables.package.tables[name].fields:
            if field.type != "string":
                continue
            text = frame[field.name]
            found = pc.match_substring_regex(pa.array(text, pa.large_string()), _FORMULA)
            if pc.any(found).as_py():
                begins = pd.Series(found.fill_null(False).to_numpy(False), index=text.index)
                odd = frame[begins & ~text.str.fullmatch(_NUMBER).fillna(False).astype(bool)]
                message = "the text begins as a formula does"
                yield from faults(name, odd, field.name, message)
