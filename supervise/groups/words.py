"""What roles and modes are called on pages."""

from collections.abc import Mapping

from supervise.groups.models import Mode, Role

ROLES: Mapping[Role, str] = {
    Role.SUPERVISOR: "supervisor",
    Role.THERAPIST: "therapist",
    Role.TRAINEE: "trainee",
}
MODES: Mapping[Mode, str] = {
    Mode.LED: "led by a supervisor",
    Mode.CO_OPERATIVE: "co-operative",
    Mode.PEER: "a peer group",
}
MODES_EXPLAINED: Mapping[Mode, str] = {
    Mode.LED: "Supervisors plan the meetings and take the chair; they can hand it over.",
    Mode.CO_OPERATIVE: "Members supervise one another and take the chair in turn; a supervisor holds the frame.",
    Mode.PEER: "Colleagues of equal standing; anybody may plan a meeting and take the chair.",
}
