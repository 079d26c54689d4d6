"""Receipts: numbered without gaps, never changed, corrected when money goes back; and Gift Aid."""
