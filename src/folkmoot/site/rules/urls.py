"""Addresses of the rulebook and of its changes."""

from django.urls import path, re_path

from folkmoot.site.rules.views import book, change, proposing

app_name = "rules"
urlpatterns = [
    path("rulebook/", book.index, name="book"),
    re_path(r"^rulebook/(?P<number>[1-9][0-9]*\.[1-9][0-9]*)/$", book.paragraph, name="paragraph"),
    re_path(r"^rulebook/edition/(?P<digest>[0-9a-f]{64})/$", book.edition, name="edition"),
    re_path(r"^rulebook/edition/(?P<digest>[0-9a-f]{64})\.md$", book.text, name="text"),
    path("rulebook/propose/", proposing.write, name="propose"),
    path("rulebook/drafts/keep/", proposing.keep, name="keep"),
    path("rulebook/drafts/<slug:draft>/", proposing.write, name="draft"),
    path("rulebook/changes/", change.index, name="changes"),
    path("rulebook/changes/<int:number>/", change.page, name="change"),
    path("rulebook/changes/<int:number>/back/", change.short, {"act": "back"}, name="back"),
    path("rulebook/changes/<int:number>/withdraw/", change.short, {"act": "withdraw"}, name="withdraw"),
    path("rulebook/changes/<int:number>/amend/", proposing.write, name="amend"),
    path("rulebook/changes/<int:number>/put/", change.put, name="put"),
    path("rulebook/changes/<int:number>/due/", change.due, name="due"),
]
