"""A run by hand that a file tells better counts only there, until the runner says otherwise."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("runs", "0004_import_tried")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="run",
            name="same_as",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="by_hand_too",
                to="runs.run",
            ),
        ),
        migrations.AddField(
            model_name="run", name="apart", field=models.BooleanField(default=False)
        ),
    ]
