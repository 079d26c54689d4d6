"""The app's settings with one more address: the bare view that `bench.app` measures beside."""

from strongstride.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.app_bare"
