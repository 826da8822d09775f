"""What a body becomes with one thing wrong: one thing, each thing, in the charset it had."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from connectors.contract.mutations import LEAVES, LISTS, UNKNOWN_WORD, Wrong, mutations, substituted_everywhere
from tests.connectors.acting import OTHER, UNIT

JSON = "application/json"
Value = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text("ab样", max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("xy", min_size=1, max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)
Document = st.dictionaries(st.text("xy", min_size=1, max_size=2), Value, min_size=1, max_size=3)


def at(document: Any, path: str) -> Any:
    for part in path.split("/")[1:]:
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


@given(Document, st.sampled_from(LEAVES))
def test_one_leaf_is_wrong_and_the_rest_as_it_was(document: dict[str, Any], wrong: Wrong) -> None:
    for mutation in mutations(msgspec.json.encode(document), JSON, wrong):
        changed = msgspec.json.decode(mutation.body)
        assert changed != document or wrong is Wrong.WORD
        assert at(document, mutation.at) == mutation.original
        parent, _, name = mutation.at.rpartition("/")
        held = at(changed, parent) if parent else changed
        if wrong is Wrong.MISSING and isinstance(held, dict):
            held[name] = mutation.original
        elif wrong is Wrong.MISSING:
            held.insert(int(name), mutation.original)
        elif isinstance(held, dict):
            held[name] = mutation.original
        else:
            held[int(name)] = mutation.original
        assert changed == document


@pytest.mark.parametrize("wrong", LISTS)
def test_lists_are_cut(wrong: Wrong) -> None:
    [mutation] = mutations(b'{"rows":[{"a":1},{"a":2}],"none":[]}', JSON, wrong)
    rows = msgspec.json.decode(mutation.body)["rows"]
    assert (mutation.at, rows) == ("/rows", [] if wrong is Wrong.EMPTIED else [{"a": 1}])


def test_every_column_is_touched_and_rows_alike_once_and_at_the_end() -> None:
    body = msgspec.json.encode({"rows": [{"a": 1}, {"a": 2}, {"a": 3}, {"b": 4}, {"a": 5}]})
    assert [item.at for item in mutations(body, JSON, Wrong.NULL)] == ["/rows/0/a", "/rows/3/b", "/rows/4/a"]


def test_a_declared_charset_is_kept() -> None:
    body = '{"a":"样","b":"例"}'.encode("gb18030")
    for mutation in mutations(body, "application/json; charset=gbk", Wrong.WORD):
        assert UNKNOWN_WORD in mutation.body.decode("gb18030")
    assert len(list(mutations(body, "application/json; charset=gbk", Wrong.NULL))) == 2


def test_elements_and_attributes_of_xml_are_leaves() -> None:
    body = '<a><b n="2"><c>样</c><c>y</c></b></a>'.encode()
    missing = list(mutations(body, "text/xml", Wrong.MISSING))
    assert {item.at for item in missing} == {"/a/b/@n", "/a/b/c[1]", "/a/b/c[2]"}
    [attribute] = [item for item in missing if item.at == "/a/b/@n"]
    assert [element.text for element in etree.fromstring(attribute.body).iter("c")] == ["样", "y"]
    [emptied] = mutations(body, "text/xml", Wrong.EMPTIED)
    assert etree.fromstring(emptied.body).findall(".//c") == []


@pytest.mark.parametrize("body", [b"", b"plain", b"\xff\xfe\xfa", b"a,b\r\n1,2\r\n"])
def test_a_body_of_another_form_has_no_leaves(body: bytes) -> None:
    assert [item for wrong in Wrong for item in mutations(body, None, wrong)] == []


def test_another_key_is_put_in_every_place_however_it_is_written() -> None:
    written = f" {UNIT.value.lower()} "
    body = msgspec.json.encode({"key": UNIT.value, "rows": [{"code": written}], "other": "x"})
    [changed] = substituted_everywhere(body, JSON, UNIT.value, OTHER.value)
    assert msgspec.json.decode(changed.body) == {"key": OTHER.value, "rows": [{"code": OTHER.value}], "other": "x"}
    assert list(substituted_everywhere(b'{"a":"b"}', JSON, UNIT.value, OTHER.value)) == []
