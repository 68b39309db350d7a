"""Everybody of the rosters as users of the hub, in their groups; a roster imported while the hub runs holds at once."""

from __future__ import annotations

from typing import Any

from jupyterhub import orm, roles
from jupyterhub.utils import maybe_future

from borehall.hub.people import People

LOOK_EVERY_S = 5
"""How soon a changed roster is seen. Looking costs one stat for each course."""


async def ensure_roster_users(hub: Any, people: People) -> None:
    """Makes the users that are missing, and puts each user into the groups that the rosters say."""
    for name in people.everybody():
        if orm.User.find(hub.db, name) is None:
            await maybe_future(hub.authenticator.add_user(_new_user(hub, name)))
    for user in hub.db.query(orm.User).all():
        hub.users[user].sync_groups(people.groups_of(user.name))


def _new_user(hub: Any, name: str) -> Any:
    user = orm.User(name=name)
    hub.db.add(user)
    roles.assign_default_roles(hub.db, entity=user)
    hub.db.commit()
    return hub.users[user]
