"""My own entries of a challenge as a table for other programs."""

import csv
from io import StringIO

from strongstride.clubs.challenges.mine import entry_shown
from strongstride.clubs.challenges.page import in_club_unit
from strongstride.clubs.crediting.entry import CreditStatus
from strongstride.clubs.models import Credit, Participation
from strongstride.formats.spreadsheet import guarded

COLUMNS = ("day", "what", "status", "amount", "small_unit_amount", "kind", "by_hand", "why")


def entries_csv(part: Participation) -> bytes:
    """My entries in UTF-8, oldest first, in the club's unit; no cell begins as a formula."""
    terms, out = in_club_unit(part.challenge), StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    kept = Credit.objects.filter(participation=part).exclude(status=CreditStatus.GONE.value)
    for credit in kept.order_by("done_at", "id").iterator():
        told = entry_shown(credit, terms)
        by_hand = "yes" if credit.by_hand else "no"
        cells = (credit.on, told.what, credit.status, told.amount, credit.amount)
        more = (terms.kind.value, by_hand, told.why)
        writer.writerow([guarded(cell) for cell in (*cells, *more)])
    return out.getvalue().encode()
