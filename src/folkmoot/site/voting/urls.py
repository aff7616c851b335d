"""Addresses of ballots."""

from django.urls import path

from folkmoot.site.voting import views

app_name = "voting"
urlpatterns = [
    path("ballots/due/", views.due, name="due"),
    path("ballots/<int:number>/", views.ballot, name="ballot"),
    path("ballots/<int:number>/paper/", views.paper, name="paper"),
    path("ballots/<int:number>/casting/", views.casting, name="casting"),
    path("ballots/<int:number>/result/", views.result, name="result"),
]
