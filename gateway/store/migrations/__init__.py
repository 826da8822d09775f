"""Steps between versions of the store, as Alembic revisions that go up and down, on SQLite and on PostgreSQL.

A revision's id is the store's version. Its tables are written out and not taken from `tables.py`, which moves on. No
revision uses Alembic's batch mode, which copies a table: SQLite adds and drops columns itself, and a copy made from
what is read back of a table would lose AUTOINCREMENT and WITHOUT ROWID.

To change the tables: change `tables.py`, write the next revision in `versions/`, raise `VERSION` in
`gateway/store/versions.py`, and keep the tables as they were in `tests/store/earlier_versions/`. The tests tell where
the two ways to this version, made new and brought up to date, differ.
"""
