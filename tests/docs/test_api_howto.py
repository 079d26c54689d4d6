"""The examples of docs/howto/use-the-api.md work, one after the other, against a real server."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.live import running

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "use-the-api.md"


def blocks(language: str) -> list[str]:
    """The fenced blocks of the page in a language."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )


def token_of_a_newcomer() -> str:
    """Runs on the server's data: a token that may do everything, of an athlete new to a club."""
    from strongstride.accounts.scopes import Scope
    from strongstride.accounts.tokens import make_token
    from tests.clubs.making import make_challenge, make_club, make_member
    from tests.clubs.people import terms

    club = make_club()
    make_challenge(club, title="Miles of today", terms=terms(club))
    member = make_member(club, "Newcomer")
    assert member.athlete is not None
    return make_token(member.athlete, "example", list(Scope))[1]


@pytest.mark.browser  # it starts a server, as they do
def test_the_examples_work(tmp_path: Path) -> None:
    recording = tmp_path / "run.fit"
    recording.write_bytes(b"no activity, but a file")
    (tmp_path / "data").mkdir()
    with running(tmp_path / "data") as app:
        token = app.call("tests.docs.test_api_howto:token_of_a_newcomer")
        env = {**os.environ, "URL": app.url, "TOKEN": token, "RECORDING": str(recording)}
        script = "\n".join(blocks("python"))
        done = subprocess.run(
            [sys.executable, "-"],
            input=script,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "newcomer" in done.stdout
        assert "Miles of today 5.0 mi of 5.0 mi" in done.stdout
        for command in blocks("sh"):
            said = subprocess.run(["sh", "-ec", command], env=env, capture_output=True, check=False)
            assert (said.returncode, said.stderr) == (0, b"")
            assert said.stdout.startswith(b"{")
