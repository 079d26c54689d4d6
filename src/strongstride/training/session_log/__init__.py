"""The log of strength sessions: facts from devices in, one same log out.

`operations` says what a device may send, `state` is the pure fold that turns a set of operations
into sessions and sets (its twin for the phone is `web/static/js/session/reducer.js`), `actions`
writes, `queries` reads.
"""
