"""What an athlete answers about themselves: forms whose rules are those of the athlete file."""
