"""Settings: a file, overruled by the environment, with errors that name what is wrong."""

from __future__ import annotations

from os import mkfifo
from pathlib import Path

import pytest

from bot.errors import BadSetting
from bot.overview import shown
from bot.settings import FILE_NAME, Settings, load_settings, unknown_variables
from bot.settings_file import with_more


def written(folder: Path, text: str) -> Path:
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_all_is_by_default(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert settings.model_fields_set == set()
    assert (settings.name, settings.embedder, settings.models) == ("you", "wordllama", ())


def test_the_environment_overrules_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, 'name = "Ada"\nspend_a_day = 2.5\nmodels = ["a/b", "c/d"]')
    monkeypatch.setenv("SATCHEL_NAME", "Grace")
    settings = load_settings(tmp_path)
    assert (settings.name, settings.spend_a_day, settings.models) == ("Grace", 2.5, ("a/b", "c/d"))


def test_models_are_listed_with_commas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATCHEL_MODELS", "openai/x@http://127.0.0.1:1/v1, b/y,")
    assert load_settings(tmp_path).models == ("openai/x@http://127.0.0.1:1/v1", "b/y")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("spend_a_day = -1", "spend_a_day (or SATCHEL_SPEND_A_DAY)"),
        ('spend_a_day = "much"', "spend_a_day"),
        ("model_timeout_s = 0", "model_timeout_s"),
        ('timezone = "Mars/Olympus"', "Mars/Olympus"),
        ('timezone = "../../etc/passwd"', "timezone"),
        ('name = ""', "name"),
        ("nmae = 'Ada'", "nmae: no such setting"),
        ("models = 5", "models"),
        ("name = 'Ada", "not valid TOML"),
        ("name = " + "[" * 100_000, "nested too deep"),
        ("spend_a_day = " + "9" * 5_000, "a number in it is too long"),
        ("spend_a_day = " + "9" * 4_000, "spend_a_day"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(BadSetting) as refused:
        load_settings(written(tmp_path, text))
    assert named in str(refused.value)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    mkfifo(tmp_path / FILE_NAME)
    for read in (load_settings, lambda folder: with_more(folder / FILE_NAME, {})):
        with pytest.raises(BadSetting, match="it is no file"):
            read(tmp_path)


@pytest.mark.parametrize("text", ["name = " + "[" * 100_000, "spend_a_day = " + "9" * 5_000, "name = 'Ada"])
def test_what_cannot_be_read_cannot_be_added_to_either(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadSetting, match="is not valid TOML"):
        with_more(written(tmp_path, text) / FILE_NAME, {"name": "Ada"})


def test_a_secret_that_is_wrong_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as refused:
        load_settings(written(tmp_path, 'model_key = ["sk-4711"]'))
    assert "model_key" in str(refused.value)
    assert "4711" not in str(refused.value)


@pytest.mark.parametrize(
    ("setting", "address"),
    [
        ("qdrant_url", "https://ada:hunter2@qdrant.example:6333"),
        ("qdrant_url", "https://hunter2@qdrant.example"),
        ("qdrant_url", "https://ada:hunter2/x@qdrant.example"),
        ("qdrant_url", "ada:hunter2@qdrant.example:6333"),
        ("models", "openai/x@http://ada:hunter2@models.example/v1"),
        ("models", "openai/a, openai/x@https://ada:hunter2/x@models.example/v1"),
        ("embedder", "litellm:openai/x@http://ada:hunter2@models.example/v1"),
        ("models", "openai/x@http://127.0.0.1:1/v1?key=hunter2"),
        ("models", "openai/x@http://127.0.0.1:1/v1?key=4711,hunter2"),
        ("embedder", "litellm:openai/x@http://127.0.0.1:1/v1?key=hunter2"),
        ("qdrant_url", "https://qdrant.example?api_key=hunter2"),
        ("qdrant_url", "qdrant.example?api_key=hunter2"),
        ("qdrant_url", "https://qdrant.example#hunter2"),
        ("slack_api", "https://slack.example/?token=hunter2"),
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path, setting: str, address: str) -> None:
    with pytest.raises(BadSetting, match="must hold no password") as refused:
        load_settings(written(tmp_path, f'{setting} = "{address}"'))
    assert f"{setting} (or SATCHEL_{setting.upper()})" in str(refused.value)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("setting", "address"),
    [
        ("qdrant_url", "https://[2001:db8::1]:6333"),
        ("models", "vertex_ai/a@20240620@https://models.example/v1"),
        ("models", "ollama/llama3:8b@http://127.0.0.1:11434"),
        ("embedder", "litellm:openai/x@http://127.0.0.1:8080/v1"),
        ("embedder", "fastembed:/models/my own"),
    ],
)
def test_an_address_without_a_password_is_taken_as_it_is(tmp_path: Path, setting: str, address: str) -> None:
    assert address in str(getattr(load_settings(written(tmp_path, f'{setting} = "{address}"')), setting))


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("models", "@", "'@' names no model"),
        ("models", "openai/a, gpt-4", "'gpt-4' names no model"),
        ("models", "openai/@http://127.0.0.1:1/v1", "names no model"),
        ("models", "openai/x@http://", "names no model"),
        ("models", "llama3:8b@http://127.0.0.1:11434", "names no model"),
        ("models", "openai/x y", "names no model"),
        ("embedder", " ", "names no embedder"),
        ("embedder", "fastembed", "names no embedder"),
        ("embedder", "litellm:", "names no embedder"),
        ("embedder", "litellm:e5", "'e5' names no model"),
        ("qdrant_url", "ftp://x", "'ftp://x' is no address"),
        ("qdrant_url", "qdrant.example:6333", "is no address"),
        ("qdrant_url", "http://qdrant.example:port", "is no address"),
        ("qdrant_url", "http://qdrant example", "is no address"),
        ("qdrant_url", "http://[::1", "is no address"),
    ],
)
def test_what_can_mean_nothing_is_refused_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, told: str
) -> None:
    monkeypatch.setenv(f"SATCHEL_{setting.upper()}", value)
    with pytest.raises(BadSetting) as refused:
        load_settings(tmp_path)
    assert f"{setting} (or SATCHEL_{setting.upper()}): " in str(refused.value)
    assert told in str(refused.value)


@pytest.mark.parametrize("setting", ["telegram_api", "telegram_webhook", "slack_api", "matrix_homeserver"])
@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("api.example", "is no address"),
        ("ftp://api.example", "is no address"),
        ("https://", "is no address"),
        ("https://api.example:port", "is no address"),
        ("https://api example", "is no address"),
        ("https://ada:hunter2@api.example", "must hold no password"),
    ],
)
def test_a_platforms_address_is_one_and_holds_no_password(tmp_path: Path, setting: str, value: str, told: str) -> None:
    with pytest.raises(BadSetting, match=told) as refused:
        load_settings(written(tmp_path, f'{setting} = "{value}"'))
    assert f"{setting} (or SATCHEL_{setting.upper()}): " in str(refused.value)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("setting", ["telegram_listen", "slack_listen"])
@pytest.mark.parametrize("value", ["", "8443", ":8443", "127.0.0.1", "127.0.0.1:", "h:0", "h:65536", "h:x", "h :8443"])
def test_a_place_to_listen_has_a_host_and_a_port(tmp_path: Path, setting: str, value: str) -> None:
    with pytest.raises(BadSetting, match=r"is no place to listen; write it as 127\.0\.0\.1:8443"):
        load_settings(written(tmp_path, f'{setting} = "{value}"'))


@pytest.mark.parametrize("value", ["0.0.0.0:1", "localhost:65535", "::1:8443", "satchel.example:443"])
def test_any_host_may_be_listened_on(tmp_path: Path, value: str) -> None:
    assert load_settings(written(tmp_path, f'telegram_listen = "{value}"')).telegram_listen == value


@pytest.mark.parametrize(
    "text", ["monitor_port = -1", "monitor_port = 65536", 'monitor_port = "x"', 'log_format = "xml"', "log_format = 1"]
)
def test_what_is_watched_and_logged_is_checked(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadSetting) as refused:
        load_settings(written(tmp_path, text))
    name = text.split(" ", 1)[0]
    assert f"{name} (or SATCHEL_{name.upper()}): " in str(refused.value)


@pytest.mark.parametrize(
    "name", ["telegram_token", "slack_bot_token", "slack_app_token", "slack_signing_secret", "matrix_password"]
)
def test_a_platforms_secret_is_never_shown(tmp_path: Path, name: str) -> None:
    settings = load_settings(written(tmp_path, f'{name} = "12345:quackenbush"'))
    assert "quackenbush" not in f"{settings!r} {settings.model_dump_json()}"
    assert shown(getattr(settings, name)) == "(hidden)"
    with pytest.raises(BadSetting) as refused:
        load_settings(written(tmp_path, f'{name} = ["12345:quackenbush"]'))
    assert "quackenbush" not in str(refused.value)


@pytest.mark.parametrize("name", ["telegram_token", "embedder", "monitor_port", "telegram_listen"])
def test_a_variable_that_holds_nothing_is_as_if_it_were_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"SATCHEL_{name.upper()}", "")
    assert getattr(load_settings(tmp_path), name) == Settings.model_fields[name].default


@pytest.mark.parametrize("raw", [b"name = '\xff'", b"\x00", b"\xff\xfe"])
def test_a_file_that_is_no_text_is_named(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(raw)
    with pytest.raises(BadSetting, match=r"satchel\.toml"):
        load_settings(tmp_path)


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(BadSetting, match="cannot be read"):
        load_settings(tmp_path)


def test_settings_do_not_change_while_the_program_runs(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    with pytest.raises(ValueError, match="frozen"):
        settings.name = "Grace"


def test_a_variable_that_nothing_reads_is_known_for_a_typo() -> None:
    environment = {"SATCHEL_MODLES": "x", "SATCHEL_NAME": "Ada", "SATCHEL_DATA": "/d", "satchel_x": "1", "HOME": "/"}
    assert unknown_variables(environment) == ("SATCHEL_MODLES",)


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_secrets_are_shown_as_being_there_alone(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, 'model_key = "sk-4711"\nmodels = ["a/b"]'))
    told = {name: shown(value) for name, value in settings}
    assert (told["model_key"], told["embedder_key"], told["models"]) == ("(hidden)", "(none)", "a/b")
    assert "4711" not in repr(settings)
