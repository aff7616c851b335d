from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.BigIntegerField()),
                ('size', models.BigIntegerField(db_index=True)),
                ('root', models.CharField(max_length=64)),
                ('note', models.BinaryField()),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('entry', models.BigIntegerField(db_index=True)),
                ('data', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Sealed',
            fields=[
                ('seal', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('person_ref', models.CharField(db_index=True, max_length=64)),
                ('box', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('index', models.BigIntegerField(primary_key=True, serialize=False)),
                ('time', models.BigIntegerField()),
                ('act', models.CharField(max_length=60)),
                ('rule', models.CharField(max_length=20)),
                ('on', models.CharField(db_index=True, max_length=200)),
                ('by_role', models.CharField(max_length=60)),
                ('by_name', models.CharField(db_index=True, max_length=40)),
                ('branch', models.CharField(max_length=60)),
                ('leaf', models.BinaryField()),
            ],
            options={
                'ordering': ['index'],
                'constraints': [models.CheckConstraint(condition=models.Q(('index__gte', 0), ('time__gte', 0)), name='entry_counts_up')],
            },
        ),
    ]
