"""Money, purely: amounts, transfers, balances, what a pledge comes to and what a match adds.

Whole minor units of a currency and nothing else: no floats, no clock, no database.
"""
