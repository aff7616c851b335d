"""A clerk lends hands to members without a computer."""

from journeys.browser import Enter, Site


def test_a_clerk_enters_a_member_on_paper_and_seconds_a_motion_for_them(enter: Enter, site: Site) -> None:
    hanna = enter("hanna")
    hanna.go("/clerk/")
    hanna.sees("passkey")
    hanna.makes_a_passkey()
    hanna.go("/clerk/")
    hanna.follow("Enter a new member from a form")
    hanna.write("The name to show", "Old Tam")
    hanna.page.get_by_label("Branch", exact=True).select_option(label="Hilltop branch")
    hanna.page.get_by_label("I have the form before me").check()
    hanna.press("Enter the member")
    hanna.sees("The member has been entered")
    hanna.sees("Old Tam")

    hanna.go("/clerk/")
    hanna.press("Take up a paper of Old Tam")
    hanna.sees("On the desk: the paper of Old Tam")
    hanna.go("/motions/")
    hanna.follow("Buy a second-hand printer")
    hanna.sees("You are entering paper forms as clerk")
    hanna.sees("Second it: not yet.")  # whoever has just joined is added to rolls together with others
    hanna.go("/clerk/")
    hanna.press("Done: put the paper to the file")
    hanna.sees_not("On the desk")

    # Somebody who stood on the roll when the motion was tabled, and has long been on paper.
    hanna.press("Take up a paper of Arthur Q.")
    theirs = enter("leila")
    path = theirs.tables("Mend the step", "The branch mends the step before its door.", "Mill Lane branch")
    hanna.does(path, "Second it")
    hanna.sees("You have seconded motion")
    theirs.go(path)
    theirs.sees("Arthur Q.")
    hanna.go("/clerk/letters/")
    hanna.sees("Arthur Q.")
    site.audit()
