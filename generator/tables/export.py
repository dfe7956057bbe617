"""The files of imported tables: a CSV and the YAML that describes it, and offices."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

import yaml

from generator.tables.legislators import Congress, Row
from generator.tables.seats import ordinal

_TABLES: Mapping[str, tuple[str, str, str]] = {
    "legislators": ("members", "seat", "Seats of Congress and who holds them"),
    "district-offices": ("offices", "office", "District offices of Members"),
    "committees": ("committees", "committee", "Committees and subcommittees"),
    "committee-members": ("seated", "place", "Who sits on which committee"),
}
"""By id: the rows of a `Congress`, their key, and a title."""
_BUILDINGS = {
    "house": "United States House of Representatives, Washington, DC 20515",
    "senate": "United States Senate, Washington, DC 20510",
}


SOURCE = "congress-legislators"
"""The id of the source of all of them."""


def source(as_of: date) -> str:
    """Its entry among the sources."""
    return (
        f"{SOURCE}:\n  publisher: The @unitedstates project\n  title: Members of the United States Congress\n"
        f"  url: https://github.com/unitedstates/congress-legislators\n  accessed: {as_of.isoformat()}\n"
    )


def files(congress: Congress, as_of: date) -> dict[str, bytes]:
    """The files of all tables that have rows, by their names."""
    made: dict[str, bytes] = {}
    for name, (rows_of, key, title) in _TABLES.items():
        rows: Sequence[Row] = getattr(congress, rows_of)
        if rows:
            made[f"{name}.csv"] = _csv(rows)
            made[f"{name}.yaml"] = _description(name, key, title, list(rows[0]), as_of)
    return made


def _csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")  # Excel knows UTF-8 by the mark


def _description(name: str, key: str, title: str, columns: Sequence[str], as_of: date) -> bytes:
    head = [
        "# Made by: onepager tables import legislators. Importing again replaces the CSV and the days here, no more.",
        f"title: {title}",
        f"file: {name}.csv",
        f"key: {key}",
        "name: name",
        f"source: {SOURCE}",
    ]
    if "state" in columns:
        head += ["# What a row lacks is taken from its state, and the text says so:",
                 "# above: {table: nih-projects-by-state, key: state}"]  # fmt: skip
    entries = [f"  {column}:\n    as_of: {as_of.isoformat()}" for column in columns]
    return ("\n".join([*head, "columns:", *entries]) + "\n").encode()


def offices(congress: Congress) -> bytes:
    """The Members who hold a seat as a file of offices, to copy from."""
    made = {_office_id(row): _office(row) for row in congress.members if row["status"] == "seated"}
    body = yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=1000)
    return f"# Members of Congress, as talking_points/offices.yaml has them. Copy those you work for.\n{body}".encode()


def _office_id(row: Row) -> str:
    plain = unicodedata.normalize("NFKD", row["last_name"]).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"{row['seat'].lower()}-{name}".rstrip("-")[:60].rstrip("-")


def _office(row: Row) -> dict[str, str]:
    name = row["member"].split(". ", 1)[-1].removeprefix("Comm. ")
    fields = {
        "name": f"{row['title']} {name}",
        "signature": name,
        "chamber": row["chamber"],
        "state": row["state"],
        "district": _district(row),
        "address": row["office"] or _BUILDINGS[row["chamber"]],
        "phone": row["phone"],
        "website": row["website"],
    }
    return {key: value for key, value in fields.items() if value}


def _district(row: Row) -> str:
    if row["chamber"] == "senate":
        return ""
    return f"{ordinal(int(row['district']))} District" if row["district"] != "0" else "At large"
