"""Reading and writing the database of a store: what SQLite refuses becomes an error of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from expertise.errors import WrongUse


@contextmanager
def reading(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection to read with. Raises WrongUse ``store-damaged`` for what cannot be read."""
    try:
        with engine.connect() as connection:
            yield connection
    except DatabaseError as error:
        raise WrongUse("store-damaged", file=str(path)) from error


@contextmanager
def writing(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a transaction that holds the right to write from its beginning, so that the chain has one tail.

    It is on the disk at the end, or nothing of it is. Raises WrongUse: ``store-unwritable`` (busy, full, read
    only), ``store-damaged``.
    """
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()
    except OperationalError as error:
        raise WrongUse("store-unwritable", file=str(path)) from error
    except IntegrityError:
        raise
    except DatabaseError as error:
        raise WrongUse("store-damaged", file=str(path)) from error
