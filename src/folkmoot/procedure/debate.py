"""Debate: words are sealed in the record, one seal a speech; what they say is for members to read."""

from folkmoot.procedure.act import number_fact, only_facts, say
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import DIGEST


def check_speak(matter: Matter, *more: str) -> None:
    """Words in a debate stand in the record as one seal; what they say is for members.

    `more`: facts that speeches in this debate may carry besides.
    """
    act, case = matter.act, matter.case
    assert case is not None
    only_facts(act.facts, "reply_to", *more)
    if len(act.seals) != 1 or not DIGEST.match(act.seals[0]):
        raise matter.refuse(
            say("A speech stands in the record as one seal."),
            say("This entry has {number} of them, or none that is one.", number=len(act.seals)),
            say("Seal the words and try again."),
        )
    if "reply_to" in act.facts and number_fact(act.facts, "reply_to") not in case.speeches:
        raise matter.refuse(
            say("A speech answers an earlier one in the same debate, or none."),
            say("Entry {index} is no speech in this debate.", index=act.facts["reply_to"]),
            say("Answer another, or speak without answering."),
        )


def follow_speak(matter: Matter, index: int) -> None:
    """Others may answer the speech from now on."""
    assert matter.case is not None
    matter.case.speeches.add(index)
    matter.assembly.speeches[index] = matter.case.on
