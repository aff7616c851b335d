"""Coming along as a companion: members say that they will, and are asked by those who need somebody."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.site.cases.companions import is_volunteer, volunteer
from folkmoot.site.debate.saying import done
from folkmoot.site.members.gate import members_only
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def companions(request: HttpRequest) -> HttpResponse:
    """Say that one will come along when asked, or no longer."""
    here = cast(Request, request)
    person = cast(Person, here.person)
    if request.method == "POST":
        yes = "yes" in request.POST
        volunteer(person, here.at, yes=yes)
        said = _("Those who need a companion can now ask you.") if yes else _("Nobody will ask you any more.")
        return done(request, said, "/cases/companions/")
    return render(request, "cases/companions.html", {"is_volunteer": is_volunteer(person)})


urlpatterns = [path("cases/companions/", companions, name="companions")]
