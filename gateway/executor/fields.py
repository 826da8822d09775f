"""Which fields a plan may read by itself, and how: attributes and methods that take nothing but `self`."""

from __future__ import annotations

from keyword import iskeyword
from types import CoroutineType, FunctionType
from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLObjectType
from graphql.execution.collect_fields import FieldDetails
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from gateway.executor.source import Bail, PlanSource

_CONDITIONS = frozenset({"skip", "include"})


class Unsupported(Exception):  # noqa: N818 - an answer of the compiler, not a defect
    """Something a plan cannot hold; the standard executor runs it."""


def declaration(named: Any) -> Any:
    """Give strawberry's definition behind a graphql-core type or field, or None."""
    return named.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)


def runtime_class(object_type: GraphQLObjectType) -> type:
    """Give the one class whose instances the plan takes for `object_type`."""
    definition = declaration(object_type)
    if not isinstance(definition, StrawberryObjectDefinition) or definition.is_type_of:
        raise Unsupported(f"{object_type} has a type test of its own")
    if definition.concrete_of is None:
        return definition.origin
    if object_type.is_type_of is not None:
        raise Unsupported(f"{object_type} is a generic type with interfaces")
    return definition.concrete_of.origin


def check_usage(details: FieldDetails) -> None:
    """Refuse deferral, fragment arguments and directives other than @skip and @include."""
    if details.defer_usage or details.fragment_variable_values:
        raise Unsupported("deferred or parametrised fragment")
    if any(directive.name.value not in _CONDITIONS for directive in details.node.directives or ()):
        raise Unsupported("directive")


def read_expression(source: PlanSource, node: FieldNode, field: GraphQLField | None, parent: str) -> str:
    """Give the expression that reads the field from the variable `parent`."""
    if field is None or field.args or node.arguments:
        raise Unsupported(f"{node.name.value} takes arguments")
    declared = declaration(field)
    if type(declared) is not StrawberryField or declared.extensions:
        raise Unsupported(f"{node.name.value} has a resolver of its own")
    if declared.base_resolver is not None:
        return f"{source.constant('method', _method(declared.base_resolver))}({parent})"
    if declared.default_resolver is not getattr:
        return f"{source.constant('read', declared.default_resolver)}({parent}, {declared.python_name!r})"
    if not declared.python_name.isidentifier() or iskeyword(declared.python_name):
        raise Unsupported(f"{declared.python_name} is no attribute name")
    return f"{parent}.{declared.python_name}"


def _method(resolver: StrawberryResolver[Any]) -> Any:
    reserved = resolver.info_parameter or resolver.root_parameter or resolver.parent_parameter
    if resolver.is_async or resolver.arguments or reserved or not resolver.self_parameter:
        raise Unsupported("resolver with arguments")
    function = resolver.wrapped_func
    if not isinstance(function, FunctionType):
        raise Unsupported("resolver that is no plain method")

    def call(instance: Any) -> Any:
        result = function(instance)
        if isinstance(result, CoroutineType):
            result.close()
            raise Bail
        return result

    return call
