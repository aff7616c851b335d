"""Addresses of help. The worker lies beside the pages, because it may serve nothing above its own folder."""

from django.urls import path

from folkmoot.site.help import views

app_name = "help"
urlpatterns = [
    path("help/", views.index, name="index"),
    path("help/letters/", views.letter_list, name="letters"),
    path("help/letters/<slug:slug>/", views.letter, name="letter"),
    path("help/clocks/", views.clock_list, name="clocks"),
    path("help/bundle/", views.bundle, name="bundle"),
    path("help/worker.js", views.worker, name="worker"),
]
