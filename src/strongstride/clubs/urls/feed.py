"""Addresses of a club's feed."""

from django.urls import path

from strongstride.clubs.views import feed, feed_care

FEED = "<slug:club>/feed/"
POST = f"{FEED}posts/<uuid:key>/"
COMMENT = f"{FEED}comments/<uuid:key>/"

urlpatterns = [
    path(FEED, feed.feed, name="feed"),
    path(f"{FEED}posts/", feed.write, name="feed-write"),
    path(POST, feed.post, name="feed-post"),
    path(f"{POST}comments/", feed.comment, name="feed-comment"),
    path(f"{POST}kudos/", feed.kudos, name="feed-kudos"),
    path(f"{POST}end/", feed_care.delete_post, name="feed-post-delete"),
    path(f"{POST}report/", feed_care.report_post, name="feed-post-report"),
    path(f"{POST}hiding/", feed_care.hide_post, name="feed-post-hide"),
    path(f"{POST}showing/", feed_care.show_post, name="feed-post-show"),
    path(f"{COMMENT}end/", feed_care.delete_comment, name="feed-comment-delete"),
    path(f"{COMMENT}report/", feed_care.report_comment, name="feed-comment-report"),
    path(f"{COMMENT}hiding/", feed_care.hide_comment, name="feed-comment-hide"),
    path(f"{COMMENT}showing/", feed_care.show_comment, name="feed-comment-show"),
    path(f"{FEED}photos/<uuid:key>/", feed.photo, name="feed-photo"),
    path(f"{FEED}moderation/", feed_care.queue, name="feed-moderation"),
    path(f"{FEED}reports/<uuid:key>/settled/", feed_care.settle, name="feed-report-settle"),
    path(f"{FEED}mutes/<uuid:key>/", feed_care.mute, name="feed-mute"),
    path(f"{FEED}mutes/<uuid:key>/end/", feed_care.unmute, name="feed-unmute"),
    path(f"{FEED}settings/", feed_care.settings, name="feed-settings"),
    path(f"{FEED}settings/club/", feed_care.club_settings, name="feed-club-settings"),
]
