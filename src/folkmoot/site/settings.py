"""Settings of the site: from the environment, else from `folkmoot.toml` in the data folder, else a default.

The first-run page writes `folkmoot.toml`; the environment wins over it. Readers are loud: a value that cannot
be read stops the program with one line that names the setting.
"""

import os
import sqlite3
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import to_language

from folkmoot.site.record import keys

SITE = Path(__file__).resolve().parent
ROOMS = (
    "front",
    "cases",
    "elections",
    "plan",
    "rules",
    "motions",
    "voting",
    "debate",
    "help",
    "evidence",
    "notices",
    "members",
    "record",
)
BUILT = [room for room in ROOMS if (SITE / room).is_dir()]


# Readers


def _file(folder: Path) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / "folkmoot.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ImproperlyConfigured(f"folkmoot.toml cannot be read: {fault}") from None


def _read(name: str, default: str = "") -> str:
    """The setting `FOLKMOOT_<NAME>` of the environment, else `<name>` of the file, as text."""
    found = os.environ.get(f"FOLKMOOT_{name}", FILE.get(name.lower(), default))
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, list):
        return ",".join(str(each) for each in found)
    return str(found).strip()


def _yes(name: str, default: bool = False) -> bool:
    found = _read(name, "yes" if default else "no").lower()
    if found not in ("yes", "no", "true", "false", "1", "0", ""):
        raise ImproperlyConfigured(f"FOLKMOOT_{name} is yes or no, not {found!r}")
    return found in ("yes", "true", "1")


def _number(name: str, default: int) -> int:
    found = _read(name, str(default))
    try:
        return int(found)
    except ValueError:
        raise ImproperlyConfigured(f"FOLKMOOT_{name} is a whole number, not {found!r}") from None


def _list(name: str) -> list[str]:
    return [each.strip() for each in _read(name).split(",") if each.strip()]


def _address(name: str, default: str, *schemes: str) -> SplitResult:
    found = urlsplit(_read(name, default))
    if found.scheme not in schemes or not found.hostname:
        wanted = " or ".join(f"{scheme}://" for scheme in schemes)
        raise ImproperlyConfigured(f"FOLKMOOT_{name} begins with {wanted} and a host")
    return found


def _scanner() -> str:
    """Where clamd listens: a socket in a file, or a port of this machine (files go there in the clear)."""
    found = _read("SCANNER")
    if found.startswith("unix:/") or not found:
        return found
    address = _address("SCANNER", "", "tcp")
    if address.hostname not in ("127.0.0.1", "localhost", "::1") or not address.port:
        raise ImproperlyConfigured(
            "FOLKMOOT_SCANNER is unix:/path or a port of this machine: tcp://127.0.0.1:3310"
        )
    return found


# Where things lie

FOLKMOOT_DIR = Path(os.environ.get("FOLKMOOT_DIR") or "var").resolve()
FILE = _file(FOLKMOOT_DIR)
FOLKMOOT_CLOCK_OFFSET = _number("CLOCK_OFFSET", 0)  # seconds; the demo lives at another time
FOLKMOOT_DEMO = _yes("DEMO")

_site = _address("URL", f"http://{_read('LISTEN', '127.0.0.1:8000')}", "http", "https")
FOLKMOOT_URL = f"{_site.scheme}://{_site.netloc}"
FOLKMOOT_ORIGIN = f"{_site.netloc}/record/log"  # of a record that is yet to begin; afterwards its key says
FOLKMOOT_WITNESSES = _list("WITNESSES")  # each: verifier key, blank, address
FOLKMOOT_BODY_LIMIT = _number("BODY_LIMIT", 2_000_000)  # bytes of one request
FOLKMOOT_UPLOAD_LIMIT = _number("UPLOAD_LIMIT", 20_000_000)  # bytes of one file handed in as evidence
FOLKMOOT_CASE_LIMIT = _number("CASE_LIMIT", 200_000_000)  # bytes that one person hands in in one case
FOLKMOOT_SCANNER = _scanner()  # of malware: unix:/path/of/socket or tcp://127.0.0.1:3310; none by default
FOLKMOOT_TRUST_PROXY = _list("TRUST_PROXY")  # addresses of reverse proxies whose headers are believed
SECRET_KEY = keys.Keys(FOLKMOOT_DIR).text("django")

_loopback = _site.hostname in ("127.0.0.1", "localhost", "::1")
ALLOWED_HOSTS = [*_list("HOSTS"), str(_site.hostname)]
if _loopback:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
DEBUG = False
WSGI_APPLICATION = None
ROOT_URLCONF = "folkmoot.site.urls"
INSTALLED_APPS = [
    *(f"folkmoot.site.{room}" for room in BUILT),
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
if (SITE / "members" / "middleware.py").is_file():
    MIDDLEWARE.append("folkmoot.site.members.middleware.PersonMiddleware")
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "folkmoot.site.record.page.base",
            ]
        },
    }
]


# Database


def _wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the WAL-reset fault (3.7.0 to 3.51.2, mended in two older lines too)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def _database() -> dict[str, Any]:
    address = _read("DATABASE")
    if not address:
        journal = "WAL" if _wal_is_safe(sqlite3.sqlite_version_info) else "DELETE"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": FOLKMOOT_DIR / "folkmoot.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL;",
            },
        }
    found = _address("DATABASE", "", "postgresql", "postgres")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(found.path.lstrip("/")) or "folkmoot",
        "USER": unquote(found.username or ""),
        "PASSWORD": unquote(found.password or ""),
        "HOST": found.hostname,
        "PORT": found.port or 5432,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {key: values[-1] for key, values in parse_qs(found.query).items()},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


# Sessions, cookies and what a browser may do

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _site.scheme == "https"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [FOLKMOOT_URL]
CSRF_FAILURE_VIEW = "folkmoot.site.members.kept.form_too_old"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = FOLKMOOT_BODY_LIMIT
# Files stay in memory: on disk they would lie in the clear. `asgi` sees to it that they are few.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = FOLKMOOT_UPLOAD_LIMIT + FOLKMOOT_BODY_LIMIT
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _site.scheme == "https" else 0
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}


# Files, letters, languages

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # files are served from the package: nothing has to be collected first
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600


def _mail() -> SplitResult | None:
    return _address("MAIL", "", "smtp", "smtps") if _read("MAIL") else None


_smtp = _mail()
# Without a mail server, a site on one's own machine shows its letters on a page; a public one never does.
FOLKMOOT_OUTBOX = _smtp is None and (_loopback or FOLKMOOT_DEMO)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _read("MAIL_FROM", f"folkmoot@{_site.hostname}")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _smtp else 'dummy'}.EmailBackend"
if _smtp:
    EMAIL_HOST = str(_smtp.hostname)
    EMAIL_USE_SSL = _smtp.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL and parse_qs(_smtp.query).get("tls", ["yes"])[-1] != "no"
    EMAIL_PORT = _smtp.port or (465 if EMAIL_USE_SSL else 587)
    EMAIL_HOST_USER = unquote(_smtp.username or "")
    EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
    EMAIL_TIMEOUT = 20

LANGUAGE_CODE = _read("LANGUAGE", "en-gb")
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
LOCALE_PATHS = [SITE / "locale"]
# Only what we speak: Django by itself would answer in a hundred languages, but for our own words.
LANGUAGES = [("en-gb", "British English")] + [
    (to_language(file.parts[-3]), file.parts[-3]) for file in SITE.glob("locale/*/LC_MESSAGES/django.mo")
]
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # the reverse proxy sends people to https; see docs/guides/host.md
