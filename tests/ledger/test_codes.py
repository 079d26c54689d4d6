"""References people copy by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.ledger.codes import ALPHABET, DRAWS, PREFIX, checks, find_refs, make_ref

draws = st.lists(st.integers(0, len(ALPHABET) - 1), min_size=DRAWS, max_size=DRAWS)
refs = draws.map(make_ref)
between = st.text(" -_./\n\t", max_size=2)


@given(refs)
def test_a_reference_is_short_and_plain(ref: str) -> None:
    assert len(ref) == 9
    assert set(ref) <= set(ALPHABET)
    assert ref.startswith(PREFIX)
    assert find_refs(ref) == (ref,)


@given(draws, draws)
def test_other_draws_are_another_reference(one: list[int], other: list[int]) -> None:
    assert (make_ref(one) == make_ref(other)) == (one == other)


@given(refs, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_letter_never_checks(ref: str, at: int, letter: str) -> None:
    wrong = ref[:at] + letter + ref[at + 1 :]
    assert checks(wrong) == (wrong == ref)


@given(refs, st.integers(0, 8), st.integers(0, 8))
def test_two_swapped_letters_never_check(ref: str, one: int, other: int) -> None:
    letters = list(ref)
    letters[one], letters[other] = letters[other], letters[one]
    wrong = "".join(letters)
    assert checks(wrong) == (wrong == ref)


@given(refs, st.lists(between, min_size=8, max_size=8), st.booleans())
def test_spaces_dashes_and_small_letters_do_no_harm(
    ref: str, gaps: list[str], is_small: bool
) -> None:
    written = ref[0] + "".join(gap + letter for gap, letter in zip(gaps, ref[1:], strict=True))
    text = written.lower() if is_small else written
    assert ref in find_refs(f"gift: {text}; thank you")


@given(st.lists(refs, max_size=4, unique=True))
def test_every_reference_is_found_once_in_order(wanted: list[str]) -> None:
    assert find_refs("; ".join([*wanted, *wanted])) == tuple(wanted)


@given(st.text())
def test_what_is_found_checks_whatever_a_bank_writes(text: str) -> None:
    assert all(checks(ref) for ref in find_refs(text))


@given(refs)
def test_a_reference_that_follows_a_word_is_found(ref: str) -> None:
    assert ref in find_refs(f"FROM SAM GIFT{ref}")


@given(refs)
def test_letters_that_look_like_the_beginning_of_one_hide_none(ref: str) -> None:
    assert ref in find_refs(f"RN {ref}")
    assert ref in find_refs(f"CAIRN-{ref}")


@pytest.mark.parametrize("wrong", [[], [1] * 5, [1] * 7, [0, 0, 0, 0, 0, 19], [-1] * 6])
def test_a_reference_is_made_of_six_draws(wrong: list[int]) -> None:
    with pytest.raises(ValueError, match="draw 6 numbers below 19"):
        make_ref(wrong)
