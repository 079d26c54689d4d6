"""What members of a club tell each other, and what the club's miles tell of them."""
