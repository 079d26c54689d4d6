"""Between the rooms: recordings become the coach's runs, programmes become JSON, calendar, watch files."""
