"""A small record written to a folder as the site writes it, so that audits have something to read and to
catch.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from folkmoot.procedure.act import THE_SITE, Act, Actor
from folkmoot.procedure.ballot import CHOICES
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.ruling import enter, rule_on
from folkmoot.procedure.trial import Scene, code_name
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import starter
from folkmoot.tlog.checkpoint import Checkpoint, sign_checkpoint
from folkmoot.tlog.cosignature import cosign
from folkmoot.tlog.leaf import By, Leaf
from folkmoot.tlog.note import COSIGNATURE, Signer, add_signatures
from folkmoot.tlog.tiles import bundles_between, tiles_between
from folkmoot.tlog.tree import Tree

ORIGIN = "commons.example"
LOG = Signer(ORIGIN, bytes(31) + b"\1")
WITNESS = Signer("harbour.example/witness", bytes(31) + b"\2", COSIGNATURE)
DAY = 86_400


@dataclass(slots=True)
class Chronicle(Scene):
    """A scene whose acts are kept as leaves, with their papers."""

    leaves: list[Leaf] = field(default_factory=list)
    papers: dict[str, bytes] = field(default_factory=dict)

    def do(
        self,
        verb: str,
        on: str,
        by: Actor,
        at: int,
        facts: dict[str, Any],
        papers: dict[str, bytes] | None = None,
        relies_on: tuple[int, ...] = (),
    ) -> None:
        seals = (digest_of(b"words"),) if verb == "debate.speak" else ()
        ruling = rule_on(self.assembly, Act(verb, on, by, facts, seals, relies_on, papers or {}), at)
        index = self.assembly.size
        enter(self.assembly, ruling, index)
        self.papers |= papers or {}
        self.leaves.append(
            Leaf(
                index,
                at,
                verb,
                ruling.rule,
                ruling.book,
                By(by.role, by.name),
                on,
                facts,
                seals,
                relies_on,
                "",
            )
        )


def a_carried_motion() -> Chronicle:
    """Thirty members found a branch; one motion is seconded, spoken to, put to the vote and carried."""
    text = starter("network")
    book = parse(text)
    scene = Chronicle(book, rule_on, enter)
    scene.papers[book.digest] = text.encode()
    scene.found()
    start = scene.assembly.last + DAY
    scene.on = "motion/1"
    roll, papers = make_roll(scene.names(scene.on))
    body = b"Any branch may debate any question\n\nThis network resolves so.\n"
    facts = {"branch": "branch", "text": digest_of(body), "length": 7, "roll": roll.as_facts()}
    names = scene.names(scene.on)
    scene.do(
        "motion.table", scene.on, Actor("member", names[0]), start, facts, papers | {digest_of(body): body}
    )
    for name in names[1:3]:
        scene.do("motion.second", scene.on, Actor("member", name), start + DAY, {})
    scene.do("debate.speak", scene.on, Actor("member", names[3]), start + DAY, {})
    chair = Actor("chair", code_name("office", "chair"))
    roll, papers = make_roll(scene.names("ballot/1"))
    facts = {"ballot": "ballot/1", "roll": roll.as_facts(), "manner": "open vote", "passkey": True}
    scene.do("motion.put", scene.on, chair, start + 14 * DAY, facts, papers)
    choices = ["for"] * 12 + ["against"] * 5 + ["abstain"] * 3
    for name, choice in zip(scene.names("ballot/1"), choices, strict=False):
        scene.do("motion.vote", scene.on, Actor("member", name), start + 15 * DAY, {"choice": choice})
    facts = {choice: choices.count(choice) for choice in CHOICES} | {"outcome": "carried"}
    scene.do("motion.declare", scene.on, THE_SITE, start + 25 * DAY, facts)
    return scene


def write(
    folder: Path,
    leaves: list[Leaf],
    papers: dict[str, bytes],
    *,
    log: Signer = LOG,
    witnessed_at: int | None = None,
) -> None:
    """Write leaves and papers as a record: tiles, bundles, papers, a signed and witnessed checkpoint, a
    policy.
    """
    tree, data = Tree(), [leaf.encode() for leaf in leaves]
    for entry in data:
        tree.append(entry)
    files = dict(tiles_between(tree, 0, tree.size))
    files |= dict(bundles_between(lambda start, end: data[start:end], 0, tree.size))
    files |= {f"paper/{digest}": paper for digest, paper in papers.items()}
    checkpoint = Checkpoint(ORIGIN, tree.size, tree.root())
    note = sign_checkpoint(checkpoint, log)
    at = leaves[-1].time + 60 if witnessed_at is None else witnessed_at
    files["checkpoint"] = add_signatures(note, [cosign(checkpoint.encode(), WITNESS, at)])
    files["log.vkey"] = f"{log.verifier.vkey}\n".encode()
    policy = f"log {log.verifier.vkey}\nwitness harbour {WITNESS.verifier.vkey}\nquorum harbour\n"
    files["policy"] = policy.encode()
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def changed(leaves: list[Leaf], index: int, **fields: Any) -> list[Leaf]:
    """The leaves with some fields of one of them replaced: a forgery that the log then signs."""
    return [replace(leaf, **fields) if leaf.index == index else leaf for leaf in leaves]
