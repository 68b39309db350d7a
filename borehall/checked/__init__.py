"""Files that people write, checked: read whole, every problem named at once, nothing taken when anything is wrong."""

from borehall.checked.document import Document, Location, gathered
from borehall.checked.kinds import kind_of, shown
from borehall.checked.model import Checked, Refused
from borehall.checked.names import nearest
from borehall.checked.text import read_bytes, read_text
from borehall.checked.toml import TomlFile, read_toml
from borehall.checked.writing import write_whole

__all__ = [
    "Checked",
    "Document",
    "Location",
    "Refused",
    "TomlFile",
    "gathered",
    "kind_of",
    "nearest",
    "read_bytes",
    "read_text",
    "read_toml",
    "shown",
    "write_whole",
]
