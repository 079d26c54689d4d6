"""When a letter is to be tried again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("giving", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="try_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
