"""A gift is paid by one try; a second that was paid too says so."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("giving", "0004_pledge_reminded_at"),
    ]

    operations = [
        migrations.AlterField(
            model_name="paymentattempt",
            name="state",
            field=models.CharField(
                choices=[
                    ("created", "Created"),
                    ("open", "Open"),
                    ("processing", "Processing"),
                    ("paid", "Paid"),
                    ("double", "Double"),
                    ("failed", "Failed"),
                    ("expired", "Expired"),
                ],
                default="created",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentattempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "paid")), fields=("donation",), name="gift_paid_once"
            ),
        ),
    ]
