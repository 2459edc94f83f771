from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Static files, without those of REST framework's browsable pages: the API answers in JSON alone."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "rest_framework"]
