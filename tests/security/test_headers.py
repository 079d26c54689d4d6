"""What every answer tells the browser, and what a deployment is checked for."""

import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from strongstride.accounts.models import Athlete
from tests.casting import PASSWORD, Cast
from tests.live import environment

PAGES = ["/accounts/login/", "/", "/runs/", "/you/", "/exercises/", "/health/"]


def directives(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";") if part.strip())
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("address", PAGES)
def test_the_policy_allows_nothing_inline_and_nobody_else(address: str, cast: Cast) -> None:
    Athlete.objects.update(set_up_at=cast.alice.date_joined)
    client = Client()
    client.force_login(cast.alice)
    answer = client.get(address)
    policy = directives(answer["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & {v for vs in policy.values() for v in vs}
    assert not any("://" in value for values in policy.values() for value in values)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_figure_has_its_own_style_sheet_and_no_other(client: Client) -> None:
    answer = client.get("/exercises/goblet-squat/figure.svg")
    policy = directives(answer["Content-Security-Policy"])
    sheet = answer.content.decode().split("<style>")[1].split("</style>")[0]
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    assert policy["style-src"] == [f"'sha256-{digest}'"]
    assert b" style=" not in answer.content


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(cast: Cast) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": cast.alice.email, "password": PASSWORD})
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


def test_pages_behind_the_login_are_kept_by_no_shared_cache(cast: Cast) -> None:
    Athlete.objects.update(set_up_at=cast.alice.date_joined)
    client = Client()
    client.force_login(cast.alice)
    assert "Cookie" in client.get("/runs/")["Vary"]


def test_a_form_from_elsewhere_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.alice)
    assert client.post("/you/delete/", {}).status_code == 403


def test_guessing_a_password_is_slowed_down(cast: Cast) -> None:
    cache.clear()
    wrong = {"login": cast.alice.email, "password": "wrong"}
    statuses = {Client().post("/accounts/login/", wrong).status_code for _ in range(30)}
    right = {"login": cast.alice.email, "password": PASSWORD}
    answer = Client().post("/accounts/login/", right)
    cache.clear()
    assert statuses <= {200, 429}
    assert answer.status_code != 302  # even the right one, now


def asked_of_settings(folder: Path, code: str, **env: str) -> str:
    """What a program prints that runs with the settings of this environment."""
    known = environment(folder, 8000, {"STRONGSTRIDE_URL": "https://coach.example.org", **env})
    known["DJANGO_SETTINGS_MODULE"] = "strongstride.config.settings"
    start = "import django; django.setup(); from django.test import Client; "
    start += "from django.core.management import call_command as c; c('migrate', verbosity=0); "
    command = [sys.executable, "-c", start + code]
    done = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_containers_health_check_is_answered_behind_https(tmp_path: Path) -> None:
    ask = "print(Client(SERVER_NAME='127.0.0.1').get('/health/').status_code)"
    assert asked_of_settings(tmp_path, ask) in ("200", "503")  # no worker runs here


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "max-age=31536000"),
        ({"STRONGSTRIDE_HSTS": "subdomains"}, "max-age=31536000; includeSubDomains"),
        ({"STRONGSTRIDE_HSTS": "preload"}, "max-age=31536000; includeSubDomains; preload"),
        ({"STRONGSTRIDE_HSTS": "off"}, "None"),
    ],
)
def test_other_names_of_the_domain_are_bound_only_when_asked(
    tmp_path: Path, said: dict[str, str], told: str
) -> None:
    ask = "a = Client(SERVER_NAME='coach.example.org').get('/health/', secure=True); "
    ask += "print(a.headers.get('Strict-Transport-Security'))"
    assert asked_of_settings(tmp_path, ask, **said) == told


@pytest.mark.parametrize("hsts", ["host", "preload", "off"])
def test_a_deployment_behind_https_passes_djangos_own_check(tmp_path: Path, hsts: str) -> None:
    said = {"STRONGSTRIDE_URL": "https://coach.example.org", "STRONGSTRIDE_HSTS": hsts}
    env = environment(tmp_path, 8000, said)
    env["DJANGO_SETTINGS_MODULE"] = "strongstride.config.settings"
    command = [sys.executable, "-W", "error", "-m", "django", "check", "--deploy"]
    command += ["--fail-level", "DEBUG"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "secret-key").is_file()
