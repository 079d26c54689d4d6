"""Words of a feed: `{% load club_feed %}{{ item.body|with_links }}`."""

from django import template
from django.utils.safestring import SafeString

from strongstride.clubs.feed.items import CommentShown, Item
from strongstride.clubs.feed.text import to_html
from strongstride.clubs.feed.times import Reading, When
from strongstride.clubs.feed.times import when as when_of

register = template.Library()


@register.filter
def with_links(text: str) -> SafeString:
    """Plain text as HTML, its web addresses to press."""
    return to_html(text)


@register.filter
def when(shown: Item | CommentShown, reading: Reading) -> When:
    """When it was said, for whom it is shown."""
    return when_of(shown, reading)
