"""`folkmoot audit` on records in folders and on the web: what it says of a good one, and how it catches bad
ones.
"""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.cli.written_record import LOG, ORIGIN, Chronicle, a_carried_motion, changed, write

from folkmoot.cli.audit import command
from folkmoot.tlog.leaf import Leaf
from folkmoot.tlog.note import COSIGNATURE, Signer
from procedure.conference import Conference, conference

GOOD = f"good: the record of {ORIGIN}, 27 acts"


@pytest.fixture(scope="module")
def story() -> Chronicle:
    return a_carried_motion()


@pytest.fixture
def record(tmp_path: Path, story: Chronicle) -> Path:
    folder = tmp_path / "record"
    write(folder, story.leaves, story.papers)
    return folder


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def audit(where: object, *options: object, kept: Path | None = None) -> Result:
    keep = ["--keep", str(kept)] if kept else ["--no-keep"]
    return CliRunner().invoke(command, [str(where), *keep, *map(str, options)])


def assert_fails(found: Result, check: int, *words: str) -> None:
    assert found.exit_code == 1, found.output
    assert found.stdout.startswith(f"{check}. not so: ")
    for word in words:
        assert word in found.stderr


def test_a_good_record_is_good_and_every_check_is_numbered(record: Path, kept: Path) -> None:
    found = audit(record, kept=kept)
    assert found.exit_code == 0, found.output
    lines = found.stdout.splitlines()
    assert [line.split(".")[0] for line in lines[:10]] == [str(n) for n in range(1, 11)]
    assert lines[-1] == GOOD
    assert "1 result recomputed from the votes" in found.stdout


def test_the_folder_above_the_record_will_do(record: Path) -> None:
    assert audit(record.parent).exit_code == 0


def test_the_second_audit_compares_with_the_first(record: Path, kept: Path) -> None:
    audit(record, kept=kept)
    found = audit(record, kept=kept)
    assert (
        "5. the record contains all of the one audited before: the record contains all 27 entries"
        in found.stdout
    )


def test_a_record_that_grew_is_still_the_same_record(tmp_path: Path, story: Chronicle, kept: Path) -> None:
    write(tmp_path / "r", story.leaves[:10], story.papers)
    assert audit(tmp_path / "r", kept=kept).exit_code == 0
    write(tmp_path / "r", story.leaves, story.papers)
    assert "all 10 entries audited before" in audit(tmp_path / "r", kept=kept).stdout


def test_a_record_that_was_rolled_back_is_caught(tmp_path: Path, story: Chronicle, kept: Path) -> None:
    write(tmp_path / "r", story.leaves, story.papers)
    audit(tmp_path / "r", kept=kept)
    write(tmp_path / "r", story.leaves[:10], story.papers)
    assert_fails(audit(tmp_path / "r", kept=kept), 5, "rolled back")


def test_a_second_history_is_caught(tmp_path: Path, story: Chronicle, kept: Path) -> None:
    write(tmp_path / "r", story.leaves[:20], story.papers)
    audit(tmp_path / "r", kept=kept)
    write(tmp_path / "r", changed(story.leaves, 8, facts={"choice": "against"}), story.papers)
    assert_fails(audit(tmp_path / "r", kept=kept), 5, "two histories")


def test_another_key_in_the_place_of_the_kept_one_is_caught(
    tmp_path: Path, story: Chronicle, kept: Path
) -> None:
    write(tmp_path / "r", story.leaves, story.papers)
    audit(tmp_path / "r", kept=kept)
    write(tmp_path / "r", story.leaves, story.papers, log=Signer(ORIGIN, bytes(31) + b"\7"))
    assert_fails(audit(tmp_path / "r", kept=kept), 2, "not the one kept")


def test_the_checkpoint_of_another_log_is_caught(record: Path) -> None:
    other = Signer("other.example", bytes(31) + b"\5")
    assert_fails(
        audit(record, "--vkey", other.verifier.vkey),
        1,
        "no key that is trusted here has signed",
        "another log",
    )


def test_a_missing_witness_is_named(record: Path) -> None:
    policy = record / "policy"
    lines = policy.read_text().replace("harbour", "quayside").replace("+", "+", 1)
    other = Signer("quayside.example/witness", bytes(31) + b"\6", COSIGNATURE).verifier.vkey
    policy.write_text(f"{lines.splitlines()[0]}\nwitness quayside {other}\nquorum quayside\n")
    assert_fails(audit(record), 3, "quayside")


def test_a_policy_of_ones_own_is_used(record: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.write_text(f"log {LOG.verifier.vkey}\nquorum none\n")
    assert "by the policy given: none" in audit(record, "--policy", mine).stdout


@pytest.mark.parametrize("place", [40, -3])
def test_a_changed_byte_in_an_entry_is_named(record: Path, place: int) -> None:
    bundle = record / "tile" / "entries" / "000.p" / "27"
    data = bytearray(bundle.read_bytes())
    data[place] ^= 1
    bundle.write_bytes(data)
    assert_fails(audit(record), 4, "entry")


def test_a_changed_byte_in_a_tile_is_named(record: Path) -> None:
    tile = record / "tile" / "0" / "000.p" / "27"
    data = bytearray(tile.read_bytes())
    data[100] ^= 1
    tile.write_bytes(data)
    assert audit(record).exit_code == 1


def test_a_paper_that_decides_and_is_missing_is_named(record: Path, story: Chronicle) -> None:
    (record / "paper" / story.leaves[0].rulebook).unlink()
    assert_fails(audit(record), 7, "act 0", "rulebook")


def test_the_text_of_a_motion_may_be_gone_and_nothing_changes(record: Path, story: Chronicle) -> None:
    (record / "paper" / str(story.leaves[1].facts["text"])).unlink()
    found = audit(record)
    assert found.exit_code == 0
    assert "0 texts as named, 1 taken away" in found.stdout


def test_the_text_of_a_decided_motion_that_was_changed_is_caught(record: Path, story: Chronicle) -> None:
    (record / "paper" / str(story.leaves[1].facts["text"])).write_text("Another motion\n\nQuite another.\n")
    assert_fails(audit(record), 11, "the text that act 1 (motion.table on motion/1) names has been changed")


FORGERIES = {
    "a vote for somebody who is not on the roll": (8, {"by": None}, "rule 6.3", "not on the roll"),
    "a result that the votes do not give": (
        26,
        {"facts": {"for": 17, "against": 0, "abstain": 3, "outcome": "carried"}},
        "6.5",
        "the count gives",
    ),
    "a ruling under another paragraph": (
        2,
        {"rule": "4.1"},
        "4.1",
        "the paragraph that gives the power is 4.2",
    ),
    "a ruling under another rulebook": (2, {"rulebook": "0" * 64}, "4.2", "was ruled on under"),
    "a motion put to the vote too early": (5, {"time": None}, "4.8", "7 days"),
    "an act dated before the one before it": (3, {"time": 0}, "", "never go backwards"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_act_is_named_with_its_rule(tmp_path: Path, story: Chronicle, name: str) -> None:
    index, fields, rule, words = FORGERIES[name]
    leaf = story.leaves[index]
    if "by" in fields:
        fields = {"by": type(leaf.by)(leaf.by.role, "a" * 16)}
    if fields.get("time", 0) is None:
        fields = {"time": story.leaves[4].time}
    write(tmp_path / "r", changed(story.leaves, index, **fields), story.papers)
    assert_fails(audit(tmp_path / "r"), 7, f"act {index} ", words, rule)


def test_an_entry_from_the_future_is_caught(tmp_path: Path, story: Chronicle) -> None:
    write(tmp_path / "r", story.leaves, story.papers, witnessed_at=story.leaves[-1].time - 3600)
    assert_fails(audit(tmp_path / "r"), 12, "3600 seconds")


def test_a_folder_that_is_no_record_gets_one_clear_line(tmp_path: Path) -> None:
    found = audit(tmp_path)
    assert found.exit_code == 2
    lines = found.stderr.splitlines()
    assert lines[0] == f"folkmoot: {tmp_path} is not a record: it holds no file called checkpoint"
    assert lines[1].startswith("hint: ")


def test_a_folder_that_does_not_exist_gets_one_clear_line(tmp_path: Path) -> None:
    assert "does not exist" in audit(tmp_path / "none").stderr


@pytest.fixture
def on_the_web(record: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(record.parent))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_record_on_the_web_is_audited_file_by_file(on_the_web: str) -> None:
    found = audit(f"{on_the_web}/record")
    assert found.exit_code == 0, found.output
    assert GOOD in found.stdout


def test_a_site_without_a_record_gets_one_clear_line(on_the_web: str) -> None:
    assert "offers no record" in audit(on_the_web).stderr


def test_a_site_that_is_not_there_gets_one_clear_line() -> None:
    assert "does not answer" in audit("http://127.0.0.1:9").stderr


# -- texts


@pytest.fixture(scope="module")
def plan() -> Conference:
    """A plan that is adopted with one amendment."""
    world = conference()
    world.amend("c1", "The members meet in the hall every week.", mover=1)
    world.marshal().decide_it(1)
    world.decide_it()
    adopted = world.plan.adopted
    assert adopted is not None
    world.papers[adopted.digest] = adopted.data
    return world


def leaves(plan: Conference) -> list[Leaf]:
    return [Leaf.decode(data) for data in plan.leaves]


def adoption(plan: Conference) -> int:
    return next(leaf.index for leaf in leaves(plan) if "adopted" in leaf.facts)


def test_an_adopted_text_is_computed_again(tmp_path: Path, plan: Conference) -> None:
    write(tmp_path / "r", leaves(plan), plan.papers)
    found = audit(tmp_path / "r")
    assert found.exit_code == 0, found.output
    assert "1 text computed again, clause by clause" in found.stdout


def test_a_forged_digest_of_an_adopted_text_is_named(tmp_path: Path, plan: Conference) -> None:
    index, base = adoption(plan), plan.plan.base.digest
    facts = {**leaves(plan)[index].facts, "adopted": base}
    write(tmp_path / "r", changed(leaves(plan), index, facts=facts), plan.papers)
    assert_fails(audit(tmp_path / "r"), 7, f"act {index} (question.declare", f"For adopted it says {base}")


def test_a_sentence_of_an_adopted_text_that_was_changed_by_hand_is_named(
    tmp_path: Path, plan: Conference
) -> None:
    adopted = plan.plan.adopted
    assert adopted is not None
    by_hand = adopted.data.replace(b"every week", b"every year")
    write(tmp_path / "r", leaves(plan), plan.papers | {adopted.digest: by_hand})
    words = f"the adopted text that act {adoption(plan)} (question.declare on plan/1/question/2) names"
    assert_fails(audit(tmp_path / "r"), 11, f"{words} has been changed")


def test_edits_that_were_changed_by_hand_are_named(tmp_path: Path, plan: Conference) -> None:
    edits = plan.amendment(1).wording
    by_hand = edits.data.replace(b"week", b"year")
    write(tmp_path / "r", leaves(plan), plan.papers | {edits.digest: by_hand})
    assert_fails(audit(tmp_path / "r"), 7, "amendment.table", "The paper named under edits")


def test_an_adopted_text_that_is_gone_can_be_computed(tmp_path: Path, plan: Conference) -> None:
    adopted = plan.plan.adopted
    assert adopted is not None
    papers = {digest: data for digest, data in plan.papers.items() if digest != adopted.digest}
    write(tmp_path / "r", leaves(plan), papers)
    assert audit(tmp_path / "r").exit_code == 0
