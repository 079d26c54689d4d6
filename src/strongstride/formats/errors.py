"""The one error that parsers of this room raise. `read_activities` turns it into a Refusal."""


class UnreadableFileError(ValueError):
    """A file cannot be read; the message is one clear sentence for the person who owns the file."""


class NotAnActivityError(UnreadableFileError):
    """The file is sound but holds something else: a workout plan, a course, settings, a route."""
