"""The phone's outbox: operations in, one same log out."""
