"""Addresses of elections and recalls."""

from django.urls import path

from folkmoot.site.elections.views import (
    box,
    calling,
    count,
    counting,
    doing,
    election,
    files,
    index,
    officers,
    printing,
    recalls,
    vacancy,
    voting,
)

app_name = "elections"
urlpatterns = [
    path("elections/", index.index, name="index"),
    path("elections/new/", calling.call, name="new"),
    path("elections/rank/", calling.rank, name="rank"),
    path("elections/recalls/", recalls.index, name="recalls"),
    path("elections/recalls/new/", recalls.begin, name="recall-new"),
    path("elections/recalls/<int:number>/", recalls.page, name="recall"),
    path("elections/recalls/<int:number>/sign/", recalls.sign, name="recall-sign"),
    path("elections/recalls/<int:number>/reply/", recalls.reply, name="recall-reply"),
    path("elections/recalls/<int:number>/put/", recalls.put_to_vote, name="recall-put"),
    path("elections/recalls/<int:number>/declare/", recalls.declare_result, name="recall-declare"),
    path("elections/<int:number>/", election.page, name="election"),
    path("elections/<int:number>/calendar.ics", files.calendar, name="calendar"),
    path("elections/<int:number>/nominate/", doing.nominate, name="nominate"),
    path("elections/<int:number>/stand/", doing.stand, name="stand"),
    path("elections/<int:number>/withdraw/", doing.withdraw, name="withdraw"),
    path("elections/<int:number>/strike/", officers.strike, name="strike"),
    path("elections/<int:number>/reinstate/<slug:name>/", officers.reinstate, name="reinstate"),
    path("elections/<int:number>/open/", officers.open_ballot, name="open"),
    path("elections/<int:number>/roll/", officers.correct_roll, name="roll"),
    path("elections/<int:number>/object/", doing.object_to_result, name="object"),
    path("elections/<int:number>/lot/", officers.lot, name="lot"),
    path("elections/<int:number>/vote/", voting.paper, name="vote"),
    path("elections/<int:number>/vote/check/", voting.check, name="check"),
    path("elections/<int:number>/cast/", voting.send, name="cast"),
    path("elections/<int:number>/look/", box.look, name="look"),
    path("elections/<int:number>/tick/", box.tick, name="tick"),
    path("elections/<int:number>/printed/", printing.printed, name="printed"),
    path("elections/<int:number>/printed.pdf", printing.sheet, name="printed-sheet"),
    path("elections/<int:number>/batches/", counting.batches, name="batches"),
    path("elections/<int:number>/batches/<int:batch>/", counting.batch, name="batch"),
    path("elections/<int:number>/declare/", counting.declare, name="declare"),
    path("elections/<int:number>/fill/", vacancy.fill, name="fill"),
    path("elections/<int:number>/recount/", counting.recount, name="recount"),
    path("elections/<int:number>/count/", count.count, name="count"),
    path("elections/<int:number>/declaration.pdf", count.declared, name="declaration"),
    path("elections/<int:number>/ballots/", counting.ballots, name="ballots"),
    *(
        path(
            f"elections/<int:number>/{name}",
            files.file,
            {"name": name},
            name=name.partition(".")[0] + "-file",
        )
        for name in files.KINDS
    ),
]
