"""What somebody who wants to register finds, for the page that says so."""

from django import template

from strongstride.accounts.adapter import INVITE
from strongstride.accounts.registration import Door, door

register = template.Library()


@register.simple_tag(takes_context=True)
def registration_door(context: template.Context) -> Door:
    """See `accounts.registration.door`."""
    return door(context["request"].session.get(INVITE, ""))
