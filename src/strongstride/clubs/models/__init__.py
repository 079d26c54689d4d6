"""Rows of clubs, challenges, credits and the feed."""

from strongstride.clubs.models.challenge import (
    Challenge,
    ChallengeState,
    Participation,
    Route,
    Team,
    TeamResult,
)
from strongstride.clubs.models.club import (
    AuditEntry,
    Club,
    DistanceUnits,
    JoinMode,
    Membership,
    MemberState,
    Role,
    ShownAs,
    Visibility,
)
from strongstride.clubs.models.credit import Credit, Tally
from strongstride.clubs.models.feed import Comment, Kudos, Mute, Photo, Post, PostKind, Report

__all__ = [
    "AuditEntry",
    "Challenge",
    "ChallengeState",
    "Club",
    "Comment",
    "Credit",
    "DistanceUnits",
    "JoinMode",
    "Kudos",
    "MemberState",
    "Membership",
    "Mute",
    "Participation",
    "Photo",
    "Post",
    "PostKind",
    "Report",
    "Role",
    "Route",
    "ShownAs",
    "Tally",
    "Team",
    "TeamResult",
    "Visibility",
]
