"""Where the pages of this room lie."""

from django.urls import path

from folkmoot.site.members import views

urlpatterns = [
    path("you/", views.you, name="you"),
    path("you/passkeys/", views.own_passkeys, name="passkeys"),
    path("you/passkeys/<int:passkey>/remove/", views.remove_passkey, name="remove-passkey"),
    path("you/resign/<path:holding>/", views.resign, name="resign"),
    path("members/", views.directory, name="members"),
    path("offices/", views.offices, name="offices"),
]
