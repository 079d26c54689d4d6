"""Settings, urls and entry points of the app."""
