"""Let somebody be erased who was known here without ever having been a member: an applicant for a review."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0002_cases_that_touch_rights")]

    operations = [
        migrations.RemoveConstraint(model_name="person", name="erased_means_nothing_is_kept"),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True)
                | models.Q(shown_name="", membership="", email_index__isnull=True)
                & (models.Q(left_at__isnull=False) | models.Q(joined_at__isnull=True)),
                name="erased_means_nothing_is_kept",
            ),
        ),
    ]
