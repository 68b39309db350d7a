"""The desk's part in a trainee's Jupyter server."""

from __future__ import annotations

from jupyter_server.serverapp import ServerApp

from borehall_desk.assignment_list import TellingAssignmentList, tell_failed_validations
from borehall_desk.language import set_server_language
from borehall_desk.post_office import open_post_office


def _load_jupyter_server_extension(serverapp: ServerApp) -> None:
    set_server_language()
    tell_failed_validations()
    # At load, since no kernel can have started yet.
    open_post_office(serverapp.runtime_dir)


async def _start_jupyter_server_extension(serverapp: ServerApp) -> None:
    # At start, not at load: extensions load by name, and nbgrader sets its own manager while it loads.
    settings = serverapp.web_app.settings
    if "assignment_list_manager" in settings:
        telling = TellingAssignmentList(parent=serverapp)
        telling.root_dir = serverapp.root_dir
        settings["assignment_list_manager"] = telling
