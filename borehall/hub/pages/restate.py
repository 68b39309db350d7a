"""JupyterHub's own sentences, said again in the reader's language.

JupyterHub writes its messages in English, in the code that raises them. What is known is restated, here or by its
entry in the catalogue; what is not is kept for readers of English and left to the status's advice for others: the
hub's log has it in any case.
"""

from __future__ import annotations

import re

from borehall.words import catalogue, current_language, say

_SAYINGS = (
    (r"Invalid username or password", "Wrong user name or password. Check both, then try again."),
    (r"Login form invalid or expired\. Try again\.", "The log-in page was open too long. Log in again."),
    (
        r"XSRF cookie does not match .*|'_xsrf' argument (missing from .*|invalid)",
        "The page was open too long, or was opened before you logged in. Reload it and try again.",
    ),
    (r"No such user:? (?P<name>.+)", "There is no user {name}. Check the address."),
    (r"(?P<name>\S+) has no such server (?P<server>.*)", "{name} has no server {server}. Check the address."),
    (
        r"No access to resources or resources not found",
        "This page does not exist, or you may not see it. Check the address, or log in with another account.",
    ),
    (
        r"Action is not authorized with current scopes;.*|Missing or invalid credentials\.|Forbidden",
        "Your account may not do this. Ask your instructor or the operator if you should be able to.",
    ),
    (
        r"auth has expired for .*, login again",
        "You have to log in again before a notebook can start.",
    ),
    (
        r"Too many users trying to log in right now\. Try again in (?P<seconds>\d+) seconds\.",
        "Very many people are starting at this moment. Try again in {seconds} seconds.",
    ),
    (
        r"Too many users trying to log in right now\. Try again in (?P<minutes>\d+) minutes\.",
        "Very many people are starting at this moment. Try again in {minutes} minutes.",
    ),
    (
        r"Too many users trying to log in right now\..*",
        "Very many people are starting at this moment. Try again in a minute.",
    ),
    (
        r"Active user limit exceeded\. Try again in a few minutes\.",
        "All places are taken at the moment. Try again in a few minutes.",
    ),
    (
        r"Spawner failed to start \[status=(?P<status>.*?)\]\..*",
        "Your notebook ended while it was starting (status {status}). Start it again; tell the operator if it recurs.",
    ),
    (
        r"Unhandled error starting server .*|Failed to start your server on the last attempt\..*",
        "Your notebook could not be started. Start it again; tell the operator if it recurs.",
    ),
    (
        r"Failed to reach your server\..*",
        "Your notebook does not answer. Try again in a minute; tell the operator if it recurs.",
    ),
    (r"Your server appears to be down\..*", "Your notebook is not running. Start it again from the home page."),
    (r"You can try restarting your server from the .*", "You can start your notebook again from the home page."),
    (r".+ is already running", "Your notebook is already running. Open it from the home page."),
    (r".+ (is )?pending stop", "Your notebook is stopping. Wait a moment, then start it again."),
    (r".+ is pending .+", "Your notebook is starting already. Wait a moment."),
    (
        r"Redirect loop detected\..*",
        "Your notebook sends you in a circle. Stop it on the home page and start it again; "
        "tell the operator if it recurs.",
    ),
    (
        r"Named servers are not enabled\.|(Invalid|Starting invalid) (server_name|display_name).*"
        r"|User .* already has the maximum of .* named servers\..*",
        "This hall gives each person one notebook server.",
    ),
    (r"Invalid user-option name .*", "The address holds an option that is not known. Start from the home page."),
    (r"Share not found or expired|Invalid share code: .*", "This invitation does not exist or has expired."),
    (r"You can't share with yourself!", "This invitation is your own. Send it to someone else."),
    (r"JupyterHub service (?P<name>.+)", "the service {name}"),
    (r"Server at (?P<path>.+)", "the notebook server at {path}"),
    (r"Requested via api", "made by a program"),
    (r"command-line generated|from config|generated at startup|retrieved from spawner .*", "made by the hall"),
    (r"only you", "only you"),
    (r"user:? (?P<name>.+)", "the user {name}"),
    (r"users in group (?P<name>.+)", "users of the group {name}"),
    (r"server:? (?P<name>.+)", "the server {name}"),
    (r"service:? (?P<name>.+)", "the service {name}"),
)
"""A pattern of JupyterHub 6.1, and what we say instead."""

_TITLES = {
    400: "The request was not understood",
    401: "Please log in",
    403: "You may not do this",
    404: "Page not found",
    405: "This cannot be done here",
    409: "Something else changed this at the same time",
    422: "The request was not understood",
    424: "Your notebook is not running",
    429: "Too many at once",
    500: "Something went wrong in the hall",
    502: "Your notebook does not answer",
    503: "Your notebook is not running",
    504: "Your notebook does not answer",
}

_ADVICE = {
    400: "Go back to the home page and try again.",
    401: "Log in, then open the page again.",
    403: "Go back to the home page. Ask your instructor or the operator if you should be able to do this.",
    404: "Check the address, or go back to the home page.",
    429: "Wait a minute, then try again.",
    500: "This is not your fault, and your saved work is kept. Try again; tell the operator if it recurs.",
    503: "Your saved work is kept. Start it again from the home page.",
}


def restate(message: str) -> str:
    """``message`` of JupyterHub in the reader's language; empty when there is no telling what it says."""
    message = " ".join(str(message or "").split())
    for pattern, saying in _SAYINGS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return say(saying, **{key: value for key, value in found.groupdict().items() if value is not None})
    if current_language() == "en":
        return message
    translated = catalogue(current_language()).gettext(message) if message else ""
    return translated if not translated.isascii() else ""


def status_title(status: int) -> str:
    """What an HTTP status means to a reader."""
    return say(_TITLES.get(status) or _TITLES[500 if status >= 500 else 400])


def status_advice(status: int) -> str:
    """What to do about an HTTP status when nothing more is known."""
    return say(_ADVICE.get(status) or _ADVICE[500 if status >= 500 else 400])


def sentences() -> set[str]:
    """Every sentence of the tables above, for the translators' test."""
    return {saying for _, saying in _SAYINGS} | set(_TITLES.values()) | set(_ADVICE.values())
