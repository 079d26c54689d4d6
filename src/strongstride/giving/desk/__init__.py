"""The money desk: what waits for the treasurer, bank statements, refunds, tables."""
