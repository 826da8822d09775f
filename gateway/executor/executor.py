"""The executor: graphql-core runs the resolvers, compiled plans complete what is pure below them."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from graphql import (
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLUnionType,
    OperationType,
)
from graphql.execution import Executor
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import AwaitableOrValue, Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from gateway.executor.plans import COMPILE_AT_SIGHT, MAX_OPERATIONS, PlanCache, Variant
from gateway.executor.source import Completed

_COMPOSITE: Final = frozenset({GraphQLObjectType, GraphQLList, GraphQLInterfaceType, GraphQLUnionType})


def executor_class(
    *,
    compiled_plans: bool = True,
    capacity: int = MAX_OPERATIONS,
    compile_at_sight: int = COMPILE_AT_SIGHT,
) -> type[Executor[Any]]:
    """Give the `execution_context_class` of one strawberry schema; with `compiled_plans=False` the standard one.

    Resolvers and methods below a resolver's result must be pure: after a bail they are called again.
    Objects under `strawberry.cast` are not recognised; do not use it together with plans.
    """
    if not compiled_plans:
        return StrawberryGraphQLCoreExecutionContext
    cache = PlanCache(capacity, compile_at_sight=compile_at_sight)
    return type("CompiledPlanExecutor", (PlanExecutor,), {"plans": cache})


class PlanExecutor(StrawberryGraphQLCoreExecutionContext):
    """Standard executor that completes pure subtrees by plan.

    A plan holds the happy path only. Whatever it does not expect makes it raise, and the standard
    executor redoes that subtree, so errors, paths and null propagation are graphql-core's own.
    """

    plans: ClassVar[PlanCache]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._variant = self.plans.variant(self) if self._may_plan() else None
        self._chosen: dict[tuple[GraphQLOutputType, int], tuple[Completed | None, FieldDetailsList]] = {}

    def _may_plan(self) -> bool:
        manager = self.middleware_manager
        return (
            self.operation.operation is OperationType.QUERY
            and self.error_propagation
            and not (manager and manager.middlewares)
        )

    def complete_value(  # noqa: PLR0917 - the signature is graphql-core's
        self,
        return_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position_context: Any,
    ) -> AwaitableOrValue[Any]:
        """Complete a value by its plan, or else as graphql-core does (GraphQL specification, 6.4.3)."""
        variant = self._variant
        if variant and result is not None and position_context is None and return_type.__class__ in _COMPOSITE:
            plan = self._plan(variant, return_type, field_details_list)
            if plan is not None:
                try:
                    return plan(result)
                except Exception:  # noqa: BLE001, S110 - whatever the plan met, the standard executor reports it
                    pass
        return super().complete_value(return_type, field_details_list, info, path, result, position_context)

    def _plan(self, variant: Variant, return_type: GraphQLOutputType, fields: FieldDetailsList) -> Completed | None:
        key = (return_type, id(fields))
        chosen = self._chosen.get(key)
        if chosen is None:
            chosen = self._chosen[key] = (variant.plan(self, return_type, fields), fields)
        return chosen[0]
