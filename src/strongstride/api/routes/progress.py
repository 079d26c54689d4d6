"""What training added up to."""

from django.http import HttpRequest

from strongstride.accounts.scopes import Scope
from strongstride.api.authentication import athlete_asking, needs
from strongstride.api.contract import progress as json
from strongstride.api.errors import not_found
from strongstride.api.service import Area
from strongstride.coach.progress.balance_done import balance_done
from strongstride.coach.progress.drift import late_run_drift
from strongstride.coach.progress.efficiency import efficiency
from strongstride.coach.progress.lift_words import lift_sentence
from strongstride.coach.progress.lifts import lift_progress
from strongstride.coach.progress.race_estimate import race_estimates
from strongstride.coach.progress.weeks_done import weeks_done
from strongstride.runs.queries import shaped_runs
from strongstride.training.exercise_queries import own_exercises
from strongstride.training.progress_pages import WEEKS_SHOWN, first_day_read, steadiness
from strongstride.training.progress_queries import lifted_since

area = Area()


@area.get("/progress/lifts", auth=needs(Scope.TRAINING_READ))
def list_lifts(request: HttpRequest) -> list[json.LiftNowJson]:
    """Strength per lift, with its 80 % range and whether it changed beyond noise."""
    athlete = athlete_asking(request)
    profile = athlete.profile.athlete
    today = athlete.local_today()
    own = own_exercises(athlete)
    lifted = lifted_since(athlete, first_day_read(today), own=own)
    lifts = lift_progress(lifted, profile, today, {each.id: each for each in own})
    return [json.lift_now_json(lift, lift_sentence(lift, profile)) for lift in lifts]


@area.get("/progress/lifts/{exercise}", auth=needs(Scope.TRAINING_READ))
def show_lift(request: HttpRequest, exercise: str) -> json.LiftJson:
    """One lift with every session behind it."""
    athlete = athlete_asking(request)
    profile = athlete.profile.athlete
    own = own_exercises(athlete)
    lifted = lifted_since(athlete, exercise=exercise, own=own)
    lifts = lift_progress(lifted, profile, athlete.local_today(), {each.id: each for each in own})
    for lift in lifts:
        if lift.exercise == exercise:
            return json.lift_json(lift, lift_sentence(lift, profile))
    raise not_found(f"Too little is logged of {exercise[:120]!r} to tell strength.")


@area.get("/progress/weeks", auth=needs(Scope.TRAINING_READ))
def list_weeks_done(request: HttpRequest) -> json.WeeksDoneJson:
    """Distance, hard runs and strength sets, week by week."""
    athlete = athlete_asking(request)
    profile = athlete.profile.athlete
    today = athlete.local_today()
    since = first_day_read(today)
    lifted = lifted_since(athlete, since)
    runs = (one.classed for one in shaped_runs(athlete, since))
    began = athlete.set_up_at.date() if athlete.set_up_at else today
    says = steadiness(profile, lifted, today, began)
    return json.weeks_json(weeks_done(runs, lifted, today, WEEKS_SHOWN), says)


@area.get("/progress/balance", auth=needs(Scope.TRAINING_READ))
def show_balance(request: HttpRequest) -> json.BalanceDoneJson:
    """Muscles, front and back, pull and push, left and right."""
    athlete = athlete_asking(request)
    today = athlete.local_today()
    own = own_exercises(athlete)
    lifted = lifted_since(athlete, first_day_read(today), own=own)
    return json.balance_json(balance_done(lifted, today, {each.id: each for each in own}))


@area.get("/progress/running", auth=needs(Scope.RUNS_READ))
def show_running_progress(request: HttpRequest) -> json.RunningProgressJson:
    """Am I getting faster? Speed at heart rate, race equivalents, late-run drift."""
    athlete = athlete_asking(request)
    profile = athlete.profile.athlete
    today = athlete.local_today()
    runs = shaped_runs(athlete, first_day_read(today))
    return json.running_json(
        efficiency(runs, today, profile.distance_unit),
        race_estimates(runs, today),
        late_run_drift(runs, today),
    )
