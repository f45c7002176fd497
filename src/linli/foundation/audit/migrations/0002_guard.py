"""The database itself refuses changes of the log."""

from django.db import migrations

from linli.foundation.audit.triggers import append_only


class Migration(migrations.Migration):
    """Guards for both tables; entries may be sealed once."""

    dependencies = [("audit", "0001_initial")]

    operations = [
        append_only("audit_auditbatch"),
        append_only("audit_auditentry", fill_once=["batch_id", "digest"]),
    ]
