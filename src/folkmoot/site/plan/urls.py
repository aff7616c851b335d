"""Addresses of the Plan: its texts, amendments, drafts, order of taking, and files."""

from django.urls import URLPattern, path

from folkmoot.site.plan.views import (
    amending,
    amendment,
    amendments,
    beginning,
    clause,
    compare,
    doing,
    drafting,
    editing,
    files,
    history,
    index,
    listing,
    marked,
    meeting,
    publishing,
    sharing,
    sweeping,
    text,
    text_clause,
)

app_name = "plan"

PLAN = "plans/<int:number>/"
READING: list[URLPattern] = [
    path("plans/", index.index, name="index"),
    path(PLAN, text.text, name="text"),
    path(f"{PLAN}clauses/<slug:clause>/", clause.clause, name="clause"),
    *(
        each
        for name, still in (("marked", False), ("contested", True))
        for each in (
            path(f"{PLAN}{name}/", marked.marked, {"still": still}, name=name),
            path(f"{PLAN}{name}/<slug:part>/", marked.marked, {"still": still}, name=f"{name}-part"),
        )
    ),
    path(f"{PLAN}amendments/", amendments.amendments, name="amendments"),
    path(f"{PLAN}amendments/<int:amendment>/", amendment.amendment, name="amendment"),
    path(f"{PLAN}compare/", compare.compare, name="compare"),
    path(f"{PLAN}history/", history.history, name="history"),
    path(f"{PLAN}files/", files.files, name="files"),
    *(
        path(f"{PLAN}{name}.<slug:ending>", files.file, {"name": name}, name=f"{name}-file")
        for name in ("text", "now", "marked", "changes", "list")
    ),
]
"""The text, its clauses, amendments as they are read, comparison, history, files."""

MEETING: list[URLPattern] = [
    path(f"{PLAN}list/", listing.listing, name="list"),
    path(f"{PLAN}list/arrange/", listing.arrange, name="arrange"),
    path(f"{PLAN}list/publish/", listing.publish, name="publish-list"),
    path(f"{PLAN}meeting/", meeting.page, name="meeting"),
    path(f"{PLAN}meeting/put/", meeting.put, name="put"),
    path(f"{PLAN}questions/<int:question>/", meeting.question, name="question"),
    path(f"{PLAN}questions/<int:question>/due/", meeting.due, name="declare-question"),
]
"""The order of taking, and what is before the meeting."""

AMEND = "plans/<int:number>/amend/"
DRAFT = f"{AMEND}<slug:draft>/"
AMENDING: list[URLPattern] = [
    path(AMEND, amending.start, name="amend"),
    path(f"{AMEND}choose/", amending.choose, name="choose-clause"),
    path(DRAFT, amending.draft, name="draft"),
    path(f"{DRAFT}keep/", amending.keep_reasons, name="keep-draft"),
    path(f"{DRAFT}settle/", amending.settle, name="settle"),
    path(f"{DRAFT}text/", amending.text, name="draft-in-text"),
    path(f"{DRAFT}clauses/<slug:clause>/", editing.clause, name="amend-clause"),
    path(f"{DRAFT}clauses/<slug:clause>/keep/", editing.keep_clause, name="keep-clause"),
    path(f"{DRAFT}everywhere/", sweeping.everywhere, name="everywhere"),
    path(f"{DRAFT}everywhere/<slug:sweep>/", sweeping.everywhere, name="everywhere-again"),
    path(f"{DRAFT}share/", sharing.share, name="share-draft"),
    path(f"{DRAFT}versions/", sharing.versions, name="versions"),
    path(f"{DRAFT}versions/<int:version>/", sharing.versions, name="version"),
    path(f"{DRAFT}versions/<int:version>/take/", sharing.take_back, name="take-back"),
    path("plans/join-a-draft/<slug:secret>/", sharing.join, name="join-draft"),
]
"""Drafts of amendments, written alone or with others."""

AMENDMENT = "plans/<int:number>/amendments/<int:amendment>/"
DOING: list[URLPattern] = [
    *(
        path(f"{AMENDMENT}{act}/", doing.short, {"act": act}, name=f"{act}-amendment")
        for act in ("second", "withdraw", "accept", "contest")
    ),
    path(f"{AMENDMENT}sign/", doing.sign, name="sign-composite"),
    path(f"{AMENDMENT}composite/", beginning.composite, name="build-composite"),
    path(f"{AMENDMENT}amend/", beginning.amend, name="amend-amendment"),
    path(f"{AMENDMENT}confirm/", beginning.confirm, name="confirm-amendment"),
    path("plans/<int:number>/withdraw/", doing.withdraw_plan, name="withdraw-plan"),
]
"""Short acts on an amendment: second, withdraw, accept, ask for a vote, sign."""

TEXT = "plans/drafts/<slug:draft>/"
DRAFTING: list[URLPattern] = [
    path("plans/new/", drafting.new, name="new"),
    path(TEXT, drafting.draft, name="text-draft"),
    path(f"{TEXT}clauses/<slug:clause>/", text_clause.clause, name="edit-clause"),
    path(f"{TEXT}clauses/<slug:clause>/keep/", text_clause.keep, name="keep-edited"),
    path(f"{TEXT}import/", drafting.import_page, name="import"),
    path(f"{TEXT}publish/", publishing.publish, name="publish"),
    path(f"{TEXT}share/", sharing.share_text, name="share-text"),
    path(f"{TEXT}versions/", sharing.text_versions, name="text-versions"),
    path(f"{TEXT}versions/<int:version>/", sharing.text_versions, name="text-version"),
    path(f"{TEXT}versions/<int:version>/take/", sharing.take_text_back, name="take-text-back"),
    path("plans/<int:number>/revise/", publishing.revise, name="revise"),
]
"""The drafting group: a new text, its drafts, a new revision."""

urlpatterns = [*DRAFTING, *AMENDING, *DOING, *MEETING, *READING]
