"""Addresses of giving pages."""

from django.urls import path

from strongstride.giving.views import page, page_making

ALL = "clubs/<slug:club>/giving/"
ONE = "give/<slug:slug>/"

urlpatterns = [
    path(ALL, page.list_pages, name="pages"),
    path(f"{ALL}new/", page_making.add, name="page-new"),
    path(ONE, page.show, name="page"),
    path(f"{ONE}card/<slug:version>.png", page.card, name="page-card"),
    path(f"{ONE}edit/", page_making.edit, name="page-edit"),
    path(f"{ONE}submit/", page_making.submit, name="page-submit"),
    path(f"{ONE}approve/", page_making.approve, name="page-approve"),
    path(f"{ONE}send-back/", page_making.send_back, name="page-send-back"),
    path(f"{ONE}complete/", page_making.complete, name="page-complete"),
    path(f"{ONE}cancel/", page_making.cancel, name="page-cancel"),
    path(f"{ONE}updates/", page_making.write_update, name="page-update"),
    path(f"{ONE}updates/<uuid:key>/end/", page_making.hide_update, name="page-update-hide"),
]
