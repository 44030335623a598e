"""The head that counts the journal, seals on documents, archives handed over in one transaction."""

import json
import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from expertise.review.journal import GENESIS, canonical, digest, seal

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables, seal what is there already, and let the database refuse to change documents too."""
    op.create_table(
        "head",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.CheckConstraint("id = 1", name="one_head"),
    )
    op.create_table(
        "pending",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    connection = op.get_bind()
    _seal_documents(connection)
    count, last = connection.execute(sa.text("SELECT COUNT(*), MAX(seq) FROM entry")).one()
    held = connection.execute(sa.text("SELECT hash FROM entry WHERE seq = :seq"), {"seq": last}).scalar()
    connection.execute(
        sa.text("INSERT INTO head (id, count, hash) VALUES (1, :count, :hash)"),
        {"count": count, "hash": held or GENESIS},
    )
    for table, change in (
        ("document", "UPDATE"),
        ("document", "DELETE"),
        ("draft", "DELETE"),
        ("head", "DELETE"),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'a {table} is kept as it is'); END"
        )


def _seal_documents(connection: sa.Connection) -> None:
    """Enter the digests of documents that were stored before versions carried them: one entry a draft."""
    documents: dict[str, dict[str, str]] = {}
    for row in connection.execute(sa.text("SELECT * FROM document ORDER BY draft, version, language")):
        documents.setdefault(row.draft, {})[row.id] = seal(row._asdict())
    for draft, sealed in documents.items():
        last = connection.execute(sa.text("SELECT hash FROM entry ORDER BY seq DESC LIMIT 1")).scalar()
        client, at = uuid.uuid4().hex, datetime.now(UTC).isoformat(timespec="milliseconds")
        payload = canonical({"documents": sealed})
        own = digest(last or GENESIS, draft, client, at, "-", "sealed", json.loads(payload))
        values = {
            "draft": draft, "client": client, "at": at, "person": "-", "kind": "sealed", "payload": payload,
            "previous": last or GENESIS, "hash": own,
        }  # fmt: skip
        names = ", ".join(values)
        places = ", ".join(f":{name}" for name in values)
        connection.execute(sa.text(f"INSERT INTO entry ({names}) VALUES ({places})"), values)
