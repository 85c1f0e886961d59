"""Fail when a model changed without its migration. Needs no database."""

import os
import warnings

os.environ["DJANGO_SETTINGS_MODULE"] = "yifa.site.settings"
os.environ["YIFA_TEST"] = "1"

import django
from django.core.management import call_command

django.setup()
warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
call_command("makemigrations", "--check", "--dry-run")
