from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "yifa.api"
    verbose_name = "接口"
