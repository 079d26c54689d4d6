"""Amounts on pages: `{% load giving_money %}{{ page.raised|money:page.currency }}`."""

from django import template

from strongstride.ledger.money import Money, show

register = template.Library()


@register.filter
def money(minor: int, currency: str) -> str:
    """Minor units of a currency as people read them: `£20`, `£20.50`."""
    return show(Money(minor, currency))
