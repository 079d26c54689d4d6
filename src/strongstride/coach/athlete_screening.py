"""The [safety] table: yes-or-no questions before training, in our own words.

A yes either asks for a professional first (`stop`), rules exercises out (`condition`), or both.
`cleared` lists the topics a professional has cleared.
"""

from datetime import date

import msgspec

from strongstride.coach.catalogue import Condition
from strongstride.coach.toml_form import Form, UnfitError, text, yes_or_no

ADULT_SUPERVISION_UNDER = 16


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """One screening question: its key in the file, and what a yes means."""

    key: str
    question: str
    stop: str = ""  # why a professional comes first; empty = training goes on with swaps
    condition: Condition | None = None
    can_clear: bool = True  # a professional's word lifts the stop


TOPICS = (
    Topic(
        key="heart_condition",
        question="Has a doctor ever found a heart condition?",
        stop="You have a heart condition: ask your doctor which strength work is right for you.",
    ),
    Topic(
        key="high_blood_pressure",
        question="Do you have high blood pressure?",
        stop="You have high blood pressure: have it checked and ask about heavy lifting first.",
        condition=Condition.HIGH_BLOOD_PRESSURE,
    ),
    Topic(
        key="chest_pain",
        question="Do you feel pain or pressure in the chest, at rest or when you exert yourself?",
        stop="You feel pain or pressure in the chest: see a doctor before you train.",
    ),
    Topic(
        key="dizziness",
        question="Have you fainted, or lost balance from dizziness, in the last 12 months?",
        stop="You fainted or were dizzy in the last year: have the cause found before you train.",
    ),
    Topic(
        key="chronic_condition",
        question="Do you live with another long-term illness (diabetes, asthma, epilepsy …)?",
        stop="You live with a long-term illness: ask whoever treats it about strength training.",
    ),
    Topic(
        key="medication",
        question="Do you take prescribed medicine for a long-term illness, or blood thinners?",
        stop="You take prescribed medicine: ask whether strength training goes with it.",
    ),
    Topic(
        key="made_worse_by_exercise",
        question="Do you have a bone, joint, muscle or tendon problem that exercise makes worse?",
        stop="Exercise makes a bone, joint or soft-tissue problem of yours worse: see a"
        " physiotherapist or doctor first.",
    ),
    Topic(
        key="supervised_only",
        question="Has a doctor said you should exercise only under supervision?",
        stop="You were told to exercise only under supervision: this programme does not supervise.",
    ),
    Topic(
        key="pregnant",
        question="Are you pregnant?",
        stop="You are pregnant: ask your midwife or doctor before you train by this programme.",
        condition=Condition.PREGNANT,
    ),
    Topic(
        key="recent_birth",
        question="Have you given birth in the last 12 months?",
        stop="You gave birth in the last year: be checked by a doctor, midwife or pelvic-health"
        " physiotherapist first.",
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
        stop="You have broken a vertebra or are at high risk: lift heavy only under supervision.",
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
        stop="A bone hurts at rest, at one spot or when you hop: have a stress fracture ruled out.",
        condition=Condition.BONE_STRESS,
    ),
    Topic(
        key="swelling_or_numbness",
        question="Is a joint swollen or giving way, or is a limb numb?",
        stop="A joint is swollen or gives way, or a limb is numb: have it looked at first.",
    ),
    Topic(
        key="low_energy",
        question="Have periods stayed away for three months or more, have you had two or more"
        " stress fractures, or have you lost weight fast without wanting to?",
        stop="There are signs that you eat too little for what you do: see a sports doctor before"
        " you add training.",
    ),
    Topic(
        key="acute_illness",
        question="Are you ill or feverish now?",
        stop="You are ill: train again once the fever is gone and you feel well.",
        can_clear=False,
    ),
    Topic(
        key="hernia_or_surgery",
        question="Do you have a hernia, or have you had surgery in the last three months?",
        stop="You have a hernia or had surgery lately: ask your surgeon when you may lift.",
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


def read_screening(
    form: Form, birth_year: int, today: date | None
) -> tuple[frozenset[Condition], tuple[str, ...]]:
    """Conditions that rule exercises out, and the sentences that ask for a professional first."""
    answers = {topic.key: form.take(topic.key, yes_or_no, False) for topic in TOPICS}
    cleared = set(form.take_each("cleared", _topic_key))
    with_adult = form.take("with_adult", yes_or_no, False)
    form.close()
    said = [topic for topic in TOPICS if answers[topic.key]]
    conditions = {
        topic.condition
        for topic in said
        if topic.condition and not (topic.key == "recent_birth" and topic.key in cleared)
    }
    stops = [
        topic.stop
        for topic in said
        if topic.stop and not (topic.can_clear and topic.key in cleared)
    ]
    if today is not None and today.year - birth_year < ADULT_SUPERVISION_UNDER:
        conditions.add(Condition.UNDER_16)
        if not with_adult:
            stops.append(
                "You are under 16: train with an adult who knows the lifts beside you"
                " (then write with_adult = true)."
            )
    return frozenset(conditions), tuple(stops)


def _topic_key(value: object) -> str:
    said = text(value)
    topic = next((topic for topic in TOPICS if topic.key == said), None)
    if topic is None:
        known = ", ".join(f'"{each.key}"' for each in TOPICS if each.stop and each.can_clear)
        raise UnfitError(f'"{said}" is not a question of [safety]; write one of {known}.')
    return said
