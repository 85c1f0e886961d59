from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "yifa.registers"
    label = "registers"
    verbose_name = "登记簿"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yifa.registers import proved

        proved.register()
