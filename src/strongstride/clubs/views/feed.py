"""The feed of a club: reading it, writing into it, photos, kudos."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import Act, may, seen_without_login, visitor
from strongstride.clubs.feed import actions
from strongstride.clubs.feed.access import member_of, photo_for, post_for, see_feed, see_post
from strongstride.clubs.feed.asking import answered
from strongstride.clubs.feed.errors import FeedError
from strongstride.clubs.feed.forms import CommentForm, PostForm
from strongstride.clubs.feed.page import feed_context, one_context, post_context
from strongstride.runs.uploads import upload_problem, upload_status
from strongstride.web.addresses import way_back

_AN_HOUR_S = 3600


@seen_without_login
@require_safe
def feed(request: HttpRequest, club: str) -> HttpResponse:
    """A page of the feed; for htmx the items alone."""
    found, reader = see_feed(request, club)
    after = mark_in(request, "after")
    context = feed_context(found, reader, visitor(request), after=after)
    is_part = "HX-Request" in request.headers and after is not None
    answer = render(request, f"clubs/feed/{'_items' if is_part else 'feed'}.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@require_POST
def write(request: HttpRequest, club: str) -> HttpResponse:
    """A new post or announcement."""
    member = member_of(request, club)
    form = PostForm(request.POST, request.FILES, may_announce=may(member, Act.ANNOUNCE))
    if problem := upload_problem(request):
        form.add_error("photo", problem)
        status = upload_status(request)
    else:
        status = answered(request, form, lambda: actions.post(member, **form.words()))
    if not status:
        messages.success(request, "Your post is in the feed.")
        return redirect("clubs:feed", member.club.slug)
    context = feed_context(member.club, member, athlete_of(request), form=form)
    return render(request, "clubs/feed/feed.html", context, status=status)


@seen_without_login
@require_safe
def post(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """One post, with what was said under it."""
    found, reader, shown = see_post(request, club, key)
    before = mark_in(request, "before")
    context = post_context(found, reader, visitor(request), shown, before=before)
    return render(request, "clubs/feed/post.html", context)


@require_POST
def comment(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """A comment under a post; htmx gets the item as it is now."""
    member, under = post_for(request, club, key)
    form = CommentForm(request.POST)
    status = answered(request, form, lambda: actions.comment(member, under, form.text()))
    is_part = "HX-Request" in request.headers
    if not status and not is_part:
        return redirect(f"{reverse('clubs:feed-post', args=[club, key])}#write")
    shown = one_context if is_part else post_context
    context = shown(member.club, member, athlete_of(request), under, form=form if status else None)
    template = "clubs/feed/_item.html" if is_part else "clubs/feed/post.html"
    return render(request, template, context, status=200 if is_part else status or 200)


@require_POST
def kudos(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """Give kudos, or take them back with `given` empty."""
    member, of = post_for(request, club, key)
    try:
        actions.set_kudos(member, of, given=bool(request.POST.get("given")))
    except FeedError as error:
        messages.error(request, str(error))
    if "HX-Request" in request.headers:
        context = one_context(member.club, member, athlete_of(request), of)
        return render(request, "clubs/feed/_kudos.html", context)
    return redirect(way_back(request) or reverse("clubs:feed-post", args=[club, key]))


@seen_without_login
@cache_control(private=True, max_age=_AN_HOUR_S)
@require_safe
def photo(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """A photo, for who may see its post."""
    found = photo_for(request, club, key)
    headers = {"Content-Disposition": f'inline; filename="{found.pk}.jpg"'}
    return HttpResponse(bytes(found.data), content_type="image/jpeg", headers=headers)


def mark_in(request: HttpRequest, name: str) -> UUID | None:
    """The mark a page's address names; None for anything else."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None
