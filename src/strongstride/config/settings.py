"""Django's settings. What an operator can change comes from the environment.

docs/reference/settings.md lists every variable.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from strongstride.config import environment as env
from strongstride.config.card_gifts import card_gifts

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = env.prepared(env.data_dir())

# --- where it is reached -----------------------------------------------------------------------
PUBLIC_URL = env.text("STRONGSTRIDE_URL", "http://127.0.0.1:8000").rstrip("/")
_public = urlsplit(PUBLIC_URL)
if _public.scheme not in ("http", "https") or not _public.hostname:
    raise ImproperlyConfigured(
        f"STRONGSTRIDE_URL is {PUBLIC_URL!r}; write the address in the browser's bar, such as "
        "https://coach.example.org."
    )
IS_HTTPS = _public.scheme == "https"
_more_hosts = env.text("STRONGSTRIDE_HOSTS")
ALLOWED_HOSTS = [
    _public.hostname,
    *("127.0.0.1", "localhost", "[::1]"),  # the container's own health check asks there
    *(host.strip() for host in _more_hosts.split(",") if host.strip()),
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

WEB_PROCESSES = env.number("STRONGSTRIDE_WEB_PROCESSES", default=1)
WEB_THREADS = env.number("STRONGSTRIDE_WEB_THREADS", default=4)

DEBUG = False
SECRET_KEY = env.secret_key(DATA_DIR)
ROOT_URLCONF = "strongstride.config.urls"
WSGI_APPLICATION = "strongstride.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- parts -------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "strongstride.web.apps.Collected",
    "django.contrib.humanize",
    # our templates come before allauth's of the same name
    "strongstride.web.apps.WebConfig",
    "strongstride.accounts",
    "strongstride.runs",
    "strongstride.training",
    "strongstride.clubs",
    "strongstride.giving",
    "strongstride.sync",
    "strongstride.api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "strongstride.web.logs.AccessLogMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # with a random padding against BREACH
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "strongstride.accounts.middleware.AthleteMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.static",
                "strongstride.web.templatetags.quantities",
            ],
        },
    }
]

# --- data --------------------------------------------------------------------------------------
DATABASES = {"default": env.database(DATA_DIR)}
CACHES = {
    "default": {  # shared by all processes: rate limits must not be counted per worker
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "TIMEOUT": 3600,
        # Django's 300 would drop the worker's sign of life and the counts of rate limits
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

UPLOAD_MOST_MB = env.number("STRONGSTRIDE_UPLOAD_MB", default=2000)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = ["strongstride.runs.uploads.UploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_TEMP_DIR = str(DATA_DIR / "incoming")

# --- static files ------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "strongstride.web.static_storage.StaticStorage"},
}
WHITENOISE_MAX_AGE = 3600

# --- accounts ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["strongstride.accounts.backend.EmailBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
REGISTRATION = env.one_of("STRONGSTRIDE_REGISTRATION", env.REGISTRATION)
MEMBERS_INVITE = env.switch("STRONGSTRIDE_MEMBERS_INVITE", default=False)  # not only the admin
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "training:today"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"

EMAIL_HOST = env.text("STRONGSTRIDE_EMAIL_HOST")
EMAIL_FILE_PATH = env.text("STRONGSTRIDE_EMAIL_FOLDER")  # written there, sent to nobody
HAS_MAIL = bool(EMAIL_HOST or EMAIL_FILE_PATH)
EMAIL_PORT = env.number("STRONGSTRIDE_EMAIL_PORT", default=587)
EMAIL_HOST_USER = env.text("STRONGSTRIDE_EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("STRONGSTRIDE_EMAIL_PASSWORD")
EMAIL_USE_TLS = env.switch("STRONGSTRIDE_EMAIL_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("STRONGSTRIDE_EMAIL_FROM", f"strongstride@{_public.hostname}")
_sending = "filebased" if EMAIL_FILE_PATH else "smtp" if EMAIL_HOST else "dummy"
EMAIL_BACKEND = f"django.core.mail.backends.{_sending}.EmailBackend"

# Limits are counted per address: behind a proxy every visitor would have the proxy's.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("STRONGSTRIDE_PROXIES", default=0)
ACCOUNT_ADAPTER = "strongstride.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"signup": "strongstride.accounts.forms.RegisterForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if HAS_MAIL else "none"
ACCOUNT_PREVENT_ENUMERATION = HAS_MAIL  # without mail nobody could be told of a second sign-up
ACCOUNT_CHANGE_EMAIL = True  # one address; a new one replaces it once it is verified
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Strongstride] "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = not HAS_MAIL  # without mail no address is ever verified
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS  # browsers allow passkeys on localhost only
MFA_TOTP_ISSUER = "Strongstride"

# --- safety ------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
_hsts = env.one_of("STRONGSTRIDE_HSTS", env.HSTS) if IS_HTTPS else "off"
SECURE_HSTS_SECONDS = 0 if _hsts == "off" else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = _hsts in ("subdomains", "preload")
SECURE_HSTS_PRELOAD = _hsts == "preload"
# What else runs under the operator's domain is not ours to force onto https: that is their choice.
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- the API -----------------------------------------------------------------------------------
API_PER_MINUTE = env.number("STRONGSTRIDE_API_PER_MINUTE", default=600)  # of a token; 0: no limit

# --- gifts by card -----------------------------------------------------------------------------
STRIPE_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_CAUSE, STRIPE_ADDRESS = card_gifts()

# --- words and times ---------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = False
TIME_ZONE = "UTC"
USE_TZ = True

# --- logs --------------------------------------------------------------------------------------
LOG_LEVEL = env.one_of("STRONGSTRIDE_LOG", ("info", "warning", "error")).upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "strongstride.web.logs.LineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "fontTools": {"level": "WARNING"},  # at INFO it tells of every letter of a receipt
        "django.request": {"level": "ERROR"},  # 4xx are in our own line for each request
        "stripe": {"level": "WARNING"},  # below that it repeats what was sent and answered
    },
}
