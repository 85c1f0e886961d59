"""The site as an app: error pages and the commands' settings."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "yifa.site"
    label = "yifa_site"
    verbose_name = "站点"
