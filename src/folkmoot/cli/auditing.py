"""The audit of a record, as a numbered list of checks. It returns a report or raises `AuditFailed`; it never
answers false.

The caller owes one thing that no record can prove: that the log's key, or the policy, is the one the
organisation
has made known elsewhere, for example on paper.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from folkmoot.cli.kept import Kept
from folkmoot.cli.source import Source
from folkmoot.cli.texts import counted
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.electing import Election
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.replay import BadAct, replay_one
from folkmoot.tlog.checkpoint import BadCheckpoint, Checkpoint, open_checkpoint
from folkmoot.tlog.diagnosis import BadLog
from folkmoot.tlog.leaf import BadLeaf, Leaf
from folkmoot.tlog.note import BadKey, BadNote, Note, Verifier
from folkmoot.tlog.policy import BadPolicy, Policy, Unsatisfied, satisfied
from folkmoot.tlog.reading import check_kept, read_log, read_tree

CHECKS = (
    "the checkpoint is signed by the log's key",
    "the log's key is the one kept or given",
    "the witnesses that the policy asks for have seen this checkpoint",
    "every entry is in the signed tree",
    "the record contains all of the one audited before",
    "every entry is well formed, in its place, and no time goes backwards",
    "every act was in order under the rules in force at its index",
    "every result is what the votes give",
    "every draw by lot is what its sources give, and every case went by its rules",
    "every adopted text is what the text that was published and what was carried give",
    "every text that an act names is the one that was named, or has been taken away",
    "no entry is later than the witnesses' clocks",
)
TEXTS = {"text": "text", "reasons": "reasons", "adopted": "adopted text"}
"""Facts that name a text by digest, and what it is. No ruling depends on it: it may be gone, and no other."""
LEEWAY = 5 * 60
"""Seconds by which a witness's clock may differ (proof of time)."""

Progress = Callable[[str, int, int], None]


class AuditFailed(Exception):
    """A check failed: its number in `CHECKS` from 1, the reason in one line, and hints."""

    def __init__(self, check: int, reason: str, *hints: str) -> None:
        super().__init__(reason)
        self.check = check
        self.hints = hints


@dataclass
class Report:
    """What an audit found: one line for each check, in order."""

    origin: str = ""
    size: int = 0
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    checkpoint: bytes = b""
    vkey: str = ""


def audit(
    source: Source, *, kept: Kept | None, vkey: str | None, policy: bytes | None, progress: Progress
) -> Report:
    """Check the whole record. Raises `AuditFailed` at the first check that fails."""
    report = Report()
    key = _key(source, kept, vkey, report)
    checkpoint = _signed(source, key, report)
    _same_key(source, kept, vkey, key, report)
    times = _witnessed(source, policy, report)
    progress("tree", 0, checkpoint.size)
    try:
        tree = read_tree(source.fetch, checkpoint.size, checkpoint.root)
    except BadLog as bad:
        raise AuditFailed(4, str(bad), *_which(bad)) from bad
    earlier = _earlier(kept, key, tree_check=lambda old: check_kept(tree, old))
    entries = read_log(source.fetch, checkpoint.size, tree=tree)
    assembly, last, results = _replay(source, entries, checkpoint.size, progress, report)
    report.lines.append(f"{checkpoint.size} entries, each in the tree whose root was signed")
    report.lines.append(earlier)
    report.lines.append(f"{checkpoint.size} entries in place; times in order")
    report.lines.append(
        f"{checkpoint.size} acts of {assembly.name} in order, "
        f"{counted(len(assembly.books), 'edition')} of its rules"
    )
    report.lines.extend(results)
    _in_time(last, times, report)
    return report


def _key(source: Source, kept: Kept | None, vkey: str | None, report: Report) -> Verifier:
    try:
        report.vkey = (vkey or source.fetch("log.vkey").decode("utf-8")).strip()
        return Verifier.parse(report.vkey)
    except FileNotFoundError:
        raise AuditFailed(
            1, "the record offers no key: log.vkey is missing", "give the key with --vkey"
        ) from None
    except (BadKey, UnicodeDecodeError) as bad:
        raise AuditFailed(1, f"the log's key cannot be read: {bad}") from bad


def _signed(source: Source, key: Verifier, report: Report) -> Checkpoint:
    report.checkpoint = source.fetch("checkpoint")
    try:
        checkpoint, _ = open_checkpoint(report.checkpoint, key)
    except (BadNote, BadCheckpoint) as bad:
        raise AuditFailed(
            1,
            str(bad),
            "the checkpoint belongs to another log, or somebody changed it",
            "ask for the log's key by another way, and give it with --vkey",
        ) from bad
    report.origin, report.size = checkpoint.origin, checkpoint.size
    report.lines.append(f"the checkpoint of {checkpoint.origin} over {checkpoint.size} entries is signed")
    return checkpoint


def _same_key(source: Source, kept: Kept | None, vkey: str | None, key: Verifier, report: Report) -> None:
    if vkey:
        report.lines.append("the key is the one given")
        return
    known = kept.key(key.name) if kept else None
    before = kept.origin_at(source.name) if kept else None
    if (known and known != report.vkey) or (before and before != key.name):
        raise AuditFailed(
            2,
            f"the key is not the one kept from the audit before: another log stands at {source.name}",
            "do not trust this record before you know why",
            "if the organisation has announced a new key, give it with --vkey",
        )
    if known:
        report.lines.append("the key is the one kept from the audit before")
        return
    new = "the key is new to this computer, and is kept from now on"
    report.lines.append(new if kept else "the key is the one that came with the record; nothing is kept")
    report.notes.append(f"compare the key with the one the organisation has made known: {report.vkey}")


def _witnessed(source: Source, policy: bytes | None, report: Report) -> list[int]:
    try:
        data = policy if policy is not None else source.fetch("policy")
    except FileNotFoundError:
        report.lines.append("no policy asks for a witness")
        report.notes.append("without witnesses, two people could be shown two different records")
        return []
    try:
        found = satisfied(Policy.parse(data), report.checkpoint)
    except (BadPolicy, BadNote, BadCheckpoint, Unsatisfied) as bad:
        raise AuditFailed(3, str(bad), "the record may be shown differently to others") from bad
    whose = "given" if policy is not None else "that came with the record"
    names = ", ".join(sorted(found.witnessed)) or "none"
    report.lines.append(f"witnesses by the policy {whose}: {names}")
    return sorted(found.witnessed.values())


def _earlier(kept: Kept | None, key: Verifier, tree_check: Callable[[Checkpoint], None]) -> str:
    old = kept.checkpoint(key.name) if kept else None
    if old is None:
        return "no earlier audit is kept on this computer: nothing to compare"
    checkpoint = Checkpoint.parse(Note.parse(old).text)
    try:
        tree_check(checkpoint)
    except BadLog as bad:
        raise AuditFailed(
            5, str(bad), "keep this copy and the earlier checkpoint: together they prove it", *_which(bad)
        ) from bad
    return f"the record contains all {checkpoint.size} entries audited before"


def _replay(
    source: Source, entries: Iterator[bytes], size: int, progress: Progress, report: Report
) -> tuple[Assembly, int, tuple[str, ...]]:
    assembly, papers = Assembly(), _Papers(source)
    results = draws = texts = last = 0
    try:
        for index, data in enumerate(entries):
            try:
                leaf = Leaf.decode(data)
            except BadLeaf as bad:
                raise AuditFailed(6, f"entry {index} is not well formed: {bad}") from bad
            replay_one(assembly, leaf, papers.decides)
            papers.check_texts(leaf)
            last = leaf.time
            if leaf.act.endswith((".declare", ".recount", ".countback")):
                results += 1
            if leaf.act == "draw.result":
                draws += 1
            if "adopted" in leaf.facts:
                texts += 1
            if index % 500 == 0:
                progress("rules", index, size)
    except BadLog as bad:
        raise AuditFailed(4, str(bad), *_which(bad)) from bad
    except BadAct as bad:
        raise AuditFailed(7, str(bad), *_why(bad)) from bad
    progress("rules", size, size)
    cases = sum(isinstance(case, Dispute) for case in assembly.cases.values())
    found = (
        f"{counted(results, 'result')} recomputed from the votes{_elections(assembly)}",
        f"{counted(draws, 'draw')} held again, in {counted(cases, 'proceeding')} in which somebody is judged",
        f"{counted(texts, 'text')} computed again, clause by clause",
        papers.said(),
    )
    return assembly, last, found


def _elections(assembly: Assembly) -> str:
    """How many polls were counted again from the ballots, and how many could only be added up."""
    polls = [
        case
        for case in assembly.cases.values()
        if isinstance(case, Election) and case.result is not None and not case.result.unopposed
    ]
    again = sum(poll.recountable for poll in polls)
    return elections_said(again, len(polls) - again)


def elections_said(again: int, summed: int) -> str:
    """How many elections were counted again, and how many only added up; nothing where there are none."""
    said = f"; {counted(again, 'election')} counted again" if again else ""
    if summed:
        number = f", {summed}" if again else f"; {counted(summed, 'election')}"
        said += f"{number} only added up, {'its' if summed == 1 else 'their'} ballots unpublished"
    return said


class _Papers:
    """The papers beside the record, each held against its digest."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.there = self.gone = 0

    def decides(self, digest: str) -> bytes | None:
        """The paper with this digest, or None where it is missing or is another one."""
        try:
            data = self.source.fetch(f"paper/{digest}")
        except (FileNotFoundError, ValueError):
            return None
        return data if sha256(data).hexdigest() == digest else None

    def check_texts(self, leaf: Leaf) -> None:
        """Hold the texts that an act names against their digests; raises `AuditFailed` for another text."""
        for key, what in TEXTS.items():
            digest = leaf.facts.get(key)
            if not isinstance(digest, str):
                continue
            try:
                data = self.source.fetch(f"paper/{digest}")
            except FileNotFoundError:
                self.gone += 1
                continue
            self.there += 1
            if sha256(data).hexdigest() != digest:
                raise AuditFailed(
                    11,
                    f"the {what} that act {leaf.index} ({leaf.act} on {leaf.on}) names has been changed",
                    f"the file is paper/{digest}",
                )

    def said(self) -> str:
        """What was found, in a line."""
        return f"{self.there} texts as named, {self.gone} taken away"


def _in_time(last: int, times: list[int], report: Report) -> None:
    if not times:
        report.lines.append("no witness gave a time to compare with")
        return
    if last > times[0] + LEEWAY:
        raise AuditFailed(
            12,
            f"the last entry is stamped {last - times[0]} seconds after a witness saw it",
            "an entry was dated forward, or a clock is wrong",
        )
    report.lines.append("the last entry is not later than the witnesses' clocks")


def _which(bad: BadLog) -> tuple[str, ...]:
    return (f"the first entry concerned is {bad.index}",) if bad.index is not None else ()


def _why(bad: BadAct) -> tuple[str, ...]:
    cited = (f"it breaks rule {bad.rule}",) if bad.rule else ("no rule gives the power",)
    return (*cited, "what follows in the record rests on an act that was not in order")
