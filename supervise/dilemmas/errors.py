"""What a reader is told who has not answered at the gate of a dilemma yet."""

from supervise.core.errors import Missing
from supervise.core.ids import Id


class AskedFirst(Missing):
    """The dilemma's author asks each reader first; whoever is not led there is answered as if it were not there."""

    def __init__(self, dilemma_id: Id) -> None:
        self.dilemma_id = dilemma_id
        super().__init__()
