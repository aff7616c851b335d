"""Where the pages at the front lie."""

from django.urls import path

from folkmoot.site.front.views import branches, clerk, first_run, home, joining, signing_in

urlpatterns = [
    path("", home.home, name="home"),
    path("privacy/", home.privacy, name="privacy"),
    path("accessibility/", home.accessibility, name="accessibility"),
    path("start/", first_run.first_run, name="first-run"),
    path("start/<slug:name>/", first_run.read_starter, name="starter"),
    path("sign-in/", signing_in.ask, name="sign-in"),
    path("sign-in/code/", signing_in.code, name="sign-in-code"),
    path("sign-in/link/<str:token>/", signing_in.link, name="sign-in-link"),
    path("sign-in/passkey/", signing_in.by_passkey, name="sign-in-passkey"),
    path("sign-out/", signing_in.out, name="sign-out"),
    path("join/", joining.address, name="join"),
    path("join/you/", joining.join, name="join-you"),
    path("you/move/", joining.move, name="move"),
    path("you/leave/", joining.leave, name="leave"),
    path("you/export/", joining.export, name="export"),
    path("you/erase/", joining.erase, name="erase"),
    path("branches/", branches.tree, name="branches"),
    path("branches/<slug:branch>/", branches.branch, name="branch"),
    path("clerk/", clerk.desk, name="clerk"),
    path("clerk/put-down/", clerk.put_down, name="clerk-put-down"),
    path("clerk/member/", clerk.new_member, name="clerk-member"),
]
