"""The pages of the record, and the published files as an auditor fetches them."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client, RequestFactory

from folkmoot.cli.auditing import audit
from folkmoot.cli.source import open_source
from folkmoot.site.record import mine, publication, reading, views, words
from folkmoot.site.record.models import Entry
from folkmoot.tlog.leaf import Leaf
from folkmoot.tlog.proof import Proof
from folkmoot.tlog.tree import Tree, leaf_hash, node_hash
from record_world import BOOK, DAWN, DIGEST, person

Join = Callable[..., Any]


@pytest.fixture
def published(joining: Join) -> None:
    for number in range(10, 16):
        joining(number)
    publication.publish(DAWN + 100)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_record_reads_in_plain_words_with_the_rule_of_each_act(client: Client, published: None) -> None:
    page = text(client.get("/record/"))
    assert "The founders founded The Commons Network and adopted its rulebook." in page
    assert page.count("A new member joined The Network.") == 6
    assert 'href="/rulebook/#2.1"' in page
    assert page.index('id="act-6"') < page.index('id="act-0"'), "the latest first"


def test_the_record_can_be_narrowed_down(client: Client, published: None) -> None:
    page = text(client.get("/record/?act=assembly.found"))
    assert 'id="act-0"' in page
    assert 'id="act-1"' not in page
    on = Entry.objects.get(index=2).on
    page = text(client.get("/record/", {"on": on}))
    assert 'id="act-2"' in page
    assert 'id="act-0"' not in page
    assert "No act of this kind" in text(client.get("/record/?branch=elsewhere"))
    assert 'id="act-1"' in text(client.get("/record/?rule=2.1"))


def test_a_long_record_is_turned_page_by_page(client: Client, joining: Join) -> None:
    for number in range(10, 70):
        joining(number)
    first, second = text(client.get("/record/?act=member.join")), text(client.get("/record/?page=2"))
    assert "?act=member.join&amp;page=2" in first
    assert 'id="act-0"' in second
    assert 'id="act-60"' not in second


def test_the_number_of_queries_does_not_grow_with_the_page(
    client: Client, joining: Join, django_assert_max_num_queries: Any
) -> None:
    for number in range(10, 50):
        joining(number)
    with django_assert_max_num_queries(12):
        client.get("/record/")


def test_a_record_that_is_not_yet_published_has_pages_too(client: Client, founded: Entry) -> None:
    assert "Nothing has been signed yet." in text(client.get("/record/checkpoints/"))
    text(client.get("/record/check/"))
    assert client.get("/record/record.tar").status_code == 404
    assert client.get("/record/log/checkpoint").status_code == 404
    assert client.get("/record/1/").status_code == 404


def test_an_act_shows_its_facts_its_bytes_and_its_proof(client: Client, published: None) -> None:
    page = text(client.get("/record/3/"))
    assert "A new member joined The Network." in page
    assert "Take the fingerprint" in page
    assert 'href="/record/3.tlog-proof"' in page
    assert "folkmoot audit http://testserver" in page
    found = client.get("/record/0/")
    assert f"/record/log/paper/{DIGEST}" in text(found)


def test_an_act_that_no_checkpoint_covers_says_so(client: Client, published: None, joining: Join) -> None:
    joining(40)
    assert "No checkpoint covers this act yet." in text(client.get("/record/7/"))
    assert client.get("/record/7.tlog-proof").status_code == 404


def test_the_entry_and_its_proof_are_downloaded_as_they_are(client: Client, published: None) -> None:
    leaf = client.get("/record/3.json").content
    assert leaf == bytes(Entry.objects.get(index=3).leaf)
    proof = client.get("/record/3.tlog-proof")
    assert 'filename="act-3.tlog-proof"' in proof["Content-Disposition"]
    found = Proof.parse(proof.content)
    assert found.verify(leaf, publication.log_key()).size == 7
    assert found.extra == leaf  # so that one file is enough


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 21])
def test_the_steps_in_words_are_the_path_of_the_proof(size: int) -> None:
    tree = Tree()
    for number in range(size):
        tree.append(str(number).encode())
    for index in range(size):
        found, covered = leaf_hash(str(index).encode()), {index}
        for step in words.steps(index, size, tree.inclusion(index, size)):
            sibling = bytes.fromhex(step["hash"])
            found = node_hash(sibling, found) if step["left"] else node_hash(found, sibling)
            assert covered.isdisjoint(range(step["first"], step["last"] + 1))
            covered.update(range(step["first"], step["last"] + 1))
        assert found == tree.root()
        assert covered == set(range(size))


def test_a_visitor_who_asks_for_their_acts_is_sent_to_sign_in(client: Client, founded: Entry) -> None:
    answer = client.get("/record/yours/")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=%2Frecord%2Fyours%2F"


def test_a_member_finds_their_own_acts_and_nobody_elses(published: None) -> None:
    assembly = reading.assembly()
    assert mine.acts_of(person(12), assembly) == [3]
    assert mine.acts_of(person(1), assembly) == [0], "who signed the founding"
    assert mine.acts_of(person(99), assembly) == []


def test_the_page_of_ones_own_acts_offers_their_proofs(published: None, rf: RequestFactory) -> None:
    request = rf.get("/record/yours/")
    request.person = SimpleNamespace(  # type: ignore[attr-defined]
        key=person(12).key,
        membership=person(12).membership,
        shown_name="P",
        branch=SimpleNamespace(title="N"),
    )
    request._messages = []  # type: ignore[attr-defined]
    answer = views.yours(request)
    assert "/record/3.tlog-proof" in text(answer)
    assert answer["Cache-Control"] == "private, no-store"


def test_checkpoints_are_listed_with_the_key(client: Client, published: None) -> None:
    page = text(client.get("/record/checkpoints/"))
    assert "by nobody" in page
    assert publication.log_key().vkey in page.replace("&#x2B;", "+")


def test_the_published_files_are_served_and_nothing_else(client: Client, published: None) -> None:
    assert client.get(f"/record/log/paper/{DIGEST}").content == BOOK
    answer = client.get("/record/log/tile/entries/000.p/7")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    for path in (
        "../keys/master",
        "paper/../../keys/master",
        "tile/0/000.p/7.new",
        "tile/0/..",
        "x",
        "tile/0/000",
    ):
        assert client.get(f"/record/log/{path}").status_code == 404, path


def test_the_audit_passes_over_the_pages(live_server: Any, published: None) -> None:
    for address in (live_server.url, f"{live_server.url}/record/log"):
        source = open_source(address)
        assert audit(source, kept=None, vkey=None, policy=None, progress=lambda *_: None).size == 7
        source.connection.close()


def test_the_whole_record_comes_as_one_file_that_can_be_audited(
    client: Client, published: None, tmp_path: Path
) -> None:
    answer = client.get("/record/record.tar")
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        tar.extractall(tmp_path, filter="data")
    source = open_source(str(tmp_path / "record"))
    assert audit(source, kept=None, vkey=None, policy=None, progress=lambda *_: None).size == 7


def test_every_verb_of_the_rules_has_a_sentence_and_a_kind() -> None:
    from folkmoot.procedure.machines import MACHINES

    verbs = {row.verb for machine in MACHINES for row in machine.rows}
    assert verbs == set(words.SENTENCES) == set(words.KINDS)


def test_a_clerks_entry_says_that_it_came_from_paper(published: None) -> None:
    leaf = Leaf.decode(bytes(Entry.objects.get(index=1).leaf))
    paper = json.loads(leaf.encode()) | {"facts": {"branch": "network", "way": "paper"}}
    said = words.sentence(Leaf.decode(json.dumps(paper, separators=(",", ":"), sort_keys=True).encode()), {})
    assert said == "A clerk entered from paper: a new member joined network."


def test_no_page_of_the_record_asks_anything_of_another_site(client: Client, published: None) -> None:
    for address in ("/record/", "/record/1/", "/record/check/", "/record/checkpoints/"):
        policy = client.get(address)["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
