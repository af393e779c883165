"""Croissant metadata (MLCommons, 1.0): the files and their tables as schema.org's JSON-LD.

Data catalogues and search engines for data sets read it. It says of each CSV table what the
data package says: columns, types, keys, and which column leads to which table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .descriptions import of_column, of_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .flat_tables import FlatColumn, FlatTable

Data = dict[str, Any]

_TYPES: Final = {
    "integer": "sc:Integer",
    "number": "sc:Float",
    "amount": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
#: The words of the format, as its specification gives them.
_CONTEXT: Final[Data] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(
    about: Data,
    resources: Iterable[Data],
    tables: Mapping[str, FlatTable],
    leads_to: Mapping[str, Mapping[str, str]],
) -> Data:
    """Return the metadata of a data set.

    Args:
        about: the data set in schema.org's words.
        resources: the files, as the data package describes them.
        tables: by the name of their file, those that are CSV.
        leads_to: by table, the column of another table ("records/id") that a column refers to.
    """
    files = list(resources)
    there = {one["path"] for one in files}
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        **about,
        "distribution": [_file(one) for one in files],
        "recordSet": [
            _record_set(name, table, leads_to.get(table.name, {}))
            for name, table in tables.items()
            if name in there
        ],
    }


def _file(resource: Data) -> Data:
    return {
        "@type": "cr:FileObject",
        "@id": resource["path"],
        "name": resource["path"],
        "contentUrl": resource["path"],
        "contentSize": f"{resource['bytes']} B",
        "encodingFormat": resource["mediatype"],
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def _record_set(file: str, table: FlatTable, leads_to: Mapping[str, str]) -> Data:
    told: Data = {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": of_table(table.name),
    }
    if table.key:
        told["key"] = [{"@id": f"{table.name}/{one}"} for one in table.key]
    told["field"] = [*_fields(file, table, leads_to)]
    return told


def _fields(file: str, table: FlatTable, leads_to: Mapping[str, str]) -> Iterator[Data]:
    for column in table.columns:
        field = _field(file, table, column)
        if column.name in leads_to:
            field["references"] = {"field": {"@id": leads_to[column.name]}}
        yield field


def _field(file: str, table: FlatTable, column: FlatColumn) -> Data:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": of_column(table.name, column.name),
        "dataType": _TYPES.get(column.type, "sc:Text"),
        "source": {"fileObject": {"@id": file}, "extract": {"column": column.name}},
    }
