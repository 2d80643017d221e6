"""The whole way: the program as a process, and a person in Telegram."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.telegram.bodies import REPEAT
from bot.crashes import CrashPoint
from tests.adapters_telegram.served import Served
from tests.peers.openai import Says, openai_peer
from tests.peers.telegram import Fail, TelegramPeer
from tests.program import Program

WAIT_S = 60.0


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with TelegramPeer() as peer:
        yield Served(tmp_path / "data", peer)


def test_from_a_stranger_to_an_answer_that_shows_the_message_it_rests_on(served: Served) -> None:
    peer, ada, chat = served.peer, served.ada, served.chat
    with served.running():
        peer.says(ada, chat, "/start ref-123")
        peer.wait(lambda: len(served.texts()) == 1, WAIT_S)
        code = served.texts()[0].partition("satchel pair ")[2].split()[0]
        assert served.program.run("pair", code).status == 0
        peer.says(ada, chat, "/start ref-123")
        peer.wait(lambda: len(served.texts()) == 2, WAIT_S)
        assert "/search" in served.texts()[1]
        note = peer.says(ada, chat, "the spare key is under the blue pot")
        peer.wait(lambda: bool(served.noted()), WAIT_S)
        assert served.noted() == {note.message_id}
        peer.says(ada, chat, "where is the spare key?")
        peer.wait(lambda: len(served.texts()) == 3, WAIT_S)
        answer = peer.did.sent[-1]
        assert "the spare key is under the blue pot" in answer.text
        cited = answer.message["reply_to_message"]
        assert isinstance(cited, dict)
        assert cited["message_id"] == note.message_id
        _in_a_group(served)
    assert {command["command"] for command in peer.state.commands["default", ""]} >= {"help", "forget"}


def _in_a_group(served: Served) -> None:
    peer, ada = served.peer, served.ada
    crew = peer.supergroup("Crew", ada, bot="left")
    peer.adds_bot(ada, crew)
    peer.wait(lambda: len(peer.did.texts(crew.id)) == 1, WAIT_S)
    assert peer.did.texts(crew.id)[0].startswith("Hello. Here I keep only what is said to me")
    peer.says(ada, crew, "the mast is broken")
    peer.says(ada, crew, "@satchel_bot where is the spare key?")
    peer.wait(lambda: len(peer.did.texts(crew.id)) == 2, WAIT_S)
    assert "blue pot" not in peer.did.texts(crew.id)[1]
    peer.says(ada, crew, "@satchel_bot the regatta is in June")
    peer.says(ada, crew, "@satchel_bot when is the regatta?")
    peer.wait(lambda: len(peer.did.texts(crew.id)) == 3, WAIT_S)
    answer = peer.did.sent[-1]
    assert "the regatta is in June" in answer.text
    assert f"https://t.me/c/{str(crew.id).removeprefix('-100')}/" in str(answer.entities)


def test_what_a_model_writes_grows_in_one_message(served: Served) -> None:
    served.let_in(served.ada)
    with openai_peer() as model:
        model.script(Says(text="The spare key is under the **blue** pot [1]. " + "Mind the step. " * 20))
        served.more = {"SATCHEL_MODELS": f"openai/any@{model.address}", "SATCHEL_MODEL_KEY": "sk-1"}
        with served.running():
            served.peer.says(served.ada, served.chat, "the spare key is under the blue pot")
            served.peer.wait(lambda: bool(served.noted()), WAIT_S)
            served.peer.says(served.ada, served.chat, "where is the spare key?")
            served.peer.wait(lambda: "[1] " in "".join(served.texts()), WAIT_S)
    (answer,) = served.peer.did.sent
    assert "under the blue pot" in answer.text
    assert answer.first != answer.text
    assert '"bold"' in str(answer.entities).replace("'", '"')
    assert all(typed == (served.chat.id, "typing") for typed in served.peer.did.typing)


@pytest.mark.parametrize("moment", ["before it went out", "when it had arrived"])
def test_a_reply_that_may_be_lost_with_the_process_is_sent_once_more_and_says_so(served: Served, moment: str) -> None:
    served.let_in(served.ada)
    if moment == "before it went out":
        with served.running(SATCHEL_CRASH_AT="outbox-claimed") as process:
            served.peer.says(served.ada, served.chat, "/help")
            assert process.wait(WAIT_S) == -signal.SIGKILL
    else:
        gate = served.peer.faults.gate("sendMessage", done=True)
        with served.running() as process:
            served.peer.says(served.ada, served.chat, "/help")
            served.peer.wait(lambda: gate.reached == 1, WAIT_S)
            process.kill()
            process.wait()
        gate.open()
    with served.running():
        served.peer.wait(lambda: any(text.startswith(REPEAT) for text in served.texts()), WAIT_S)
        served.peer.says(served.ada, served.chat, "thank you")
        served.peer.wait(lambda: not served.texts()[-1].startswith(REPEAT), WAIT_S)
    plain = [text for text in served.texts()[:-1] if not text.startswith(REPEAT)]
    assert len(plain) == (1 if moment == "when it had arrived" else 0)
    assert len(served.texts()) == len(plain) + 2


def test_an_answer_of_which_some_may_stand_already_says_so(served: Served) -> None:
    served.let_in(served.ada)
    answer = Says(text="The spare key is under the **blue** pot [1]. " + "Mind the step. " * 20)
    with openai_peer() as model:
        model.script(answer, answer)
        served.more = {"SATCHEL_MODELS": f"openai/any@{model.address}", "SATCHEL_MODEL_KEY": "sk-1"}
        with served.running(SATCHEL_CRASH_AT=CrashPoint.DRAFT_SENT) as process:
            served.peer.says(served.ada, served.chat, "the spare key is under the blue pot")
            served.peer.wait(lambda: bool(served.noted()), WAIT_S)
            served.peer.says(served.ada, served.chat, "where is the spare key?")
            assert process.wait(WAIT_S) == -signal.SIGKILL
        with served.running():
            served.peer.wait(lambda: "[1] " in served.texts()[-1], WAIT_S)
    begun, whole = served.texts()
    assert whole.startswith(f"{REPEAT}{begun.removesuffix('…')}")


def test_told_to_stop_in_the_midst_it_stops_cleanly_and_the_next_one_misses_nothing(served: Served) -> None:
    served.let_in(served.ada)
    said = set()
    with served.running():
        for number in range(60):
            said.add(served.peer.says(served.ada, served.chat, f"note number {number}").message_id)
            if number == 30:
                served.peer.wait(lambda: len(served.noted()) > 5, WAIT_S)
    with served.running():
        served.peer.wait(lambda: served.noted() == said, WAIT_S)
        served.peer.says(served.ada, served.chat, "/recent 100")
        served.peer.wait(lambda: bool(served.texts()), WAIT_S)
    assert len(served.peer.did.reactions) == len(said)
    assert all(served.texts()[0].count(f"note number {number}\n") <= 1 for number in range(60))


def test_while_telegram_is_away_that_is_told_and_afterwards_nothing_is_missing(served: Served) -> None:
    served.let_in(served.ada)
    peer = served.peer
    with served.running():
        served.until_health(200)
        peer.stop_thread()
        said = peer.says(served.ada, served.chat, "said while nobody could hear")
        trouble = served.until_health(503)
        assert "cannot be reached" in trouble or "does not answer" in trouble
        peer.faults.next("getUpdates", Fail(502))
        peer.start_thread()
        peer.wait(lambda: served.noted() == {said.message_id}, WAIT_S)
        served.until_health(200)


def test_what_telegram_brings_again_since_nobody_answered_has_one_effect(served: Served) -> None:
    served.let_in(served.ada)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    served.more = {"SATCHEL_TELEGRAM_WEBHOOK": f"http://{listen}/here", "SATCHEL_TELEGRAM_LISTEN": listen}
    with served.running(SATCHEL_CRASH_AT="inbox-after-commit") as process:
        note = served.peer.says(served.ada, served.chat, "the spare key is under the blue pot")
        assert process.wait(WAIT_S) == -signal.SIGKILL
    assert served.peer.waiting == [note.update_id]
    with served.running():
        served.peer.wait(lambda: not served.peer.waiting and bool(served.noted()), WAIT_S)
        served.peer.says(served.ada, served.chat, "/recent")
        served.peer.wait(lambda: bool(served.texts()), WAIT_S)
    assert served.texts()[0].count("the spare key is under the blue pot") == 1
    assert len(served.peer.did.reactions) == 1


def test_setting_it_up_tries_the_token_and_lets_its_owner_in(served: Served) -> None:
    address = {"SATCHEL_TELEGRAM_API": served.peer.address}
    program = Program(served.data, address)
    typed = f"{served.peer.token}\n{served.ada.id}\n"
    wrong = program.run("setup", "telegram", typed=typed.replace("A", "B"))
    assert wrong.status != 0
    assert "Telegram does not know the bot's token" in wrong.err
    done = program.run("setup", "telegram", typed=typed)
    assert done.status == 0
    assert "It works: I am @satchel_bot there." in done.out
    assert served.peer.token not in wrong.err + done.out + done.err
    with served.running():
        note = served.peer.says(served.ada, served.chat, "the spare key is under the blue pot")
        served.peer.wait(lambda: served.noted() == {note.message_id}, WAIT_S)
