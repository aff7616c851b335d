"""Where the pages of this room lie."""

from django.urls import path

from folkmoot.site.notices import views

urlpatterns = [
    path("letters/", views.inbox, name="letters"),
    path("letters/<slug:letter>/", views.letter, name="letter"),
    path("clerk/letters/", views.to_print, name="letters-to-print"),
    path("outbox/", views.outbox, name="outbox"),
]
