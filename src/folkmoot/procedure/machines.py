"""All kinds of proceeding, and which act opens which."""

from folkmoot.procedure import (
    appeal,
    change,
    complaint,
    founding,
    likeness,
    membership,
    moderation,
    motion,
    office,
    precaution,
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
)
OPENINGS: dict[str, Row] = {
    row.verb: row for machine in MACHINES for row in machine.rows if START in row.sources
}
