"""What happens to giving pages and gifts, for other rooms of giving; sent in the transaction."""

from django.dispatch import Signal

# with `campaign`: it is completed or cancelled (see its state)
campaign_ended = Signal()

# with `donation`: its money has come, and is in the books
gift_cleared = Signal()
