"""Parsed and validated documents, kept by their source text; one cache for both executors."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OverlappingFieldsCanBeMergedRule,
    ValidationContext,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from gateway.executor.costs import DocumentCost, Weights
from gateway.executor.limits import QueryLimits, check_document, too_large
from schema.errors import ErrorCode, Refusal

MAX_DOCUMENTS: Final = 512
MAX_SOURCE_CHARACTERS: Final = 4_000_000  # kept in all; a parsed document takes some forty times its source
_TOO_MANY_TOKENS: Final = "Syntax Error: Document contains more than"
_TOO_DEEP: Final = "nested too deeply"
_TOO_COSTLY: Final = "Validation aborted."  # the budget for comparing repeated fields is spent


class DocumentErrors(Exception):  # noqa: N818 - the client's errors, each with its location
    """A document that is not valid GraphQL, or does not fit the schema."""

    def __init__(self, code: ErrorCode, errors: list[GraphQLError]) -> None:
        super().__init__(code.value)
        self.code = code
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Document:
    """A valid document, its operations and what they cost; `introspects` tells whether it asks for the schema."""

    node: DocumentNode
    operations: tuple[OperationDefinitionNode, ...]
    cost: DocumentCost
    introspects: bool

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """Give the operation called `name`, or the only one; refuses (`BAD_REQUEST`) if there is none such."""
        if name is None and len(self.operations) == 1:
            return self.operations[0]
        names = [each.name.value for each in self.operations if each.name]
        if name in names:
            return next(each for each in self.operations if each.name and each.name.value == name)
        message = f"the query has no operation {name!r}" if name is not None else _several_or_none(self.operations)
        hint = f"write one of: {', '.join(names)}" if names else "leave operationName out"
        raise Refusal(ErrorCode.BAD_REQUEST, message, where="operationName", hint=hint)


class DocumentCache:
    """Documents of one schema under one set of limits. Only valid documents are kept."""

    def __init__(self, schema: GraphQLSchema, limits: QueryLimits, weights: Weights | None = None) -> None:
        self._schema = schema
        self._limits = limits
        self._weights = weights or {}
        self._rules = (
            *(each for each in specified_rules if each is not OverlappingFieldsCanBeMergedRule),
            overlapping_rule(limits.comparisons),
            MaybeNullValidationRule,
            OneOfInputValidationRule,
        )
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._characters = 0

    def __len__(self) -> int:
        return len(self._documents)

    def __contains__(self, source: str | None) -> bool:
        return source in self._documents

    def get(self, source: str, *, introspection: bool = True) -> Document:
        """Give the document of `source`; raises `DocumentErrors`, or `Refusal` if it is too large.

        Without `introspection`, one that asks for the schema is refused, and no names are suggested in errors.
        """
        known = self._documents.get(source)
        if known is not None and (introspection or not known.introspects):
            self._documents.move_to_end(source)
            return known
        try:
            document = self._prepare(source, introspection=introspection)
        except RecursionError:
            raise too_large("the query is nested too deeply") from None
        self._keep(source, document)
        return document

    def _prepare(self, source: str, *, introspection: bool) -> Document:
        node = self._parse(source)
        measured = check_document(node, self._limits)
        errors = validate(
            self._schema,
            node,
            self._rules if introspection else (NoSchemaIntrospectionCustomRule, *self._rules),
            max_errors=self._limits.errors,
            hide_suggestions=not introspection,
        )
        if errors and errors[-1].message == _TOO_COSTLY:
            raise too_large("the query repeats fields too often")
        if errors:
            raise DocumentErrors(ErrorCode.GRAPHQL_VALIDATION_FAILED, errors)
        operations = tuple(each for each in node.definitions if isinstance(each, OperationDefinitionNode))
        return Document(node, operations, DocumentCost(self._schema, self._weights, node), measured.introspects)

    def _parse(self, source: str) -> DocumentNode:
        try:
            return parse(source, max_tokens=self._limits.tokens)
        except GraphQLError as error:
            if error.message.startswith(_TOO_MANY_TOKENS):
                raise too_large(f"the query has more than {self._limits.tokens} tokens") from None
            if _TOO_DEEP in error.message:
                raise too_large("the query is nested too deeply") from None
            raise DocumentErrors(ErrorCode.GRAPHQL_PARSE_FAILED, [error]) from None

    def _keep(self, source: str, document: Document) -> None:
        self._documents[source] = document
        self._characters += len(source)
        while len(self._documents) > MAX_DOCUMENTS or self._characters > MAX_SOURCE_CHARACTERS:
            oldest, _ = self._documents.popitem(last=False)
            self._characters -= len(oldest)


def _several_or_none(operations: tuple[OperationDefinitionNode, ...]) -> str:
    return "the query has several operations, and operationName is missing" if operations else "no operation"


def overlapping_rule(comparisons: int) -> type[ASTValidationRule]:
    """Give graphql-core's rule on fields that answer under one name, with a budget; its own takes a second to spend."""

    class Overlapping(OverlappingFieldsCanBeMergedRule):
        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)
            self.rule_context.remaining_complexity_budget = comparisons

    return Overlapping
