"""People log in to a real hub: with an initial password, with their own, with a wrong one."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from borehall.hub.account_desk import account_names, lock_account, reset_account
from tests.hub.visitor import RealHub, Visitor, path_of

pytestmark = pytest.mark.hub

INITIAL = "k7fmw-3xp9h-qd24r"
OWN = "borehole-depth-31m"


def newcomer(hub: RealHub, name: str, language: str = "zh-CN") -> Visitor:
    """``name`` before the first log-in."""
    hub.initial.put(name, INITIAL)
    return hub.visitor(language)


def member(hub: RealHub, name: str) -> Visitor:
    """``name`` after it."""
    visitor = newcomer(hub, name)
    visitor.choose(visitor.log_in(name, INITIAL), OWN)
    assert visitor.is_logged_in
    return visitor


class TestFirstLogIn:
    def test_an_initial_password_opens_nothing_but_the_choice_of_another(self, hub: RealHub) -> None:
        visitor = newcomer(hub, "first")
        page = visitor.log_in("first", INITIAL)
        assert "请设置您自己的密码" in page.text
        assert "no-store" in page.headers["Cache-Control"]
        assert not visitor.is_logged_in
        assert path_of(visitor.get("/hub/home")) == "/hub/login"

    def test_the_chosen_password_logs_in_and_leads_where_the_visitor_wanted_to_go(self, hub: RealHub) -> None:
        visitor = newcomer(hub, "second")
        landed = visitor.choose(visitor.log_in("second", INITIAL, "%2Fhub%2Fchange-password"), OWN)
        assert visitor.is_logged_in
        assert path_of(landed) == "/hub/change-password"
        assert not hub.initial.has("second")

    def test_afterwards_only_the_chosen_password_fits(self, hub: RealHub) -> None:
        member(hub, "third")
        assert "用户名或密码不正确" in hub.visitor().log_in("third", INITIAL).text
        again = hub.visitor()
        again.log_in("Third", OWN)  # names are folded as JupyterHub folds them
        assert again.is_logged_in

    def test_no_way_out_of_the_hall(self, hub: RealHub) -> None:
        visitor = newcomer(hub, "fourth")
        landed = visitor.choose(visitor.log_in("fourth", INITIAL, "https%3A%2F%2Fexample.org%2F"), OWN)
        assert landed.url.startswith(hub.address)

    @pytest.mark.parametrize(
        ("new", "again", "says"),
        [
            ("short-1", None, "只有 7 个字符，至少需要 8 个"),
            (OWN, OWN + "x", "两次输入的新密码不一致"),
            (INITIAL, None, "新密码与原密码相同"),
            ("iloveyou1", None, "太容易猜到"),
            ("ILoveYou1", None, "太容易猜到"),
            ("fifth123", None, "太容易猜到"),
            ("勘" * 25, None, "新密码太长"),
        ],
    )
    def test_a_poor_choice_is_refused_and_can_be_made_again(
        self, hub: RealHub, new: str, again: str | None, says: str
    ) -> None:
        visitor = newcomer(hub, "fifth")
        page = visitor.choose(visitor.log_in("fifth", INITIAL), new, again)
        assert says in page.text
        assert not visitor.is_logged_in
        assert hub.initial.has("fifth")
        assert visitor.choose(page, "short", "short").status_code == 200

    def test_in_english_too(self, hub: RealHub) -> None:
        visitor = newcomer(hub, "sixth", "en-GB,en;q=0.9")
        page = visitor.log_in("sixth", INITIAL)
        assert "Choose your own password" in page.text
        assert "has 5 characters. Use at least 8." in visitor.choose(page, "short").text

    def test_nobody_chooses_a_password_without_the_initial_one(self, hub: RealHub) -> None:
        visitor = newcomer(hub, "seventh")
        page = visitor.log_in("seventh", INITIAL)
        answer = visitor.choose(page, OWN, password="guess-guess-guess")
        assert answer.status_code == 403
        assert not visitor.is_logged_in
        assert hub.initial.has("seventh")

    def test_the_page_is_for_initial_passwords_alone(self, hub: RealHub) -> None:
        visitor = newcomer(hub, "eighth")
        page = visitor.log_in("eighth", INITIAL)
        member(hub, "ninth")
        assert visitor.choose(page, "changed-by-the-wrong-page", username="ninth", password=OWN).status_code == 403
        assert not visitor.is_logged_in
        assert hub.visitor().log_in("ninth", OWN).status_code == 200

    def test_an_initial_password_that_may_stay_logs_in(self, hub: RealHub) -> None:
        hub.initial.put("demo", INITIAL, must_change=False)
        visitor = hub.visitor()
        assert path_of(visitor.log_in("demo", INITIAL)) == "/hub/home"


class TestWrongPassword:
    def test_unknown_names_and_wrong_passwords_get_the_same_answer(self, hub: RealHub) -> None:
        newcomer(hub, "known-name")
        answers = [hub.visitor().log_in(name, "guess") for name in ("known-name", "unknown-nm")]
        assert [answer.status_code for answer in answers] == [403, 403]
        known, unknown = (re.sub(r'(data-xsrf|value)="[^"]*"', "", answer.text) for answer in answers)
        assert known == unknown

    @pytest.mark.parametrize("password", ["", "x" * 5000, "勘" * 80, "nul\0nul"])
    def test_odd_passwords_are_only_wrong(self, hub: RealHub, password: str) -> None:
        hub.initial.put("odd", INITIAL)
        answer = hub.visitor().log_in("odd", password)
        assert answer.status_code in (403, 429)

    def test_what_was_typed_as_a_name_comes_back_as_text(self, hub: RealHub) -> None:
        answer = hub.visitor().log_in('"><script>alert(1)</script>{{7*7}}', "x")
        assert answer.status_code == 403
        assert "<script>alert" not in answer.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in answer.text

    def test_a_form_without_the_cross_site_token_is_refused(self, hub: RealHub) -> None:
        hub.initial.put("tokenless", INITIAL, must_change=False)
        visitor = hub.visitor()
        visitor.get("/hub/login")
        answer = visitor.web.post(
            hub.address + "/hub/login", data={"username": "tokenless", "password": INITIAL}, timeout=30
        )
        assert answer.status_code == 403
        assert "登录页面已过期" in answer.text
        assert not visitor.is_logged_in


class TestLockOut:
    @pytest.mark.parametrize(
        ("language", "says"), [("zh-CN", "连续多次登录失败，请 10 分钟后再试"), ("en", "Try again in 10 min")]
    )
    def test_after_three_guesses_the_right_password_waits_too(self, hub: RealHub, language: str, says: str) -> None:
        name = f"locked-{language.lower()}"
        hub.initial.put(name, INITIAL, must_change=False)
        visitor = hub.visitor(language)
        for _ in range(3):
            assert visitor.log_in(name, "guess").status_code == 403
        answer = visitor.log_in(name, INITIAL)
        assert answer.status_code == 429
        assert says in answer.text
        assert not visitor.is_logged_in

    def test_it_holds_for_chosen_passwords(self, hub: RealHub) -> None:
        member(hub, "locked-member")
        for _ in range(3):
            hub.visitor().log_in("locked-member", "guess")
        assert hub.visitor().log_in("locked-member", OWN).status_code == 429

    def test_it_says_nothing_about_who_exists(self, hub: RealHub) -> None:
        codes = [hub.visitor().log_in("locked-nobody", "guess").status_code for _ in range(4)]
        assert codes == [403, 403, 403, 429]

    def test_a_right_password_forgives_the_slips_before_it(self, hub: RealHub) -> None:
        member(hub, "forgetful")
        for _ in range(3):
            visitor = hub.visitor()
            visitor.log_in("forgetful", "guess")
            visitor.log_in("forgetful", OWN)
            assert visitor.is_logged_in

    def test_guesses_side_by_side_do_not_slip_through(self, hub: RealHub) -> None:
        hub.initial.put("besieged", INITIAL)
        visitors = [hub.visitor() for _ in range(12)]
        with ThreadPoolExecutor(12) as crowd:
            answers = list(crowd.map(lambda visitor: visitor.log_in("besieged", "guess"), visitors))
        assert sorted(answer.status_code for answer in answers) == [403] * 3 + [429] * 9


class TestChangePassword:
    def change(self, visitor: Visitor, old: str, new: str) -> str:
        page = visitor.get("/hub/change-password")
        fields = {"old_password": old, "new_password": new, "new_password_confirmation": new}
        return visitor.send("/hub/change-password", page, **fields).text

    def test_it_changes(self, hub: RealHub) -> None:
        visitor = member(hub, "changer")
        assert "密码已修改" in self.change(visitor, OWN, "another-" + OWN)
        again = hub.visitor()
        again.log_in("changer", "another-" + OWN)
        assert again.is_logged_in

    def test_it_wants_the_current_one(self, hub: RealHub) -> None:
        visitor = member(hub, "unsure")
        assert "当前密码不正确" in self.change(visitor, "guess", "another-" + OWN)
        assert "新密码只有 5 个字符" in self.change(visitor, OWN, "short")

    def test_guessing_the_current_one_locks(self, hub: RealHub) -> None:
        visitor = member(hub, "borrowed")
        said = [self.change(visitor, "guess", "another-" + OWN) for _ in range(4)]
        assert "连续多次登录失败" in said[3]

    def test_an_initial_password_that_may_stay_can_be_replaced(self, hub: RealHub) -> None:
        hub.initial.put("demo-changer", INITIAL, must_change=False)
        visitor = hub.visitor()
        visitor.log_in("demo-changer", INITIAL)
        assert "密码已修改" in self.change(visitor, INITIAL, OWN)
        assert not hub.initial.has("demo-changer")

    def test_strangers_are_sent_to_log_in(self, hub: RealHub) -> None:
        assert path_of(hub.visitor().get("/hub/change-password")) == "/hub/login"


class TestNoSelfRegistration:
    def test_the_page_says_whom_to_ask(self, hub: RealHub) -> None:
        answer = hub.visitor().get("/hub/signup")
        assert answer.status_code == 404
        assert "账号由教师发放" in answer.text
        assert "Accounts come from your instructor" in hub.visitor("en").get("/hub/signup").text
        assert "/hub/signup" not in hub.visitor().get("/hub/login").text

    def test_a_form_makes_no_account(self, hub: RealHub) -> None:
        visitor = hub.visitor()
        page = visitor.get("/hub/signup")
        fields = {"username": "intruder", "new_password": OWN, "new_password_confirmation": OWN}
        assert visitor.send("/hub/signup", page, **fields).status_code == 404
        assert "intruder" not in account_names(hub.database_url, hub.initial)


class TestSelfRegistration:
    """Where the operator allows it."""

    def sign_up(self, visitor: Visitor, name: str, password: str) -> str:
        page = visitor.get("/hub/signup")
        fields = {"username": name, "new_password": password, "new_password_confirmation": password}
        return visitor.send("/hub/signup", page, **fields).text

    def test_a_visitors_account_opens_when_an_operator_opens_it(self, hub_open_to_visitors: RealHub) -> None:
        hub = hub_open_to_visitors
        assert "/hub/signup" in hub.visitor().get("/hub/login").text
        assert "待管理员开通" in self.sign_up(hub.visitor(), "visitor", OWN)
        visitor = hub.visitor()
        assert "此账号尚未开通" in visitor.log_in("visitor", OWN).text
        assert not visitor.is_logged_in
        operator = hub.person("oper")
        operator.send("/hub/authorize", operator.get("/hub/authorize"), username="visitor", deed="open")
        visitor.log_in("visitor", OWN)
        assert visitor.is_logged_in

    def test_nobody_takes_a_name_that_exists(self, hub_open_to_visitors: RealHub) -> None:
        hub_open_to_visitors.initial.put("on-the-roster", INITIAL)
        assert "此用户名已被占用" in self.sign_up(hub_open_to_visitors.visitor(), "On-The-Roster", OWN)

    @pytest.mark.parametrize(
        ("name", "password", "says"),
        [
            *((name, OWN, "此用户名不可用") for name in ("", "a/b", "..", ".", "a+b", "-rf", "course-plant", "张伟")),
            ("brief", "short", "只有 5 个字符"),
        ],
    )
    def test_poor_names_and_passwords_are_refused(
        self, hub_open_to_visitors: RealHub, name: str, password: str, says: str
    ) -> None:
        assert says in self.sign_up(hub_open_to_visitors.visitor(), name, password)


class TestStaff:
    """The operator's page, and the same from the command line while the hub runs."""

    def test_trainees_do_not_see_the_list(self, hub: RealHub) -> None:
        assert member(hub, "curious").get("/hub/authorize").status_code in (403, 404)

    def test_an_operator_resets_a_password_and_its_owner_chooses_again(self, hub: RealHub) -> None:
        member(hub, "loser")
        operator = hub.person("oper")
        page = operator.send("/hub/authorize", operator.get("/hub/authorize"), username="loser", deed="reset")
        drawn = re.search(r'<p class="secret"><code>([^<]+)</code>', page.text)
        assert drawn
        assert hub.visitor().log_in("loser", OWN).status_code == 403
        assert "请设置您自己的密码" in hub.visitor().log_in("loser", drawn[1]).text

    def test_an_operator_shuts_and_opens_an_account(self, hub: RealHub) -> None:
        member(hub, "guest")
        operator = hub.person("oper")
        operator.send("/hub/authorize", operator.get("/hub/authorize"), username="guest", deed="shut")
        visitor = hub.visitor()
        assert "此账号尚未开通" in visitor.log_in("guest", OWN).text
        assert not visitor.is_logged_in
        operator.send("/hub/authorize", operator.get("/hub/authorize"), username="guest", deed="open")
        visitor.log_in("guest", OWN)
        assert visitor.is_logged_in

    def test_a_link_changes_no_account(self, hub: RealHub) -> None:
        member(hub, "steady")
        operator = hub.person("oper")
        for link in ("/hub/authorize/steady", "/hub/discard/steady", "/hub/authorize?username=steady&deed=shut"):
            operator.get(link)
        visitor = hub.visitor()
        visitor.log_in("steady", OWN)
        assert visitor.is_logged_in

    def test_a_reset_from_the_command_line_holds_at_once(self, hub: RealHub) -> None:
        session = member(hub, "absent")
        password = reset_account(hub.database_url, hub.initial, "Absent")
        assert hub.visitor().log_in("absent", OWN).status_code == 403
        visitor = hub.visitor()
        visitor.choose(visitor.log_in("absent", password), OWN + "-2")
        assert visitor.is_logged_in
        assert session.get("/hub/home").status_code == 200

    def test_who_is_locked_can_neither_log_in_nor_start_notebooks(self, hub: RealHub) -> None:
        session = member(hub, "leaver")
        assert lock_account(hub.database_url, hub.initial, "leaver")
        assert hub.visitor().log_in("leaver", OWN).status_code == 403
        refused = session.get("/hub/spawn")
        assert refused.status_code == 403
        assert "请重新登录后再启动实训环境" in refused.text
        assert not lock_account(hub.database_url, hub.initial, "leaver")


def test_the_store_is_private(hub: RealHub) -> None:
    hub.initial.put("private", INITIAL)
    assert hub.initial.path.stat().st_mode & 0o777 == 0o600
