"""A page that asks one thing about a post or comment: why it is reported, hidden, or deleted."""

from collections.abc import Callable

import msgspec
from django import forms
from django.http import HttpRequest, QueryDict

from strongstride.clubs.feed.errors import FeedError


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What the page says; `answer` is on its button."""

    title: str
    words: str
    answer: str
    done: str
    is_danger: bool = False


REPORT = Question(
    title="Report this",
    words="The club's moderators will read it. Whoever wrote it is not told who reported it.",
    answer="Report",
    done="The moderators will look at it. Thank you.",
)
HIDE = Question(
    title="Hide this",
    words="Nobody but its author and the moderators will see it. You can show it again.",
    answer="Hide",
    done="It is hidden; its author sees why.",
)
DELETE = Question(
    title="Delete this",
    words="It is gone at once, with all that belongs to it. There is no way back.",
    answer="Delete for good",
    done="Deleted.",
    is_danger=True,
)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent to a form; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def answered(request: HttpRequest, form: forms.Form, act: Callable[[], object]) -> int:
    """0 when a form was sent and what it asks was done; else the status of the page with it."""
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return 400
    try:
        act()
    except FeedError as error:
        form.add_error(None, str(error))
        return error.status
    return 0
