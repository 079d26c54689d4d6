"""The [safety] table: yes-or-no questions before training, in our own words.

A yes asks for a professional first (`stop`), rules exercises out (`condition`), or both; some
conditions ask for one themselves (rules `screening-…`). `cleared` lists the topics a professional
has cleared: training goes on, with the swaps.
"""

from datetime import date

import msgspec

from strongstride.coach.catalogue import Condition
from strongstride.coach.toml.form import Form, UnfitError, text, yes_or_no

ADULT_SUPERVISION_UNDER = 16


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """One screening question: its key in the file, and what a yes means."""

    key: str
    question: str
    stop: str = ""  # the fact for which a professional comes first
    condition: Condition | None = None
    can_clear: bool = True  # a professional's word lifts the stop

    @property
    def asks_first(self) -> bool:
        """Whether a yes asks for a professional before training."""
        return bool(self.stop) or self.condition in (Condition.PREGNANT, Condition.POSTPARTUM)


TOPICS = (
    Topic(
        key="heart_condition",
        question="Has a doctor ever found a heart condition?",
        stop="You have a heart condition.",
    ),
    Topic(
        key="high_blood_pressure",
        question="Do you have high blood pressure?",
        stop="You have high blood pressure.",
        condition=Condition.HIGH_BLOOD_PRESSURE,
    ),
    Topic(
        key="chest_pain",
        question="Do you feel pain or pressure in the chest, at rest or when you exert yourself?",
        stop="You feel pain or pressure in the chest.",
    ),
    Topic(
        key="dizziness",
        question="Have you fainted, or lost balance from dizziness, in the last 12 months?",
        stop="You fainted or were dizzy in the last year.",
    ),
    Topic(
        key="chronic_condition",
        question="Do you live with another long-term illness (diabetes, asthma, epilepsy …)?",
        stop="You live with a long-term illness.",
    ),
    Topic(
        key="medication",
        question="Do you take prescribed medicine for a long-term illness, or blood thinners?",
        stop="You take prescribed medicine.",
    ),
    Topic(
        key="made_worse_by_exercise",
        question="Do you have a bone, joint, muscle or tendon problem that exercise makes worse?",
        stop="Exercise makes a bone, joint or soft-tissue problem of yours worse.",
    ),
    Topic(
        key="supervised_only",
        question="Has a doctor said you should exercise only under supervision?",
        stop="You were told to exercise only under supervision.",
    ),
    Topic(
        key="pregnant",
        question="Are you pregnant?",
        condition=Condition.PREGNANT,
    ),
    Topic(
        key="recent_birth",
        question="Have you given birth in the last 12 months?",
        condition=Condition.POSTPARTUM,
    ),
    Topic(
        key="osteoporosis",
        question="Do you have osteoporosis or osteopenia?",
        condition=Condition.OSTEOPOROSIS,
    ),
    Topic(
        key="spine_fracture",
        question="Have you ever broken a vertebra, or been told your risk of it is high?",
        stop="You have broken a vertebra or are at high risk of it.",
        condition=Condition.OSTEOPOROSIS,
    ),
    Topic(
        key="bone_stress_injury",
        question="Have you had a stress fracture or bone stress injury in the last 12 weeks?",
        condition=Condition.BONE_STRESS,
    ),
    Topic(
        key="bone_pain",
        question="Does a bone hurt at night, at rest, at one tender spot or when you hop?",
        stop="A bone hurts at rest or when you hop: have a stress fracture ruled out first.",
        condition=Condition.BONE_STRESS,
    ),
    Topic(
        key="swelling_or_numbness",
        question="Is a joint swollen or giving way, or is a limb numb?",
        stop="A joint is swollen or gives way, or a limb is numb.",
    ),
    Topic(
        key="low_energy",
        question="Have periods stayed away for three months or more, have you had two or more"
        " stress fractures, or have you lost weight fast without wanting to?",
        stop="There are signs that you eat too little for what you do.",
    ),
    Topic(
        key="acute_illness",
        question="Are you ill or feverish now?",
        stop="You are ill: no loaded plan until the fever is gone and you feel well.",
        can_clear=False,
    ),
    Topic(
        key="hernia_or_surgery",
        question="Do you have a hernia, or have you had surgery in the last three months?",
        stop="You have a hernia or had surgery lately.",
    ),
    Topic(
        key="tendon_pain",
        question="Does a tendon hurt sharply or since a short while?",
        condition=Condition.TENDON_PAIN,
    ),
    Topic(
        key="back_problem",
        question="Do you have a slipped disc or another known back problem?",
        condition=Condition.BACK_DISC,
    ),
    Topic(
        key="falls",
        question="Do you fall easily or have trouble with balance?",
        condition=Condition.BALANCE,
    ),
)


class Screening(msgspec.Struct, frozen=True, kw_only=True):
    """What the answers mean."""

    conditions: frozenset[Condition]  # rule exercises out
    cleared: frozenset[Condition]  # of these, a professional agreed to training
    stops: tuple[str, ...]  # facts for which a professional comes first


def read_screening(form: Form, birth_year: int, today: date | None) -> Screening:
    """The meaning of the answers; mistakes are noted in the form."""
    answers = {topic.key: form.take(topic.key, yes_or_no, False) for topic in TOPICS}
    cleared = set(form.take_each("cleared", _topic_key))
    with_adult = form.take("with_adult", yes_or_no, False)
    form.close()
    said = [topic for topic in TOPICS if answers[topic.key]]
    lifted = [topic for topic in said if topic.can_clear and topic.key in cleared]
    conditions = {topic.condition for topic in said if topic.condition}
    agreed = {topic.condition for topic in lifted if topic.condition}
    if today is not None and today.year - birth_year < ADULT_SUPERVISION_UNDER:
        conditions.add(Condition.UNDER_16)
        agreed |= {Condition.UNDER_16} if with_adult else set()
    return Screening(
        conditions=frozenset(conditions),
        cleared=frozenset(agreed),
        stops=tuple(topic.stop for topic in said if topic.stop and topic not in lifted),
    )


def _topic_key(value: object) -> str:
    said = text(value)
    topic = next((topic for topic in TOPICS if topic.key == said), None)
    if topic is None:
        known = ", ".join(f'"{each.key}"' for each in TOPICS if each.asks_first and each.can_clear)
        raise UnfitError(f'"{said}" is not a question of [safety]; write one of {known}.')
    return said
