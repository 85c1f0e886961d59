from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "yifa.portal"
    verbose_name = "公示平台"
