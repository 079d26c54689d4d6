"""Runs as rows: what lists and the coach need on the row, samples and files apart from it."""

from typing import ClassVar

from django.db import models

from strongstride.accounts.models import Athlete
from strongstride.web.ids import uuid7


class Original(models.Model):
    """A file as it was uploaded; its bytes lie on disk under the name of its digest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="originals")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField()
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["athlete", "sha256"], name="original_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """One run that was done, once, however many files tell of it.

    Distances are metres, durations seconds. `kind` is what the coach made of it, `kind_given` the
    runner's own word, which wins: after classing `kind` is the one in force. Unknown is null; zero
    is a value. A removed run stays until it is purged, so that removing it can be undone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="runs")
    on = models.DateField()  # on the runner's wrist
    starts_at = models.DateTimeField(null=True, blank=True)
    listed_at = models.DateTimeField()  # the start, or noon where only the day is known: for order
    utc_offset_s = models.IntegerField(null=True, blank=True)
    distance_m = models.FloatField(null=True, blank=True)
    duration_s = models.FloatField()  # moving where known, else elapsed
    elapsed_s = models.FloatField()
    average_hr = models.FloatField(null=True, blank=True)
    max_hr = models.FloatField(null=True, blank=True)
    climb_m = models.FloatField(null=True, blank=True)
    name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    is_race = models.BooleanField(null=True, blank=True)
    indoors = models.BooleanField(default=False)
    kind = models.CharField(max_length=10)
    kind_given = models.CharField(max_length=10, blank=True)
    kind_why = models.TextField(blank=True)
    kind_rule = models.CharField(max_length=60, blank=True)
    counts = models.BooleanField(default=True)  # False: not a believable run, `kind_why` says so
    by_hand = models.BooleanField(default=False)
    owner_only = models.BooleanField(default=False)  # its source lets nobody else see it
    source = models.CharField(max_length=300)  # the file as its owner knows it, or "by hand"
    format = models.CharField(max_length=20)
    richness = models.IntegerField(default=0)
    efforts = models.JSONField(default=list)  # best [seconds, metres] within, short first
    repeated_m = models.FloatField(null=True, blank=True)
    shape = models.JSONField(null=True, blank=True)  # halves and heart rate, for drift
    original = models.ForeignKey(
        Original, on_delete=models.SET_NULL, null=True, blank=True, related_name="runs"
    )
    same_as = models.ForeignKey(  # the run a file tells, of one by hand that counts only there
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="by_hand_too"
    )
    apart = models.BooleanField(default=False)  # by hand, and the runner says no file tells it
    edited = models.JSONField(default=dict)  # columns the runner corrected: they outlast imports
    removed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["athlete", "-listed_at", "-id"], name="run_newest"),
            models.Index(fields=["athlete", "on"], name="run_by_day"),
        ]

    def __str__(self) -> str:
        return f"run of {self.on}"


class RunTrack(models.Model):
    """The samples of a run for its charts and route: compressed columns, see `runs.track`."""

    run = models.OneToOneField(
        Run, on_delete=models.CASCADE, related_name="track", primary_key=True
    )
    columns = models.BinaryField()

    def __str__(self) -> str:
        return f"track of {self.run_id}"


class StoredRecording(models.Model):
    """What one file tells of one activity of any sport; several may tell of the same run.

    All of them are kept, so that which one tells a run does not depend on the order in which files
    came, and a run wrongly taken for another's copy can be set apart again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="recordings")
    key = models.CharField(max_length=80)  # digest of the file and its place in it, or of the row
    run = models.ForeignKey(
        Run, on_delete=models.SET_NULL, null=True, blank=True, related_name="recordings"
    )
    original = models.ForeignKey(
        Original, on_delete=models.SET_NULL, null=True, blank=True, related_name="recordings"
    )
    came_by = models.ForeignKey(
        "Import", on_delete=models.SET_NULL, null=True, blank=True, related_name="recordings"
    )
    sport = models.CharField(max_length=40)
    start_ms = models.BigIntegerField()  # since 1970, UTC
    end_ms = models.BigIntegerField()
    document = models.TextField()  # formats.recording.Recording as JSON
    leads = models.BooleanField(default=False)  # it is the one that tells its run
    apart = models.BooleanField(default=False)  # the runner says it is no copy of anything

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["athlete", "key"], name="recording_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["athlete", "start_ms", "end_ms"], name="recording_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.sport} {self.key}"


class ImportState(models.TextChoices):
    """Where an import stands."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


class Import(models.Model):
    """An upload on its way through the background worker, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="imports")
    name = models.CharField(max_length=300)
    upload = models.CharField(max_length=100)  # folder under DATA_DIR/uploads until it is read
    attempts = models.PositiveSmallIntegerField(default=0)  # a reader that died is begun again
    trying = models.PositiveIntegerField(null=True, blank=True)  # the file that may have killed it
    tried = models.PositiveSmallIntegerField(default=0)  # how often that file was begun
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.WAITING
    )
    files_done = models.PositiveIntegerField(default=0)
    files_total = models.PositiveIntegerField(null=True, blank=True)
    new = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    other_sports = models.PositiveIntegerField(default=0)
    strength = models.PositiveIntegerField(default=0)
    lines = models.JSONField(default=list)  # one clear sentence for each file that needs one
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["athlete", "-created_at"], name="import_newest")]

    def __str__(self) -> str:
        return self.name
