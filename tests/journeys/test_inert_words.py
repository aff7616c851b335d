"""A script written into any field comes out as words, and nothing of it runs."""

from journeys.browser import Enter, Site

ROOT = "The Commons Network"
BAD = '<script>document.title="taken"</script><img src=x onerror="document.title=\'taken\'">'
LINK = "[press here](javascript:document.title='taken')"


def test_scripts_in_every_field_come_out_inert(enter: Enter, site: Site) -> None:
    mallory, ola, reader = enter("tamar"), enter("ola"), enter("finn")
    mallory.go("/you/")
    mallory.write("The name you wish to show", f"<b onclick=alert(1)>{BAD[:30]}")
    mallory.press("Save")
    path = mallory.tables(f"Title {BAD}", f"Text {BAD}\n\n{LINK}", ROOT)
    mallory.go(path)
    mallory.write("Speak in the debate", f"Speech {BAD} {LINK}")
    mallory.press("Speak", exact=True)
    mallory.sees("Speech")
    ola.makes_a_passkey()
    ola.go(path)
    ola.follow("Rule it out")
    ola.page.get_by_label("contrary to these rules").check()
    ola.write("Reasons", f"Reasons {BAD} {LINK}")
    ola.press("Rule it out")
    ola.sees("is ruled out")

    mallory.go("/rulebook/propose/?paragraph=5.2")
    words = mallory.page.get_by_label("The new words").input_value()
    mallory.write("The new words", words.rstrip("\n") + f" {BAD}\n")
    mallory.write("Title", f"Change {BAD}")
    mallory.write("Reasons", f"Because {BAD} {LINK}")
    mallory.press("Check and compare")
    mallory.press("Propose this change")
    change = mallory.path
    mallory.go("/motions/new/")
    mallory.page.get_by_label("What kind of motion is it?")
    mallory.page.get_by_label("A new branch under this one").check()
    mallory.page.get_by_label("Branch", exact=True).select_option(label=ROOT)
    mallory.write("Title", "A branch with a name")
    mallory.write("Text", "It is opened.")
    mallory.write("Name of the new branch", f"Branch {BAD}")
    mallory.press("Table this motion")
    branch = mallory.path

    lists = ("/", "/motions/", "/members/", "/rulebook/changes/", "/record/", "/outbox/")
    for page in (path, change, branch, *lists):
        for visitor in (reader, mallory):
            assert visitor.go(page) == 200, page
            assert "taken" not in visitor.page.title().split(" · ")[0].replace(BAD, ""), page
            assert visitor.part("main img, main [onclick], main [onerror]").count() == 0, page
            assert visitor.part('main script:not([type="application/json"])').count() == 0, page
            assert visitor.part('main a[href^="javascript:" i]').count() == 0, page
    reader.go(path)
    reader.sees("<script>")
