"""What the cards of a challenge and its runners say: in the club's unit and calendar."""

from strongstride.clubs.board.queries import Together
from strongstride.clubs.board.ranks import Rank, rank_of
from strongstride.clubs.challenges.actions import phase_of
from strongstride.clubs.challenges.oval import NOT_ADDED, time_words
from strongstride.clubs.challenges.words_shown import rank_words
from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.terms import ChallengeKind, Scope
from strongstride.clubs.models import Challenge, Participation
from strongstride.clubs.settling.terms import own_goal, terms_of
from strongstride.clubs.share.card import CardFacts
from strongstride.clubs.share.ticks import Tick, ticks_of
from strongstride.coach.quantities import DistanceUnit
from strongstride.web import clock

_JOINT = " · "


def group_facts(challenge: Challenge, everybody: Together) -> CardFacts:
    """The card of a challenge: everybody together."""
    total, people = everybody
    crowd = f"{people:,} {'person' if people == 1 else 'people'}"
    if ChallengeKind(challenge.kind) in NOT_ADDED:
        return _card(challenge, figure=crowd, captions=("taking part",))
    goal = challenge.goal if challenge.scope == Scope.GROUP else None
    captions = (
        (_of(goal, total, challenge), f"{crowd} together") if goal else (f"{crowd} together",)
    )
    return _card(
        challenge, figure=_shown(total, challenge), captions=captions, done=_part(total, goal)
    )


def runner_facts(participation: Participation) -> CardFacts:
    """The card of a runner: what they ticked and no more. Queries only for a rank."""
    is_ranked = Tick.RANK in ticks_of(participation)
    return ranked_facts(participation, rank_of(participation) if is_ranked else None)


def ranked_facts(participation: Participation, rank: Rank | None) -> CardFacts:
    """The same with a rank that is known; it is not on the card where it is not ticked."""
    challenge, ticks = participation.challenge, ticks_of(participation)
    lines = _lines(participation, ticks, rank if Tick.RANK in ticks else None)
    goal = own_goal(participation) if Tick.TOTAL in ticks else None
    return _card(
        challenge,
        figure=lines[0] if lines else "I’m in",
        captions=tuple(lines[1:]),
        name=participation.board_name if Tick.NAME in ticks else "",
        done=_part(participation.total, goal),
    )


def told_rank(rank: Rank) -> str:
    """`rank 3 of 41`, `rank =3 of 41` where others have the same total."""
    return f"rank {rank_words(rank.rank, rank.of, tied=rank.tied)}"


def told_sessions(participation: Participation) -> str:
    """`9 runs · 4 strength sessions`, whichever there are."""
    counts = ((participation.runs, "run"), (participation.strength_sessions, "strength session"))
    return _JOINT.join(f"{n:,} {word}{'' if n == 1 else 's'}" for n, word in counts if n)


def told_time(challenge: Challenge) -> str:
    """Where the challenge stands, by the club's calendar: `11 days left`."""
    today = clock.local_today(challenge.club.time_zone)
    return time_words(terms_of(challenge), phase_of(challenge), today)


def _lines(participation: Participation, ticks: frozenset[Tick], rank: Rank | None) -> list[str]:
    """The lines of the card, the largest first."""
    challenge = participation.challenge
    sessions = told_sessions(participation) if Tick.SESSIONS in ticks else ""
    more = [each for each in (sessions, told_rank(rank) if rank else "") if each]
    if Tick.TOTAL not in ticks:
        return more
    goal = own_goal(participation)
    of_goal = _of(goal, participation.total, challenge) if goal else ""
    below = [of_goal, _JOINT.join(more)] if of_goal else more
    return [_shown(participation.total, challenge), *(each for each in below if each)]


def _card(
    challenge: Challenge,
    *,
    figure: str,
    captions: tuple[str, ...],
    name: str = "",
    done: float | None = None,
) -> CardFacts:
    club = challenge.club
    return CardFacts(
        club=club.name,
        challenge=challenge.title,
        figure=figure,
        captions=captions,
        name=name,
        note=told_time(challenge),
        done=done,
    )


def _shown(amount: int, challenge: Challenge) -> str:
    return show(amount, ChallengeKind(challenge.kind), DistanceUnit(challenge.club.unit))


def _of(goal: int, total: int, challenge: Challenge) -> str:
    return f"of {_shown(goal, challenge)}{_JOINT}{total * 100 // goal:,} %"


def _part(total: int, goal: int | None) -> float | None:
    """The part of the goal that is done, as fine as the picture can show it."""
    return round(total / goal, 3) if goal else None
