from datetime import UTC, datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clubs", "0003_share")]

    operations = [
        migrations.AddField(
            model_name="participation",
            name="tallied",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="credit",
            name="arrived_at",
            field=models.DateTimeField(default=datetime(1970, 1, 1, tzinfo=UTC)),
            preserve_default=False,
        ),
    ]
