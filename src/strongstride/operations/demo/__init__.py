"""A runner who does not exist, with twelve weeks of history, to walk through the app with."""
