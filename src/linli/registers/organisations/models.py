"""Organisations."""

from django.db import models


class Organisation(models.Model):
    """Any body: department, office, committee, provider, firm, association."""

    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    function = models.CharField(
        max_length=40, help_text="What it does, as flows name it: civil_affairs …"
    )
    division = models.ForeignKey("places.Division", models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        """Its name."""
        return self.name
