"""The words that a question looks for."""

from __future__ import annotations

import pytest

from memory.finding.sparse import AskedTerms, asked_terms, terms_of

TODAY = frozenset({"today"})


def matter(asked: AskedTerms, words: str) -> bool:
    """Whether exactly these words are looked for, in whatever stems."""
    return set(asked.terms) == set(terms_of(words))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("when does the lease end?", "lease end"),
        ("tell me what I said about the lease", "lease"),
        ("what did I tell you?", "tell"),
        ("who am I?", "who am i"),
    ],
)
def test_what_carries_no_matter_is_left_out_unless_there_is_nothing_else(question: str, words: str) -> None:
    assert matter(asked_terms(question), words)


@pytest.mark.parametrize("question", ["what did I tell you today?", "what was said today?", "what was today?"])
def test_a_question_of_a_time_alone_looks_for_no_word(question: str) -> None:
    assert asked_terms(question, times=TODAY).terms == ()
    assert matter(asked_terms(f"{question} about the lease", times=TODAY), "lease")
