"""The numbers of placement in one value, read once from `data/rules/placement.toml`."""

from functools import cache

import msgspec

from strongstride.coach.rules import n, rules


class PlacementRules(msgspec.Struct, frozen=True, kw_only=True):
    """Limits in hours, days and minutes, and the weights of the published cost."""

    hours_a_day: int
    longest_min: int
    always_short_min: int
    easy_pace_s_per_km: int
    hours_after_easy_run: int
    latest_start_h: int
    double_h: int
    never_h: int
    default_h: int
    nearer_leg_cost: int
    new_block_h: int
    legs_apart_h: int
    after_long_run_leg_cost: int
    race_days_before: int
    race_days_after: int
    heavier_days_long: int
    heavier_days_short: int
    closed_h: int
    lighter_leg_cost: int
    legs_off_days_long: int
    legs_off_days_short: int
    missing_session: int
    no_leg_session: int
    missing_leg_session: int
    lower_leg_cost: int
    nearer_than_default: int
    nearer_in_new_block: int
    pinned_date_empty: int
    same_day_as_run: int
    not_preferred: int
    legs_after_long_run: int
    leg_cost_after_hard_run: int
    leg_cost_before_key_run: int
    leg_cost_before_key_run_h: int
    days_apart: tuple[int, ...]  # cost of sessions 0, 1, 2, 3 days apart; 0 has no meaning
    legs_days_apart: tuple[int, ...]
    new_weekday: int
    leaves_its_day: int
    is_lost: int


# Where each limit stands: field -> (rule, number).
_LIMITS = {
    "hours_a_day": ("hours-between", "hours_a_day"),
    "longest_min": ("easy-run-days", "longest_min"),
    "always_short_min": ("easy-run-days", "always_short_min"),
    "easy_pace_s_per_km": ("easy-run-days", "easy_pace_s_per_km"),
    "hours_after_easy_run": ("run-first", "hours_after_easy_run"),
    "latest_start_h": ("run-first", "latest_start_h"),
    "double_h": ("hard-day-doubles", "hours"),
    "never_h": ("legs-before-key-run", "never_h"),
    "default_h": ("legs-before-key-run", "default_h"),
    "nearer_leg_cost": ("legs-before-key-run", "nearer_leg_cost"),
    "new_block_h": ("new-block-before-key-run", "wanted_h"),
    "legs_apart_h": ("legs-after-legs", "hours"),
    "after_long_run_leg_cost": ("day-after-long-run", "leg_cost"),
    "race_days_before": ("around-a-race", "days_before"),
    "race_days_after": ("around-a-race", "days_after"),
    "heavier_days_long": ("before-the-goal", "heavier_days_long"),
    "heavier_days_short": ("before-the-goal", "heavier_days_short"),
    "closed_h": ("before-the-goal", "closed_h"),
    "lighter_leg_cost": ("before-the-goal", "lighter_leg_cost"),
    "legs_off_days_long": ("after-the-goal", "legs_off_days_long"),
    "legs_off_days_short": ("after-the-goal", "legs_off_days_short"),
    "leaves_its_day": ("smallest-change", "leaves_its_day"),
    "is_lost": ("smallest-change", "is_lost"),
}
_NAMED_BY_DAYS = ("one_day", "two_days", "three_days", "legs_two_days", "legs_three_days")


@cache
def placement_rules() -> PlacementRules:
    """The numbers of every placement rule; KeyError names a missing one."""
    limits = {field: int(n(rule, number)) for field, (rule, number) in _LIMITS.items()}
    weights = {key: int(value) for key, value in rules()["placement-cost"].numbers.items()}
    one, two, three, legs_two, legs_three = (
        weights.pop(f"{name}_apart") for name in _NAMED_BY_DAYS
    )
    return PlacementRules(
        **limits,
        **weights,
        days_apart=(0, one, two, three),
        legs_days_apart=(0, 0, legs_two, legs_three),
    )
