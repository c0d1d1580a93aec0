"""Pictures: what they are, told by their content, and their preparation, once for all formats.

The only room that uses Pillow. In: files. Out: baseline JPEG or opaque PNG bytes that every shop and
reading system takes. Prepared pictures are kept as long as the code of this room is the same: see
`fingerprint`.
"""

from bookmaker.renderer.pictures.preparation import Prepared, prepare_picture
from bookmaker.renderer.pictures.sources import PictureError, Probe, fitted_size, probe_picture

__all__ = ["PictureError", "Prepared", "Probe", "fitted_size", "prepare_picture", "probe_picture"]
