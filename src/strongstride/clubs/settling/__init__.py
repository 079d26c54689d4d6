"""Credits, totals and boards follow what was done: within the transaction that changes it."""
