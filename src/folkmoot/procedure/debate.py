"""Debate: words are sealed in the record, one seal a speech; what they say is for members to read."""

from folkmoot.procedure.act import only_facts, say
from folkmoot.procedure.matter import Matter


def check_speak(matter: Matter) -> None:
    """Words in a debate stand in the record as one seal; what they say is for members."""
    act = matter.act
    only_facts(act.facts, "reply_to", "clerk")
    reply = act.facts.get("reply_to", 0)
    if len(act.seals) != 1 or not isinstance(reply, int) or not 0 <= reply < matter.assembly.size:
        raise matter.refuse(
            say("A speech is sealed, once, and answers an earlier entry or none."),
            say("This entry is made otherwise."),
            say("Seal the words and try again."),
        )


def follow_speak(matter: Matter, index: int) -> None:
    """A speech changes no fact that a ruling reads."""
