"""Numbers the transfers of a page, brings balances forward, and guards the books by triggers."""

import django.db.models.deletion
from django.db import migrations, models

import strongstride.web.ids
from strongstride.giving.books import guards


def _guard(apps, schema_editor):
    guards.set_up(schema_editor.connection)


def _lift(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in guards.lifting(schema_editor.connection.vendor):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("giving", "0002_letter_try_at"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="transfer", name="transfer_out"),
        migrations.RemoveIndex(model_name="transfer", name="transfer_in"),
        migrations.AddField(
            model_name="transfer",
            name="number",
            field=models.PositiveBigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(
                fields=("campaign", "number"), name="transfer_number_once"
            ),
        ),
        migrations.CreateModel(
            name="BroughtForward",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=strongstride.web.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("through", models.PositiveBigIntegerField()),
                ("raised", models.BigIntegerField()),
                ("matched", models.BigIntegerField()),
                ("fees", models.BigIntegerField()),
                ("in_dispute", models.BigIntegerField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="giving.campaign",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "through"), name="forward_once")
                ],
            },
        ),
        migrations.RunPython(_guard, _lift),
    ]
