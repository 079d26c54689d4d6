"""What a participant shows to people without a login: a page, a card, and nothing not ticked."""
