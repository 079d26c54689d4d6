"""Every screen of the app, for the tests that look at all of them.

A new page gets a line here; tests/browser/test_screen_table.py tells which is missing.
"""

from typing import NamedTuple


class Screen(NamedTuple):
    """A page: its address, and for whom.

    `made` names a function of `tests.browser.people` that makes somebody for whom the page has
    something to show; it returns what fills the braces of the address.
    """

    name: str
    address: str
    made: str = "runner"
    has_charts: bool = False  # or two weeks of sessions to keep: then it may weigh more
    confirms: bool = False  # asks for the password again when the login was some minutes ago
    lands: str = ""  # where the address leads, if elsewhere


SECTIONS = (
    "about-me",
    "safety",
    "time",
    "equipment",
    "race",
    "running-week",
    "pace",
    "units",
)
RUNNERS_PAGE = "/clubs/{club}/challenges/{challenge}/runners/{key}/"
A_TABLE = "/clubs/{club}/challenges/{challenge}/tables/"
FEED = "/clubs/{club}/feed/"
MONEY_DESK = "/clubs/{club}/giving/desk/"
CAUSE = "/clubs/{club}/giving/causes/{cause}/"
STATEMENT = f"{MONEY_DESK}statements/{{cause}}/"
CHALLENGES = "/clubs/{club}/challenges/"
GIVING = "/clubs/{club}/giving/"
SCREENS = (
    Screen("login", "/accounts/login/", "nobody"),
    Screen("sign-up", "/join/{secret}/", "invited", lands="/accounts/signup/"),
    Screen("sign-up-closed", "/accounts/signup/", "nobody"),
    Screen("password-reset", "/accounts/password/reset/", "nobody"),
    Screen("password-reset-sent", "/accounts/password/reset/done/", "nobody"),
    Screen("password-reset-link", "/accounts/password/reset/key/1-x/", "nobody"),
    Screen("password-reset-done", "/accounts/password/reset/key/done/", "nobody"),
    Screen("email-sent", "/accounts/confirm-email/", "nobody"),
    Screen("email-link", "/accounts/confirm-email/x/", "nobody"),
    Screen("login-inactive", "/accounts/inactive/", "nobody"),
    Screen("login-code", "/accounts/2fa/authenticate/", "half_in"),
    *(
        Screen(f"set-up-{step}", f"/setup/{step}/", "newcomer")
        for step in ("runs", "goal", "time", "you", "units")
    ),
    Screen("today", "/"),
    Screen("session-player", "/session/", has_charts=True),
    Screen("plan", "/plan/"),
    Screen("plan-session", "/plan/sessions/{planned}/"),
    Screen("plan-sheet", "/plan/sheet/"),
    *(
        Screen(f"plan-change-{section}", f"/plan/change/{section}/")
        for section in ("race", "time", "equipment", "running-week")
    ),
    Screen("planned-run-new", "/plan/runs/new/"),
    Screen("planned-run", "/plan/runs/{on}/{kind}/"),
    Screen("sessions", "/sessions/"),
    Screen("session-new", "/sessions/new/"),
    Screen("session-log", "/sessions/{session_log}/"),
    Screen("set-new", "/sessions/{session_log}/sets/"),
    Screen("set", "/sets/{set}/"),
    Screen("runs", "/runs/"),
    Screen("run", "/runs/{run}/", has_charts=True),
    Screen("run-edit", "/runs/{run}/edit/"),
    Screen("run-add", "/runs/add/"),
    Screen("imports", "/runs/imports/"),
    Screen("import", "/runs/imports/{import}/"),
    Screen("progress", "/progress/", has_charts=True),
    Screen("progress-running", "/progress/running/", has_charts=True),
    Screen("progress-lift", "/progress/lifts/{lift}/", has_charts=True),
    Screen("exercises", "/exercises/"),
    Screen("exercise", "/exercises/goblet-squat/"),
    Screen("own-exercise", "/exercises/{own_card}/"),
    Screen("own-exercise-new", "/exercises/new/"),
    Screen("own-exercise-edit", "/exercises/own/{own}/edit/"),
    Screen("programmes", "/programmes/"),
    Screen("programme", "/programmes/{programme}/"),
    Screen("own-programme-new", "/programmes/new/"),
    Screen("you", "/you/"),
    *(Screen(f"you-{section}", f"/you/answers/{section}/") for section in SECTIONS),
    Screen("privacy", "/you/privacy/"),
    Screen("tokens", "/you/tokens/"),
    Screen("invites", "/you/invites/"),
    Screen("own-data", "/you/data/"),
    Screen("delete", "/you/delete/", confirms=True),
    Screen("strength-log", "/you/strength-log/"),
    Screen("strength-log-look", "/you/strength-log/{log}/"),
    Screen("email", "/accounts/email/", confirms=True),
    Screen("reauthenticate", "/accounts/reauthenticate/"),
    Screen("password-change", "/accounts/password/change/"),
    Screen("two-factor", "/accounts/2fa/"),
    Screen("two-factor-app", "/accounts/2fa/totp/activate/", confirms=True),
    Screen("two-factor-app-off", "/accounts/2fa/totp/deactivate/", "guarded", confirms=True),
    Screen("two-factor-again", "/accounts/2fa/reauthenticate/", "guarded"),
    Screen("recovery-codes", "/accounts/2fa/recovery-codes/", "guarded", confirms=True),
    Screen(
        "recovery-codes-new", "/accounts/2fa/recovery-codes/generate/", "guarded", confirms=True
    ),
    Screen("passkeys", "/accounts/2fa/webauthn/", confirms=True),
    Screen("passkey-new", "/accounts/2fa/webauthn/add/", confirms=True),
    Screen("log-out", "/accounts/logout/"),
    Screen("api-docs", "/api/v1/docs"),
    Screen("clubs", "/clubs/", "organiser"),
    Screen("club-new", "/clubs/new/"),
    Screen("club", "/clubs/{club}/", "organiser"),
    Screen("club-by-member", "/clubs/{club}/", "club_member"),
    Screen("club-by-anybody", "/clubs/{club}/", "passer_by"),
    Screen("club-join", "/clubs/{club}/join/", "sent_a_link"),
    Screen("club-join-link", "/clubs/join/{secret}/", "sent_a_link"),
    Screen("club-join-link-new", "/clubs/join/{secret}/", "passer_by"),
    Screen(
        "club-join-challenge",
        "/clubs/join/{secret}/?challenge={challenge}",
        "sent_a_link_as_a_member",
    ),
    Screen("club-me", "/clubs/{club}/me/", "club_member"),
    Screen("club-leave", "/clubs/{club}/me/leave/", "club_member"),
    Screen("club-members", "/clubs/{club}/members/", "organiser"),
    Screen("club-members-asked", "/clubs/{club}/members/?state=asked", "organiser"),
    Screen("club-members-by-member", "/clubs/{club}/members/", "club_member"),
    Screen("club-member", "/clubs/{club}/members/{member}/", "organiser"),
    Screen("club-hand-over", "/clubs/{club}/members/{member}/owner/", "organiser", confirms=True),
    Screen("club-settings", "/clubs/{club}/settings/", "organiser"),
    Screen("club-new-link", "/clubs/{club}/settings/join-link/", "organiser"),
    Screen("club-close", "/clubs/{club}/settings/close/", "organiser", confirms=True),
    Screen("challenges", CHALLENGES, "challenger"),
    Screen("challenge-new", f"{CHALLENGES}new/?preset=teams", "challenger"),
    Screen("challenge", f"{CHALLENGES}{{challenge}}/", "challenger"),
    Screen("challenge-public", f"{CHALLENGES}{{challenge}}/", "challenge_visitor"),
    Screen("challenge-together", f"{CHALLENGES}{{group}}/", "challenger"),
    Screen("challenge-teams", f"{CHALLENGES}{{teams}}/", "challenger"),
    Screen("challenge-around", f"{CHALLENGES}{{challenge}}/?board=around", "challenger"),
    Screen("challenge-draft", f"{CHALLENGES}{{draft}}/", "challenger"),
    Screen("challenge-edit", f"{CHALLENGES}{{challenge}}/edit/", "challenger"),
    Screen("challenge-edit-draft", f"{CHALLENGES}{{draft}}/edit/", "challenger"),
    Screen("challenge-cancel", f"{CHALLENGES}{{challenge}}/cancel/", "challenger"),
    Screen("challenge-me", f"{CHALLENGES}{{challenge}}/me/", "challenger"),
    Screen("challenge-goal", f"{CHALLENGES}{{challenge}}/goal/", "challenger"),
    Screen("challenge-log", f"{CHALLENGES}{{challenge}}/log/", "challenger"),
    Screen("challenge-team", f"{CHALLENGES}{{teams}}/team/", "challenger"),
    Screen("share", "/clubs/{club}/challenges/{challenge}/share/", "sharer"),
    Screen("share-runner", RUNNERS_PAGE, "sharer"),
    Screen("share-runner-public", RUNNERS_PAGE, "friend_of_a_sharer"),
    Screen("share-route", "/clubs/{club}/challenges/{challenge}/route/", "sharer"),
    Screen("feed", FEED, "moderator"),
    Screen("feed-public", FEED, "feed_visitor"),
    Screen("feed-empty", FEED, "feed_newcomer"),
    Screen("feed-post", f"{FEED}posts/{{post}}/", "moderator"),
    Screen("feed-post-delete", f"{FEED}posts/{{own_post}}/end/", "moderator"),
    Screen("feed-post-report", f"{FEED}posts/{{post}}/report/", "moderator"),
    Screen("feed-post-hide", f"{FEED}posts/{{post}}/hiding/", "moderator"),
    Screen("feed-comment-delete", f"{FEED}comments/{{own_comment}}/end/", "moderator"),
    Screen("feed-comment-report", f"{FEED}comments/{{comment}}/report/", "moderator"),
    Screen("feed-comment-hide", f"{FEED}comments/{{comment}}/hiding/", "moderator"),
    Screen("feed-moderation", f"{FEED}moderation/", "moderator"),
    Screen("feed-settings", f"{FEED}settings/", "moderator"),
    Screen("desk", "/clubs/{club}/desk/", "desk_worker"),
    Screen("desk-log", "/clubs/{club}/desk/log/", "desk_worker"),
    Screen("desk-members-table", "/clubs/{club}/desk/members/", "desk_worker", confirms=True),
    Screen("desk-totals-table", f"{A_TABLE}totals/", "desk_worker", confirms=True),
    Screen("desk-entries-table", f"{A_TABLE}entries/", "desk_worker", confirms=True),
    Screen("desk-close", "/clubs/{club}/challenges/{over}/close/", "desk_worker"),
    Screen("desk-review", "/clubs/{club}/challenges/{challenge}/review/", "desk_worker"),
    Screen("desk-runners", "/clubs/{club}/challenges/{challenge}/participants/", "desk_worker"),
    Screen(
        "desk-runner", "/clubs/{club}/challenges/{challenge}/participants/{part}/", "desk_worker"
    ),
    Screen("giving-page", "/give/{page}/", "friend_of_a_fundraiser"),
    Screen("giving-page-mine", "/give/{page}/", "fundraiser"),
    Screen("giving-page-draft", "/give/{draft_page}/", "fundraiser"),
    Screen("giving-page-waits", "/give/{waiting_page}/", "fundraiser"),
    Screen("giving-page-edit", "/give/{draft_page}/edit/", "fundraiser"),
    Screen("giving-page-send-back", "/give/{waiting_page}/send-back/", "fundraiser"),
    Screen("giving-page-complete", "/give/{page}/complete/", "fundraiser"),
    Screen("giving-page-cancel", "/give/{page}/cancel/", "fundraiser"),
    Screen("giving-page-new", f"{GIVING}new/?for=club&challenge={{challenge}}", "fundraiser"),
    Screen("giving-page-no-cause", f"{GIVING}new/", "member_without_a_cause"),
    Screen("giving-pages", GIVING, "fundraiser"),
    Screen("giving-pages-public", GIVING, "friend_of_a_fundraiser"),
    Screen("giving-pages-none", GIVING, "member_without_a_cause"),
    Screen("giving-challenge", f"{CHALLENGES}{{challenge}}/", "fundraiser"),
    Screen("causes", f"{GIVING}causes/", "fundraiser"),
    Screen("cause", f"{GIVING}causes/{{cause}}/", "fundraiser"),
    Screen("cause-new", f"{GIVING}causes/new/", "fundraiser"),
    Screen("cause-edit", f"{GIVING}causes/{{cause}}/edit/", "fundraiser"),
    Screen("cause-money", f"{GIVING}causes/{{cause}}/money/", "fundraiser", confirms=True),
    Screen("cause-permission", f"{GIVING}causes/{{cause}}/permission/", "fundraiser"),
    Screen("matches", f"{GIVING}matches/", "finder_of_sponsors"),
    Screen("match", f"{GIVING}matches/{{match}}/", "finder_of_sponsors"),
    Screen("match-stopped", f"{GIVING}matches/{{stopped}}/", "finder_of_sponsors"),
    Screen("match-new", f"{GIVING}matches/new/{{page}}/", "finder_of_sponsors"),
    Screen("give", "/give/{page}/gift/", "donor"),
    Screen("gift", "/gifts/{gift}/", "donor"),
    Screen("gift-arrived", "/gifts/{gift_here}/", "donor"),
    Screen("gift-message-report", "/give/{page}/messages/{message}/report/", "donor"),
    Screen("news-end", "/news/{news}/end/", "donor"),
    Screen("gift-by-hand", "/give/{page}/offline/", "keeper_of_gifts"),
    Screen("gift-messages", "/clubs/{club}/giving/messages/", "moderator_of_messages"),
    Screen("pledge-form", "/give/{page}/pledge/", "pledger"),  # no mail: see test_pledge
    Screen("pledge-sent", "/give/{page}/pledge/sent/", "pledger"),
    Screen("pledge", "/pledges/{pledge}/", "pledger"),
    *(
        Screen(f"pledge-{state}", f"/pledges/{{pledge_{state}}}/", "pledger")
        for state in ("waits", "ended", "due", "paid", "off")
    ),
    Screen("pledges", "/give/{page}/pledges/", "keeper_of_pledges"),
    Screen("money-desk", MONEY_DESK, "book_keeper"),
    Screen("money-gifts", f"{MONEY_DESK}gifts/?which=all", "book_keeper"),
    Screen("money-gift", f"{MONEY_DESK}gifts/{{gift}}/", "book_keeper"),
    Screen("money-gift-wrong", f"{MONEY_DESK}gifts/{{wrong_gift}}/", "book_keeper"),
    Screen(
        "money-refund",
        f"{MONEY_DESK}gifts/{{gift}}/payments/{{attempt}}/refund/",
        "book_keeper",
        confirms=True,
    ),
    Screen("money-donors", f"{MONEY_DESK}donors/", "book_keeper"),
    Screen("money-table", f"{MONEY_DESK}table/", "book_keeper", confirms=True),
    Screen("money-statement", STATEMENT, "book_keeper"),
    Screen("money-line", f"{STATEMENT}{{line}}/", "book_keeper"),
    Screen("money-line-back", f"{STATEMENT}{{line_back}}/", "book_keeper"),
    Screen("money-line-refund", f"{STATEMENT}{{line_back}}/refund/", "book_keeper", confirms=True),
    Screen("gift-uk", "/gifts/{gift}/", "uk_donor"),
    Screen("gift-declared", "/gifts/{declared}/", "uk_donor"),
    Screen("gift-aid", "/gifts/{gift}/gift-aid/", "uk_donor"),
    Screen("gift-forget", "/gifts/{gift}/forget/", "uk_donor"),
    Screen("receipts", f"{CAUSE}receipts/", "receipt_keeper"),
    Screen("receipts-benefit", f"{CAUSE}pages/{{page}}/benefit/", "receipt_keeper"),
    Screen(
        "receipts-claim",
        f"{CAUSE}gift-aid/?first=2026-03-01&last=2027-03-01",
        "receipt_keeper",
        confirms=True,
    ),
    Screen("donor-year", f"{MONEY_DESK}year/?email={{email}}&year=2026", "receipt_keeper"),
    Screen("donor-forget", f"{MONEY_DESK}forget/", "receipt_keeper", confirms=True),
    Screen("giving-report", "/clubs/{club}/giving/report/", "receipt_keeper"),
)
