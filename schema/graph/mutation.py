"""Root of the mutations. They run one after another, and only by POST."""

from __future__ import annotations

import strawberry

from schema.graph.caches import CacheMutations
from schema.graph.joint_cases import JointCaseMutations
from schema.graph.objecting import ObjectionMutations
from schema.graph.rectifications import RectificationMutations
from schema.graph.repairs import RepairMutations


@strawberry.type(description="Changes a department may make.")
class Mutation(JointCaseMutations, CacheMutations, ObjectionMutations, RectificationMutations, RepairMutations):
    """Root of every mutation."""
