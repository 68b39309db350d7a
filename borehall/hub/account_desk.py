"""What staff do to accounts from outside the hub: list them, give a new initial password, lock.

These work on the hub's database by its URL, whether the hub runs or not.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from nativeauthenticator.orm import UserInfo
from sqlalchemy import create_engine, delete, func, inspect, select
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from borehall.faults import PlatformFault
from borehall.hub.initial_passwords import InitialPasswords, draw_password
from borehall.words import say


def account_names(database_url: str, store: InitialPasswords) -> set[str]:
    """Everyone who has a chosen or an initial password."""
    return store.names() | _in_hub(database_url, lambda hub: set(hub.scalars(select(UserInfo.username))), set())


def reset_account(database_url: str, store: InitialPasswords, username: str) -> str:
    """A new initial password for ``username``, who has to replace it; the old password no longer opens anything.

    An account that does not exist yet is made. Sessions end at the hub's next check, within five minutes.
    """
    password = draw_password()
    store.put(username, password, must_change=True)
    # Second: should this fail, the old password still works and the command can be repeated.
    _remove_chosen(database_url, username)
    return password


def lock_account(database_url: str, store: InitialPasswords, username: str) -> bool:
    """``username`` cannot log in any more; False when there was no such account. Work and marks stay."""
    drawn = store.has(username)
    store.remove(username)
    return _remove_chosen(database_url, username) or drawn


def _remove_chosen(database_url: str, username: str) -> bool:
    chosen = delete(UserInfo).where(func.lower(UserInfo.username) == username.lower())
    return _in_hub(database_url, lambda hub: hub.execute(chosen).rowcount > 0, False)


def _in_hub(database_url: str, work: Callable[[Connection], Any], otherwise: Any) -> Any:
    """What ``work`` returns on the hub's database; ``otherwise`` when no hub has made its tables yet."""
    url = make_url(database_url)
    on_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    if on_file and not Path(str(url.database)).exists():
        return otherwise  # to connect would leave an empty file
    engine = create_engine(url, connect_args={"timeout": 30} if on_file else {})
    try:
        with engine.begin() as hub:
            return work(hub) if inspect(hub).has_table(UserInfo.__tablename__) else otherwise
    except SQLAlchemyError as error:
        raise PlatformFault(
            say("The hub's database cannot be read or written: {reason}.", reason=error),
            say("The database that hall.toml names, open to the account that runs the hall."),
            say("Run as that account; see that the disk is not full, then try again."),
        ) from error
    finally:
        engine.dispose()
