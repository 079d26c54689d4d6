"""Why an organiser's act cannot be done; each message is for the organiser."""


class DeskError(ValueError):
    """An act cannot be done as things stand; the message says why and what to do instead."""
