"""Django settings. Everything an operator may change is an environment variable, listed in docs/operators."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from yifa.assist.asking import SECONDS
from yifa.site.home import home, secret_key
from yifa.site.postgres.connect import django_database
from yifa.site.providers import providers_of_settings


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "").lower() in {"1", "true", "yes", "on"}


def _list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


YIFA_HOME = home()
DEBUG = _flag("YIFA_DEBUG")
YIFA_TEST = _flag("YIFA_TEST")
YIFA_DEMO = _flag("YIFA_DEMO", (YIFA_HOME / "demo.json").exists())
YIFA_NODE = os.environ.get("YIFA_NODE", "demo" if YIFA_DEMO else "main")
YIFA_DB_ROLE = os.environ.get("YIFA_DB_ROLE", "app")
YIFA_OVERLAYS = os.environ.get("YIFA_OVERLAYS", "")  # folder of procedure overlays; empty: those shipped
YIFA_ASSIST = os.environ.get("YIFA_ASSIST", "")  # entry point of the group yifa.assist; empty: no assistant
YIFA_ASSIST_SECONDS = float(os.environ.get("YIFA_ASSIST_SECONDS", SECONDS))
YIFA_PUBLIC_URL = os.environ.get("YIFA_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
SECRET_KEY = secret_key(YIFA_HOME)
SECRET_KEY_FALLBACKS = _list("YIFA_SECRET_KEY_OLD")
ALLOWED_HOSTS = _list("YIFA_HOSTS", "localhost,127.0.0.1,[::1]")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "ninja",
    "procrastinate.contrib.django",
    "yifa.ledger.store",
    "yifa.registers",
    "yifa.accounts",
    "yifa.matters",
    "yifa.supervision",
    "yifa.desk",
    "yifa.portal",
    "yifa.api",
    "yifa.site",
    "allauth",  # after ours, whose templates are found first
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
AUTH_USER_MODEL = "registers.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "yifa.site.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yifa.site.middleware.DatabaseAway",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yifa.accounts.middleware.SessionLimits",
    "yifa.accounts.throttle.RequestLimits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
if find_spec("yifa.desk.middleware"):
    MIDDLEWARE.append("yifa.desk.middleware.DeskMiddleware")

ROOT_URLCONF = "yifa.site.urls"
WSGI_APPLICATION = "yifa.site.wsgi.application"
ASGI_APPLICATION = "yifa.site.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yifa.site.context.site",
            ]
        },
    }
]

DATABASES = {"default": django_database(YIFA_HOME, YIFA_DB_ROLE)}

# -- language and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# -- accounts --------------------------------------------------------------------------------------
LOGIN_URL = "/desk/login/"
LOGIN_REDIRECT_URL = "desk:workbench"
LOGOUT_REDIRECT_URL = "/"
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
SESSION_ENGINE = "yifa.registers.sessions"
SESSION_COOKIE_AGE = 24 * 3600  # no login is longer; the policy in force shortens it
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "yifa.site.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = _list("YIFA_TRUSTED_ORIGINS")

# -- login: allauth without sign-up and mail; limits are data of the security administrator -----------
YIFA_MFA_REQUIRED_ROLES = _list("YIFA_MFA_REQUIRED_ROLES", "system_admin,security_admin,audit_admin")
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("YIFA_PROXIES", "1" if _flag("YIFA_BEHIND_PROXY") else "0"))
ACCOUNT_ADAPTER = "yifa.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser
ACCOUNT_LOGOUT_REDIRECT_URL = "/desk/login/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "5/30m/key", "reauthenticate": "20/m/user"}
MFA_ADAPTER = "yifa.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
SOCIALACCOUNT_ADAPTER = "yifa.accounts.adapters.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": [one.app() for one in providers_of_settings(YIFA_HOME)]}
}

# -- requests a minute of one account, or of one address that is not logged in; 0: no limit --------------
_LIMITS = {"api": 600, "search": 60, "export": 30, "upload": 60, "public": 120}
YIFA_REQUEST_LIMITS = {
    kind: int(os.environ.get(f"YIFA_LIMIT_{kind.upper()}", "0" if YIFA_TEST else str(limit)))
    for kind, limit in _LIMITS.items()
}

# -- transport: production stands behind TLS; the demonstration is plain HTTP on this machine ------
YIFA_TLS = _flag("YIFA_TLS", not (DEBUG or YIFA_DEMO or YIFA_TEST))
SESSION_COOKIE_SECURE = YIFA_TLS
CSRF_COOKIE_SECURE = YIFA_TLS
# Browsers take a cookie of this name only over TLS, for the whole site and for this host alone.
_HOST = "__Host-" if YIFA_TLS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST}sessionid", f"{_HOST}csrftoken"
SECURE_HSTS_SECONDS = 31_536_000 if YIFA_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = YIFA_TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
if _flag("YIFA_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True

# No inline script and no inline style anywhere; PDFs open in a frame of our own origin.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; "
    "form-action 'self'"
)

# -- files -----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = YIFA_HOME / "static"
MEDIA_ROOT = Path(os.environ.get("YIFA_MEDIA") or YIFA_HOME / "media")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
YIFA_UPLOAD_LIMIT = int(os.environ.get("YIFA_UPLOAD_LIMIT", str(500 * 1024 * 1024)))
# -- the log: its keys and newest checkpoint are kept apart from the database and its backups ------------
# For how many hours a reason to look into a case holds; None: until the day ends.
YIFA_READ_REASON_HOURS = (
    float(os.environ["YIFA_READ_REASON_HOURS"]) if os.environ.get("YIFA_READ_REASON_HOURS") else None
)

YIFA_LEDGER_DIR = Path(os.environ.get("YIFA_LEDGER_DIR") or YIFA_HOME / "ledger")
YIFA_LEDGER_ORIGIN = os.environ.get("YIFA_LEDGER_ORIGIN") or f"{urlsplit(YIFA_PUBLIC_URL).netloc}/ledger"
YIFA_LEDGER_EXPORT = os.environ.get(
    "YIFA_LEDGER_EXPORT", ""
)  # a folder for the daily export of the whole log
YIFA_LEDGER_SIGNERS = _list("YIFA_LEDGER_SIGNERS")  # "package.module:factory" of further signers, e.g. SM2
YIFA_LEDGER_WITNESSES = _list("YIFA_LEDGER_WITNESSES")  # "<submission prefix> <vkey>" each
YIFA_LEDGER_QUORUM = int(os.environ.get("YIFA_LEDGER_QUORUM", "0"))
YIFA_WITNESSED_LOGS = _list("YIFA_WITNESSED_LOGS")  # vkeys of the logs that this node witnesses
_BUCKET = os.environ.get("YIFA_S3_BUCKET")
_PLAIN_STATIC = DEBUG or YIFA_TEST
STORAGES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _PLAIN_STATIC
        else "yifa.site.static.ManifestStorage"
    },
}
WHITENOISE_USE_FINDERS = _PLAIN_STATIC
WHITENOISE_AUTOREFRESH = DEBUG
if _BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _BUCKET,
            "endpoint_url": os.environ.get("YIFA_S3_ENDPOINT") or None,
            "region_name": os.environ.get("YIFA_S3_REGION") or None,
            "location": os.environ.get("YIFA_S3_PREFIX", ""),
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }

# -- queue -----------------------------------------------------------------------------------------
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful"}

# -- cache: a table, because what it counts (codes tried, codes used) must count in every process ----
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "registers_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# -- log: what happened, never whom it was about ---------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "yifa.site.log.QuietFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("YIFA_LOG_LEVEL", "WARNING")},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "procrastinate": {"level": "WARNING"},
    },
}
