"""How to cite the dataset, a version of it, or one record: BibTeX, RIS, CSL-JSON, APA."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sirte.cff import CITATION, read_cff
from sirte.dataset import Dataset
from sirte.errors import PackageError, UnknownIdError


@dataclass(frozen=True)
class Reference:
    """What a citation says. `record_id` and `record` are empty for the dataset as a whole; `doi`
    and `url` until there are any.
    """

    title: str
    version: str
    year: str
    authors: tuple[str, ...]
    doi: str = ""
    url: str = ""
    record_id: str = ""
    record: str = ""

    @property
    def key(self) -> str:
        """Short name in reference managers."""
        return "-".join(part for part in ("sirte", self.version, self.record_id) if part)

    @property
    def link(self) -> str:
        """The address to give: the DOI's where there is one, else the dataset's own, or none."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


def make_reference(dataset: Dataset, record_id: str = "", version: str = "") -> Reference:
    """Return the reference of the dataset, of a version, or of one record in it.

    Raises `UnknownIdError` for a record or version that there is not, `PackageError` without
    CITATION.cff.
    """
    facts = read_citation(dataset.package.root / CITATION)
    year, version = _year(dataset, facts, version), version or dataset.version
    is_current = version == facts.get("version")
    return Reference(
        title=facts["title"],
        version=version,
        year=year,
        authors=tuple(facts["authors"].split("; ")),
        doi=facts.get("doi", "") if is_current else "",  # a DOI belongs to its version
        url=facts.get("url", ""),
        record_id=record_id,
        record=_summary(dataset, record_id) if record_id else "",
    )


def _year(dataset: Dataset, facts: dict[str, str], version: str) -> str:
    releases = dataset.frames["releases"]
    known = {
        str(v): f"{day:%Y}" for v, day in zip(releases["version"], releases["date"], strict=True)
    }
    own = facts.get("date-released") or str(dataset.package.metadata.get("created", ""))
    known.setdefault(dataset.version, own[:4] or "n.d.")
    if version and version not in known:
        raise UnknownIdError(f"no version {version!r}: one of {', '.join(sorted(known))}")
    return known[version or dataset.version]


def _summary(dataset: Dataset, record_id: str) -> str:
    row = dataset.record(record_id).row
    return row.get("title") or row.get("name") or row["summary"]


def read_citation(path: Path) -> dict[str, str]:
    """Return the top-level texts of CITATION.cff; authors are joined by "; ".

    Raises `PackageError` where title or authors are missing, or the file is not plain YAML.
    """
    cited = read_cff(path.parent)
    facts = {name: value for name, value in cited.items() if isinstance(value, str)}
    people = [_author(p) for p in cited.get("authors") or [] if isinstance(p, dict)]
    facts["authors"] = "; ".join(people)
    if not facts.get("title") or not people:
        raise PackageError(f"{path.name} has no title, or no authors")
    return facts


def _author(person: dict[str, str]) -> str:
    names = [person.get("family-names", ""), person.get("given-names", "")]
    return person.get("name") or ", ".join(n for n in names if n)


# Styles


def to_bibtex(reference: Reference) -> str:
    """Return a BibTeX entry of the type misc, which every style knows."""
    whole = f"{reference.title}, version {reference.version}"
    fields = {
        "author": " and ".join("{" + _tex(a) + "}" for a in reference.authors),
        "title": "{" + _tex(_name(reference)) + "}",
        "howpublished": _tex(f"In {whole}") if reference.record_id else "",
        "year": reference.year,
        "version": reference.version,
        "note": "Data set",
        "doi": reference.doi,
        "url": reference.link,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{reference.key},", *lines, "}"]) + "\n"


_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces behind a backslash too
    "}": r"\textbraceright{}",
} | {char: f"\\{char}" for char in "&%$#_"}


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in _line(text))


def to_ris(reference: Reference) -> str:
    """Return a RIS entry of the type DATA."""
    tags = [
        ("TY", "DATA"),
        *(("AU", author) for author in reference.authors),
        ("TI", _name(reference)),
        ("T2", reference.title if reference.record_id else ""),
        ("PY", reference.year if reference.year.isdigit() else ""),
        ("ET", reference.version),
        ("AN", reference.record_id),
        ("DO", reference.doi),
        ("UR", reference.link),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in tags if value]
    return "\n".join([*lines, "ER  - "]) + "\n"


def to_csl_json(reference: Reference) -> str:
    """Return a CSL-JSON array with one item of the type dataset."""
    is_dated = reference.year.isdigit()
    item = {
        "id": reference.key,
        "type": "dataset",
        "title": _name(reference),
        "container-title": reference.title if reference.record_id else "",
        "author": [{"literal": author} for author in reference.authors],
        "issued": {"date-parts": [[int(reference.year)]]} if is_dated else {},
        "version": reference.version,
        "number": reference.record_id,
        "DOI": reference.doi,
        "URL": reference.link,
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2) + "\n"


def to_apa(reference: Reference) -> str:
    """Return one line in the style of the APA's seventh edition."""
    authors = " & ".join(reference.authors)
    version = f"(Version {reference.version})"
    if reference.record_id:
        what = f"{_name(reference)} [Data set entry]. In {reference.title} {version}."
    else:
        what = f"{reference.title} {version} [Data set]."
    return _line(f"{authors}. ({reference.year}). {what} {reference.link}") + "\n"


def _name(reference: Reference) -> str:
    if not reference.record_id:
        return reference.title
    return _line(f"{reference.record_id}: {reference.record}").rstrip(".")


def _line(text: str) -> str:
    """Return text on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


STYLES: dict[str, Callable[[Reference], str]] = {
    "apa": to_apa,
    "bibtex": to_bibtex,
    "ris": to_ris,
    "csl-json": to_csl_json,
}
