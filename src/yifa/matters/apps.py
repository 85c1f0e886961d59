from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yifa.matters"
    label = "matters"
    verbose_name = "办案引擎"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yifa.matters.register_leaves import on_register_change
        from yifa.registers import change

        if on_register_change not in change.on_change:
            change.on_change.append(on_register_change)
