"""Addresses of debates: under the proceeding that is debated."""

from django.urls import path

from folkmoot.site.debate import views

DEBATES = (
    ("motion", "motions/<int:number>/", "motion/{number}"),
    ("change", "rulebook/changes/<int:number>/", "change/{number}"),
    ("plan", "plans/<int:number>/", "plan/{number}"),
    ("clause", "plans/<int:number>/clauses/<slug:clause>/", "plan/{number}"),
    ("amendment", "plans/<int:number>/amendments/<int:amendment>/", "plan/{number}/amendment/{amendment}"),
)
"""Where members speak: a name, the page, and the proceeding as the record calls it."""

app_name = "debate"
urlpatterns = [
    *(
        each
        for name, page, on in DEBATES
        for each in (
            path(f"{page}speak/", views.speak, {"on": on}, name=f"speak-{name}"),
            path(f"{page}speak/keep/", views.keep, {"on": on}, name=f"keep-{name}"),
        )
    ),
]
