"""The tables of giving. All that grows carries its page: what the tables would be sharded by."""

from strongstride.giving.models.books import BroughtForward, Posting, Transfer
from strongstride.giving.models.campaigns import (
    Campaign,
    CampaignState,
    CampaignUpdate,
    Match,
    OwnerKind,
)
from strongstride.giving.models.causes import Cause, Regime
from strongstride.giving.models.desk import Letter, LineState, StatementLine
from strongstride.giving.models.donations import (
    AttemptState,
    Display,
    Dispute,
    DisputeState,
    Donation,
    DonationState,
    Donor,
    PaymentAttempt,
    ProviderEvent,
    Refund,
    RefundState,
)
from strongstride.giving.models.messages import MessageReport
from strongstride.giving.models.pledges import CountFrom, Pledge, PledgeState, PledgeUnit
from strongstride.giving.models.receipts import (
    GiftAidDeclaration,
    Receipt,
    ReceiptFile,
    ReceiptKind,
    ReceiptSeries,
)

__all__ = [
    "AttemptState",
    "BroughtForward",
    "Campaign",
    "CampaignState",
    "CampaignUpdate",
    "Cause",
    "CountFrom",
    "Display",
    "Dispute",
    "DisputeState",
    "Donation",
    "DonationState",
    "Donor",
    "GiftAidDeclaration",
    "Letter",
    "LineState",
    "Match",
    "MessageReport",
    "OwnerKind",
    "PaymentAttempt",
    "Pledge",
    "PledgeState",
    "PledgeUnit",
    "Posting",
    "ProviderEvent",
    "Receipt",
    "ReceiptFile",
    "ReceiptKind",
    "ReceiptSeries",
    "Refund",
    "RefundState",
    "Regime",
    "StatementLine",
    "Transfer",
]
