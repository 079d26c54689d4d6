"""How a gift becomes money raised: one door, through which every provider's word goes.

docs/explanation/money.md tells why it takes facts and no events.
"""
