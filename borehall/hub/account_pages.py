"""The pages around local accounts: log in, choose a password, change it, sign up, and the operator's list."""

from __future__ import annotations

from typing import Any

from jupyterhub.handlers import BaseHandler
from jupyterhub.handlers.login import LoginHandler
from jupyterhub.scopes import needs_scope
from nativeauthenticator.orm import UserInfo
from tornado import web
from tornado.httputil import url_concat

from borehall.course.usernames import is_username
from borehall.hub.initial_passwords import draw_password
from borehall.hub.refusals import MustChoosePassword, RefusedPassword, TooManyAttempts, WrongPassword
from borehall.words import say


class HallLoginHandler(LoginHandler):
    """Log in; whoever comes with an initial password is asked for one of their own before any session exists."""

    async def post(self) -> None:
        """Log in, or show why not."""
        username = self.get_body_argument("username", "")
        password = self.get_body_argument("password", "", strip=False)
        try:
            user = await self.login_user({"username": username, "password": password})
        except MustChoosePassword:
            await _ask_for_own_password(self, username, password)
            return
        if user is None:
            raise WrongPassword
        self._jupyterhub_user = user
        self.redirect(self.get_next_url(user))


async def _ask_for_own_password(handler: Any, username: str, password: str, refusal: str = "") -> None:
    # The page carries the initial password, which dies with its first use, so that nobody types it twice.
    handler.set_header("Cache-Control", "no-store")
    page = await handler.render_template(
        "choose-password.html",
        username=username,
        password=password,
        refusal=refusal,
        least=handler.authenticator.minimum_password_length,
        action=url_concat(f"{handler.hub.base_url}choose-password", {"next": handler.get_argument("next", "")}),
    )
    handler.finish(page)


class ChoosePasswordHandler(LoginHandler):
    """A password of one's own instead of the initial one; then straight in."""

    async def get(self) -> None:
        """There is nothing to choose before the initial password was given."""
        self.redirect(self.settings["login_url"])

    async def post(self) -> None:
        """Check both passwords, keep the new one, log in."""
        username = self.get_body_argument("username", "")
        old = self.get_body_argument("password", "", strip=False)
        new = self.get_body_argument("new_password", "", strip=False)
        again = self.get_body_argument("new_password_confirmation", "", strip=False)
        account = await self.authenticator.verify(self, username, old)
        if not account.must_change:
            raise WrongPassword  # it is no initial password any more: the usual page changes it
        try:
            await self.authenticator.choose_password(account, old, new, again)
        except RefusedPassword as refusal:
            await _ask_for_own_password(self, username, old, str(refusal))
            return
        user = await self.login_user({"username": username, "password": new})
        if user is None:
            raise WrongPassword
        self._jupyterhub_user = user
        self.redirect(self.get_next_url(user))


class ChangePasswordHandler(BaseHandler):
    """Change one's own password."""

    async def _show(self, refusal: str = "", done: bool = False) -> None:
        least = self.authenticator.minimum_password_length
        self.finish(await self.render_template("change-password.html", refusal=refusal, done=done, least=least))

    @web.authenticated
    async def get(self) -> None:
        """The form."""
        await self._show()

    @web.authenticated
    async def post(self) -> None:
        """Change it, or say why not."""
        old = self.get_body_argument("old_password", "", strip=False)
        new = self.get_body_argument("new_password", "", strip=False)
        again = self.get_body_argument("new_password_confirmation", "", strip=False)
        try:
            account = await self.authenticator.verify(self, self.current_user.name, old)
            await self.authenticator.choose_password(account, old, new, again)
        except WrongPassword:
            await self._show(say("The current password is wrong. Type it again."))
        except TooManyAttempts as lock:
            await self._show(lock.jupyterhub_message)
        except RefusedPassword as refusal:
            await self._show(str(refusal))
        else:
            await self._show(done=True)


class SignUpHandler(BaseHandler):
    """Visitors make an account, where the operator allows it; an operator opens it afterwards."""

    async def _show(self, status: int = 200, **words: Any) -> None:
        self.set_status(status)
        allowed, least = self.authenticator.enable_signup, self.authenticator.minimum_password_length
        self.finish(await self.render_template("signup.html", allowed=allowed, least=least, **words))

    async def get(self) -> None:
        """The form, or whom to ask for an account."""
        await self._show(200 if self.authenticator.enable_signup else 404)

    async def post(self) -> None:
        """Make the account, shut until an operator opens it."""
        if not self.authenticator.enable_signup:
            await self._show(404)
            return
        username = self.authenticator.normalize_username(self.get_body_argument("username", ""))
        new = self.get_body_argument("new_password", "", strip=False)
        again = self.get_body_argument("new_password_confirmation", "", strip=False)
        try:
            await self._make(username, new, again)
        except RefusedPassword as refusal:
            await self._show(username=username, refusal=str(refusal))
        else:
            await self._show(done=True)

    async def _make(self, username: str, new: str, again: str) -> None:
        # The name becomes a folder and a part of file names, such as those of submissions.
        if not is_username(username) or not self.authenticator.validate_username(username):
            raise RefusedPassword(say("This user name cannot be used. Use letters, digits, '-', '_' and '.'."))
        if self.authenticator.user_exists(username):
            raise RefusedPassword(say("This user name is taken. Choose another."))
        self.authenticator.check_new_password(username, "", new, again)
        await self.authenticator.write_password(username, new, authorised=self.authenticator.open_signup)


class AccountsHandler(BaseHandler):
    """The operator's list: who has an account, who still has to choose a password, who is shut out."""

    async def _show(self, **words: Any) -> None:
        chosen = {row.username: row.is_authorized for row in self.db.query(UserInfo)}
        initial = self.authenticator.initial.names() - chosen.keys()
        self.set_header("Cache-Control", "no-store")
        page = await self.render_template(
            "accounts.html", accounts=sorted([*chosen.items(), *((name, None) for name in initial)]), **words
        )
        self.finish(page)

    @needs_scope("admin:users")
    async def get(self) -> None:
        """The list."""
        await self._show()

    @needs_scope("admin:users")
    async def post(self) -> None:
        """``open``, ``shut`` or ``reset`` one account."""
        username = self.authenticator.normalize_username(self.get_body_argument("username"))
        deed = self.get_body_argument("deed")
        if not self.authenticator.user_exists(username):
            raise web.HTTPError(404)
        if deed == "reset":
            password = draw_password()
            self.authenticator.give_initial_password(username, password)
            await self._show(reset=username, password=password)
        else:
            self.authenticator.authorise(username, deed == "open")
            self.redirect(self.request.path)


ACCOUNT_PAGES = (
    (r"/login", HallLoginHandler),
    (r"/choose-password", ChoosePasswordHandler),
    (r"/change-password", ChangePasswordHandler),
    (r"/signup", SignUpHandler),
    (r"/authorize", AccountsHandler),
)
