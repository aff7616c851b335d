"""All kinds of proceeding, and which act opens which."""

from folkmoot.procedure import change, founding, membership, motion, office
from folkmoot.procedure.machine import START, Machine, Row

MACHINES: tuple[Machine, ...] = (
    founding.MACHINE,
    membership.MACHINE,
    office.MACHINE,
    motion.MACHINE,
    change.MACHINE,
)
OPENINGS: dict[str, Row] = {
    row.verb: row for machine in MACHINES for row in machine.rows if START in row.sources
}
