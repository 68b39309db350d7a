"""Why somebody is not let in, in words that the log-in page shows.

They are HTTP errors, because JupyterHub calls the authenticator from pages and from its API alike.
"""

from __future__ import annotations

from tornado import web

from borehall.words import say


class WrongPassword(web.HTTPError):
    """No such account, or not its password: the two look and take the same."""

    def __init__(self) -> None:
        super().__init__(403)
        self.jupyterhub_message = say("Wrong user name or password. Check both, then try again.")


class TooManyAttempts(web.HTTPError):
    """The name has been tried too often."""

    def __init__(self, seconds: float) -> None:
        super().__init__(429)
        minutes = max(1, round(seconds / 60))
        self.jupyterhub_message = say(
            "Too many failed attempts. Try again in {minutes} min, or ask your instructor to reset the password.",
            minutes=minutes,
        )


class NotAuthorised(web.HTTPError):
    """The password is right; an operator has not let the account in, or has shut it."""

    def __init__(self) -> None:
        super().__init__(403)
        self.jupyterhub_message = say("This account is not open for use. Ask your instructor to open it.")


class MustChoosePassword(web.HTTPError):
    """The initial password is right; its owner has to choose one before anything else."""

    def __init__(self) -> None:
        super().__init__(403)
        self.jupyterhub_message = say("Choose your own password first, on the log-in page.")


class RefusedPassword(Exception):
    """A new password is not acceptable; the text says why and what to do."""
