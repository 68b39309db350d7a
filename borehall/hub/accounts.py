"""Local accounts: people of the rosters, with a first password that they replace by one of their own.

NativeAuthenticator keeps the passwords that people chose; `borehall.hub.initial_passwords` keeps those that were drawn
for them. Nobody else can log in. Its handlers are replaced by ours (`borehall.hub.account_pages`): in 1.3 they call
what JupyterHub 6 no longer has, change accounts on plain GETs, and speak English only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from nativeauthenticator import NativeAuthenticator
from nativeauthenticator.orm import UserInfo
from traitlets import Bool, Integer, Unicode, default
from traitlets import Callable as CallableTrait

from borehall.hub.account_pages import ACCOUNT_PAGES
from borehall.hub.initial_passwords import InitialPasswords
from borehall.hub.lockout import Lockout
from borehall.hub.passwords import hash_password, is_too_long, password_fits
from borehall.hub.refusals import MustChoosePassword, NotAuthorised, RefusedPassword, TooManyAttempts, WrongPassword
from borehall.words import say

_NAME_LIMIT_FACTOR = 10
"""From all addresses together one name may be tried this many times as often as from one. A lower figure would let
a neighbour shut somebody out of an exam; none would let many machines guess."""


class AccountSettings(Protocol):
    """What `set_accounts` reads of an operator's settings."""

    @property
    def self_registration(self) -> bool:
        """Whether visitors may make accounts."""

    @property
    def minimum_password_length(self) -> int:
        """Fewest characters of a chosen password."""

    @property
    def failed_attempts_before_lock(self) -> int:
        """Attempts on a name before it is locked; 0: never."""

    @property
    def seconds_locked(self) -> int:
        """How long a name stays locked."""

    @property
    def operators(self) -> Collection[str]:
        """Accounts that run the hall."""


def set_accounts(
    c: Any, settings: AccountSettings, store_path: Path | str, groups_of: Callable[[str], list[str]] | None = None
) -> None:
    """Log in with local accounts; ``store_path`` is the file of initial passwords. Only sets.

    ``groups_of`` says which groups a user is in, at each log-in and every five minutes of a session; without it the
    hub's own record of groups holds.
    """
    c.JupyterHub.authenticator_class = "borehall.hub.accounts.HallAuthenticator"
    hall = c.HallAuthenticator
    hall.initial_passwords_file = str(store_path)
    hall.enable_signup = settings.self_registration
    hall.minimum_password_length = settings.minimum_password_length
    hall.allowed_failed_logins = settings.failed_attempts_before_lock
    hall.seconds_before_next_try = settings.seconds_locked
    hall.admin_users = set(settings.operators)
    hall.groups_of = groups_of
    hall.manage_groups = groups_of is not None
    # Whoever can log in has an account in one of the two stores; there is no wider circle to allow from.
    hall.allow_all = True
    # Someone locked out of the hall must not start a server with an old session.
    hall.refresh_pre_spawn = True


@dataclass(frozen=True)
class Account:
    """What the two stores say of a name."""

    name: str
    password_hash: bytes | None
    must_change: bool = False
    authorised: bool = True


class HallAuthenticator(NativeAuthenticator):
    """NativeAuthenticator, fed by rosters."""

    initial_passwords_file = Unicode(config=True, help="The SQLite file of initial passwords.")
    groups_of = CallableTrait(None, allow_none=True, config=True, help="The groups of a user name.")
    enable_signup = Bool(False, config=True, help="Let visitors make accounts, which an operator has to open.")
    check_common_password = Bool(True, config=True, help="Refuse passwords that everybody tries first.")
    minimum_password_length = Integer(8, config=True, help="Fewest characters of a chosen password.")
    allowed_failed_logins = Integer(5, config=True, help="Attempts on a name before it is locked; 0: never.")
    seconds_before_next_try = Integer(600, config=True, help="Seconds that a name stays locked.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = InitialPasswords(self.initial_passwords_file)
        limit, seconds = self.allowed_failed_logins, self.seconds_before_next_try
        self._by_address = Lockout(limit, seconds)
        self._by_name = Lockout(limit * _NAME_LIMIT_FACTOR, seconds)

    @default("allow_all")
    def _allow_all_default(self) -> bool:
        return True

    def get_handlers(self, app: Any) -> list[tuple[str, type]]:
        """Our pages instead of NativeAuthenticator's."""
        return list(ACCOUNT_PAGES)

    def find_account(self, username: str) -> Account:
        """The account of a (normalised) name; one without a password hash when there is none."""
        row = self.get_user(username)
        if row is not None:
            return Account(username, row.password, authorised=bool(row.is_authorized))
        drawn = self.initial.find(username)
        if drawn is not None:
            return Account(username, drawn.password_hash, must_change=drawn.must_change)
        return Account(username, None)

    async def verify(self, handler: Any, username: str, password: str) -> Account:
        """The account that ``username`` and ``password`` open; else WrongPassword or TooManyAttempts."""
        name = self.normalize_username(username)
        keys = ((self._by_address, (name, handler.request.remote_ip)), (self._by_name, name))
        seconds = max(lockout.wait(key) for lockout, key in keys)
        if seconds:
            raise TooManyAttempts(seconds)
        for lockout, key in keys:
            lockout.count(key)
        account = self.find_account(name)
        # In a thread: hashing takes 50 ms, and the hub has one loop for everybody.
        if not await asyncio.to_thread(password_fits, password, account.password_hash):
            raise WrongPassword
        for lockout, key in keys:
            lockout.forget(key)
        return account

    async def authenticate(self, handler: Any, data: dict[str, str]) -> dict[str, Any] | None:
        """Name and groups of who may enter, None when name or password is wrong; the other refusals say why."""
        try:
            account = await self.verify(handler, data.get("username", ""), data.get("password", ""))
        except WrongPassword:
            return None
        if account.must_change:
            raise MustChoosePassword
        if not account.authorised:
            raise NotAuthorised
        return {"name": account.name, **self._groups(account.name)}

    def _groups(self, username: str) -> dict[str, list[str]]:
        return {} if self.groups_of is None else {"groups": self.groups_of(username)}

    async def choose_password(self, account: Account, old: str, new: str, again: str) -> None:
        """``new`` becomes the password of ``account``, which `verify` returned for ``old``; or RefusedPassword."""
        self.check_new_password(account.name, old, new, again)
        await self.write_password(account.name, new)

    def check_new_password(self, username: str, old: str, new: str, again: str) -> None:
        """RefusedPassword with the first reason why ``new`` won't do."""
        if new != again:
            raise RefusedPassword(say("The two new passwords differ. Type the same password twice."))
        if len(new) < self.minimum_password_length:
            raise RefusedPassword(
                say(
                    "The new password has {seen} characters. Use at least {least}.",
                    seen=len(new),
                    least=self.minimum_password_length,
                )
            )
        if is_too_long(new):
            raise RefusedPassword(say("The new password is too long. Use at most 72 letters or 24 Chinese characters."))
        if new == old:
            raise RefusedPassword(say("The new password is the old one. Choose a different one."))
        if self._is_guessable(username, new.lower()):
            raise RefusedPassword(
                say("The new password is easy to guess: it is common or little more than your user name.")
            )

    def _is_guessable(self, username: str, password: str) -> bool:
        little_more = username in password and len(password) < len(username) + 4
        return little_more or (self.check_common_password and self.is_password_common(password))

    async def write_password(self, username: str, password: str, authorised: bool = True) -> None:
        """``password`` opens ``username`` from now on, and no initial password does."""
        hashed = await asyncio.to_thread(hash_password, password)
        row = self.get_user(username)
        if row is None:
            self.db.add(UserInfo(username=username, password=hashed, is_authorized=authorised))
        else:
            row.password = hashed
        self.db.commit()
        # Last: a hub that dies before this line leaves an initial password that the row above outranks.
        self.initial.remove(username)

    def give_initial_password(self, username: str, password: str) -> None:
        """``username`` has to log in with ``password`` and choose another; the one chosen before is gone."""
        self.initial.put(username, password, must_change=True)
        row = self.get_user(username)
        if row is not None:
            self.db.delete(row)
            self.db.commit()

    def authorise(self, username: str, authorised: bool) -> None:
        """Open or shut an account whose owner has chosen a password; others are locked by removing them."""
        row = self.get_user(username)
        if row is not None:
            row.is_authorized = authorised
            self.db.commit()

    def user_exists(self, username: str) -> bool:
        """True when either store knows ``username``."""
        return self.find_account(self.normalize_username(username)).password_hash is not None

    async def refresh_user(self, user: Any, handler: Any = None) -> dict[str, Any] | bool:
        """False ends the session: the account is gone, shut, or was given a new initial password."""
        account = self.find_account(self.normalize_username(user.name))
        stays = account.password_hash is not None and account.authorised and not account.must_change
        return stays and (self._groups(account.name) or True)

    def delete_user(self, user: Any) -> None:
        """With the hub's user go both passwords."""
        super().delete_user(user)
        self.initial.remove(user.name)
