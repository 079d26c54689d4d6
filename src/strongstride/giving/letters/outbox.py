"""Writing letters. They are sent once what they tell is safe in the database (`sending`)."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.template import Context, engines
from django.template.backends.django import DjangoTemplates

from strongstride.giving.donors.words import SOMEBODY
from strongstride.giving.letters.tasks import send_letter
from strongstride.giving.models import Donor, Letter, Receipt
from strongstride.web import clock

_LONGEST_SUBJECT = 200


@transaction.atomic
def write(
    key: str,
    donor: Donor,
    subject: str,
    template: str,
    context: Mapping[str, object],
    receipt: Receipt | None = None,
    *,
    unsubscribe_url: str = "",
) -> None:
    """Write a letter; call it in the transaction that gives the reason for it.

    The text is `giving/letters/<template>.txt`. One with a `key` that is there already is not
    written again. Nothing is written to a donor without an address, nor where the server has no
    mail: pages say what the letter would have said. The task that sends it is committed with it.
    """
    if not settings.HAS_MAIL or not donor.email or Letter.objects.filter(key=key).exists():
        return
    now = clock.now()
    letter = Letter(
        key=key,
        donor=donor,
        to=donor.email,
        subject=" ".join(subject.split())[:_LONGEST_SUBJECT],
        body=text_of(template, {"donor": donor, "unsubscribe_url": unsubscribe_url, **context}),
        receipt=receipt,
        unsubscribe_url=unsubscribe_url,
        written_at=now,
        try_at=now,
    )
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    send_letter.enqueue(str(letter.pk))


def forget(donors: Iterable[Donor]) -> None:
    """Say no more to these donors; of what was sent to them not a word is kept."""
    letters = Letter.objects.filter(donor__in=list(donors))
    letters.filter(sent_at=None).delete()
    letters.update(to="", subject=SOMEBODY, body="", unsubscribe_url="")


def text_of(template: str, context: Mapping[str, object]) -> str:
    """The text of a letter: plain, so nothing in it is escaped."""
    backend = engines["django"]
    assert isinstance(backend, DjangoTemplates)
    found = backend.engine.get_template(f"giving/letters/{template}.txt")
    told = {**context, "server": settings.PUBLIC_URL}
    return found.render(Context(told, autoescape=False)).strip() + "\n"
