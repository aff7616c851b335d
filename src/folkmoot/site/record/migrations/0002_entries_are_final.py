from django.db import migrations

from folkmoot.site.record import triggers


def make(apps, schema_editor):
    triggers.create(schema_editor.connection)


def take_away(apps, schema_editor):
    triggers.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("record", "0001_entries_and_checkpoints")]

    operations = [migrations.RunPython(make, take_away)]
