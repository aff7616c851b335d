"""Publication: the record as static files in `DIR/record`, complete and signed (spec/record.md).

The order in which this happens is what it is about:

1. The tree is derived from the entries in the database, and held against every checkpoint signed before: the
   one on disk and the last one in the database. Where they do not fit, nothing is signed.
2. Tiles, bundles and papers are written, each to a draft that is flushed to disk and then renamed.
3. The checkpoint is signed and its note kept in the database.
4. The witnesses are asked. One that does not answer costs its cosignature and nothing else.
5. The checkpoint is written over the old one. Only now is anything published.

A crash between any two of these leaves the old checkpoint, and files beside it that it does not need yet.
"""

import os
import threading
from pathlib import Path

from django.conf import settings
from django.db import connection

from folkmoot.site.record import memory, witnesses, writer
from folkmoot.site.record.keys import Keys
from folkmoot.site.record.models import Checkpoint as Signed
from folkmoot.site.record.models import Paper
from folkmoot.tlog.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from folkmoot.tlog.cosignature import cosigned_at
from folkmoot.tlog.note import Note, Signer, Verifier, add_signatures
from folkmoot.tlog.tiles import bundles_between, tiles_between
from folkmoot.tlog.tree import Tree

WANTED = threading.Event()
"""Set when there is an entry that no checkpoint covers."""
HEARTBEAT = 24 * 3600
"""Seconds after which a checkpoint is signed and witnessed anew, even if nothing has happened."""

_TURN = threading.RLock()
_tree: tuple[object, Tree] = (None, Tree())


class Contradiction(Exception):
    """The entries in the database do not go on from what was signed before, so nothing is signed."""


def folder() -> Path:
    """Where the published record lies."""
    return Path(settings.FOLKMOOT_DIR) / "record"


def forget() -> None:
    """Drop the tree in memory; it is derived from the entries when next needed."""
    global _tree
    with _TURN:
        _tree = (None, Tree())


def tree(size: int | None = None) -> Tree:
    """The tree over at least `size` entries, or over all. Raises `IndexError` where there are fewer."""
    global _tree
    place = (settings.FOLKMOOT_DIR, str(connection.settings_dict["NAME"]))
    with _TURN:
        if _tree[0] != place:
            _tree = (place, Tree())
        grown = _tree[1]
        if size is None or grown.size < size:
            for data in memory.entries(grown.size):
                grown.append(data)
        if size is not None and grown.size < size:
            raise IndexError(f"the record holds {grown.size} entries, not {size}")
        return grown


def log_key() -> Verifier:
    """The public key of the log. Its name is the origin, which stays what it was when the record began."""
    return _signer().verifier


def published() -> tuple[Checkpoint, bytes] | None:
    """The checkpoint on disk, verified, and its note; None before the first.

    Raises `BadNote`, `BadCheckpoint`.
    """
    try:
        note = (folder() / "checkpoint").read_bytes()
    except FileNotFoundError:
        return None
    return open_checkpoint(note, log_key())[0], note


def witnessed(note: bytes | None = None) -> dict[str, int]:
    """The configured witnesses that have cosigned a note (by default the published one), and when."""
    if note is None:
        found = published()
        if found is None:
            return {}
        note = found[1]
    keys = [each.key for each in witnesses.configured()]
    return {key.name: cosigned_at(signature) for key, signature in Note.parse(note).verified(keys)}


def publish(at: int) -> Checkpoint | None:
    """Publish every entry that stands in the database; the checkpoint, or None where there is no entry.

    `at` is POSIX seconds. Signs where there is something new, and once a day; asks witnesses again for what
    they still owe. Raises `AnotherWriter`, `Contradiction`.
    """
    with _TURN:
        writer.hold()
        WANTED.clear()
        grown = tree()
        if not grown.size:
            return None
        before = _before(grown)
        _keep(folder() / "log.vkey", f"{_signer().verifier.vkey}\n".encode())
        _keep(
            folder() / "policy", witnesses.policy(_signer().verifier, f"{settings.FOLKMOOT_URL}/record/log")
        )
        checkpoint = Checkpoint(_signer().name, grown.size, grown.root())
        if before == checkpoint.size and not _is_a_day_old(at):
            _ask_again(checkpoint, grown)
            return checkpoint
        _write_files(grown, before)
        note = sign_checkpoint(checkpoint, _signer())
        row = Signed.objects.create(at=at, size=checkpoint.size, root=checkpoint.root.hex(), note=note)
        note = _with_witnesses(note, checkpoint, grown, before)
        row.note = note
        row.save(update_fields=["note"])
        _write(folder() / "checkpoint", note)
        return checkpoint


def check() -> int:
    """Hold the entries in the database against what was signed; how many of them are published.

    Raises `Contradiction`.
    """
    return _before(tree())


def _before(grown: Tree) -> int:
    """The size of the published checkpoint, 0 before the first. Raises `Contradiction`."""
    found = published()
    last = Signed.objects.order_by("-size", "-id").values_list("size", "root").first()
    signed = [(found[0].size, found[0].root)] if found else []
    signed += [(last[0], bytes.fromhex(last[1]))] if last else []
    for size, root in signed:
        if size > grown.size:
            raise Contradiction(
                f"a checkpoint over {size} acts was signed before, "
                f"but the database holds {grown.size}: nothing is signed"
            )
        if grown.root(size) != root:
            raise Contradiction(
                f"the first {size} acts in the database "
                "are not those that were signed before: nothing is signed"
            )
    return found[0].size if found else 0


def _is_a_day_old(at: int) -> bool:
    """Whether the published checkpoint needs signing anew although nothing happened."""
    last = Signed.objects.values_list("at", flat=True).first()
    return last is None or at - last >= HEARTBEAT


def _ask_again(checkpoint: Checkpoint, grown: Tree) -> None:
    """Ask the witnesses that are missing under the published checkpoint for their cosignatures."""
    found = published()
    if found is None or len(witnessed(found[1])) == len(witnesses.configured()):
        return
    note = _with_witnesses(found[1], checkpoint, grown, checkpoint.size)
    if note != found[1]:
        latest = Signed.objects.latest("id")
        latest.note = note
        latest.save(update_fields=["note"])
        _write(folder() / "checkpoint", note)


def _with_witnesses(note: bytes, checkpoint: Checkpoint, grown: Tree, seen: int) -> bytes:
    def proof(old: int) -> list[bytes]:
        return grown.consistency(old, checkpoint.size)

    try:
        found = [
            witnesses.cosignature(each, note, checkpoint, seen, proof) for each in witnesses.configured()
        ]
    except witnesses.OtherHistory as other:
        raise Contradiction(f"{other}: nothing is published") from None
    return add_signatures(note, [each for each in found if each is not None])


def _write_files(grown: Tree, before: int) -> None:
    home = folder()
    fresh = [
        *tiles_between(grown, before, grown.size),
        *bundles_between(lambda start, end: list(memory.entries(start, end)), before, grown.size),
    ]
    folders = {_draft(home / path, data) for path, data in fresh}
    for digest, data in Paper.objects.filter(entry__gte=before).values_list("digest", "data").iterator():
        folders.add(_draft(home / "paper" / digest, bytes(data)))
    for each in sorted(folders):
        _flush_folder(each)


def _signer() -> Signer:
    """The log's key. Its name is read back from the published record: a new address does not change it."""
    try:
        name = Verifier.parse((folder() / "log.vkey").read_text("utf-8").strip()).name
    except FileNotFoundError:
        name = settings.FOLKMOOT_ORIGIN
    return Signer(name, Keys(settings.FOLKMOOT_DIR).bytes("log"))


def _keep(path: Path, data: bytes) -> None:
    if not path.is_file() or path.read_bytes() != data:
        _write(path, data)


def _write(path: Path, data: bytes) -> None:
    """Replace a file: after a crash it holds the old bytes or the new; the new once this has returned."""
    _flush_folder(_draft(path, data))


def _draft(path: Path, data: bytes) -> Path:
    """Write a file by way of a draft beside it, flushed before it takes its name; return the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    return path.parent


def _flush_folder(path: Path) -> None:
    if os.name == "nt":  # Windows has no handle on a folder to flush
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
