"""Addresses of what was handed in: random, and of no use to anybody to whom it was not served."""

from django.urls import path

from folkmoot.site.evidence import views

app_name = "evidence"
urlpatterns = [
    path("evidence/<slug:item>/", views.show, name="show"),
    path("evidence/<slug:item>/page/<int:page>.png", views.page, name="page"),
    path("evidence/<slug:item>/original", views.original, name="original"),
]
