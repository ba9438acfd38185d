"""What a member is told who has not accepted the group's agreement yet."""

from supervise.core.errors import NotAllowed
from supervise.core.ids import Id


class AgreementFirst(NotAllowed):
    """The group has an agreement that this member has not accepted; `group_id` says which group."""

    message = "Before anything of this group is shown, please read its agreement and accept it."

    def __init__(self, group_id: Id) -> None:
        self.group_id = group_id
        super().__init__()
