"""Compiles a pure subtree of a selection to one Python function: happy path only, anything else bails."""

from __future__ import annotations

from typing import Any, Final

from graphql import (
    GraphQLAbstractType,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution import Executor
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet, collect_subfields

from gateway.executor.fields import Unsupported, check_usage, declaration, read_expression, runtime_class
from gateway.executor.leaves import coercion, needs_coercion
from gateway.executor.source import Block, Completed, PlanSource

MAX_FIELDS: Final = 2_000  # in one plan, after fragments are spread and types branched
MAX_BLOCK_DEPTH: Final = 12  # CPython refuses more than twenty nested blocks


def compile_plan(executor: Executor[Any], return_type: GraphQLOutputType, fields: FieldDetailsList) -> Completed:
    """Compile the completion of a `return_type` value under `fields`.

    The function takes the resolver's result and gives what the standard executor would; it raises on
    any value it does not handle. Raises `Unsupported` where no such function can be written.
    """
    for details in fields:
        check_usage(details)
    compiler = _Compiler(executor)
    name = compiler.function(return_type, fields)
    return compiler.source.load(name)


class _Compiler:
    def __init__(self, executor: Executor[Any]) -> None:
        self.source = PlanSource()
        self._executor = executor
        self._schema = executor.schema
        self._fields = 0

    def function(self, return_type: GraphQLOutputType, fields: FieldDetailsList) -> str:
        name, parameter = self.source.name("complete"), self.source.name("value")
        block = self.source.function(name, parameter)
        completed = self._value(block, return_type, fields, parameter, nullable=True)
        block.line(f"return {completed}")
        return name

    def _value(
        self, block: Block, return_type: GraphQLOutputType, fields: FieldDetailsList, value: str, *, nullable: bool
    ) -> str:
        """Write the statements that complete the variable `value`; give the variable that holds the result."""
        if isinstance(return_type, GraphQLNonNull):
            return self._value(block, return_type.of_type, fields, value, nullable=False)
        if is_leaf_type(return_type):
            return self._leaf(block, return_type, value, nullable=nullable)
        result = self.source.name("result")
        if nullable:
            block.line(f"if {value} is None: {result} = None")
            block.line("else:")
            block = block.inner()
        self._composite(block, return_type, fields, value, result)
        return result

    def _composite(
        self, block: Block, return_type: GraphQLOutputType, fields: FieldDetailsList, value: str, result: str
    ) -> None:
        if block.depth > MAX_BLOCK_DEPTH:
            block.line(f"{result} = {self.function(return_type, fields)}({value})")
        elif isinstance(return_type, GraphQLList):
            self._list(block, return_type.of_type, fields, value, result)
        elif isinstance(return_type, GraphQLObjectType):
            self._object(block, return_type, fields, value, result)
        elif is_abstract_type(return_type):
            self._abstract(block, return_type, fields, value, result)
        else:
            raise Unsupported(str(return_type))

    def _leaf(self, block: Block, leaf: GraphQLLeafType, value: str, *, nullable: bool) -> str:
        complete = self.source.constant("leaf", coercion(leaf))
        tests = [f"{value} is not None"] if nullable else []
        test = needs_coercion(leaf, value)
        tests += [f"({test})"] if test else []
        condition = f"if {' and '.join(tests)}: " if tests else ""
        block.line(f"{condition}{value} = {complete}({value})")
        return value

    def _list(
        self, block: Block, item_type: GraphQLOutputType, fields: FieldDetailsList, value: str, result: str
    ) -> None:
        item, add = self.source.name("item"), self.source.name("add")
        block.line(f"if {value}.__class__ is not list and {value}.__class__ is not tuple: raise Bail")
        block.line(f"{result} = []; {add} = {result}.append")
        block.line(f"for {item} in {value}:")
        body = block.inner()
        body.line(f"{add}({self._value(body, item_type, fields, item, nullable=True)})")

    def _object(
        self, block: Block, object_type: GraphQLObjectType, fields: FieldDetailsList, value: str, result: str
    ) -> None:
        expected = self.source.constant("cls", runtime_class(object_type))
        block.line(f"if {value}.__class__ is not {expected}: raise Bail")
        entries = [
            f"{key!r}: {self._field(block, object_type, details, value)}"
            for key, details in self._selected(object_type, fields).items()
        ]
        block.line(f"{result} = {{{', '.join(entries)}}}")

    def _selected(self, object_type: GraphQLObjectType, fields: FieldDetailsList) -> GroupedFieldSet:
        executor = self._executor
        grouped, deferred, forbidden = collect_subfields(
            executor.schema,
            executor.fragments,
            executor.variable_values,
            executor.operation,
            object_type,
            fields,
            executor.hide_suggestions,
        )
        self._fields += len(grouped)
        if deferred or forbidden or self._fields > MAX_FIELDS:
            raise Unsupported("deferred fragments, or too many fields")
        return grouped

    def _field(self, block: Block, parent: GraphQLObjectType, details: FieldDetailsList, value: str) -> str:
        for each in details:
            check_usage(each)
        node = details[0].node
        if node.name.value == "__typename":
            return repr(parent.name)
        field = self._schema.get_field(parent, node.name.value)
        variable = self.source.name("field")
        block.line(f"{variable} = {read_expression(self.source, node, field, value)}")
        if field is None:
            raise Unsupported(node.name.value)
        return self._value(block, field.type, details, variable, nullable=True)

    def _abstract(
        self, block: Block, abstract: GraphQLAbstractType, fields: FieldDetailsList, value: str, result: str
    ) -> None:
        if getattr(declaration(abstract), "resolve_type", None):
            raise Unsupported(f"{abstract} resolves types its own way")
        branches = [
            f"{self.source.constant('cls', runtime_class(possible))}: {self.function(possible, fields)}"
            for possible in self._schema.get_possible_types(abstract)
        ]
        by_class = self.source.name("by_class")
        self.source.assign(by_class, f"{{{', '.join(branches)}}}")
        block.line(f"{result} = {by_class}.get({value}.__class__)")
        block.line(f"if {result} is None: raise Bail")
        block.line(f"{result} = {result}({value})")
