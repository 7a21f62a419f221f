"""Records, a counterpart, a day and a clearance in; what the dossier contains out. No files, no clock."""

from briefings.dossier.archive import Held, archive, gather_volume
from briefings.dossier.contents import Dossier
from briefings.dossier.gather import gather

__all__ = ["Dossier", "Held", "archive", "gather", "gather_volume"]
