"""Addresses of clubs and members."""

from django.urls import path

from strongstride.clubs.views import clubs, joining, me, members, settings

urlpatterns = [
    path("", clubs.list_clubs, name="clubs"),
    path("new/", clubs.add, name="new"),
    path("join/<str:secret>/", joining.by_link, name="join-link"),
    path("<slug:club>/", clubs.show, name="club"),
    path("<slug:club>/join/", joining.without_link, name="join"),
    path("<slug:club>/join/end/", joining.take_back, name="take-back"),
    path("<slug:club>/me/", me.show, name="me"),
    path("<slug:club>/me/preview/", me.preview, name="me-preview"),
    path("<slug:club>/me/leave/", me.leave, name="leave"),
    path("<slug:club>/members/", members.list_members, name="members"),
    path("<slug:club>/members/<uuid:member>/", members.show, name="member"),
    path("<slug:club>/members/<uuid:member>/answer/", members.answer, name="member-answer"),
    path("<slug:club>/members/<uuid:member>/role/", members.give_role, name="member-role"),
    path("<slug:club>/members/<uuid:member>/ban/", members.ban, name="member-ban"),
    path("<slug:club>/members/<uuid:member>/unban/", members.unban, name="member-unban"),
    path("<slug:club>/members/<uuid:member>/owner/", members.hand_over, name="hand-over"),
    path("<slug:club>/settings/", settings.change, name="settings"),
    path("<slug:club>/settings/join-link/", settings.renew_join_link, name="new-join-link"),
    path("<slug:club>/settings/accounts/", settings.let_register, name="let-register"),
    path("<slug:club>/settings/close/", settings.close, name="close"),
]
