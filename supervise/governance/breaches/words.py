"""The house's words for the breach log."""

from supervise.governance.breaches.deadline import Stage
from supervise.governance.breaches.models import DataKind, Risk

RISKS = {
    Risk.NONE: "No risk is likely",
    Risk.RISK: "A risk is likely",
    Risk.HIGH: "A high risk is likely",
}
RISK_MEANS = {
    Risk.NONE: "It need not be reported. Say in the measures why you think so.",
    Risk.RISK: "The regulator is to be told within the 72 hours.",
    Risk.HIGH: "The regulator is to be told within the 72 hours, and the people concerned without undue delay.",
}
KINDS = {
    DataKind.NAME: "a name",
    DataKind.CONTACT: "an address, number or account",
    DataKind.HEALTH: "health, therapy, sexuality or belief",
    DataKind.FAMILY: "family or relationships",
    DataKind.CHILD: "a child's details",
    DataKind.OFFENCE: "offences or allegations",
    DataKind.MEMBER: "a member's own details",
    DataKind.OTHER: "something else",
}
STAGES = {
    Stage.RUNNING: "not decided or reported yet",
    Stage.OVERDUE: "the 72 hours are over; a report is still due, with the reasons for the delay",
    Stage.REPORTED: "reported within the 72 hours",
    Stage.REPORTED_LATE: "reported after the 72 hours",
    Stage.NOT_NEEDED: "judged to need no report",
}
