"""The database itself refuses changes of the purpose log."""

from django.db import migrations

from linli.foundation.audit.triggers import append_only


class Migration(migrations.Migration):
    """Guard of the one table."""

    dependencies = [("exchange", "0001_initial")]

    operations = [append_only("exchange_lookup")]
