"""`folkmoot proof`: check a proof file, offline, against the log's key."""

import json
from pathlib import Path

import click

from folkmoot.cli.trouble import FoundBad, Trouble
from folkmoot.tlog.checkpoint import BadCheckpoint
from folkmoot.tlog.leaf import BadLeaf, Leaf
from folkmoot.tlog.note import BadKey, BadNote, Verifier
from folkmoot.tlog.policy import BadPolicy, Policy, Unsatisfied
from folkmoot.tlog.proof import BadProofFile, Proof
from folkmoot.tlog.tree import BadProof

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("proof")
@click.argument("file", type=FILE)
@click.option("--vkey", help="The log's key, as the organisation has made it known.")
@click.option("--policy", type=FILE, help="A policy with the log's key and the witnesses you ask for.")
@click.option("--entry", type=FILE, help="The entry, where the proof file does not carry it.")
def command(file: Path, vkey: str | None, policy: Path | None, entry: Path | None) -> None:
    """Check that the act in the proof FILE stands in the record, and print the act."""
    if not vkey and not policy:
        raise Trouble("a proof needs the log's key", "give --vkey, or a --policy that names it")
    try:
        proof = Proof.parse(file.read_bytes())
        data = entry.read_bytes() if entry else proof.extra
        if data is None:
            raise Trouble("the proof does not carry its entry", "give it with --entry")
        leaf = Leaf.decode(data)
        if policy:
            found = proof.verify_under(data, Policy.parse(policy.read_bytes()))
            size, witnesses = found.checkpoint.size, ", ".join(sorted(found.witnessed)) or "no witness"
        else:
            size, witnesses = proof.verify(data, Verifier.parse(str(vkey))).size, "no witness asked for"
        if leaf.index != proof.index:
            raise BadLeaf(f"the entry says that its index is {leaf.index}, and stands at {proof.index}")
    except (BadProofFile, BadLeaf, BadKey, BadPolicy) as fault:
        raise FoundBad(str(fault), "is this the file as you downloaded it?") from fault
    except (BadNote, BadCheckpoint, BadProof, Unsatisfied) as fault:
        raise FoundBad(f"the proof fails: {fault}", "do not rely on this file") from fault
    click.echo(json.dumps(json.loads(data), indent=2, ensure_ascii=False))
    click.echo(f"good: act {proof.index} stands in a record of {size} acts ({witnesses})")
