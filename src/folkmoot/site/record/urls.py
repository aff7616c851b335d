"""Addresses of the record."""

from django.urls import path

from folkmoot.site.record import views

app_name = "record"
urlpatterns = [
    path("record/", views.browse, name="browse"),
    path("record/<int:index>/", views.act, name="act"),
    path("record/<int:index>.json", views.leaf, name="leaf"),
    path("record/<int:index>.tlog-proof", views.proof, name="proof"),
    path("record/yours/", views.yours, name="yours"),
    path("record/checkpoints/", views.checkpoints, name="checkpoints"),
    path("record/check/", views.check, name="check"),
    path("record/record.tar", views.download, name="download"),
    path("record/log/<path:path>", views.log, name="log"),
]
