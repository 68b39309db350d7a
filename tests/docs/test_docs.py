"""Documents name every command, option, setting and dependency; their links, examples and translations hold."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from borehall.cli import cli
from borehall.hub.settings import HallSettings
from borehall.words import catalogue

REPOSITORY = Path(__file__).resolve().parents[2]
DOCS = REPOSITORY / "docs"
FOR_USERS = ("trainee", "instructor", "operator", "engineer")
COMMANDS = [DOCS / "operator" / "commands.md", DOCS / "operator" / "commands.zh-CN.md"]
SETTINGS = [DOCS / "operator" / "settings.md", DOCS / "operator" / "settings.zh-CN.md"]
DEPENDENCIES = DOCS / "contributor" / "dependencies.md"
FOLDERS = ("", "docs", "tests", "desk", "submitted", "autograded", "feedback")

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_SHELL = re.compile(r"^```(?:sh|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Every page that people read."""
    deep = [page for folder in ("docs", "tests") for page in (REPOSITORY / folder).rglob("*.md")]
    flat = [page for folder in FOLDERS for page in (REPOSITORY / folder).glob("*.md")]
    return sorted({*deep, *flat})


def name_of(page: Path) -> str:
    return str(page.relative_to(REPOSITORY))


def commands(group: click.Command = cli, words: tuple[str, ...] = ("borehall",)) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by the words that call it."""
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            yield from commands(command, (*words, name))
    else:
        yield " ".join(words), group


def part_of(page: Path, command: str) -> str:
    """What ``page`` says under the heading of ``command``."""
    found = re.search(rf"^### {re.escape(command)}\b.*?(?=^### |\Z)", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return found.group() if found else ""


@pytest.mark.parametrize("page", COMMANDS, ids=name_of)
@pytest.mark.parametrize(("words", "command"), list(commands()), ids=[words for words, _ in commands()])
def test_a_command_has_a_part_that_names_its_arguments_and_options(
    page: Path, words: str, command: click.Command
) -> None:
    part = part_of(page, words)
    assert part, f"{name_of(page)} has no heading '### {words}'"
    heading = part.splitlines()[0]
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    missing = [name for one in arguments if (name := one.make_metavar(click.Context(command))) not in heading]
    options = [name for parameter in command.params if isinstance(parameter, click.Option) for name in parameter.opts]
    missing += [name for name in options if not re.search(rf"`{name}[ `]", part)]
    assert missing == []


@pytest.mark.parametrize("page", COMMANDS, ids=name_of)
def test_the_commands_page_names_no_command_that_does_not_exist(page: Path) -> None:
    headings = re.findall(r"^### (borehall [a-z ]+[a-z])", page.read_text("utf-8"), re.MULTILINE)
    assert sorted(headings) == sorted(words for words, _ in commands())


@pytest.mark.parametrize("page", SETTINGS, ids=name_of)
def test_every_setting_stands_under_its_table(page: Path) -> None:
    parts = re.split(r"^## ", page.read_text("utf-8"), flags=re.MULTILINE)
    of_table = {part.splitlines()[0].strip("[] "): part for part in parts[1:]}
    missing = [
        f"{table}.{key}"
        for table, field in HallSettings.model_fields.items()
        for key in type(field.default).model_fields
        if f"| `{key}` |" not in of_table.get(table, "")
    ]
    assert missing == []


def readers_pages() -> list[Path]:
    """Pages that exist in both languages: those for users, and the first ones."""
    chosen = [page for folder in FOR_USERS for page in (DOCS / folder).rglob("*.md")]
    return sorted([*chosen, *DOCS.glob("README*.md"), *REPOSITORY.glob("README*.md")])


def sister(page: Path) -> Path:
    name = page.name
    return page.with_name(
        name.replace(".zh-CN.md", ".md") if name.endswith(".zh-CN.md") else name.replace(".md", ".zh-CN.md")
    )


@pytest.mark.parametrize("page", readers_pages(), ids=name_of)
def test_a_page_for_users_has_a_sister_in_the_other_language_of_the_same_build(page: Path) -> None:
    assert sister(page).is_file()
    assert build(page) == build(sister(page))


def build(page: Path) -> list[str]:
    """The levels of the headings, and the shell commands, in order: what no translation changes."""
    text = page.read_text("utf-8")
    levels = re.findall(r"^#+(?= )", _FENCE.sub("", text), re.MULTILINE)
    return levels + [line for line, _ in lines_of_shell(text) if line.startswith("borehall ")]


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    broken = []
    for link in _LINK.findall(_FENCE.sub("", page.read_text("utf-8"))):
        file, _, anchor = link.partition("#")
        if "://" in file or file.startswith("mailto:"):
            continue
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings get, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def lines_of_shell(text: str) -> Iterator[tuple[str, int]]:
    """The command lines of a page's shell blocks, and where they stand; what a console block prints is left out."""
    for block in _SHELL.finditer(text):
        console = block.group().startswith("```console")
        for line in block.group(1).splitlines():
            if not console or line.startswith("$ "):
                yield line.removeprefix("$ ").split("  #")[0].strip(), text[: block.start()].count("\n") + 1


def borehall_lines() -> list[tuple[str, str]]:
    return [
        (f"{name_of(page)}:{number}", line)
        for page in pages()
        for line, number in lines_of_shell(page.read_text("utf-8"))
        if line.startswith("borehall ")
    ]


def parse(line: str) -> None:
    """Refuses what the command tree does not take. Nothing is run: the files of an example need not exist here."""
    command: click.Command = cli
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        _, found, words = command.resolve_command(click.Context(command), words)
        assert found is not None, line
        command = found
    values, left, _ = command.make_parser(click.Context(command)).parse_args(list(words))
    assert left == [], f"more arguments than {command.name} takes"
    for parameter in command.params:
        value = values.get(parameter.name or "")
        assert isinstance(value, str) or not parameter.required, f"{parameter.name} is missing"
        if isinstance(parameter.type, click.Choice) and isinstance(value, str):
            assert value in parameter.type.choices


@pytest.mark.parametrize(("place", "line"), borehall_lines(), ids=[place for place, _ in borehall_lines()])
def test_an_example_of_a_command_is_one_that_borehall_takes(place: str, line: str) -> None:
    parse(line)


@pytest.mark.parametrize(
    "line",
    [
        "borehall grade cement-plant",
        "borehall grade cement-plant spacing --onyl trainee01",
        "borehall course relase cement-plant",
        "borehall doctor now",
        "borehall plan check PLAN.csv",
        "borehall plan check PLAN.csv --works WORKS.toml --stage last",
    ],
)
def test_an_example_that_borehall_does_not_take_is_found(line: str) -> None:
    with pytest.raises((click.UsageError, AssertionError)):
        parse(line)


def needed(file: Path, *tables: str) -> set[str]:
    """The names of the distributions that a pyproject file asks for, in its dependencies or in an extra."""
    project = tomllib.loads(file.read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in tables for one in project["optional-dependencies"][extra])]
    return {re.split(r"[<>=!~\[; ]", one, maxsplit=1)[0] for one in wanted}


@pytest.mark.parametrize(
    ("file", "extras", "heading"),
    [("pyproject.toml", ["dev"], "The hall"), ("desk/pyproject.toml", [], "The desk")],
    ids=["hall", "desk"],
)
def test_every_dependency_is_explained_and_no_other(file: str, extras: list[str], heading: str) -> None:
    parts = re.split(r"^## ", DEPENDENCIES.read_text("utf-8"), flags=re.MULTILINE)
    (part,) = [part for part in parts if part.startswith(heading)]
    rows = re.findall(r"^\| `([^`]+)` \| (.+?) \| (.+?) \| (.+?) \|$", part, re.MULTILINE)
    assert {name for name, *_ in rows} == needed(REPOSITORY / file, *extras)


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_a_page_says_no_place_of_the_machine_it_was_written_on(page: Path) -> None:
    assert re.findall(r"(?<![\w.<])(?:/work/|/tmp/|/home/\w)[^\s`]*", page.read_text("utf-8")) == []


@pytest.mark.parametrize("page", [*DOCS.glob("decisions/*.md")], ids=name_of)
def test_a_decision_is_listed(page: Path) -> None:
    listed = (DOCS / "decisions" / "README.md").read_text("utf-8")
    assert page.name == "README.md" or f"({page.name})" in listed


TROUBLE = {"en": DOCS / "operator" / "troubleshooting.md", "zh_CN": DOCS / "operator" / "troubleshooting.zh-CN.md"}
QUOTED = (
    "No site found in {folder} or above it.",
    "This account may not touch {file}.",
    "Borehall itself failed: {error}",
    "There is no account {name}. Accounts come from rosters.",
    "The room of course {course} is not ready: {file} is missing.",
    "{folder} is nobody's submission; it is left where it is.",
    "The trainees' version of {assignment} was not made.",
    "The trainees' environment can import borehall, which knows the answers.",
    "Nothing of {assignment} is graded.",
    "The folder {folder} holds no notebook.",
    "The hub ended with status {status}; it is started again.",
    "{part} is missing: the environment is half-made.",
    "{folder} is there already, and not empty.",
)
"""What the hall says when something is wrong; its reader looks for these words."""


@pytest.mark.parametrize("language", TROUBLE)
@pytest.mark.parametrize("sentence", QUOTED)
def test_troubleshooting_quotes_a_message_as_it_is_said(sentence: str, language: str) -> None:
    said = re.sub(r"\{\w+\}", "…", catalogue(language).gettext(sentence))
    told = TROUBLE[language].read_text("utf-8").replace("……", "…")
    assert re.sub(r"\s", "", said) in re.sub(r"\s", "", told)


def test_quoted_messages_are_messages() -> None:
    assert [sentence for sentence in QUOTED if catalogue("zh_CN").gettext(sentence) == sentence] == []
