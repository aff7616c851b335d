"""Addresses of motions."""

from django.urls import path

from folkmoot.site.motions.views import doing, drafting, listing, motion

app_name = "motions"
urlpatterns = [
    path("motions/", listing.index, name="index"),
    path("motions/new/", drafting.write, name="new"),
    path("motions/drafts/keep/", drafting.keep, name="keep"),
    path("motions/drafts/<slug:draft>/", drafting.write, name="draft"),
    path("motions/<int:number>/", motion.page, name="motion"),
    *(
        path(f"motions/<int:number>/{act}/", doing.short, {"act": act}, name=act)
        for act in ("second", "object", "ask-secret", "withdraw")
    ),
    path("motions/<int:number>/put/", doing.put, name="put"),
    path("motions/<int:number>/due/", doing.due, name="due"),
    path("motions/<int:number>/mend/", doing.mend, name="mend"),
    path("motions/<int:number>/option/", doing.add_option, name="option"),
    path("motions/<int:number>/option/<int:option>/second/", doing.second_option, name="second-option"),
    path("motions/<int:number>/rule-out/", doing.rule_out, name="rule-out"),
]
