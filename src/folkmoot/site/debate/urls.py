"""Addresses of debates: under the proceeding that is debated."""

from django.urls import path

from folkmoot.site.debate import views

app_name = "debate"
urlpatterns = [
    path("motions/<int:number>/speak/", views.speak, {"kind": "motion"}, name="speak-motion"),
    path("motions/<int:number>/speak/keep/", views.keep, {"kind": "motion"}, name="keep-motion"),
    path("rulebook/changes/<int:number>/speak/", views.speak, {"kind": "change"}, name="speak-change"),
    path("rulebook/changes/<int:number>/speak/keep/", views.keep, {"kind": "change"}, name="keep-change"),
]
