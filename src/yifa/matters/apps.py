from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yifa.matters"
    label = "matters"
    verbose_name = "办案引擎"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yifa.matters.register_leaves import on_register_change, recompute_on_calendar_change
        from yifa.registers import change

        for hook in (on_register_change, recompute_on_calendar_change):
            if hook not in change.on_change:
                change.on_change.append(hook)
