"""Where it hurt during a session."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0002_log_import")]

    operations = [
        migrations.AddField(
            model_name="trainingsession",
            name="pain",
            field=models.JSONField(default=dict),
        ),
    ]
