"""What a donor writes on a transfer, and whether it can be right."""

import re

NAMES = ("account_name", "iban", "bic", "sort_code", "account_number")
"""What `Cause.bank` may hold, in the order in which it is shown."""

TITLES = {
    "account_name": "Name of the account",
    "iban": "IBAN",
    "bic": "BIC",
    "sort_code": "Sort code or routing number",
    "account_number": "Account number",
}
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_CHECKED = 97  # ISO 13616: the whole, letters as numbers from 10 on, leaves 1


def clean_iban(text: str) -> str:
    """An IBAN in groups of four; ValueError where its check digits say it is mistyped."""
    bare = re.sub(r"[\s-]", "", text).upper()
    if not _IBAN.fullmatch(bare):
        raise ValueError("This is no IBAN: two letters, two digits, then the account.")
    turned = bare[4:] + bare[:4]
    if int("".join(str(int(letter, 36)) for letter in turned)) % _CHECKED != 1:
        raise ValueError("A letter or digit of this IBAN is wrong: its check digits do not fit.")
    return " ".join(bare[at : at + 4] for at in range(0, len(bare), 4))


def is_enough(bank: dict[str, str]) -> bool:
    """Whether somebody can send money there: a name, and an IBAN or an account number."""
    return bool(bank.get("account_name")) and names_account(bank)


def names_account(bank: dict[str, str]) -> bool:
    """Whether it says which account: by an IBAN or its number."""
    return bool(bank.get("iban") or bank.get("account_number"))


def lines_of(bank: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The account as pages show it: title and text, those it has."""
    return tuple((TITLES[name], bank[name]) for name in NAMES if bank.get(name))
