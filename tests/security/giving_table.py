"""Who may do what with money: every address of giving × who asks × what they get.

A line tells the address, what stands for the keys in it, and a pattern of answers, as in
`club_table`: one for each column of `giving_world.WHO`. Whoever adds an address adds a line; a test
tells which is missing. In a body `Of("a thing")` stands for the thing of the world of that name.
"""

from typing import NamedTuple

from tests.security.club_table import Line, Pattern, ReadAgain


class Of(NamedTuple):
    """In a body: the key or the text of a thing of the world."""

    thing: str


# .....................nobody stranger member page-owner moderator treasurer admin owner elsewhere
ANYBODY = Pattern("    ok     ok       ok     ok         ok        ok        ok    ok    ok")
CLUB_SEEN = Pattern(
    "                   ok     ok       ok     ok         ok        ok        ok    ok    ok",
    "                   login  404      ok     ok         ok        ok        ok    ok    404",
)
MEMBERS = Pattern("    login  404      ok     ok         ok        ok        ok    ok    404")
ORGANISERS = Pattern(" login  404      403    403        403       ok        ok    ok    404")
KEEPER = Pattern("     login  404      403    403        403       ok        403   403   404")
THEIR_PAGE = Pattern(" login  404      404    ok         404       ok        ok    ok    404")
APPROVERS = Pattern("  login  404      404    403        404       ok        ok    ok    404")
OWN_OR_BOOKS = Pattern("login 404      404    ok         404       ok        403   403   404")
KEEPS_PLEDGE = Pattern("login 404      404    404        404       ok        404   404   404")
MODERATORS = Pattern(" login  404      404    ok         ok        404       ok    ok    404")

_CAUSE = {"cause": "cause"}
_WHO = {
    "name": "The River Trust",
    "about": "Clean water.",
    "country": "GB",
    "complaints": "clerk@example.org",
    "regime": "uk",
}
_MONEY = {
    "receives": "The River Trust's own account",
    "currency": "GBP",
    "least": "2",
    "ways": ["manual", "bank_transfer"],
    "account_name": "The River Trust",
    "sort_code": "00-00-00",
    "account_number": "12345678",
}
_LEAVE = {
    "permission_by": "Ada Brook, director",
    "permission_on": "2026-02-01",
    "permission_proof": "Letter",
}
CAUSE_LINES = (
    Line("giving:causes", ORGANISERS, get=200),
    Line("giving:cause-new", ORGANISERS, 200, 302, body={**_WHO, **_MONEY, **_LEAVE}),
    Line("giving:cause", ORGANISERS, get=200, keys=_CAUSE),
    Line("giving:cause-edit", ORGANISERS, 200, 302, keys=_CAUSE, body={**_WHO, "about": "Fish."}),
    Line("giving:cause-money", ORGANISERS, 200, 302, keys=_CAUSE, body=_MONEY),
    Line("giving:cause-permission", ORGANISERS, 200, 302, keys=_CAUSE, body=_LEAVE),
    Line("giving:cause-checks", ORGANISERS, post=302, keys=_CAUSE),
    Line("giving:cause-switch", ORGANISERS, post=302, keys=_CAUSE),
)

_PAGE = {"slug": "a page"}
_DRAFT, _SENT_IN = {"slug": "a draft page"}, {"slug": "a page sent in"}
_SAYS = {
    "title": "Miles for the river",
    "owner_name": "Page Owner",
    "goal": "250",
    "surplus": "Every penny goes to the river.",
}
_GIFT = {
    "asked": "0198a0b0-0000-7000-8000-000000000001",
    "amount": "20",
    "way": "bank_transfer",
    "cover": "no",
    "name": "Sam",
    "display": "anonymous",
}
PAGE_LINES = (
    Line("giving:pages", CLUB_SEEN, get=200),
    Line("giving:page-new", MEMBERS, 200, 302, body={**_SAYS, "cause": Of("a cause's key")}),
    Line("giving:page", ANYBODY, get=200, keys=_PAGE),
    Line("giving:page-card", ANYBODY, get=302, keys={**_PAGE, "version": "an old card"}),
    Line("giving:page-edit", THEIR_PAGE, 200, 302, keys=_PAGE, body={**_SAYS, "goal": "300"}),
    Line("giving:page-submit", THEIR_PAGE, post=302, keys=_DRAFT),
    Line("giving:page-approve", APPROVERS, post=302, keys=_SENT_IN),
    Line(
        "giving:page-send-back",
        THEIR_PAGE,
        200,
        302,
        keys=_SENT_IN,
        body={"why": "A photo"},
        who_posts=APPROVERS,
    ),
    Line("giving:page-complete", THEIR_PAGE, 200, 302, keys=_PAGE),
    Line("giving:page-cancel", THEIR_PAGE, 200, 302, keys=_PAGE, body={"why": "Spam"}),
    Line("giving:page-update", THEIR_PAGE, post=302, keys=_PAGE, body={"body": "Half way"}),
    Line("giving:page-update-hide", THEIR_PAGE, post=302, keys={**_PAGE, "key": "an update"}),
)
_TOKEN, _PAID_TOKEN = {"token": "a gift link"}, {"token": "a paid gift link"}
_MESSAGE = {"key": "a paid gift"}
_CASH = {"asked": _GIFT["asked"], "amount": "20", "display": "anonymous", "given_on": "2026-03-05"}
_GIFT_AID = {
    "gifts": "one",
    "first_name": "Sam",
    "last_name": "Reed",
    "house": "1",
    "address": "River Lane, Reading",
    "postcode": "RG1 1AA",
    "is_taxpayer": "on",
}
GIFT_LINES = (
    Line("giving:give", ANYBODY, 200, 302, keys=_PAGE, body=_GIFT),
    Line("giving:gift", ANYBODY, 200, 302, keys=_TOKEN, body={"display": "first_name"}),
    Line("giving:gift-pay", ANYBODY, post=302, keys=_TOKEN, body={"way": "bank_transfer"}),
    Line("giving:offline", OWN_OR_BOOKS, 200, 302, keys=_PAGE, body=_CASH),
    Line(
        "giving:message-report", ANYBODY, 200, 302, keys={**_PAGE, **_MESSAGE},
        body={"reason": "Rude"},
    ),
    Line("giving:messages", MODERATORS, get=200, keys={}),
    Line("giving:message-hide", MODERATORS, post=302, keys=_MESSAGE),
    Line("giving:message-show", MODERATORS, post=302, keys=_MESSAGE),
    Line("giving:news-end", ANYBODY, 200, 200, keys={"token": "a news link"}),
    Line("giving:receipt", ANYBODY, get=200, keys={**_PAID_TOKEN, "key": "its receipt"}),
    Line("giving:gift-aid", ANYBODY, 200, 302, keys=_PAID_TOKEN, body=_GIFT_AID),
    Line("giving:gift-aid-end", ANYBODY, post=302, keys={"token": "a declared gift link"}),
    Line("giving:stripe-webhook", ANYBODY, post=404),  # off without keys
)  # fmt: skip
_RUNNER = {"slug": "a runner's page"}
_PLEDGE = {
    "step": "send",
    "asked": "0198a0b0-0000-7000-8000-000000000002",
    "unit": "mile",
    "rate": "0.50",
    "cap": "25",
    "count_from": "start",
    "name": "Sam",
    "email": "sam@example.org",
    "display": "anonymous",
}
_MY_PLEDGE, _DUE = {"token": "a pledge link"}, {"token": "a due pledge link"}
PLEDGE_LINES = (
    Line("giving:pledge", ANYBODY, 200, 302, keys=_RUNNER, body=_PLEDGE),
    Line("giving:pledge-sent", ANYBODY, get=200, keys=_RUNNER),
    Line("giving:pledges", THEIR_PAGE, get=200, keys=_RUNNER),
    Line("giving:pledge-cash", KEEPS_PLEDGE, post=302, keys={**_RUNNER, "key": "a due pledge"}),
    Line("giving:pledge-manage", ANYBODY, get=200, keys=_MY_PLEDGE),
    Line(
        "giving:pledge-confirm", ANYBODY, post=302, keys={"token": "an unconfirmed pledge link"}
    ),
    Line("giving:pledge-cap", ANYBODY, post=302, keys=_MY_PLEDGE, body={"cap": "20"}),
    Line("giving:pledge-display", ANYBODY, post=302, keys=_MY_PLEDGE, body={"display": "public"}),
    Line("giving:pledge-cancel", ANYBODY, post=302, keys=_MY_PLEDGE),
    Line("giving:pledge-pay", ANYBODY, post=302, keys=_DUE, body={"way": "bank_transfer"}),
)  # fmt: skip

_MATCH = {
    "sponsor": "Big Brewery",
    "rate_percent": "100",
    "pool": "500",
    "starts_on": "2090-03-01",
    "ends_on": "2090-03-31",
}
MATCH_LINES = (
    Line("giving:matches", ORGANISERS, get=200),
    Line("giving:match-new", ORGANISERS, 200, 302, keys={"page": "a page"}, body=_MATCH),
    Line("giving:match", ORGANISERS, 200, 302, keys={"match": "a match"}, body=_MATCH),
    Line("giving:match-stop", ORGANISERS, post=302, keys={"match": "a match"}),
)

_WAITING = {"gift": "a gift"}
_PAYMENT = {"gift": "a paid gift", "attempt": "its payment"}
_STATEMENT = ReadAgain("march.csv", b"Date,Text,Amount\n02/03/2026,RENT,20.00\n")
_COLUMNS = {
    "held": Of("a statement"), "first": "1", "on": "0", "text": ["1"], "amount": "2",
    "paid_in": "", "paid_out": "", "sign": "", "currency": "", "day_first": "yes",
    "decimal": ".", "do": "take",
}  # fmt: skip
_A_LINE = {"line": "a line"}
_OWN = {"page": Of("a page's key"), "display": "anonymous"}
_BACK = {"amount": "5", "reason": "Paid twice"}
DESK_LINES = (
    Line("giving:desk", ORGANISERS, get=200),
    Line("giving:desk-gifts", KEEPER, get=200),
    Line("giving:desk-gift", KEEPER, get=200, keys=_WAITING),
    Line("giving:desk-gift-came", KEEPER, post=302, keys=_WAITING),
    Line("giving:desk-gift-given-up", KEEPER, post=302, keys=_WAITING),
    Line("giving:desk-refund", KEEPER, 200, 302, keys=_PAYMENT, body=_BACK),
    Line("giving:desk-seen-to", KEEPER, post=302, keys=_PAYMENT),
    Line("giving:desk-donors", KEEPER, get=200),
    Line("giving:desk-table", KEEPER, 200, 200),
    Line("giving:desk-statement", KEEPER, 200, 200, body={"file": _STATEMENT}),
    Line("giving:desk-statement-read", KEEPER, post=302, body=_COLUMNS),
    Line("giving:desk-line", KEEPER, get=200, keys=_A_LINE),
    Line(
        "giving:desk-line-settle", KEEPER, post=302, keys=_A_LINE,
        body={"ref": Of("a gift's reference")},
    ),
    Line("giving:desk-line-own", KEEPER, post=302, keys=_A_LINE, body=_OWN),
    Line("giving:desk-line-aside", KEEPER, post=302, keys=_A_LINE),
    Line("giving:desk-line-up", KEEPER, post=302, keys={"line": "a line set aside"}),
    Line("giving:desk-line-refund", KEEPER, 200, 302, keys={"line": "a line of money back"}),
)  # fmt: skip

_CLAIM = {
    "first": "2025-12-01", "last": "2027-12-31", "part": "1",
    "declared": Of("a declared gift link"),
}  # fmt: skip
_GONE = {"is_sure": "on"}
RECEIPT_LINES = (
    Line("giving:receipts", KEEPER, get=200),
    Line("giving:receipt-kept", KEEPER, get=200, keys={"key": "its receipt"}),
    Line("giving:benefit", KEEPER, 200, 302, keys=_PAGE, body={"benefit": "Tea", "worth": "1"}),
    Line("giving:claim", KEEPER, 200, 200, body=_CLAIM),
    Line("giving:donor-year", KEEPER, get=200),
    Line(
        "giving:forget-donor", KEEPER, 200, 302,
        body={"who": Of("a gift's reference"), **_GONE},
    ),
    Line("giving:forget-me", ANYBODY, 200, 302, keys=_TOKEN, body=_GONE),
    Line("giving:report", ORGANISERS, get=200),
    Line("giving:report-table", ORGANISERS, get=200),
)  # fmt: skip

LINES = (
    *CAUSE_LINES, *PAGE_LINES, *GIFT_LINES, *PLEDGE_LINES, *MATCH_LINES, *DESK_LINES,
    *RECEIPT_LINES,
)  # fmt: skip
READ_ONLY = {  # what the page sends is looked at, or told, and keeps nothing
    "giving:desk-statement",
    "giving:stripe-webhook",
}
