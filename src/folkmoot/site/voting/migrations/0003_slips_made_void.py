from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('voting', '0002_titles_of_options'),
    ]

    operations = [
        migrations.AddField(
            model_name='secretballot',
            name='void',
            field=models.BooleanField(default=False),
        ),
    ]
