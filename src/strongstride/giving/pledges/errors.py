"""What cannot be done with a pledge, in a sentence for whoever asked."""


class PledgeError(Exception):
    """It cannot be done as things stand; the message says why and what can be done instead."""
