from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("giving", "0003_books_guarded")]

    operations = [
        migrations.AddField("pledge", "reminded_at", models.DateTimeField(blank=True, null=True)),
    ]
