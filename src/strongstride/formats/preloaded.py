"""What every worker needs, imported once in the server that workers are forked from."""

import fitfast as fitfast
import numpy as np
from lxml import etree

from strongstride.formats import reading

__all__ = ["etree", "fitfast", "np", "reading"]
