"""What happens in clubs and challenges, for the feed; sent inside the transaction."""

from django.dispatch import Signal

# with `membership`: somebody became an active member
member_joined = Signal()

# with `participation`: somebody joined a challenge
challenge_joined = Signal()

# with `participation`, `gained` and `lost` (sets of badge keys), `strength_gained` and
# `strength_lost` (sets of entry keys): what recounting their credits changed
credits_changed = Signal()

# with `challenge`: its results are final, or it was cancelled (see its state)
challenge_ended = Signal()
