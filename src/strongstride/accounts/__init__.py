"""Who logs in, who trains: accounts, athletes, invites, tokens."""
