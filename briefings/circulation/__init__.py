"""Who gets what, how often and through which server: the part ``delivery`` of config.yaml."""

from briefings.circulation.faults import passwords, problems
from briefings.circulation.mail import PASSWORD, Mail, Security
from briefings.circulation.subscriptions import (
    Carried,
    Delivery,
    MailingList,
    Recipient,
    Schedule,
    Subscription,
    When,
)

__all__ = [
    "PASSWORD",
    "Carried",
    "Delivery",
    "Mail",
    "MailingList",
    "Recipient",
    "Schedule",
    "Security",
    "Subscription",
    "When",
    "passwords",
    "problems",
]
