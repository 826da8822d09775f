"""The one statement of a table: for every database SQLAlchemy speaks to, with its keys bound and never spliced."""

from __future__ import annotations

import pytest
from sqlalchemy.dialects import mssql, mysql, oracle, postgresql, sqlite
from sqlalchemy.engine import Dialect

from connectors.declared.sql_spec import ControlTable, Fold, SqlTable
from connectors.declared.sql_statement import statement

CONTROL = ControlTable(table="exchange.control", rows="row_count", where={"table_name": ("a",)}, loaded_at="loaded_at")
TABLE = SqlTable(table="exchange.licences", key="code", fold=Fold.UPPER_WITHOUT_HYPHENS, where={"deleted": ("0",)})
WHOLE = SqlTable(table=TABLE.table, key=TABLE.key, fold=TABLE.fold, where=TABLE.where, control=CONTROL)
DIALECTS = (sqlite, postgresql, mysql, oracle, mssql)
HOSTILE = "' OR '1'='1"


@pytest.mark.parametrize("module", DIALECTS)
@pytest.mark.parametrize("spec", [TABLE, WHOLE])
def test_it_compiles_for_every_dialect_with_keys_bound(module: object, spec: SqlTable) -> None:
    dialect: Dialect = module.dialect()  # type: ignore[attr-defined]  # a module of SQLAlchemy
    compiled = statement(spec, ["id", "number"], [HOSTILE, "B"]).compile(dialect=dialect)
    text = str(compiled)
    assert HOSTILE not in text
    assert text.count("licences") >= 1
    assert ";" not in text
    assert "ON 1 = 1" in text or spec is TABLE
    assert " AS rows" not in text
    assert [HOSTILE, "B"] in compiled.params.values()


@pytest.mark.parametrize(("fold", "words"), [(Fold.NONE, "licences.code IN"), (Fold.UPPER, "upper(")])
def test_the_column_is_folded_as_declared(fold: Fold, words: str) -> None:
    spec = SqlTable(table="licences", key="code", fold=fold)
    assert words in str(statement(spec, ["id"], ["A"]).compile(dialect=sqlite.dialect()))


def test_no_more_rows_are_read_than_are_allowed_and_one() -> None:
    spec = SqlTable(table="licences", key="code", most_rows=10)
    compiled = statement(spec, ["id"], ["A"]).compile(dialect=sqlite.dialect())
    assert 11 in compiled.params.values()
