from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yifa.matters"
    label = "matters"
    verbose_name = "办案引擎"
    default_auto_field = "django.db.models.BigAutoField"
