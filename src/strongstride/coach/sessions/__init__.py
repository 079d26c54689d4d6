"""What is done in a session: parts, cast, doses, balance, minutes, warm-up and cool-down."""
