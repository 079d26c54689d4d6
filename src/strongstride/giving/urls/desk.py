"""Addresses of the money desk."""

from django.urls import path

from strongstride.giving.views import desk, statements

DESK = "clubs/<slug:club>/giving/desk/"
GIFT = f"{DESK}gifts/<uuid:gift>/"
ATTEMPT = f"{GIFT}payments/<uuid:attempt>/"
STATEMENT = f"{DESK}statements/<slug:cause>/"
LINE = f"{STATEMENT}<uuid:line>/"

urlpatterns = [
    path(DESK, desk.show, name="desk"),
    path(f"{DESK}gifts/", desk.gifts, name="desk-gifts"),
    path(GIFT, desk.gift, name="desk-gift"),
    path(f"{GIFT}came/", desk.came, name="desk-gift-came"),
    path(f"{GIFT}given-up/", desk.given_up, name="desk-gift-given-up"),
    path(f"{ATTEMPT}refund/", desk.give_back, name="desk-refund"),
    path(f"{ATTEMPT}seen-to/", desk.seen_to, name="desk-seen-to"),
    path(f"{DESK}donors/", desk.donors, name="desk-donors"),
    path(f"{DESK}table/", desk.table, name="desk-table"),
    path(STATEMENT, statements.statement, name="desk-statement"),
    path(f"{STATEMENT}read/", statements.take, name="desk-statement-read"),
    path(LINE, statements.line, name="desk-line"),
    path(f"{LINE}settle/", statements.settle, name="desk-line-settle"),
    path(f"{LINE}own/", statements.own, name="desk-line-own"),
    path(f"{LINE}aside/", statements.aside, name="desk-line-aside"),
    path(f"{LINE}up/", statements.up, name="desk-line-up"),
    path(f"{LINE}refund/", statements.refund, name="desk-line-refund"),
]
