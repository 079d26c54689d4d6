"""What to train and what was trained, as rows. Documents are the contract's JSON (`exchange`)."""

from typing import ClassVar

from django.db import models

from strongstride.accounts.models import Athlete
from strongstride.web.ids import uuid7


class Programme(models.Model):
    """The stored plan of one athlete: valid for one `inputs_version` and one local date."""

    athlete = models.OneToOneField(
        Athlete, on_delete=models.CASCADE, related_name="programme", primary_key=True
    )
    inputs_version = models.PositiveBigIntegerField()
    made_on = models.DateField()
    document = models.TextField()  # everything but the sessions

    def __str__(self) -> str:
        return f"programme of {self.athlete_id}"


class PlannedSession(models.Model):
    """One session of the stored plan; `key` is the coach's stable id of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="planned_sessions")
    key = models.CharField(max_length=80)
    on = models.DateField()
    focus = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField()
    document = models.TextField()  # contract.SessionJson

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["athlete", "key"], name="planned_session_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["athlete", "on"], name="planned_by_day")]

    def __str__(self) -> str:
        return f"{self.focus} on {self.on}"


class Adjustment(models.Model):
    """Something the athlete decided about the plan; kept when undone, but then without effect."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="adjustments")
    kind = models.CharField(max_length=30)
    body = models.JSONField()
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["athlete", "created_at"],
                condition=models.Q(undone_at=None),
                name="adjustment_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class SessionState(models.TextChoices):
    """Where a session that was begun stands."""

    OPEN = "open"
    FINISHED = "finished"
    DISCARDED = "discarded"


class SessionSource(models.TextChoices):
    """How a session came into the log."""

    PLAYER = "player"
    MANUAL = "manual"
    IMPORT = "import"
    WATCH = "watch"


class TrainingSession(models.Model):
    """A strength session that was begun, on the athlete's local date; its key is the client's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="training_sessions")
    on = models.DateField()
    planned_key = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=120, blank=True)
    document = models.TextField(blank=True)  # contract.SessionJson as it was when it began
    state = models.CharField(max_length=10, choices=SessionState.choices, default=SessionState.OPEN)
    source = models.CharField(max_length=10, choices=SessionSource.choices)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    pain = models.JSONField(default=dict)  # level 0-10 by part of the body

    class Meta:
        indexes: ClassVar = [models.Index(fields=["athlete", "-on", "-id"], name="session_newest")]

    def __str__(self) -> str:
        return f"{self.title} on {self.on}"


class LoggedSet(models.Model):
    """One set as done. `load_g` is what is written on one implement, as in `coach.log`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="logged_sets")
    training_session = models.ForeignKey(
        TrainingSession, on_delete=models.CASCADE, related_name="sets"
    )
    position = models.PositiveIntegerField()
    exercise = models.CharField(max_length=120)  # catalogue id, own key, or other:<name>
    load_g = models.PositiveIntegerField(null=True, blank=True)
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)
    rir = models.FloatField(null=True, blank=True)
    side = models.CharField(max_length=5, blank=True)
    kind = models.CharField(max_length=10, default="working")
    form_ok = models.BooleanField(null=True, blank=True)
    pain = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    done_at = models.DateTimeField()
    removed = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["athlete", "-done_at", "-id"], name="set_newest"),
            models.Index(fields=["athlete", "exercise", "-done_at"], name="set_by_exercise"),
        ]

    def __str__(self) -> str:
        return f"{self.exercise} #{self.position}"


class Operation(models.Model):
    """One tap on one device, kept for ever: the log is the fold over these."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="operations")
    op = models.UUIDField()  # made by the client
    device = models.UUIDField()
    kind = models.CharField(max_length=30)
    at_ms = models.BigIntegerField()  # the device's own clock, which never goes back
    session = models.UUIDField(null=True, blank=True)
    body = models.JSONField()
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["athlete", "op"], name="operation_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["athlete", "id"], name="operation_order"),
            models.Index(fields=["athlete", "session"], name="operation_of_session"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.op}"


class _Own(models.Model):
    """What an athlete wrote themselves, in a data format of ours."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=80)
    text = models.TextField()  # TOML
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key


class OwnExercise(_Own):
    """An exercise of one athlete's own, in the catalogue's data format."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="own_exercises")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["athlete", "key"], name="own_exercise_once"),
        ]


class OwnProgramme(_Own):
    """A written programme of one athlete's own, in the template format."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="own_programmes")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["athlete", "key"], name="own_programme_once"),
        ]


class LogImport(models.Model):
    """A strength log of another app: kept to be looked at, taken, and undone if need be."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="log_imports")
    name = models.CharField(max_length=300)
    data = models.BinaryField()  # the file as it came
    sessions = models.JSONField(default=list)  # keys of the sessions it brought
    created_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["athlete", "-created_at"], name="log_import_newest"),
        ]

    def __str__(self) -> str:
        return self.name
