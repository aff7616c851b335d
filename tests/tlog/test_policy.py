import pytest

from folkmoot.tlog.checkpoint import Checkpoint, sign_checkpoint
from folkmoot.tlog.note import BadNote, Note, Signature, add_signatures
from folkmoot.tlog.policy import BadPolicy, Policy, Unsatisfied, satisfied
from tlog.world import AT, LOG, STRANGER, WITNESSES, Log

NORTH, SOUTH, FRIENDS = (WITNESSES[name].verifier.vkey for name in ("north", "south", "friends"))
LINES = f"""\
# two of three
log {LOG.verifier.vkey} https://commons.example/record
witness north {NORTH} https://north.example
\twitness  south\t{SOUTH}

witness friends {FRIENDS}
"""


def policy(rest: str) -> Policy:
    return Policy.parse((LINES + rest).encode())


TWO_OF_THREE = "group two 2 north south friends\nquorum two\n"


def test_a_policy_names_logs_witnesses_groups_and_the_quorum():
    read = policy(TWO_OF_THREE)
    assert [(party.key, party.url) for party in read.logs] == [
        (LOG.verifier, "https://commons.example/record")
    ]
    assert list(read.witnesses) == ["north", "south", "friends"]
    assert read.witnesses["south"].url == ""
    assert (read.groups["two"].least, read.quorum) == (2, "two")


@pytest.mark.parametrize(
    ("rest", "enough", "missing"),
    [
        ("quorum none\n", [], None),
        ("quorum north\n", ["north"], ["north"]),
        ("group g any north south\nquorum g\n", ["south"], ["north", "south"]),
        ("group g all north south\nquorum g\n", ["north", "south"], ["south"]),
        (TWO_OF_THREE, ["north", "friends"], ["friends", "south"]),
        (
            "group g 1 north south\ngroup h all g friends\nquorum h\n",
            ["south", "friends"],
            ["friends", "north"],
        ),
    ],
)
def test_a_checkpoint_satisfies_the_quorum_or_what_is_missing_is_named(log, rest, enough, missing):
    outcome = satisfied(policy(rest), log.witnessed(*enough))
    assert outcome.log == LOG.verifier
    assert outcome.checkpoint == log.checkpoint()
    assert outcome.witnessed == dict.fromkeys(enough, AT)
    if missing is not None:
        with pytest.raises(Unsatisfied, match="missing") as fault:
            satisfied(policy(rest), log.witnessed(*enough[:-1]))
        assert set(missing) <= set(fault.value.missing)
        assert all(name in str(fault.value) for name in missing)


def test_a_refusal_says_which_group_lacks_whom(log):
    with pytest.raises(Unsatisfied) as fault:
        satisfied(policy(TWO_OF_THREE), log.witnessed("south"))
    assert str(fault.value) == (
        "the group two (2 of north, south, friends) has not cosigned the checkpoint: missing friends, north"
    )
    with pytest.raises(Unsatisfied, match=r"^the witness north has not cosigned"):
        satisfied(policy("quorum north\n"), log.witnessed("south"))


def test_a_witness_that_cosigned_twice_counts_once_at_its_later_time(log):
    data = log.witnessed("north")
    again = WITNESSES["north"].sign(Note.parse(data).text, AT + 60)
    data = add_signatures(data, [again])
    assert satisfied(policy("quorum north\n"), data).witnessed == {"north": AT + 60}
    with pytest.raises(Unsatisfied):
        satisfied(policy(TWO_OF_THREE), data)


def test_a_log_that_the_policy_does_not_name_does_not_count(log):
    stranger = Log(log.entries, log.tree, log.size, signer=STRANGER)
    with pytest.raises(Unsatisfied, match=r"no log of the policy has signed this checkpoint of stranger"):
        satisfied(policy("quorum none\n"), stranger.note())
    with pytest.raises(Unsatisfied, match="no log of the policy"):
        satisfied(Policy.parse(b"quorum none\n"), log.note())


def test_a_log_of_the_policy_cannot_sign_for_another(log):
    text = Checkpoint(STRANGER.name, 1, bytes(32)).encode()
    data = sign_checkpoint(Checkpoint.parse(text), STRANGER)
    with pytest.raises(Unsatisfied, match="no log of the policy"):
        satisfied(policy("quorum none\n"), add_signatures(data, [LOG.sign(text)]))


def test_a_wrong_signature_by_a_key_of_the_policy_sinks_the_checkpoint(log):
    forged = Signature(WITNESSES["north"].name, WITNESSES["north"].verifier.key_id, b"\0" * 72)
    with pytest.raises(BadNote, match="north"):
        satisfied(policy("quorum none\n"), add_signatures(log.note(), [forged]))


def test_names_are_octets_that_need_not_be_text(log):
    line = b"witness \xff\xfe " + NORTH.encode() + b"\nquorum \xff\xfe\n"
    read = Policy.parse(f"log {LOG.verifier.vkey}\n".encode() + line)
    assert len(satisfied(read, log.witnessed("north")).witnessed) == 1


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        ("", "no quorum line"),
        ("quorum none", "no end"),
        ("quorum none\r\n", "control character"),
        ("quorum none\nquorum none\n", "line 8 of the policy: there is a quorum line already"),
        ("quorum nobody\n", "nobody is not defined above"),
        ("quorum\n", "line 7 of the policy: is not a log, witness"),
        ("quorum north south\n", "is not a log, witness"),
        ("Quorum none\n", "is not a log, witness"),
        ("quorum g\ngroup g any north\n", "g is not defined above"),
        ("group g any\nquorum g\n", "is not a log, witness"),
        ("group g any nobody\n", "nobody is not defined above"),
        ("group g any none\n", "none is not defined above"),
        ("group g 0 north\n", "0 of 1 members"),
        ("group g 2 north\n", "2 of 1 members"),
        ("group g 02 north south\n", "02 of 2 members"),
        ("group g some north\n", "some of 1 members"),
        ("group g any north north\n", "member of a group already"),
        ("group g any north\ngroup h any north\n", "member of a group already"),
        ("group north any south\n", "the name north is taken"),
        ("group none any south\n", "the name none is taken"),
        ("group g any north\ngroup g any south\n", "the name g is taken"),
        (f"witness south {NORTH}\n", "the name south is taken"),
        (f"witness more {NORTH}\n", "listed twice"),
        (f"witness more {LOG.verifier.vkey}\n", "wrong type"),
        (f"log {LOG.verifier.vkey}\n", "listed twice"),
        (f"log {NORTH}\n", "wrong type"),
        ("log some+thing\n", "three parts"),
        ("log\n", "is not a log, witness"),
        (f"log {STRANGER.verifier.vkey} https://a https://b\n", "is not a log, witness"),
    ],
)
def test_a_policy_with_a_fault_is_refused_with_its_line(rest, reason):
    with pytest.raises(BadPolicy, match=reason):
        policy(rest)


def test_one_key_under_two_names_is_still_one_key():
    other_name = f"log {STRANGER.verifier.vkey}\n"
    twin = Log([], None, 0, signer=STRANGER).signer  # type: ignore[arg-type]
    renamed = type(twin)("renamed.example", twin.seed).verifier.vkey
    with pytest.raises(BadPolicy, match="listed twice"):
        policy(f"{other_name}log {renamed}\n")
