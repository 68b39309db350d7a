"""The operator's settings, each declared once: name, type, bounds, default, unit, sentence.

hub_config/hall.toml is checked against these, and its commented example and the reference pages are made from them
(`borehall.hub.settings_reference`). The sentences are English; their translations stand in locale/.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from borehall.checked import Checked, Refused, read_toml
from borehall.course.usernames import is_username, normalise_username, username_kind
from borehall.faults import PlatformFault
from borehall.words import say

_HOST_NAME = re.compile(r"(?!\d+(\.\d+)*$)[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_PATH = re.compile(r"/([A-Za-z0-9._~-]+/)*")


def _check_address(value: str) -> str:
    try:
        ip_address(value)
    except ValueError:
        if not _HOST_NAME.fullmatch(value):
            expected = say("an IP address or a host name, without http:// and without a port")
            raise Refused(expected, say("127.0.0.1 serves this machine only, 0.0.0.0 every network.")) from None
    return value


def _check_path(value: str) -> str:
    if not _PATH.fullmatch(value):
        raise Refused(say("a path that starts and ends with /, such as / or /hall/"))
    return value


def _check_timezone(value: str) -> str:
    if value not in available_timezones():
        raise Refused(say("the name of a time zone, such as Asia/Shanghai or UTC"))
    return value


def _check_account(value: str) -> str:
    if not is_username(value) or normalise_username(value) != value:
        raise Refused(username_kind())
    return value


def _setting(default: Any, sentence: str, *, unit: str = "", **bounds: Any) -> Any:
    return Field(default, description=sentence, json_schema_extra={"unit": unit}, **bounds)


class HubSettings(Checked):
    """[hub]: where the hall is reached, and how it presents itself."""

    address: Annotated[str, AfterValidator(_check_address)] = _setting(
        "127.0.0.1", "Address that the hall listens at; 127.0.0.1 serves this machine only, 0.0.0.0 every network."
    )
    port: int = _setting(8000, "Port that the hall listens at; below 1024 needs root.", ge=1, le=65535)
    base_url: Annotated[str, AfterValidator(_check_path)] = _setting(
        "/", "Path under which the hall lies, when it shares an address with other sites."
    )
    language: Literal["auto", "zh_CN", "en"] = _setting(
        "auto", "Language of the pages; auto follows each person's browser."
    )
    timezone: Annotated[str, AfterValidator(_check_timezone)] = _setting(
        "Asia/Shanghai", "Time zone of the times shown at the grading desk."
    )
    title_zh: str = _setting(
        "岩土工程勘察实训与考核平台", "Name of the hall on Chinese pages.", min_length=1, max_length=60
    )
    title_en: str = _setting(
        "Borehall: geotechnical investigation training",
        "Name of the hall on English pages.",
        min_length=1,
        max_length=60,
    )

    @property
    def local_address(self) -> str:
        """Where this machine itself finds the hall: the proxy, with the path that the hall lies under."""
        host = "127.0.0.1" if self.address in ("0.0.0.0", "::") else self.address  # noqa: S104
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}{self.base_url}"


class AccountSettings(Checked):
    """[accounts]: who may log in, and how passwords are guarded."""

    self_registration: bool = _setting(
        False, "Whether people may register by themselves; an operator still has to admit each of them."
    )
    # bcrypt, which keeps the passwords, takes 72 bytes at most.
    minimum_password_length: int = _setting(
        8, "Length that a new password must have at least.", unit="characters", ge=6, le=64
    )
    failed_attempts_before_lock: int = _setting(
        5, "Wrong passwords in a row after which an account is locked for a while; 0 never locks.", ge=0, le=100
    )
    # Longer than half a day is shutting somebody out, which an operator does by name and not by counting.
    seconds_locked: int = _setting(
        600, "How long an account stays locked after too many wrong passwords.", unit="s", ge=1, le=43200
    )
    first_password_change: bool = _setting(True, "Whether an initial password must be changed at the first log-in.")
    operators: tuple[Annotated[str, AfterValidator(_check_account)], ...] = _setting(
        (), "Accounts that run the hall: they may see and stop every server and manage all accounts.", strict=False
    )


class ServerSettings(Checked):
    """[servers]: the notebook servers that people work in."""

    first_uid: int = _setting(
        20000, "First number (uid) of the system accounts made for people; they count upwards.", ge=2000, le=50000
    )
    start_timeout_s: int = _setting(
        60, "How long a server may take to start before the attempt is given up.", unit="s", ge=5, le=600
    )
    idle_cull_s: int = _setting(
        3600,
        "A server that nobody has used for this long is stopped, files stay; 0 never stops one.",
        unit="s",
        ge=0,
        le=604800,
    )
    cull_every_s: int = _setting(300, "How often idle servers are looked for.", unit="s", ge=10, le=3600)
    idle_kernel_cull_s: int = _setting(
        3600,
        "A kernel that has computed nothing for this long is stopped, its variables are lost; 0 never stops one.",
        unit="s",
        ge=0,
        le=604800,
    )
    default_page: Literal["lab", "tree"] = _setting(
        "lab", "What opens after log-in: JupyterLab (lab) or the plainer Notebook (tree)."
    )


class GradingSettings(Checked):
    """[grading]: how submissions are run."""

    cell_timeout_s: int = _setting(30, "How long one cell of a submission may run.", unit="s", ge=1, le=3600)


class HallSettings(Checked):
    """All settings of a hall; a table or key that the file leaves out has its default."""

    hub: HubSettings = Field(HubSettings(), description="Where the hall is reached, and how it presents itself.")
    accounts: AccountSettings = Field(AccountSettings(), description="Who may log in, and how passwords are guarded.")
    servers: ServerSettings = Field(ServerSettings(), description="The notebook servers that people work in.")
    grading: GradingSettings = Field(GradingSettings(), description="How submissions are run.")


def load_settings(path: Path) -> HallSettings:
    """The settings in hall.toml at ``path``; one PlatformFault that names every problem when it is not in order."""
    return read_toml(path, HallSettings, PlatformFault).value
