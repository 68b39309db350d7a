"""What a trainee sees of a question: statement, form, card."""

from pathlib import Path

HERE = Path(__file__).parent


def program(*names: str) -> str:
    """The scripts of a widget, one after the other: a widget brings one module along."""
    return "\n".join((HERE / name).read_text("utf-8") for name in names)
