"""Settings: everything that differs between two installations comes from the environment.

For trying out nothing is needed: SQLite in ``data/``, DEBUG off, a secret key made at the first start. For real use set
``SALA_SECRET_KEY``, ``DATABASE_URL``, ``SALA_ALLOWED_HOSTS`` and ``SALA_PRODUCTION=1`` (README, "Run it for real").
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from sala_styr.access import configuration as access
from sala_styr.files import configuration as files
from sala_styr.operation.databases import databases
from sala_styr.operation.logs import logging_config
from sala_styr.production import refuse_unfit
from sala_styr.secret import secret_key_for_trying

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DATA_DIR = Path(env("SALA_DATA_DIR", default=str(BASE_DIR / "data")))
PRODUCTION = env.bool("SALA_PRODUCTION", default=False)
# Keys of before, which still read what they have signed or encrypted while the new one takes over.
SECRET_KEY_FALLBACKS = env.list("SALA_SECRET_KEYS_BEFORE", default=[])
DEBUG = env.bool("SALA_DEBUG", default=False)
SECRET_KEY = env("SALA_SECRET_KEY", default="") or secret_key_for_trying(DATA_DIR, PRODUCTION)
ALLOWED_HOSTS = env.list("SALA_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
if PRODUCTION:
    refuse_unfit(debug=DEBUG, hosts=env.list("SALA_ALLOWED_HOSTS", default=[]))
CSRF_TRUSTED_ORIGINS = env.list("SALA_CSRF_TRUSTED_ORIGINS", default=[])

# The example municipality: one-click log-in and the mark "exempeldata". `manage.py demo` makes the data; this makes it usable without passwords.
EXAMPLE = env.bool("SALA_EXAMPLE", default=False) and not PRODUCTION

# Whose system it is: in the head of every page.
MUNICIPALITY_NAME = env("SALA_MUNICIPALITY_NAME", default="Sala kommun")
# Its organisation number, which packages for the e-archive tell beside the name.
SALA_ORGANISATION_NUMBER = env("SALA_ORGANISATION_NUMBER", default="")

# Where people reach the system, as "https://styr.example": a report's figures lead there. Without it they are printed without links.
PUBLIC_ADDRESS = env("SALA_PUBLIC_ADDRESS", default="").rstrip("/")

# Where citizens turn with questions: on the open pages, and where their remarks on accessibility are sent.
CONTACT_EMAIL = env("SALA_CONTACT_EMAIL", default="")
CONTACT_PHONE = env("SALA_CONTACT_PHONE", default="")

# Mail: "smtp+tls://name:password@host:587". Without it letters are written where the worker runs, and nobody gets any.
_EMAIL = env.email_url("SALA_EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = _EMAIL["EMAIL_BACKEND"]
EMAIL_HOST = _EMAIL.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _EMAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _EMAIL.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _EMAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(_EMAIL.get("EMAIL_USE_TLS", False))
EMAIL_USE_SSL = bool(_EMAIL.get("EMAIL_USE_SSL", False))
EMAIL_FILE_PATH = _EMAIL.get("EMAIL_FILE_PATH") or None
EMAIL_TIMEOUT = 30
MAIL_FROM_CHOSEN = bool(env("SALA_MAIL_FROM", default=""))
DEFAULT_FROM_EMAIL = env("SALA_MAIL_FROM", default="Sala styr <sala-styr@localhost>")
# What links in letters begin with.
MAIL_BASE = PUBLIC_ADDRESS or "http://127.0.0.1:8000"

# Kolada (RKA): where its API is, our municipality's code there, and the peer group that an indicator is compared with when none is chosen.
SALA_KOLADA_URL = env("SALA_KOLADA_URL", default="https://api.kolada.se/v3")
SALA_KOLADA_MUNICIPALITY = env("SALA_KOLADA_MUNICIPALITY", default="1981")
SALA_KOLADA_GROUP = env("SALA_KOLADA_GROUP", default="G37504")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Its templates are found in the same place as ours: the admin's widgets include them by name.
    "django.forms",
    "csp",
    "mptt",
    "simple_history",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "allauth.mfa",
    "allauth.usersessions",
    "sala_styr.operation",
    "sala_styr.kept",
    "sala_styr.trees",
    "sala_styr.history",
    "sala_styr.seal",
    "sala_styr.organisation",
    "sala_styr.access",
    "sala_styr.helping",
    "sala_styr.decisions",
    "sala_styr.documents",
    "sala_styr.writing",
    "sala_styr.mail",
    "sala_styr.shell",
    "sala_styr.keeping",
    "sala_styr.audit",
    "sala_styr.privacy",
    "goals",
    "budget",
    "followup",
    "public",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before whitenoise: a drawing among the static files can be opened as a page of its own.
    "csp.middleware.CSPMiddleware",
    "sala_styr.shell.shield.ShieldMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sala_styr.operation.request_log.RequestLogMiddleware",
    "sala_styr.operation.metrics.MetricsMiddleware",
    "sala_styr.shell.shield.BodyLimitMiddleware",
    "sala_styr.operation.replicas.ReplicaMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sala_styr.shell.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sala_styr.access.sessions.SessionLimitsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sala_styr.organisation.middleware.ActorMiddleware",
    "sala_styr.helping.middleware.HelpMiddleware",
    "sala_styr.operation.maintenance_door.MaintenanceMiddleware",
    "sala_styr.shell.refusals.RefusalMiddleware",
    "sala_styr.access.exports.ExportLimitMiddleware",
    "sala_styr.shell.page_tables.PageTablesMiddleware",
]

ROOT_URLCONF = "sala_styr.urls"
WSGI_APPLICATION = "sala_styr.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sala_styr.shell.context.shell",
            ],
            "builtins": ["sala_styr.shell.templatetags.styr"],
        },
    },
]
FORM_RENDERER = "sala_styr.shell.forms.StyrFormRenderer"

DATABASES = databases(env, DATA_DIR)
DATABASE_ROUTERS = ["sala_styr.operation.replicas.ReplicaRouter"] if len(DATABASES) > 1 else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisation.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "sala_styr.access.local_words.LocalWordsValidator"},
]
PASSWORD_HASHERS = [
    "sala_styr.access.hashers.PasswordHasher",
    # What older passwords were kept with: they are kept anew, with the first, when their owner logs in.
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "login"

# The municipality's own log-in service (sala_styr/access/configuration.py names the variables; docs/access.md tells how).
SOCIALACCOUNT_PROVIDERS = access.providers(env)
SOCIALACCOUNT_ADAPTER = "sala_styr.access.adapters.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
# Is somebody whom the service knows and we do not added, without appointments, at the first log-in?
SSO_ADDS_PEOPLE = env.bool("SALA_SSO_ADDS_PEOPLE", default=True)
ACCOUNT_ADAPTER = "sala_styr.access.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
# allauth's own counts, of codes and of confirmations; log-ins are counted by sala_styr/access/limits.py.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key", "reauthenticate": "5/15m/user"}
MFA_ADAPTER = "sala_styr.access.adapters.MFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "sala_styr.access.factor_forms.Authenticate",
    "reauthenticate": "sala_styr.access.factor_forms.Reauthenticate",
    "activate_totp": "sala_styr.access.factor_forms.Activate",
    "add_webauthn": "sala_styr.access.factor_forms.AddKey",
}
# Who must have a second step when they log in with a password here: roles of sala_styr.organisation.models.Role.
MFA_ROLES = env.list("SALA_MFA_REQUIRED", default=["administrator", "controller"] if PRODUCTION else [])
# How many files one may take in a minute.
EXPORTS_A_MINUTE = env.int("SALA_EXPORTS_A_MINUTE", default=10)
# A log-in lasts so many seconds at most, and so many since one last did anything.
SESSION_LONGEST = env.int("SALA_SESSION_HOURS", default=12) * 3600
SESSION_IDLE = env.int("SALA_SESSION_IDLE_MINUTES", default=60) * 60
STAMP_COOKIE_NAME = "styr-senast"
# The log of log-ins is kept so many days.
ACCESS_LOG_DAYS = env.int("SALA_ACCESS_LOG_DAYS", default=365)

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Svenska")), ("en", _("Engelska"))]
LOCALE_PATHS = [BASE_DIR / "sala_styr" / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static" / "styr"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "sala_styr.shell.finders.InstalledPackagesFinder",
]
# Reports and uploads lie in a folder, or in an object storage (sala_styr/files/configuration.py); what is only there to be quicker always in the folder.
MEDIA_ROOT = Path(env("SALA_MEDIA_DIR", default=str(DATA_DIR / "media")))
STORAGES = {
    "default": files.storage(env("SALA_FILES_URL", default="")),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# What is frozen for ever, and the budget, rest only on decisions that a second person has held against the minutes.
SALA_TWO_PERSONS = env.bool("SALA_TWO_PERSONS", default=False)
# The key that seals are signed with: outside the database, so that it cannot be rewritten unseen.
SALA_SEAL_KEY = env("SALA_SEAL_KEY", default="")
# To whom each day's seal is sent: addresses outside, with commas between.
SALA_SEAL_MAIL_TO = env.list("SALA_SEAL_MAIL_TO", default=[])

# A long report is laid out in so many processes at a time (0: in one, the report's own); what each may use of memory, in MB, and of time, in seconds.
SALA_REPORT_PROCESSES = env.int("SALA_REPORT_PROCESSES", default=2)
SALA_REPORT_MEMORY = env.int("SALA_REPORT_MEMORY", default=1500)
SALA_REPORT_SECONDS = env.int("SALA_REPORT_SECONDS", default=900)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
# A detail budget of a thousand rows with their months is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 25_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Nothing inline, nothing from elsewhere: the pages need no exception (ecosystem §7).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
CSRF_FAILURE_VIEW = "sala_styr.shell.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SALA_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # A browser takes such a cookie only from this very host, over TLS (RFC 6265bis §4.1.3.2).
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    STAMP_COOKIE_NAME = "__Host-styr-senast"
    LANGUAGE_COOKIE_NAME = "__Host-styr-sprak"
    # How often one has tried must be known to all processes.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "access_cachedvalue",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    }

# Each process looks every few seconds at what is true of the whole service (sala_styr.operation.watch).
SALA_WATCH = True

# Who may read /matt/: addresses (this machine alone), or whoever brings the token.
SALA_METRICS_ALLOW = env.list("SALA_METRICS_ALLOW", default=["127.0.0.1", "::1"])
SALA_METRICS_TOKEN = env("SALA_METRICS_TOKEN", default="")

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
LOGGING = logging_config(
    production=PRODUCTION,
    debug=DEBUG,
    level=env("SALA_LOG_LEVEL", default="WARNING"),
    messages=env.bool("SALA_LOG_MESSAGES", default=False),
)
