"""Settings. What a site may change is an environment variable LINLI_*: docs/operations.md."""

import json
import os
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from linli.config.secrets import secret_key

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("LINLI_VAR", ROOT / "var"))
PACK = Path(os.environ.get("LINLI_PACK", ROOT / "packs" / "tianjin"))

# ── where it runs ──────────────────────────────────────────────────────────
DEBUG = os.environ.get("LINLI_DEBUG") == "1"
IS_DEMO = os.environ.get("LINLI_DEMO") == "1"
BASE_URL = os.environ.get("LINLI_BASE_URL", "http://localhost:8000")
IS_SECURE = BASE_URL.startswith("https://")
SECRET_KEY = secret_key(VAR)
ALLOWED_HOSTS = os.environ.get("LINLI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
ROOT_URLCONF = "linli.config.urls"
WSGI_APPLICATION = "linli.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── the rooms ──────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "linli.registers.accounts.apps.OperatorsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "ninja",
    # floors, lowest first
    "linli.foundation.actors",
    "linli.foundation.errors",
    "linli.foundation.audit",
    "linli.foundation.calendar",
    "linli.foundation.calls",
    "linli.foundation.documents",
    "linli.foundation.exchange",
    "linli.foundation.files",
    "linli.foundation.formspec",
    "linli.foundation.jobs",
    "linli.foundation.notices",
    "linli.foundation.numbering",
    "linli.foundation.packs",
    "linli.foundation.phones",
    "linli.foundation.privacy",
    "linli.foundation.search",
    "linli.foundation.sheets",
    "linli.foundation.ui",
    "linli.registers.places",
    "linli.registers.people",
    "linli.registers.library",
    "linli.registers.organisations",
    "linli.registers.accounts",
    "linli.engines.catalogue",
    "linli.engines.cases",
    "linli.oversight.indicators",
    "linli.engines.enquiries",
    "linli.engines.lists",
    "linli.engines.entitlements",
    "linli.faces.portal",
    "linli.faces.desk",
    "linli.faces.console",
    "linli.faces.api",
    # after ours, so that our templates of its pages are found first
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "linli.config",
]

MIDDLEWARE = [
    "linli.config.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "linli.registers.accounts.middleware.SignInFirstMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "linli.registers.accounts.middleware.ActorMiddleware",
    "linli.foundation.errors.middleware.ErrorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "linli.foundation.ui.context.site",
            ],
            "builtins": ["linli.foundation.ui.templatetags.ui"],
        },
    },
]

# ── data ───────────────────────────────────────────────────────────────────
DEFAULT_DATABASE_URL = f"sqlite:///{VAR / 'linli.sqlite3'}"
DATABASE_URL = os.environ.get("LINLI_DATABASE_URL", DEFAULT_DATABASE_URL)
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=600)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # FULL: a receipt in a resident's hand survives a power cut.
    # IMMEDIATE: writers queue instead of failing; our own backend gives them equal turns.
    DATABASES["default"]["ENGINE"] = "linli.config.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR / "files"
STATIC_ROOT = VAR / "static"
STATIC_URL = "/static/"
SHEETS_KEPT_DAYS = int(os.environ.get("LINLI_SHEETS_KEPT_DAYS", "30"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# ── people ─────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.Account"
# Not Django's own beside it: that one would let in by username.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:home"
PASSWORDS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": PASSWORDS + "MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": PASSWORDS + "CommonPasswordValidator"},
    {"NAME": PASSWORDS + "NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "linli.registers.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
ACCOUNT_SIGNUP_FIELDS = ["phone*", "email", "password1*"]
ACCOUNT_FORMS = {
    "login": "linli.registers.accounts.forms.SignInForm",
    "signup": "linli.registers.accounts.forms.SignUpForm",
}
ACCOUNT_EMAIL_VERIFICATION = "optional"  # the phone is what must be confirmed
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True  # the way back in for those who have a phone only
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_USER_DISPLAY = "linli.registers.accounts.queries.user_display"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_SECURE else "http"
# Counted in the database cache. An office with one address for many people must get through; a
# phone that somebody else wants to flood must not ring all day.
ACCOUNT_RATE_LIMITS = {
    "signup": "60/h/ip",
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/300s/key",
    "verify_phone": "30/m/ip,1/30s/key,10/d/key",
    "request_login_code": "30/m/ip,1/30s/key,10/d/key",
    "reset_password": "20/m/ip,5/h/key",
}
MFA_ADAPTER = "linli.registers.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
MFA_TOTP_ISSUER = "Linli"
# An outside identity provider: {"provider_id": …, "name": …, "client_id": …, "secret": …,
# "settings": {"server_url": …}}
OIDC = json.loads(os.environ.get("LINLI_OIDC", "[]"))
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": OIDC}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address at a provider opens nobody's account here
SOCIALACCOUNT_STORE_TOKENS = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# ── language and time ──────────────────────────────────────────────────────
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True

# ── headers ────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # browsers apply it to the redirect to the identity provider too
        "form-action": [SELF, *(app["settings"]["server_url"] for app in OIDC)],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# ── registers of other bodies ──────────────────────────────────────────────
# How each is reached, by its id in the pack; "*" is all others. Not named: not asked.
SIMULATED = '{"*": {"kind": "file"}}' if IS_DEMO else "{}"
REGISTERS = json.loads(os.environ.get("LINLI_REGISTERS", SIMULATED))

# ── messages ───────────────────────────────────────────────────────────────
EMAIL_BACKEND = os.environ.get(
    "LINLI_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"
)
LINLI_SMS_BACKEND = os.environ.get("LINLI_SMS_BACKEND", "linli.foundation.notices.sms.FileBackend")
EMAIL_HOST = os.environ.get("LINLI_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("LINLI_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("LINLI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("LINLI_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("LINLI_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("LINLI_FROM_EMAIL", "linli@localhost")

# ── logs ───────────────────────────────────────────────────────────────────
LOGGING_CONFIG = "linli.config.logs.configure"
LOGGING = {"level": os.environ.get("LINLI_LOG_LEVEL", "INFO")}
