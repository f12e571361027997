"""The dataset in the words of catalogues: schema.org, DataCite, Zenodo, and Croissant."""

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from sirte.release.content import BuiltFile, Content, list_files
from sirte.release.croissant import croissant
from sirte.release.facts import Creator, Facts, gather_facts
from sirte.saving import put, to_json

Template = Callable[[Facts, Content, list[BuiltFile]], dict[str, Any]]

_MEDIA = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".dta": "application/x-stata-dta",
    ".sav": "application/x-spss-sav",
    ".graphml": "application/graphml+xml",
}


def write(content: Content, folder: Path) -> None:
    """Write a file for each catalogue; what is not known yet (DOI, day) is left out."""
    facts, files = gather_facts(content.dataset.package), list_files(folder)
    for name, template in TEMPLATES.items():
        put(folder / name, to_json(template(facts, content, files)))


def schema_org(facts: Facts, content: Content, files: list[BuiltFile]) -> dict[str, Any]:
    """Return schema.org's `Dataset` as JSON-LD."""
    judged = [(s.table.name, f) for s in content.tables for f in s.table.fields if f.judged]
    return _filled(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": facts.title,
            "alternateName": facts.name,
            "description": facts.description,
            "version": facts.version,
            "identifier": _doi_address(facts),
            "url": facts.address,
            "license": facts.licence.get("path", ""),
            "isAccessibleForFree": True,
            "creator": [_schema_org_creator(c) for c in facts.creators],
            "datePublished": facts.released,
            "keywords": list(facts.keywords),
            "temporalCoverage": facts.coverage,
            "spatialCoverage": _schema_org_place(facts),
            "variableMeasured": [
                {"@type": "PropertyValue", "name": f"{t}.{f.name}", "description": f.description}
                for t, f in judged
            ],
            "distribution": [
                {
                    "@type": "DataDownload",
                    "contentUrl": file.path,
                    "encodingFormat": _MEDIA[Path(file.path).suffix],
                    "contentSize": f"{file.size} B",
                    "sha256": file.sha256,
                }
                for file in files
                if Path(file.path).suffix in _MEDIA
            ],
        }
    )


def _schema_org_creator(creator: Creator) -> dict[str, Any]:
    about = {
        "@type": "Person" if creator.family else "Organization",
        "@id": creator.orcid,
        "name": creator.name,
        "familyName": creator.family,
        "givenName": creator.given,
        "affiliation": creator.affiliation,
    }
    return _filled(about)


def _schema_org_place(facts: Facts) -> dict[str, Any]:
    if len(facts.box) != 4:
        return _filled({"@type": "Place", "name": facts.place}) if facts.place else {}
    west, south, east, north = facts.box
    shape = {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}
    return _filled({"@type": "Place", "name": facts.place, "geo": shape})


def datacite(facts: Facts, _: Content, files: list[BuiltFile]) -> dict[str, Any]:
    """Return DataCite's metadata as JSON; a DOI and a year are added when there are any."""
    formats = sorted({_MEDIA[s] for f in files if (s := Path(f.path).suffix) in _MEDIA})
    licence, coverage = facts.licence, facts.coverage
    return _filled(
        {
            "doi": facts.doi,
            "creators": [_datacite_creator(c) for c in facts.creators],
            "titles": [{"title": facts.title}],
            "publisher": {"name": ":unav"},
            "publicationYear": facts.released[:4],
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
            "subjects": [{"subject": keyword} for keyword in facts.keywords],
            "dates": [
                *([{"date": facts.released, "dateType": "Issued"}] if facts.released else []),
                *([{"date": coverage, "dateType": "Coverage"}] if coverage else []),
            ],
            "language": "en",
            "version": facts.version,
            "formats": formats,
            "sizes": [f"{sum(f.size for f in files)} B"],
            "rightsList": [
                _filled(
                    {
                        "rights": licence.get("title", ""),
                        "rightsUri": licence.get("path", ""),
                        "rightsIdentifier": licence.get("name", ""),
                        "rightsIdentifierScheme": "SPDX",
                    }
                )
            ],
            "descriptions": [{"description": facts.description, "descriptionType": "Abstract"}],
            "geoLocations": _datacite_places(facts),
            "url": facts.address,
            "schemaVersion": "http://datacite.org/schema/kernel-4",
        }
    )


def _datacite_creator(creator: Creator) -> dict[str, Any]:
    identifier = {"nameIdentifier": creator.orcid, "nameIdentifierScheme": "ORCID"}
    about = {
        "name": creator.inverted,
        "nameType": "Personal" if creator.family else "Organizational",
        "givenName": creator.given,
        "familyName": creator.family,
        "nameIdentifiers": [identifier] if creator.orcid else [],
        "affiliation": [{"name": creator.affiliation}] if creator.affiliation else [],
    }
    return _filled(about)


def _datacite_places(facts: Facts) -> list[dict[str, Any]]:
    names = ("westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude")
    box = dict(zip(names, facts.box, strict=True)) if len(facts.box) == 4 else {}
    about = _filled({"geoLocationPlace": facts.place, "geoLocationBox": box})
    return [about] if about else []


def zenodo(facts: Facts, _: Content, __: list[BuiltFile]) -> dict[str, Any]:
    """Return the metadata of a deposit at Zenodo; its description is HTML."""
    return _filled(
        {
            "title": facts.title,
            "upload_type": "dataset",
            "description": f"<p>{escape(facts.description, quote=False)}</p>",
            "creators": [
                _filled(
                    {
                        "name": c.inverted,
                        "affiliation": c.affiliation,
                        "orcid": c.orcid.removeprefix("https://orcid.org/"),
                    }
                )
                for c in facts.creators
            ],
            "keywords": list(facts.keywords),
            "access_right": "open",
            "license": facts.licence.get("name", "").lower(),
            "version": facts.version,
            "language": "eng",
            "publication_date": facts.released,
            "doi": facts.doi,
        }
    )


def _doi_address(facts: Facts) -> str:
    return f"https://doi.org/{facts.doi}" if facts.doi else ""


def _filled(about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the mapping without what is empty."""
    return {key: value for key, value in about.items() if value not in ("", [], {}, None)}


TEMPLATES: dict[str, Template] = {
    "croissant.json": croissant,
    "schema.org.json": schema_org,
    "datacite.json": datacite,
    "zenodo.json": zenodo,
}
