"""All kinds of proceeding, and which act opens which."""

from folkmoot.procedure import (
    amendment,
    appeal,
    change,
    complaint,
    election,
    founding,
    likeness,
    membership,
    moderation,
    motion,
    office,
    plan,
    precaution,
    question,
    recall,
    review,
    statistics,
)
from folkmoot.procedure.machine import START, Machine, Row

MACHINES: tuple[Machine, ...] = (
    founding.MACHINE,
    membership.MACHINE,
    office.MACHINE,
    motion.MACHINE,
    change.MACHINE,
    complaint.MACHINE,
    precaution.MACHINE,
    appeal.MACHINE,
    review.MACHINE,
    likeness.MACHINE,
    moderation.MACHINE,
    moderation.MUTE,
    statistics.MACHINE,
    plan.MACHINE,
    amendment.MACHINE,
    question.MACHINE,
    election.MACHINE,
    recall.MACHINE,
)
OPENINGS: dict[str, Row] = {
    row.verb: row for machine in MACHINES for row in machine.rows if START in row.sources
}
