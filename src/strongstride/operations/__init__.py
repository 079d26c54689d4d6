"""Running the app: server and worker, backup and restore, a check-up, the demo."""
