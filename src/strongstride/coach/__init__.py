"""The coach: what Strongstride knows about strength for runners, as pure values and functions.

Nothing here reads a clock, a file of the user or the network; `today` is an argument.
"""
