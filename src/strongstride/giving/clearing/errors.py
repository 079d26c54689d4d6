"""What cannot be done with money, in words for whoever tried."""


class AlreadyPaidError(Exception):
    """The gift is paid: no second payment is begun."""


class RefundError(ValueError):
    """This refund cannot be made; the message says why and what to do."""
