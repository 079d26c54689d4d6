"""What to do next of one exercise: form first, then repetitions, then load, one step at a time."""

from strongstride.coach.progression.case import Prescription
from strongstride.coach.progression.prescribe import next_prescription

__all__ = ["Prescription", "next_prescription"]
