"""The web shell as a Django app, and which static files are collected."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class WebConfig(AppConfig):
    """Templates, static files and template tags shared by all slices."""

    name = "strongstride.web"


class Collected(StaticFilesConfig):
    """Django's own, without extensions of htmx: we use none, and one imports a missing file."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext"]
