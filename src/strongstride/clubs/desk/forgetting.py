"""Words of organisers to somebody who has erased their account: they may call them by any name."""

from collections.abc import Collection

from strongstride.clubs.crediting.entry import RulingWord
from strongstride.clubs.models import AuditEntry, Credit, Membership, Participation

RULED = "entry ruled on"  # the act in the audit log
_BY_A_WORD = tuple(word.value for word in RulingWord)  # reasons whose detail is the word


def forget_words(members: Collection[Membership]) -> None:
    """Take what was said to these members of their entries away; what the entries count for stays.

    Nothing of them is judged any more, so that nothing brings it back.
    """
    parts = Participation.objects.filter(membership__in=members)
    said = Credit.objects.filter(participation__in=parts).exclude(ruling="")
    said.filter(reason__in=_BY_A_WORD).update(detail="")
    said.update(ruling_note="")
    keys = [str(key) for key in parts.values_list("pk", flat=True)]
    noted = list(AuditEntry.objects.filter(action=RULED, after__participant__in=keys))
    for entry in noted:
        entry.before = _without_note(entry.before)
        entry.after = _without_note(entry.after)
    AuditEntry.objects.bulk_update(noted, ["before", "after"], batch_size=500)


def _without_note(told: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in told.items() if key != "note"}
