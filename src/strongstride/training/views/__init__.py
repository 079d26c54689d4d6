"""Pages of training, one module a screen."""
