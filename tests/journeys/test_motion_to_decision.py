"""A motion from its draft to a decision that a stranger can check: by open vote, and by secret ballot."""

from pathlib import Path

from journeys.browser import Enter, Site, Visitor

ROOT = "The Commons Network"
WORDS = "Each branch keeps a shelf of tools that any member may borrow.\n\nA list of them hangs at the door."


def the_result_is_declared(member: Visitor, path: str) -> None:
    """By whoever looks first: the site on its round, or this member by the button."""
    member.go(path)
    member.press_unless_done("Declare the result")
    member.go(path)
    member.sees("How it ended")


def test_a_motion_goes_from_a_draft_to_a_decision_that_a_stranger_can_check(
    enter: Enter, site: Site, tmp_path: Path
) -> None:
    greta, idris, bettan, priya = enter("greta"), enter("idris"), enter("bettan"), enter("priya")

    # A draft is kept when its author leaves the page, and only she finds it.
    greta.go("/motions/new/")
    greta.write("Title", "A shelf of tools in every branch")
    greta.write("Text", WORDS)
    greta.press("Keep as a draft")
    greta.sees("Your draft is kept")
    draft = greta.path
    greta.go("/")
    idris.go(draft)
    assert "shelf" not in idris.page.get_by_label("Title").input_value()
    greta.go("/motions/")
    greta.follow("A shelf of tools in every branch")
    assert greta.page.get_by_label("Text").input_value() == WORDS

    # A page with a fault keeps what was typed.
    greta.page.get_by_label("Branch", exact=True).select_option(label=ROOT)
    greta.write("Title", "")
    greta.press("Table this motion")
    greta.sees("Nothing you typed is lost")
    assert greta.page.get_by_label("Text").input_value() == WORDS
    greta.write("Title", "A shelf of tools in every branch")
    greta.press("Table this motion")
    path = greta.path
    greta.sees("A shelf of tools in every branch")

    # Others second it, and they argue.
    assert greta.page.get_by_role("button", name="Second it").count() == 0
    idris.does(path, "Second it")
    idris.sees("You have seconded motion")
    bettan.does(path, "Second it")
    idris.says(path, "Who mends what comes back broken?")
    greta.says(path, "Whoever broke it, with help.", answering="Idris K.")
    outsider = enter()
    outsider.go(path)
    outsider.sees_not("Who mends what comes back broken?")
    outsider.sees("Members read the debate")

    # The chair needs a passkey, and the motion its seven days.
    priya.makes_a_passkey()
    priya.go(path)
    priya.sees("not yet")
    assert priya.page.get_by_role("button", name="Put it to the vote").count() == 0
    site.wait_days(13)
    priya.go(path)
    priya.press("Put it to the vote as chair")
    priya.sees("is open")

    # Members vote; nobody sees how it stands; a vote may be changed.
    for visitor, choice in ((greta, "For"), (idris, "For"), (bettan, "Against"), (priya, "Abstain")):
        visitor.votes(path, choice)
        visitor.sees("Your vote counts")
    for key in ("zadie", "finn", "kofi"):
        enter(key).votes(path, "For")
    bettan.page.get_by_label("For", exact=True).check()
    bettan.press("Vote")
    bettan.sees("You have voted: For")
    outsider.go(path)
    outsider.sees_not("voted for")

    # The result is declared with its arithmetic, and leads to its act and its proof.
    site.wait_days(13)
    the_result_is_declared(greta, path)
    greta.sees("6")
    greta.sees("Carried")
    outsider.go(path)
    outsider.part(".checkit .seal a").click()
    outsider.settle()
    assert outsider.path.startswith("/record/")
    outsider.go(path)
    outsider.page.wait_for_timeout(2500)  # the next checkpoint is signed soon after the act
    outsider.go(path)
    with outsider.page.expect_download() as coming:
        outsider.part(".checkit").get_by_role("link", name="Proof file").click()
    proof = tmp_path / "act.tlog-proof"
    coming.value.save_as(proof)
    key = outsider.context.request.get("/record/log/log.vkey").text().strip()
    found = site.auditor("proof", str(proof), "--vkey", key)
    assert found.returncode == 0 and "motion.declare" in found.stdout, found.stdout + found.stderr
    assert "results recomputed from the votes" in site.audit()


def test_a_secret_ballot_gives_a_receipt_that_is_found_on_the_public_list(enter: Enter, site: Site) -> None:
    leila, hanna, euan = enter("leila"), enter("hanna"), enter("euan")
    path = leila.tables("Choose the auditors by lot", "The auditors are drawn by lot each spring.", ROOT)
    for seconder in (hanna, euan):
        seconder.does(path, "Second it")
    for asking in (leila, hanna, euan):
        asking.does(path, "Ask for a secret vote")
    ola = enter("ola").makes_a_passkey()
    site.wait_days(13)
    ola.does(path, "Put it to the vote as secretary")

    receipts = []
    for visitor in (leila, hanna, euan, ola, enter("tamar"), enter("noor")):
        visitor.votes(path, "For")
        visitor.sees("This is your receipt")
        receipts.append(visitor.part(".receipt").inner_text().strip())
        ballot = visitor.path
        visitor.go(ballot)
        visitor.sees("You have voted")
        visitor.sees_not(receipts[-1])
    assert len(set(receipts)) == 6

    site.wait_days(13)
    the_result_is_declared(leila, path)
    outsider = enter()
    outsider.go(f"{ballot}result/")
    for receipt in receipts:
        outsider.write("Your receipt", receipt)
        outsider.press("Look")
        outsider.sees("is on the list: your ballot was counted")
    outsider.write("Your receipt", "bcdf-ghjk-mnpq-rstv")
    outsider.press("Look")
    outsider.sees("is not on the list")
    outsider.sees_not("Leila")
    site.audit()
