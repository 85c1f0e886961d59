from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yifa.matters"
    label = "matters"
    verbose_name = "办案引擎"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yifa.matters import proved
        from yifa.matters.leaving import refuse_leaving_with_open_cases
        from yifa.matters.register_hooks import recompute_on_calendar_change
        from yifa.registers import change

        for listener in (recompute_on_calendar_change, refuse_leaving_with_open_cases):
            if listener not in change.on_change:
                change.on_change.append(listener)
        proved.register()
