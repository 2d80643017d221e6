"""The settings: `satchel.toml` in the data folder, overruled by `SATCHEL_*` in the environment."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import BadSetting
from bot.setting_checks import (
    A_MODEL,
    holds_a_password,
    is_address,
    is_listening_place,
    listed,
    names_a_model,
    names_an_embedder,
)

FILE_NAME = "satchel.toml"
PREFIX = "SATCHEL_"
OTHER_VARIABLES = frozenset({"SATCHEL_DATA", "SATCHEL_NOW", "SATCHEL_CRASH_AT"})
"""What is read from the environment beside the settings."""


class Settings(BaseSettings):
    """Every setting with its default. The description of each stands in the README's table."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    name: str = Field("you", min_length=1, description="What you are called in what is kept from the terminal.")
    timezone: str = Field("", description="Your IANA time zone, as Europe/Berlin. Empty: the machine's own.")

    models: Annotated[tuple[str, ...], NoDecode, BeforeValidator(listed)] = Field(
        (),
        description="Language models in order of preference, as LiteLLM names them: `anthropic/claude-haiku-4-5`, "
        "`openai/NAME@http://127.0.0.1:8080/v1`. Empty: answers are the passages themselves.",
    )
    model_key: SecretStr | None = Field(
        None, description="The models' API key. Empty: the provider's own variable, such as OPENAI_API_KEY."
    )
    model_timeout_s: float = Field(60, gt=0, le=600, description="How long a model may take, in seconds.")
    model_retries: int = Field(1, ge=0, le=5, description="How often a model is asked again before the next one.")
    answer_tokens: int = Field(600, ge=16, le=16_000, description="The longest answer, in tokens.")
    prompt_tokens: int = Field(3_000, ge=300, le=200_000, description="The longest prompt, in tokens.")
    spend_a_day: float = Field(1.0, ge=0, description="Most that models may cost a day, in US dollars.")
    spend_a_person: float = Field(1.0, ge=0, description="Most that one person may cost a day, in US dollars.")

    embedder: str = Field(
        "wordllama",
        description="What turns text into vectors: `wordllama`, `fastembed:NAME` or `litellm:PROVIDER/NAME`.",
    )
    embedder_key: SecretStr | None = Field(None, description="The API key of a `litellm:` embedder.")

    qdrant_url: str = Field(
        "", description="A Qdrant server, as https://host:6333. Empty: embedded, in the data folder."
    )
    qdrant_api_key: SecretStr | None = Field(None, description="The Qdrant server's API key.")
    qdrant_quantize: bool = Field(True, description="Keep int8 copies of the vectors in the server's memory.")
    qdrant_payload_on_disk: bool = Field(True, description="Keep texts on the server's disk, not in its memory.")

    telegram_token: SecretStr | None = Field(None, description="The bot's token from @BotFather. Empty: no Telegram.")
    telegram_api: str = Field("https://api.telegram.org", description="Where Telegram's Bot API is, if not there.")
    telegram_webhook: str = Field(
        "", description="The public https address that Telegram is to call. Empty: Satchel asks Telegram itself."
    )
    telegram_listen: str = Field("127.0.0.1:8443", description="Where Telegram's calls arrive here, as HOST:PORT.")

    slack_bot_token: SecretStr | None = Field(None, description="The bot's token, xoxb-… Empty: no Slack.")
    slack_app_token: SecretStr | None = Field(
        None, description="The app's token, xapp-…, for Socket Mode. Empty: Slack calls us, signed with the secret."
    )
    slack_signing_secret: SecretStr | None = Field(None, description="What Slack signs its calls with.")
    slack_api: str = Field("https://slack.com/api/", description="Where Slack's Web API is, if not there.")
    slack_listen: str = Field("127.0.0.1:8444", description="Where Slack's calls arrive here, as HOST:PORT.")

    matrix_homeserver: str = Field("", description="The homeserver, as https://matrix.org. Empty: no Matrix.")
    matrix_user: str = Field("", description="The bot's own user there, as @satchel:matrix.org.")
    matrix_password: SecretStr | None = Field(None, description="Its password, needed once, to log in.")

    monitor_port: int = Field(
        8480, ge=0, le=65_535, description="The port of /healthz and /metrics on 127.0.0.1. 0: none."
    )
    log_format: Literal["text", "json"] = Field("text", description="How `satchel serve` logs: text or json.")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name:
            try:
                ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError) as error:
                raise ValueError(f"no time zone is called {name!r}; take an IANA name such as Europe/Berlin") from error
        return name

    @field_validator(
        "qdrant_url", "models", "embedder", "telegram_api", "telegram_webhook", "slack_api", "matrix_homeserver"
    )
    @classmethod
    def _no_password(cls, given: str | tuple[str, ...]) -> str | tuple[str, ...]:
        if any(holds_a_password(each) for each in ((given,) if isinstance(given, str) else given)):
            raise ValueError("an address must hold no password and no query; give the key in its own setting")
        return given

    @field_validator("models")
    @classmethod
    def _models_by_name(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for each in given:
            if not names_a_model(each):
                raise ValueError(f"{each!r} names no model; {A_MODEL}")
        return given

    @field_validator("embedder")
    @classmethod
    def _embedder_by_name(cls, given: str) -> str:
        kind, _, name = given.strip().partition(":")
        if not names_an_embedder(given):
            raise ValueError(f"{given!r} names no embedder; write wordllama, fastembed:NAME or litellm:PROVIDER/NAME")
        if kind == "litellm" and not names_a_model(name):
            raise ValueError(f"{name!r} names no model; {A_MODEL}")
        return given

    @field_validator("qdrant_url", "telegram_api", "telegram_webhook", "slack_api", "matrix_homeserver")
    @classmethod
    def _an_address(cls, given: str) -> str:
        if given and not is_address(given):
            raise ValueError(f"{given!r} is no address; write it whole, as https://matrix.example or https://host:6333")
        return given

    @field_validator("telegram_listen", "slack_listen")
    @classmethod
    def _a_place_to_listen(cls, given: str) -> str:
        if not is_listening_place(given):
            raise ValueError(f"{given!r} is no place to listen; write it as 127.0.0.1:8443")
        return given

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 -- the base class's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 -- no .env file is read
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 -- nor a folder of secrets
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings


def load_settings(folder: Path) -> Settings:
    """Read the settings of a data folder. Raises BadSetting, which names what is wrong and where."""
    path = folder / FILE_NAME
    with reading(path):
        written = tomllib.loads(text_of(path))
    return settings_of(written, path)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """What is wrong with a settings file, whatever reads it, as BadSetting."""
    try:
        yield
    except RecursionError as error:
        raise BadSetting(f"{path} is nested too deep. Mend it, or move the file away.") from error
    except ValueError as error:
        # Python's own words are of a number with more digits than it reads.
        told = "a number in it is too long" if type(error) is ValueError else str(error)
        raise BadSetting(f"{path} is not valid TOML: {told}. Mend that line, or move the file away.") from error
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}. Make it a readable file.") from error


def text_of(path: Path) -> str:
    """What stands in a settings file; nothing where there is none. Raises BadSetting, OSError, ValueError."""
    if not path.exists():
        return ""
    if not path.is_file():
        # A pipe would be waited for, perhaps for ever.
        raise BadSetting(f"{path} cannot be read: it is no file. Make it a readable file.")
    return path.read_text(encoding="utf-8")


def settings_of(written: Mapping[str, object], path: Path) -> Settings:
    """The settings that a file at `path` would give if this stood in it. Raises BadSetting as above."""
    try:
        return Settings(**written)  # type: ignore[arg-type]  # pydantic says what does not fit, in words
    except ValidationError as error:
        raise BadSetting(_told(error, path)) from error


def unknown_variables(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The `SATCHEL_*` variables that nothing reads: most likely misspelt."""
    known = OTHER_VARIABLES | {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    return tuple(sorted(name for name in environment if name.startswith(PREFIX) and name.upper() not in known))


def _told(error: ValidationError, path: Path) -> str:
    lines = []
    for fault in error.errors(include_input=False, include_url=False):
        name = str(fault["loc"][0])
        if fault["type"] == "extra_forbidden":
            lines.append(f"{name}: no such setting (in {path}); `satchel settings` lists them all")
        else:
            lines.append(f"{name} (or {PREFIX}{name.upper()}): {fault['msg'].removeprefix('Value error, ')}")
    return "These settings cannot be used:\n  " + "\n  ".join(lines)
