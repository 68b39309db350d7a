"""The pages of a real hub, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

import pytest
import requests
from traitlets.config import Config

from borehall.hub.account_desk import account_names
from borehall.hub.pages import set_pages
from borehall.words import LANGUAGE_COOKIE
from tests.hub.visitor import RealHub, Visitor, path_of

pytestmark = pytest.mark.hub

CJK = re.compile(r"[\u4e00-\u9fff]")
NAMES = re.compile(
    r"李明|English|JavaScript|JupyterHub|Nbgrader|borehall|scope|https?|taker|teacher|oper|unlisted|desk|plant|nobody|UTC"
    r"|http://\S+|/services/\S+|/hub/\S+",
)
"""Words that stay as they are in either language."""


class Words(HTMLParser):
    """What people see or hear of a page: its text, and the attributes that are shown or read out."""

    SPOKEN = ("title", "alt", "placeholder", "aria-label", "data-confirm", "data-busy", "data-failed", "data-ready")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.language = ""
        self.words: list[str] = []
        self._foreign: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "html":
            self.language = given.get("lang") or ""
        elif given.get("lang") not in (None, self.language) or tag in ("script", "style", "code"):
            self._foreign.append(tag)
        if not self._foreign:
            self.words += [given[name] or "" for name in self.SPOKEN if name in given]

    def handle_endtag(self, tag: str) -> None:
        if self._foreign and self._foreign[-1] == tag:
            self._foreign.pop()

    def handle_data(self, data: str) -> None:
        if not self._foreign:
            self.words.append(data)


def check_language(answer: requests.Response, language: str, people: Collection[str] = ()) -> None:
    """Every word of the page is in ``language``, but for the names of ``people``."""
    names = sorted(people, key=len, reverse=True)
    page = Words(re.sub("|".join(map(re.escape, names)), "", answer.text) if names else answer.text)
    assert page.language == language
    said = [" ".join(NAMES.sub(" ", words).split()) for words in page.words]
    strangers = [
        words for words in said if (re.search("[A-Za-z]{2,}", words) if language == "zh-CN" else CJK.search(words))
    ]
    assert not strangers, f"{answer.url}: {strangers}"


VISITORS_PAGES = ["/hub/login", "/hub/signup", "/hub/error/404", "/hub/error/503", "/hub/error/503?url=%2Fservices%2Fx"]
OAUTH = "/hub/api/oauth2/authorize?response_type=code&client_id=service-desk&state=x"
TRAINEES_PAGES = [
    "/hub/home",
    "/hub/change-password",
    "/hub/token",
    "/hub/nowhere",
    "/hub/admin",
    "/hub/user/taker/",
    "/hub/user/somebody/",
    "/hub/spawn-pending/taker",
    "/hub/spawn/somebody",
    "/hub/spawn/taker/second",
    "/hub/accept-share?code=none",
    OAUTH,
]
LANGUAGES = [("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"), ("en-US,en;q=0.9", "en")]


@pytest.mark.parametrize(("header", "language"), LANGUAGES)
class TestEachPageSpeaksOneLanguage:
    @pytest.mark.parametrize("path", VISITORS_PAGES)
    def test_visitors(self, hub: RealHub, path: str, header: str, language: str) -> None:
        check_language(hub.visitor(header).get(path), language)

    @pytest.mark.parametrize("path", TRAINEES_PAGES)
    def test_trainees(self, hub: RealHub, path: str, header: str, language: str) -> None:
        check_language(hub.person("taker", header).get(path), language)

    @pytest.mark.parametrize("path", ["/hub/home", "/hub/authorize", "/hub/token", "/hub/admin"])
    def test_operators(self, hub: RealHub, path: str, header: str, language: str) -> None:
        answer = hub.person("oper", header).get(path)
        check_language(answer, language, account_names(hub.database_url, hub.initial))

    def test_log_in_refused(self, hub: RealHub, header: str, language: str) -> None:
        check_language(hub.visitor(header).log_in("nobody", "guess"), language)

    def test_token_made(self, hub: RealHub, header: str, language: str) -> None:
        person = hub.person("teacher", header)
        page = person.get("/hub/token")
        token = re.search(r'data-xsrf="([^"]+)"', page.text)
        assert token
        made = person.web.post(
            f"{hub.address}/hub/api/users/teacher/tokens?_xsrf={token[1]}", json={"note": ""}, timeout=30
        )
        assert made.status_code == 201
        check_language(person.get("/hub/token"), language)


class TestChoiceOfLanguage:
    def language(self, visitor: Visitor, path: str = "/hub/login") -> str:
        return Words(visitor.get(path).text).language

    @pytest.mark.parametrize(
        ("header", "language"),
        [
            ("zh-CN", "zh-CN"),
            ("zh-TW,zh;q=0.9", "zh-CN"),
            ("en-GB,en;q=0.9", "en"),
            ("fr-FR,en;q=0.5,zh;q=0.2", "en"),
            ("en;q=0.2, zh-Hans-CN;q=0.9", "zh-CN"),
            ("de", "zh-CN"),
            ("", "zh-CN"),
            ("en;q=nonsense,*;q=x,;;,", "zh-CN"),
            ("en;q=0,zh;q=0.1", "zh-CN"),
        ],
    )
    def test_the_browser_is_followed(self, hub: RealHub, header: str, language: str) -> None:
        assert self.language(hub.visitor(header)) == language

    def test_a_choice_holds_against_the_browser_and_leaves_the_address_clean(self, hub: RealHub) -> None:
        visitor = hub.visitor("zh-CN")
        answer = visitor.get("/hub/login?next=%2Fhub%2Ftoken&lang=en")
        assert answer.url == hub.address + "/hub/login?next=%2Fhub%2Ftoken"
        assert Words(answer.text).language == "en"
        assert self.language(visitor) == "en"
        assert self.language(visitor, "/hub/signup") == "en"
        assert self.language(visitor, "/hub/login?lang=zh_CN") == "zh-CN"

    def test_the_choice_reaches_notebooks_and_services_too(self, hub: RealHub) -> None:
        visitor = hub.visitor()
        visitor.get("/hub/login?lang=en")
        cookie = next(cookie for cookie in visitor.web.cookies if cookie.name == LANGUAGE_COOKIE)
        assert cookie.value == "en" and cookie.path == "/" and not cookie.discard

    @pytest.mark.parametrize("asked", ["xx", "%22%3E%3Cscript%3E", "../../etc", ""])
    def test_other_languages_are_not_kept(self, hub: RealHub, asked: str) -> None:
        visitor = hub.visitor("en")
        answer = visitor.get(f"/hub/login?lang={asked}")
        assert Words(answer.text).language == "en"
        assert LANGUAGE_COOKIE not in visitor.web.cookies
        assert "<script>" not in answer.text.replace('<script src="', "")

    def test_a_meddled_cookie_is_ignored(self, hub: RealHub) -> None:
        visitor = hub.visitor("en")
        visitor.web.cookies.set(LANGUAGE_COOKIE, "tlh")
        assert self.language(visitor) == "en"

    def test_the_switch_is_on_the_page_and_keeps_where_one_is(self, hub: RealHub) -> None:
        page = hub.visitor("zh-CN").get("/hub/login?next=%2Fhub%2Ftoken").text
        switch = re.search(r'href="(\?[^"]*lang=en)"', page)
        assert switch
        assert switch[1].replace("&amp;", "&") == "?next=%2Fhub%2Ftoken&lang=en"

    def test_error_pages_follow_a_choice(self, hub: RealHub) -> None:
        answer = hub.visitor("zh-CN").get("/hub/nowhere?lang=en")
        assert answer.status_code == 404
        assert Words(answer.text).language == "en"

    def test_a_page_for_the_proxy_can_be_asked_for_again_in_ones_own_language(self, hub: RealHub) -> None:
        page = requests.get(hub.address + "/services/nobody/", headers={"Accept-Language": "en"}, timeout=30)
        assert page.status_code == 404
        told = hub.visitor("en").get("/hub/error/503?url=%2Fservices%2Fplant%2F")
        assert "This part of the hall does not answer" in told.text
        assert 'data-retell="/hub/error/503?url=%2Fservices%2Fplant%2F"' in told.text
        assert 'rel="stylesheet"' not in told.text  # it brings its looks along

    def test_readers_at_the_same_time_do_not_mix(self, hub: RealHub) -> None:
        def read(number: int) -> bool:
            header, language = LANGUAGES[number % 2]
            page = Words(hub.visitor(header).get("/hub/login" if number % 3 else "/hub/nowhere").text)
            said = " ".join(page.words)
            return page.language == language and bool(CJK.search(NAMES.sub("", said))) == (language == "zh-CN")

        with ThreadPoolExecutor(12) as crowd:
            assert all(crowd.map(read, range(120)))


class TestHome:
    def test_a_trainee_is_greeted_by_name_and_sees_the_courses(self, hub: RealHub) -> None:
        visitor = hub.person("taker")
        page = visitor.get("/hub/home").text
        assert "您好，李明" in page
        assert "进入实训" in page
        assert "水泥厂勘察" in page
        assert "formgrader" not in page
        assert "/hub/admin" not in page
        assert "Plant survey" in hub.person("taker", "en").get("/hub/home").text

    def test_an_instructor_finds_the_grading_desk(self, hub: RealHub) -> None:
        page = hub.person("teacher").get("/hub/home").text
        assert re.search(r'href="/services/plant/formgrader"\s+target="_blank" rel="noopener"', page)
        assert "unlisted" in page  # a course without a title goes by its name

    def test_it_comes_first_after_log_in(self, hub: RealHub) -> None:
        visitor = hub.visitor()
        hub.initial.put("arriving", "a-fine-password", must_change=False)
        assert path_of(visitor.log_in("arriving", "a-fine-password")) == "/hub/home"
        assert path_of(visitor.get("/")) == "/hub/home"

    def test_without_a_course_it_says_whom_to_ask(self, hub: RealHub) -> None:
        assert "您还没有加入任何课程" in hub.person("courseless").get("/hub/home").text

    def test_jupyterhubs_protections_stay(self, hub: RealHub) -> None:
        answer = hub.visitor().get("/hub/login")
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Type"] == "text/html; charset=UTF-8"
        assert "<script>" not in answer.text  # every script is a file


def test_every_file_that_a_page_names_is_there(hub: RealHub) -> None:
    visitor = hub.visitor()
    page = visitor.get("/hub/login").text
    named = re.findall(r'(?:src|href)="(/[^"]+)"', page)
    assert len(named) >= 5
    for path in named:
        assert visitor.get(path).status_code == 200, path
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)  # an exam hall may have no way out


def test_setting_twice_gives_the_same_configuration() -> None:
    configs = []
    for times in (1, 2):
        c = Config()
        for _ in range(times):
            set_pages(c, language="en", courses={"plant": {"zh_CN": "厂", "en": "P"}}, hall_title={"en": "H"})
        configs.append(c)
    assert configs[0] == configs[1]
    assert configs[0].BorehallHub.language == "en"
