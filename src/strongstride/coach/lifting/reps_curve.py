"""How many repetitions a load allows: one curve with one number per person and exercise.

`load = e1RM / (1 + (n - 1) / k)`, where n is repetitions plus repetitions left in reserve. It is
Epley's formula shifted so that one repetition is the 1RM itself; `k` is the person's endurance on
that exercise. Mean repetitions of Nuzzo 2024 (5 at 90 %, 9 at 80 %, 15 at 70 %) give k of 32 to 36,
leg press nearer 45, and a spread between people of about a quarter.
"""

MEAN_K = 32.0  # where nothing is known of a person's own curve


def share_of_1rm(n_reps: float, k: float) -> float:
    """The share of the 1RM that can be lifted `n_reps` times (reps + reserve); 1.0 at one rep."""
    return 1.0 / (1.0 + max(n_reps - 1.0, 0.0) / k)


def e1rm(load: float, n_reps: float, k: float) -> float:
    """The 1RM implied by lifting `load` with `n_reps` possible, in the unit of `load`."""
    return load * (1.0 + max(n_reps - 1.0, 0.0) / k)


def reps_at(load: float, one_rm: float, k: float) -> float:
    """How many repetitions are possible with `load`; 0 when it is heavier than the 1RM."""
    if load <= 0:
        return float("inf")
    if load > one_rm:
        return 0.0
    return 1.0 + k * (one_rm / load - 1.0)
