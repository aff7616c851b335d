"""What an act did, in a sentence. The one place where the acts of the record are put into words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from folkmoot.site.record import case_words, election_words, plan_words
from folkmoot.tlog.leaf import Leaf

SENTENCES = {
    "assembly.found": gettext_noop("{who} founded {name} and adopted its rulebook."),
    "branch.open": gettext_noop("{who} opened {title}."),
    "member.join": gettext_noop("{who} joined {branch}."),
    "member.move": gettext_noop("{who} moved to {branch}."),
    "member.leave": gettext_noop("{who} left."),
    "person.erase": gettext_noop("{who} destroyed what was kept about a person who had asked for it."),
    "roll.amend": gettext_noop(
        "{who} brought the roll of {on} up to date: {added} added, {struck} struck off."
    ),
    "office.appoint": gettext_noop("{who} entered the appointment of the {office} of {branch}."),
    "office.resign": gettext_noop("{who} resigned."),
    "motion.table": gettext_noop("{who} tabled {on} in {branch}."),
    "motion.second": gettext_noop("{who} seconded {on}."),
    "motion.option": gettext_noop("{who} proposed a further option on {on}."),
    "motion.ask_secret": gettext_noop("{who} asked for a secret ballot on {on}."),
    "motion.rule_out": gettext_noop("{who} ruled {on} out of order."),
    "motion.object": gettext_noop("{who} objected to the ruling on {on}."),
    "motion.mend": gettext_noop("{who} mended {on}."),
    "motion.withdraw": gettext_noop("{who} withdrew {on}."),
    "motion.put": gettext_noop("{who} put {on} to the vote: {manner}."),
    "motion.vote": gettext_noop("{who} voted on {on}."),
    "motion.declare": gettext_noop(
        "{who} declared {on} {outcome}: {for_} for, {against} against, {abstain} abstained."
    ),
    "debate.speak": gettext_noop("{who} spoke in the debate on {on}."),
    "change.propose": gettext_noop("{who} proposed {on}."),
    "change.back": gettext_noop("{who} backed {on}."),
    "change.amend": gettext_noop("{who} amended {on}."),
    "change.withdraw": gettext_noop("{who} withdrew {on}."),
    "change.put": gettext_noop("{who} put {on} to the vote: {manner}."),
    "change.vote": gettext_noop("{who} voted on {on}."),
    "change.declare": gettext_noop(
        "{who} declared {on} {outcome}: {for_} for, {against} against, {abstain} abstained."
    ),
    **case_words.SENTENCES,
    **plan_words.SENTENCES,
    **election_words.SENTENCES,
}
PLAIN = gettext_noop("{who} entered the act “{act}” on {on}.")

KINDS = {
    "assembly.found": gettext_noop("founding"),
    "branch.open": gettext_noop("branch opened"),
    "member.join": gettext_noop("joining"),
    "member.move": gettext_noop("moving to another branch"),
    "member.leave": gettext_noop("leaving"),
    "person.erase": gettext_noop("erasure"),
    "roll.amend": gettext_noop("roll brought up to date"),
    "office.appoint": gettext_noop("appointment"),
    "office.resign": gettext_noop("resignation"),
    "motion.table": gettext_noop("motion tabled"),
    "motion.second": gettext_noop("motion seconded"),
    "motion.option": gettext_noop("option proposed"),
    "motion.ask_secret": gettext_noop("secret ballot asked for"),
    "motion.rule_out": gettext_noop("motion ruled out"),
    "motion.object": gettext_noop("objection to a ruling"),
    "motion.mend": gettext_noop("motion mended"),
    "motion.withdraw": gettext_noop("motion withdrawn"),
    "motion.put": gettext_noop("motion put to the vote"),
    "motion.vote": gettext_noop("vote on a motion"),
    "motion.declare": gettext_noop("result of a motion"),
    "debate.speak": gettext_noop("speech in a debate"),
    "change.propose": gettext_noop("change of the rules proposed"),
    "change.back": gettext_noop("change of the rules backed"),
    "change.amend": gettext_noop("change of the rules amended"),
    "change.withdraw": gettext_noop("change of the rules withdrawn"),
    "change.put": gettext_noop("change of the rules put to the vote"),
    "change.vote": gettext_noop("vote on a change of the rules"),
    "change.declare": gettext_noop("result of a change of the rules"),
    **case_words.KINDS,
    **plan_words.KINDS,
    **election_words.KINDS,
}
ROLES = {
    "member": gettext_noop("A member"),
    "mover": gettext_noop("The mover"),
    "proposer": gettext_noop("The proposer"),
    "applicant": gettext_noop("A new member"),
    "founder": gettext_noop("The founders"),
    "the site": gettext_noop("The site"),
    "chair": gettext_noop("The chair"),
    "secretary": gettext_noop("The secretary"),
    "treasurer": gettext_noop("The treasurer"),
    "clerk": gettext_noop("A clerk"),
    **case_words.ROLES,
    **plan_words.ROLES,
    **election_words.ROLES,
}
OBJECTS = {
    "motion": gettext_noop("motion {number}"),
    "change": gettext_noop("change {number} of the rules"),
    "ballot": gettext_noop("ballot {number}"),
    "erasure": gettext_noop("erasure {number}"),
    "assembly": gettext_noop("the organisation"),
    "membership": gettext_noop("a membership"),
    "branch": gettext_noop("the branch {number}"),
    "office": gettext_noop("an office"),
    **case_words.OBJECTS,
    **plan_words.OBJECTS,
    **election_words.OBJECTS,
}
PARTS = case_words.PARTS | plan_words.PARTS
WITH_PARTS = ("case", "plan")
WORDS = {
    "carried": gettext_noop("carried"),
    "lost": gettext_noop("lost"),
    "adopted": gettext_noop("adopted"),
    "open vote": gettext_noop("open vote"),
    "secret ballot": gettext_noop("secret ballot"),
}


def sentence(leaf: Leaf, branches: Mapping[str, str]) -> str:
    """The act in plain words. `branches` maps ids to titles."""
    facts = leaf.facts
    branch = str(facts.get("branch", ""))
    manner, outcome = str(facts.get("manner", "")), str(facts.get("outcome", ""))
    by_ranks = leaf.act == "question.declare" and "winners" in facts
    said = _(plan_words.RANKED if by_ranks else SENTENCES.get(leaf.act, PLAIN)).format(
        who=who(leaf.by.role, leaf.on),
        act=leaf.act,
        on=thing(leaf.on),
        name=facts.get("name", ""),
        title=facts.get("title", ""),
        branch=branches.get(branch, branch),
        office=facts.get("office", ""),
        manner=_(WORDS[manner]) if manner in WORDS else manner,
        outcome=_(WORDS[outcome]) if outcome in WORDS else outcome,
        for_=facts.get("for", 0),
        against=facts.get("against", 0),
        abstain=facts.get("abstain", 0),
        days=facts.get("days", 0),
        added=_length(facts.get("added")),
        struck=_length(facts.get("struck")),
    )
    if leaf.act == "member.join" and facts.get("way") == "paper":
        return _("A clerk entered from paper: a new member joined {branch}.").format(
            branch=branches.get(branch, branch)
        )
    return f"{said} {_('A clerk entered it from paper.')}" if "clerk" in facts else said


def foretold(act: str, role: str, on: str) -> str:
    """The sentence that an act on a case would get before its facts are known, for whoever is to act."""
    template = SENTENCES.get(act, PLAIN)
    if "{days}" in template:
        return f"{who(role, on)}: {kind(act)}, {thing(on)}."
    return _(template).format(who=who(role, on), on=thing(on), act=act)


def who(role: str, on: str = "") -> str:
    """A role at the beginning of a sentence: “The secretary”. `on` tells applicants apart."""
    if role == "applicant" and on.startswith("review/"):
        return _(case_words.APPLICANT)
    return _(ROLES[role]) if role in ROLES else _("The {office}").format(office=role)


def kind(act: str) -> str:
    """What kind of act a verb is, in a few words."""
    return _(KINDS[act]) if act in KINDS else act


def thing(on: str) -> str:
    """What an act is about: “motion 14”."""
    name, _slash, number = on.partition("/")
    number, _slash, part = number.partition("/") if name in WITH_PARTS else (number, "", "")
    if part:
        which, _slash, place = part.partition("/")
        whole = _(OBJECTS[name]).format(number=number)
        return _(PARTS[which]).format(number=place, whole=whole) if which in PARTS else on
    return _(OBJECTS[name]).format(number=number) if name in OBJECTS else on


def steps(index: int, size: int, path: list[bytes]) -> list[dict[str, Any]]:
    """The audit path in words: each hash, the acts that it stands for, and on which side it is joined.

    From the leaf upwards (RFC 6962, 2.1.1): dicts of `hash` (hex), `left` (bool), `first` and `last`
    (indexes) and `says`.
    """
    found, node, last, level = [], index, size - 1, 0
    hashes = iter(path)
    while last:
        sibling = node ^ 1
        if node & 1 or sibling <= last:
            first = sibling << level
            end = min(((sibling + 1) << level) - 1, size - 1)
            side = {"hash": next(hashes).hex(), "left": bool(node & 1), "first": first, "last": end}
            found.append({**side, "says": _step(side)})
        node, last, level = node >> 1, last >> 1, level + 1
    return found


def _step(side: Mapping[str, Any]) -> str:
    many = side["last"] - side["first"] + 1
    span = ngettext("act {first}", "acts {first} to {last}", many).format(
        first=side["first"], last=side["last"]
    )
    template = (
        _("Put before it what stands for {span}.")
        if side["left"]
        else _("Put after it what stands for {span}.")
    )
    return template.format(span=span)


def _length(value: Any) -> int:
    return len(value) if isinstance(value, list | tuple) else 0
