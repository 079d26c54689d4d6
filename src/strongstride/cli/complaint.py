"""What is said to the user instead of a traceback."""

OK, BAD_INPUT, OUR_FAULT, INTERRUPTED = 0, 2, 70, 130


class ComplaintError(Exception):
    """The input cannot be used; the message is one clear line (or a line a mistake)."""
