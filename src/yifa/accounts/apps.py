from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "yifa.accounts"
    label = "accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        from yifa.accounts import signals

        signals.connect()
