"""The report as a table for the treasurer: decimals of each currency, which add up."""

from collections.abc import Iterator

from strongstride.formats.spreadsheet import MARK, table_line
from strongstride.giving.report.totals import Report, ReportLine
from strongstride.ledger.money import Money, plain

AMOUNTS = (
    "given", "raised", "fees", "matched", "sent_back", "lost", "in_dispute", "pledged",
)  # fmt: skip
COLUMNS = ("by", "name", "currency", "gifts", *AMOUNTS)


def report_table(report: Report) -> Iterator[bytes]:
    """By page, by source, by cause, and together. What is pledged is not given yet."""
    yield table_line(COLUMNS, MARK)
    groups = {
        "page": report.pages,
        "source": report.sources,
        "cause": report.causes,
        "together": report.together,
    }
    for by, lines in groups.items():
        for line in lines:
            yield table_line(_cells(by, line))


def _cells(by: str, line: ReportLine) -> list[object]:
    amounts = [plain(Money(getattr(line.totals, name), line.currency)) for name in AMOUNTS]
    if by == "source":
        amounts[-1] = ""
    return [by, line.name, line.currency, line.totals.gifts, *amounts]
