"""Reports of donors' messages."""

import django.db.models.deletion
from django.db import migrations, models

import strongstride.web.ids


class Migration(migrations.Migration):
    dependencies = [
        ("clubs", "0005_audit_person"),
        ("giving", "0006_receipts_guarded"),
    ]

    operations = [
        migrations.CreateModel(
            name="MessageReport",
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
                ("why", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "club",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="message_reports",
                        to="clubs.club",
                    ),
                ),
                (
                    "donation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="giving.donation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at", None)),
                        fields=["club", "created_at"],
                        name="message_reports_open",
                    )
                ],
            },
        ),
    ]
