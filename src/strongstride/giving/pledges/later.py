"""Changes of runs after a challenge was final: shown beside the pledges, never billed."""

from collections.abc import Sequence

from strongstride.accounts.models import Athlete
from strongstride.clubs.crediting.entry import CreditStatus
from strongstride.clubs.crediting.judge import judge
from strongstride.clubs.models import ChallengeState, Credit, Participation
from strongstride.clubs.settling.entries import done, within
from strongstride.clubs.settling.looks import left_at
from strongstride.clubs.settling.rows import as_they_came, rulings_in
from strongstride.clubs.settling.terms import terms_of
from strongstride.giving.models import Pledge
from strongstride.giving.pledges.accrual import Work, counted, units_in
from strongstride.giving.pledges.knowledge import days
from strongstride.web import clock


def follow_inputs(athlete: Athlete, **_: object) -> None:
    """Their log has changed: a receiver of `accounts.signals.inputs_touched`. Mostly one query."""
    since = clock.now() - days("later-changes")
    frozen = Pledge.objects.filter(
        campaign__participation__membership__athlete=athlete,
        campaign__participation__challenge__state=ChallengeState.FINAL,
        final_units__isnull=False,
        ended_at__gte=since,
    )
    rows = frozen.select_related(
        "campaign__participation__challenge", "campaign__participation__membership"
    )
    pledges = list(rows)
    for part in {part for each in pledges if (part := each.campaign.participation) is not None}:
        _flag([each for each in pledges if each.campaign.participation_id == part.pk], part)


def _flag(pledges: Sequence[Pledge], part: Participation) -> None:
    """Write what the pledges would be for now; nothing where it is what they were frozen at."""
    work = as_it_would_count(part)
    changed = []
    for pledge in pledges:
        units = units_in(pledge, work)
        later = None if units == pledge.final_units else units
        if later != pledge.later_units:
            pledge.later_units = later
            changed.append(pledge)
    Pledge.objects.bulk_update(changed, ["later_units"], batch_size=200)


def as_it_would_count(part: Participation) -> Work:
    """What would count by the log of today, had the challenge not been closed. Three queries."""
    athlete = part.membership.athlete_id
    if athlete is None:
        return Work()
    terms = terms_of(part.challenge)
    kept = {str(each.entry): each for each in Credit.objects.filter(participation=part)}
    mine = done([athlete], [terms], clock.now()).get(athlete, ())
    verdicts = judge(
        as_they_came(within(mine, terms), kept),
        terms,
        joined_on=part.joined_on,
        closes_at=part.challenge.closes_at,
        left_at=left_at(part),
        rulings=rulings_in(kept),
    )
    return Work(
        counted(each.kind, each.amount, each.done_at)
        for each in verdicts
        if each.status is CreditStatus.COUNTED
    )
