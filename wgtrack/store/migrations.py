"""The schema, as ordered, named migrations, each in one transaction with its record.

A migration is SQL that was true when it was written; it never reads today's `tables`. The fresh schema is
all of them in order, so that a new database and an old one cannot differ.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from wgtrack.errors import StoreError


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema; `statements` run in order and in one transaction."""

    number: int
    name: str
    statements: tuple[str, ...]


MIGRATIONS = (
    Migration(
        1,
        "notes, items and what people said",
        (
            "CREATE TABLE note (path VARCHAR NOT NULL PRIMARY KEY, digest VARCHAR NOT NULL, reader VARCHAR NOT NULL)",
            """CREATE TABLE meeting (
                {id_column},
                path VARCHAR NOT NULL REFERENCES note (path),
                key VARCHAR NOT NULL,
                date DATE,
                title VARCHAR NOT NULL,
                participants JSON NOT NULL
            )""",
            "CREATE INDEX ix_meeting_path ON meeting (path)",
            "CREATE INDEX ix_meeting_date ON meeting (date)",
            """CREATE TABLE item (
                key VARCHAR NOT NULL PRIMARY KEY,
                text TEXT NOT NULL,
                owners JSON NOT NULL,
                due DATE,
                wake DATE,
                status VARCHAR NOT NULL,
                kind VARCHAR NOT NULL,
                refs JSON NOT NULL,
                first_stated DATE,
                last_stated DATE,
                times_stated INTEGER NOT NULL,
                closed_on DATE,
                gone BOOLEAN NOT NULL
            )""",
            "CREATE INDEX item_status ON item (status)",
            """CREATE TABLE statement (
                path VARCHAR NOT NULL,
                key VARCHAR NOT NULL,
                date DATE,
                line INTEGER NOT NULL,
                text TEXT NOT NULL,
                words TEXT NOT NULL,
                context TEXT NOT NULL,
                owners JSON NOT NULL,
                people JSON NOT NULL,
                due DATE,
                wake DATE,
                status VARCHAR NOT NULL,
                kind VARCHAR NOT NULL,
                refs JSON NOT NULL,
                item_key VARCHAR,
                listed BOOLEAN NOT NULL,
                from_agenda BOOLEAN NOT NULL,
                gone BOOLEAN NOT NULL,
                item VARCHAR REFERENCES item (key),
                PRIMARY KEY (path, key)
            )""",
            "CREATE INDEX statement_key ON statement (key)",
            "CREATE INDEX statement_item ON statement (item)",
            "CREATE TABLE batch ({id_column}, at VARCHAR NOT NULL, actor VARCHAR NOT NULL, command VARCHAR NOT NULL)",
            """CREATE TABLE event (
                {id_column},
                batch INTEGER NOT NULL REFERENCES batch (id),
                said_on DATE NOT NULL,
                date DATE NOT NULL,
                actor VARCHAR NOT NULL,
                item VARCHAR NOT NULL,
                what VARCHAR NOT NULL,
                before VARCHAR NOT NULL,
                after VARCHAR NOT NULL,
                note VARCHAR NOT NULL,
                said BOOLEAN NOT NULL
            )""",
            "CREATE INDEX ix_event_batch ON event (batch)",
            "CREATE INDEX event_item ON event (item)",
        ),
    ),
    Migration(
        2,
        "what people decided about items, and commands taken back",
        (
            "ALTER TABLE batch ADD COLUMN reverses INTEGER REFERENCES batch (id)",
            "ALTER TABLE batch ADD COLUMN undone BOOLEAN NOT NULL DEFAULT FALSE",
            "ALTER TABLE batch ADD COLUMN beyond VARCHAR NOT NULL DEFAULT ''",
            "ALTER TABLE statement ADD COLUMN reopened BOOLEAN NOT NULL DEFAULT FALSE",
            "ALTER TABLE statement ADD COLUMN number VARCHAR NOT NULL DEFAULT ''",
            "ALTER TABLE item ADD COLUMN stated_again DATE",
            """CREATE TABLE former_note (
                batch INTEGER NOT NULL REFERENCES batch (id),
                path VARCHAR NOT NULL,
                content JSON NOT NULL,
                PRIMARY KEY (batch, path)
            )""",
            """CREATE TABLE spoken (
                event INTEGER NOT NULL REFERENCES event (id),
                key VARCHAR NOT NULL,
                PRIMARY KEY (event, key)
            )""",
            "CREATE INDEX spoken_key ON spoken (key)",
            """INSERT INTO spoken (event, key)
                SELECT DISTINCT event.id, theirs.key FROM event
                JOIN statement AS own ON own.key = event.item
                JOIN statement AS theirs ON theirs.item = own.item
                WHERE event.said""",
        ),
    ),
    Migration(
        3,
        "links to issues, and what the tracker last said",
        (
            """CREATE TABLE link (
                {id_column},
                item VARCHAR NOT NULL,
                role VARCHAR NOT NULL,
                ref VARCHAR NOT NULL,
                node VARCHAR NOT NULL,
                url VARCHAR NOT NULL,
                named JSON NOT NULL,
                made BOOLEAN NOT NULL,
                comment BIGINT NOT NULL,
                notes_said JSON NOT NULL,
                issue_said JSON NOT NULL,
                state VARCHAR NOT NULL,
                gone VARCHAR NOT NULL,
                detached BOOLEAN NOT NULL
            )""",
            "CREATE INDEX link_item ON link (item)",
            """CREATE TABLE tracker_comment (
                id BIGINT NOT NULL PRIMARY KEY,
                ref VARCHAR NOT NULL,
                node VARCHAR NOT NULL,
                meeting VARCHAR NOT NULL,
                body TEXT NOT NULL,
                url VARCHAR NOT NULL,
                updated VARCHAR NOT NULL,
                digest VARCHAR NOT NULL,
                gone BOOLEAN NOT NULL
            )""",
            "CREATE TABLE tracker_choice (item VARCHAR NOT NULL PRIMARY KEY, choice VARCHAR NOT NULL)",
            "CREATE TABLE tracker_fact (name VARCHAR NOT NULL PRIMARY KEY, value VARCHAR NOT NULL)",
            """CREATE TABLE intent (
                {id_column},
                at VARCHAR NOT NULL,
                what VARCHAR NOT NULL,
                items JSON NOT NULL,
                place VARCHAR NOT NULL
            )""",
        ),
    ),
    Migration(
        4,
        "when linked issues moved",
        (
            "ALTER TABLE link ADD COLUMN title VARCHAR NOT NULL DEFAULT ''",
            "ALTER TABLE link ADD COLUMN moved VARCHAR NOT NULL DEFAULT ''",
            "ALTER TABLE link ADD COLUMN moved_at VARCHAR NOT NULL DEFAULT ''",
        ),
    ),
    Migration(
        5,
        "an index of what statements say",
        (
            "ALTER TABLE statement ADD COLUMN kin VARCHAR",
            "ALTER TABLE statement ADD COLUMN wording BIGINT",
            "ALTER TABLE statement ADD COLUMN ties TEXT NOT NULL DEFAULT ''",
            "CREATE INDEX statement_kin ON statement (kin)",
            "CREATE INDEX statement_wording ON statement (wording)",
            "CREATE INDEX statement_item_key ON statement (item_key)",
            """CREATE TABLE said_word (
                word VARCHAR NOT NULL,
                period INTEGER NOT NULL,
                wording BIGINT NOT NULL,
                least INTEGER NOT NULL,
                PRIMARY KEY (word, period, wording)
            )""",
            "CREATE INDEX said_word_wording ON said_word (wording)",
            "CREATE INDEX item_closed_on ON item (closed_on)",
            "CREATE INDEX item_stated_again ON item (stated_again)",
        ),
    ),
)

_DIALECTS = {
    "sqlite": {"id_column": "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"},
    "postgresql": {"id_column": "id INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"},
}
"""What the databases write differently: for each, the words that stand in a migration in braces."""


def version(connection: Connection) -> int:
    """The number of the last migration this database went through; 0 for an empty one."""
    if not inspect(connection).has_table("schema_migration"):
        return 0
    return int(connection.execute(text("SELECT coalesce(max(number), 0) FROM schema_migration")).scalar_one())


def migrate(
    connection: Connection, where: str, now: dt.datetime, migrations: tuple[Migration, ...] = MIGRATIONS
) -> list[str]:
    """Bring the database up to date, one transaction a migration; returns the names of those applied.

    `now` is recorded with each. StoreError, naming the database `where`, if it is newer than this program.
    Somebody else may migrate at the same time: each transaction looks again before it works.
    """
    newest = migrations[-1].number
    applied = []
    for migration in migrations:
        with connection.begin():
            current = version(connection)
            if current > newest:
                raise StoreError(
                    f"the database {where} was written by a newer wgtrack (its schema is {current}, this program knows "
                    f"{newest}): upgrade wgtrack, or name another database with --db."
                )
            if current >= migration.number:
                continue
            _apply(connection, migration, now)
            applied.append(migration.name)
    return applied


def _apply(connection: Connection, migration: Migration, now: dt.datetime) -> None:
    connection.execute(
        text(
            "CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER NOT NULL PRIMARY KEY, "
            "name VARCHAR NOT NULL, applied_at VARCHAR NOT NULL)"
        )
    )
    words = _DIALECTS[connection.dialect.name]
    for statement in migration.statements:
        connection.execute(text(statement.format(**words)))
    connection.execute(
        text("INSERT INTO schema_migration (number, name, applied_at) VALUES (:number, :name, :at)"),
        {
            "number": migration.number,
            "name": migration.name,
            "at": now.isoformat(timespec="seconds"),
        },
    )
