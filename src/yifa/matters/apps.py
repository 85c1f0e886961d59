from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yifa.matters"
    label = "matters"
    verbose_name = "办案引擎"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yifa.matters import proved
        from yifa.matters.leaving import refuse_leaving_with_open_cases
        from yifa.matters.register_hooks import officers_in_cases, recompute_on_calendar_change
        from yifa.registers import change
        from yifa.registers.imports import undoing

        for listener in (recompute_on_calendar_change, refuse_leaving_with_open_cases):
            if listener not in change.on_change:
                change.on_change.append(listener)
        if officers_in_cases not in undoing.used_elsewhere:
            undoing.used_elsewhere.append(officers_in_cases)
        proved.register()
