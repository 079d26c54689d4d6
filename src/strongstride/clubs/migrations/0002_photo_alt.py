from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clubs", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="alt",
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
