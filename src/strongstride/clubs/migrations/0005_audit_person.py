from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("clubs", "0004_settling")]

    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.SET_NULL,
                related_name="+",
                to="accounts.athlete",
            ),
        ),
    ]
