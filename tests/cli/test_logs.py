"""What a running bot logs holds no secret, in either form."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Literal

import pytest

from bot.cli.logs import HIDDEN, Logins, Redacting, secrets_in
from bot.settings import Settings, load_settings

TOKEN = "12345:AAH-quackenbush_4711"
PASSWORD = 'pass"word\\with ü/and:all'
SECRETS = (TOKEN, PASSWORD, "abc")

Form = Literal["text", "json"]


@pytest.fixture
def stream() -> StringIO:
    return StringIO()


@pytest.fixture(params=["text", "json"])
def log(request: pytest.FixtureRequest, stream: StringIO) -> Iterator[logging.Logger]:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Redacting(SECRETS, request.param))
    logger = logging.Logger("a.name: of its own", logging.DEBUG)  # noqa: LOG001 -- nobody else hears it
    logger.addHandler(handler)
    yield logger
    handler.close()


def plain(log: logging.Logger) -> None:
    log.info("asked https://api.example/bot12345:AAH-quackenbush_4711/getMe")


def formatted(log: logging.Logger) -> None:
    log.warning("token %s", TOKEN)


def split(log: logging.Logger) -> None:
    log.warning("token %s%s and %r", TOKEN[:9], TOKEN[9:], {"password": TOKEN})


def quoted(log: logging.Logger) -> None:
    log.warning("asked %s", "https://api.example/?key=12345%3AAAH-quackenbush_4711")


def in_a_traceback(log: logging.Logger) -> None:
    try:
        raise OSError(f"cannot reach https://api.example/bot{TOKEN}/getMe")
    except OSError:
        log.exception("stumbled over %s", TOKEN)


def in_a_chain_of_tracebacks(log: logging.Logger) -> None:
    try:
        try:
            raise OSError(f"bot{TOKEN}")
        except OSError as error:
            raise ExceptionGroup("several", [ValueError(TOKEN), RuntimeError("x")]) from error
    except ExceptionGroup:
        log.exception("stumbled")


def with_the_stack(log: logging.Logger) -> None:
    log.error(f"here {TOKEN}", stack_info=True)


WAYS = [plain, formatted, split, quoted, in_a_traceback, in_a_chain_of_tracebacks, with_the_stack]


@pytest.mark.parametrize("way", WAYS)
def test_a_secret_is_hidden_however_it_gets_there(
    log: logging.Logger, stream: StringIO, way: Callable[[logging.Logger], None]
) -> None:
    way(log)
    assert "quackenbush" not in stream.getvalue()
    assert HIDDEN in stream.getvalue()


def test_a_secret_that_holds_what_json_escapes_is_hidden(log: logging.Logger, stream: StringIO) -> None:
    log.warning("logging in with %s", PASSWORD)
    assert "word" not in stream.getvalue()
    assert "with " in stream.getvalue()


def test_what_is_too_short_to_be_a_secret_is_no_reason_to_garble_words(log: logging.Logger, stream: StringIO) -> None:
    log.warning("abcdef")
    assert "abcdef" in stream.getvalue()


@pytest.mark.parametrize("log", ["json"], indirect=True)
@pytest.mark.parametrize(
    "text", ["one", "two\nlines", 'quote " and: colon', "\ud800 half", "\x00\x1b[2J", "ü 🦊", ""], ids=ascii
)
def test_each_record_is_one_line_of_json_with_the_whole_message(
    log: logging.Logger, stream: StringIO, text: str
) -> None:
    log.warning(text)
    try:
        raise OSError("no route")
    except OSError:
        log.exception(text)
    bare, traced = (json.loads(line) for line in stream.getvalue().splitlines())
    assert bare.get("message", "") == text.replace("\ud800", "?")
    assert (bare["level"], bare["from"], "traceback" in bare) == ("WARNING", "a.name: of its own", False)
    assert bare["at"]
    assert traced.get("message", "") == bare.get("message", "")
    assert traced["traceback"].startswith("Traceback")
    assert traced["traceback"].endswith("OSError: no route")


@pytest.mark.parametrize("log", ["text"], indirect=True)
def test_nothing_in_a_text_log_steers_a_terminal(log: logging.Logger, stream: StringIO) -> None:
    log.warning("\x1b[2J cleared \u202e turned")
    assert "\x1b" not in stream.getvalue()
    assert "\u202e" not in stream.getvalue()


def test_every_secret_setting_is_known_to_the_logs_and_so_are_the_libraries_own(tmp_path: Path) -> None:
    names = [name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)]
    text = "".join(f'{name} = "12345:hidden-{name}"\n' for name in names)
    (tmp_path / "satchel.toml").write_text(text)
    environment = {"OPENAI_API_KEY": "sk-1", "HF_TOKEN": "hf-1", "PATH": "/bin", "aws_secret_access_key": "a"}
    found = secrets_in(load_settings(tmp_path), environment)
    assert sorted(found) == sorted([*(f"12345:hidden-{name}" for name in names), "sk-1", "hf-1", "a"])
    assert len(names) >= 8


def test_what_a_platform_gave_us_to_log_in_with_is_hidden_as_soon_as_it_is_kept(tmp_path: Path) -> None:
    said = Redacting((), "text", Logins(tmp_path))
    record = logging.LogRecord("x", logging.INFO, "", 0, "syt_quackenbush and 0f1e2d3c of @bot:hs", (), None)
    assert "quackenbush" in said.format(record)
    path = tmp_path / "matrix" / "login.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"token": "syt_quackenbush", "pickle_key": "0f1e2d3c", "user": "@bot:hs", "device": 5}))
    assert said.format(record).endswith(f"{HIDDEN} and {HIDDEN} of @bot:hs")
    path.write_text("{")
    assert "quackenbush" not in said.format(record)


ENDS_OVER_A_FAULT = f"""
from pathlib import Path
from bot.cli.logs import begin_logging
from bot.settings import load_settings
begin_logging(load_settings(Path(".")), Path("."))
raise RuntimeError("at https://api.example/bot{TOKEN}/getMe")
"""


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_fault_that_ends_the_process_tells_no_secret(tmp_path: Path, form: Form) -> None:
    (tmp_path / "satchel.toml").write_text(f'telegram_token = "{TOKEN}"\nlog_format = "{form}"\n')
    done = subprocess.run(
        [sys.executable, "-c", ENDS_OVER_A_FAULT], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "RuntimeError" in done.stderr
    assert HIDDEN in done.stderr
    assert "quackenbush" not in done.stderr
