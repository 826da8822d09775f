"""Root of the mutations. They run one after another, and only by POST."""

from __future__ import annotations

import strawberry

from schema.graph.adoptions import AdoptionMutations
from schema.graph.caches import CacheMutations
from schema.graph.decisions import DecisionMutations
from schema.graph.feedback import FeedbackMutations
from schema.graph.joint_cases import JointCaseMutations
from schema.graph.news import NewsMutations
from schema.graph.notices import NoticeMutations
from schema.graph.objecting import ObjectionMutations
from schema.graph.publications import PublicationMutations
from schema.graph.rectifications import RectificationMutations
from schema.graph.repairs import RepairMutations
from schema.graph.supply_commitments import SupplyCommitmentMutations
from schema.graph.watches import WatchMutations


@strawberry.type(description="Changes a department may make.")
class Mutation(
    JointCaseMutations,
    CacheMutations,
    ObjectionMutations,
    DecisionMutations,
    FeedbackMutations,
    AdoptionMutations,
    SupplyCommitmentMutations,
    RectificationMutations,
    RepairMutations,
    NewsMutations,
    WatchMutations,
    PublicationMutations,
    NoticeMutations,
):
    """Root of every mutation."""
