"""Triggers by which the database itself refuses to change or remove an entry, or to leave a gap.

Kept apart from the migration that makes them, so that a test can take them away and show what they hold back.
"""

from typing import Any

TABLE = "record_entry"
FINAL = "an entry of the record is never changed or removed"
GAP = "entries of the record are numbered without a gap"

SQLITE = {
    "record_no_update": f"BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{FINAL}'); END",
    "record_no_delete": f"BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{FINAL}'); END",
    "record_no_gap": (
        f'BEFORE INSERT ON {TABLE} WHEN NEW."index" <> (SELECT COALESCE(MAX("index") + 1, 0) FROM {TABLE}) '
        f"BEGIN SELECT RAISE(ABORT, '{GAP}'); END"
    ),
}
FUNCTIONS = {
    "record_refuse": f"BEGIN RAISE EXCEPTION '{FINAL}' USING ERRCODE = 'integrity_constraint_violation'; END",
    "record_refuse_gap": (
        f'BEGIN IF NEW."index" <> (SELECT COALESCE(MAX("index") + 1, 0) FROM {TABLE}) THEN '
        f"RAISE EXCEPTION '{GAP}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END"
    ),
}
POSTGRESQL = {
    "record_no_update": f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION record_refuse()",
    "record_no_delete": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION record_refuse()",
    "record_no_gap": f"BEFORE INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION record_refuse_gap()",
}


def create(connection: Any) -> None:
    """Make the triggers on a Django connection to SQLite or PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, body in FUNCTIONS.items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $${body}$$ LANGUAGE plpgsql"
                )
        for name, rest in (POSTGRESQL if connection.vendor == "postgresql" else SQLITE).items():
            cursor.execute(f"CREATE TRIGGER {name} {rest}")


def drop(connection: Any) -> None:
    """Take the triggers away."""
    on_table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in SQLITE:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
