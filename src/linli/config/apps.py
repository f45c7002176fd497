"""Registers the commands of the operator with Django."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """No room: settings, root URLs, health, logs, commands that concern the whole house."""

    name = "linli.config"
    label = "config"
