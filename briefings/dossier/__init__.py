"""Records, a counterpart, a day and a clearance in; what the dossier contains out. No files, no clock."""

from briefings.dossier.contents import Dossier
from briefings.dossier.gather import gather, gather_volume, volume_names

__all__ = ["Dossier", "gather", "gather_volume", "volume_names"]
