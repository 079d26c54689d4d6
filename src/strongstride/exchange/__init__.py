"""Between the rooms: recordings become runs, programmes become JSON, calendar, watch files."""
