"""What donors receive in return, for their receipts; and guards receipts by triggers."""

from django.db import migrations, models

from strongstride.giving.receipts import guards


def _guard(apps, schema_editor):
    guards.set_up(schema_editor.connection)


def _lift(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in guards.lifting(schema_editor.connection.vendor):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("giving", "0005_paid_once")]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="benefit",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="campaign",
            name="benefit_minor",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="campaign",
            name="benefit_from_minor",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.RunPython(_guard, _lift),
    ]
