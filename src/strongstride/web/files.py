"""Files that a browser saves and does not show."""

from collections.abc import Iterator

from django.http import StreamingHttpResponse


def table_file(lines: Iterator[bytes], name: str) -> StreamingHttpResponse:
    """A CSV table as a file of this name, sent as it is made."""
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
