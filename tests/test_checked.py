"""TOML files that people write: every problem named at once, at its line, in both languages."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import AfterValidator, AwareDatetime, Field

import borehall
from borehall.checked import Checked, Refused, nearest, read_toml
from borehall.checked.lines import key_lines
from borehall.faults import AuthorFault, Fault, PlatformFault
from borehall.hub.settings import HallSettings
from borehall.words import catalogue, speaking

CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Owner(Checked):
    name: str = "nobody"


class About(Checked):
    title: str = Field(min_length=1, max_length=10)
    stage: Literal["initial", "detailed"] = "initial"
    public: bool = False
    since: AwareDatetime | None = None
    owner: Owner = Owner()


class Water(Checked):
    level: float = Field(ge=-50, le=50)


class Hole(Checked):
    name: str
    depth: int = Field(ge=1, le=200)
    water: Water | None = None
    tags: Annotated[tuple[str, ...], Field(strict=False)] = ()


class Survey(Checked):
    about: About
    holes: Annotated[tuple[Hole, ...], Field(strict=False)] = ()


GOOD = """\
[about]
title = "plant"

[[holes]]
name = "ZK1"
depth = 30
water = { level = -2.5 }
"""

RETIRED = {"about.author": "Correct it."}


def read(tmp_path: Path, text: str | bytes, model: type[Checked] = Survey) -> Checked:
    path = tmp_path / "survey.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_toml(path, model, AuthorFault, retired=RETIRED).value


def refused(tmp_path: Path, text: str | bytes) -> dict[str, Fault]:
    """The fault that ``text`` gives in each language; neither leaves out a sentence or mixes the two."""
    faults = {}
    for language in ("zh_CN", "en"):
        with speaking(language), pytest.raises(AuthorFault) as raised:
            read(tmp_path, text)
        faults[language] = raised.value
    assert all(CHINESE.search(line) for line in sentences(faults["zh_CN"])), str(faults["zh_CN"])
    assert (faults["zh_CN"].line, faults["zh_CN"].key) == (faults["en"].line, faults["en"].key)
    return faults


def sentences(fault: Fault) -> list[str]:
    """All lines but those that only name a place."""
    text = "\n".join(part for part in (fault.seen, fault.expected, fault.next_step) if part)
    return [line for line in text.splitlines() if not line.lstrip().startswith(str(fault.file))]


def test_a_file_in_order_becomes_the_model(tmp_path):
    survey = read(tmp_path, GOOD)
    assert isinstance(survey, Survey)
    assert (survey.about.title, survey.holes[0].depth, survey.holes[0].water.level) == ("plant", 30, -2.5)


MISSPELT = [
    ("top", '[about]\ntitle = "x"\n[[hole]]\nname = "a"\n', 3, "hole", "Did you mean holes?"),
    ("table", '[about]\ntitle = "x"\nstagge = "initial"\n', 3, "about.stagge", "Did you mean stage?"),
    ("dotted", '[about]\ntitle = "x"\nowner.nane = "y"\n', 3, "about.owner.nane", "Did you mean name?"),
    ("sub-table", '[about]\ntitle = "x"\n[about.owner]\n"na-me" = "y"\n', 4, "about.owner.na-me", "Did you mean name?"),
    ("list", GOOD + "Depht = 3\n", 8, "holes[1].Depht", "Did you mean depth?"),
    ("inline", GOOD.replace("level", "leevl = 1, level"), 7, "holes[1].water.leevl", "Did you mean level?"),
    ("elsewhere", '[about]\ntitle = "x"\ndepth = 5\n', 3, "about.depth", "It belongs in [[holes]]: move it there."),
    ("nothing near", '[about]\ntitle = "x"\nzzz = 5\n', 3, "about.zzz", "Delete it, or use one of the known names."),
    ("retired", '[about]\ntitle = "x"\nauthor = 5\n', 3, "about.author", "Correct it."),
]


@pytest.mark.parametrize(
    ("text", "line", "key", "advice"), [case[1:] for case in MISSPELT], ids=[case[0] for case in MISSPELT]
)
def test_an_unknown_key_is_refused_at_every_level_with_the_nearest_name(tmp_path, text, line, key, advice):
    fault = refused(tmp_path, text)["en"]
    assert (fault.line, fault.key, fault.next_step) == (line, key, advice)


WRONG = [
    ("depth = 30", 'depth = "30"', 6, "holes[1].depth", 'depth is "30"', "from 1 to 200", "without quotes"),
    ("depth = 30", "depth = true", 6, "holes[1].depth", "depth is true", "from 1 to 200", "Correct it."),
    ("depth = 30", "depth = 30.5", 6, "holes[1].depth", "30.5: a decimal", "a whole number", "Correct it."),
    ("depth = 30", "depth = 201", 6, "holes[1].depth", "201", "from 1 to 200", "Correct it."),
    ("depth = 30\n", "", 4, "holes[1].depth", "depth is missing in [[holes]]", "from 1 to 200", "Add a line: depth"),
    ("-2.5", "nan", 7, "holes[1].water.level", "NaN", "a number from -50 to 50", "Correct it."),
    ("{ level = -2.5 }", "5", 7, "holes[1].water", "water is 5", "a table", "Write [holes.water] on"),
    ("depth = 30", 'depth = 3\ntags = [\n"a",\n7]', 9, "holes[1].tags[2]", "is 7", "text in quotes", "in quotes"),
    ("[[holes]]", "[holes]", 4, "holes", "holes is {", "a list", "Write [[holes]] on a line of its own"),
    ('"plant"', '"plant"\nstage = "detaild"', 3, "about.stage", '"detaild"', '"detailed"', "Did you mean detailed?"),
    ('"plant"', '"plant"\nstage = "?"', 3, "about.stage", '"?"', "one of", '"initial" is the default'),
    ('"plant"', '"plant"\npublic = "true"', 3, "about.public", '"true"', "true or false", "without quotes"),
    ('"plant"', '"plant"\nsince = 2030-01-01', 3, "about.since", "2030-01-01", "offset", "Correct it."),
    ('"plant"', '"plant"\nsince = 2030-01-01T08:00:00', 3, "about.since", "without an offset", "offset", "+08:00"),
    ('"plant"', '"plant"\nsince = "2030-01-01T08:00:00Z"', 3, "about.since", "text in quotes", "offset", "without"),
    ('"plant"', '"a title far too long"', 2, "about.title", "a title far", "1 to 10 characters", "Correct it."),
    ('"plant"', "1984", 2, "about.title", "1984", "text of", "in quotes"),
    ("[[holes]]", "[[about.owner]]", 4, "about.owner", "owner is [", "a table", "Write [about.owner] on"),
]


@pytest.mark.parametrize(("old", "new", "line", "key", "seen", "expected", "advice"), WRONG)
def test_a_wrong_value_is_named_with_what_its_key_expects(tmp_path, old, new, line, key, seen, expected, advice):
    fault = refused(tmp_path, GOOD.replace(old, new, 1))["en"]
    assert (fault.line, fault.key) == (line, key)
    assert seen in fault.seen
    assert expected in fault.expected
    assert advice in fault.next_step


def test_all_problems_are_told_at_once_in_the_order_of_lines(tmp_path):
    text = 'colour = 1\n[about]\nstage = "x"\n[[holes]]\nname = 7\n[[holes]]\nname = "b"\ndepth = 0\n'
    fault = refused(tmp_path, text)["en"]
    places = re.findall(r"survey\.toml:(\d+): (\S+)", str(fault))
    assert places == [
        ("1", "colour"),
        ("2", "about.title"),
        ("3", "about.stage"),
        ("4", "holes[1].depth"),
        ("5", "holes[1].name"),
        ("8", "holes[2].depth"),
    ]
    assert fault.seen.startswith("6 problems, nothing was taken")


def test_the_caller_says_whose_fault_it_is(tmp_path):
    with pytest.raises(PlatformFault):
        read_toml(tmp_path / "hall.toml", Survey, PlatformFault)


def test_checks_of_the_whole_document_are_told_together_with_wrong_values(tmp_path):
    path = tmp_path / "survey.toml"
    path.write_text(GOOD.replace("30", "300"))
    with speaking("en"), pytest.raises(AuthorFault) as raised:
        read_toml(path, Survey, AuthorFault, checks=[lambda document: [document.fault(("about",), "Not liked.")]])
    assert re.findall(r"toml:(\d+)", str(raised.value)) == ["1", "6"]


def test_a_refusing_check_alone_refuses_the_file(tmp_path):
    path = tmp_path / "survey.toml"
    path.write_text(GOOD)
    with pytest.raises(AuthorFault, match=r"Not liked\."):
        read_toml(path, Survey, AuthorFault, checks=[lambda document: [document.fault(("about",), "Not liked.")]])


def test_what_a_validator_expects_is_said_as_it_says_it(tmp_path):
    def even(value: int) -> int:
        if value % 2:
            raise Refused("an even number", "Add one.")
        return value

    class Pair(Checked):
        number: Annotated[int, AfterValidator(even)]

    with speaking("en"), pytest.raises(AuthorFault) as raised:
        read(tmp_path, "number = 3\n", Pair)
    assert (raised.value.expected, raised.value.next_step) == ("Expected: an even number.", "Add one.")


BROKEN = [
    ("no equals", "[about]\ntitle 5\n", 2, "No = follows the key."),
    ("full-width quotes", "[about]\ntitle = “x”\n", 2, 'Replace “ by "'),
    ("full-width equals", '[about]\ntitle ＝ "x"\n', 2, "Replace ＝ by ="),
    ("full-width bracket", "【about】\n", 1, "Replace 【 by ["),
    ("full-width comma", '[about]\nowner = { name = "x"， y = 1 }\n', 2, "Replace ， by ,"),
    ("no closing quote", '[about]\ntitle = "x\n', 2, "Text lacks its closing quote."),
    ("no closing quote at the end", '[about]\ntitle = "x', 2, "Text lacks its closing quote."),
    ("no closing literal", "[about]\ntitle = 'x", 2, "Text lacks its closing quote."),
    ("unquoted text", "[about]\ntitle = plant\n", 2, "The value has no known form"),
    ("twice", '[about]\ntitle = "x"\ntitle = "y"\n', 3, "This key stands there already."),
    ("table twice", '[about]\ntitle = "x"\n[about]\n', 3, "This table stands there already."),
    ("open list", '[[holes]]\ntags = ["a"\nname = "x"\n', 3, "A list lacks its closing bracket ]"),
    ("open braces", "[about]\nowner = { name = 'x'\n", 2, "A table in braces lacks its closing }"),
    ("open header", "[about\ntitle = 1\n", 1, "The bracket that closes the table's name is missing."),
    ("open list header", "[[holes]\nname = 1\n", 1, "The bracket that closes the table's name is missing."),
    ("backslash", '[about]\ntitle = "C:\\Users"\n', 2, "In double quotes a backslash"),
    ("backslash 2", '[about]\ntitle = "C:\\plant"\n', 2, "In double quotes a backslash"),
    ("trailing", '[about]\ntitle = "x" "y"\n', 2, "Something follows the value"),
    ("no such day", "[about]\nsince = 2030-02-30T00:00:00Z\n", 2, "There is no such date or time."),
    ("control character", '[about]\ntitle = "\x01"\n', 2, "A control character"),
    ("stray", "[about]\n*\n", 2, "This is no key"),
    ("nameless table", "[]\n", 1, "A key or table name is missing"),
    ("number too long", "[about]\ntitle = 1" + "0" * 5000 + "\n", 2, "The number is too long."),
    ("too deep", "x = " + "[" * 3000 + "]" * 3000, None, "nested too deeply"),
]


@pytest.mark.parametrize(("text", "line", "says"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_is_no_toml_is_told_with_its_line(tmp_path, text, line, says):
    fault = refused(tmp_path, text)["en"]
    assert fault.line == line
    assert says in str(fault)


ENCODED = [
    ("UTF-8 with mark", GOOD.encode("utf-8-sig"), "byte order mark (BOM) of UTF-8", 1),
    ("UTF-16", GOOD.encode("utf-16"), "byte order mark (BOM) of UTF-16", 1),
    ("GBK", '[about]\ntitle = "勘察"\n'.encode("gbk"), "looks like GBK", 2),
    ("neither", b"[about]\n\ntitle = '\xff'\n", "byte 0xFF", 3),
]


@pytest.mark.parametrize(("raw", "says", "line"), [case[1:] for case in ENCODED], ids=[case[0] for case in ENCODED])
def test_another_encoding_is_named(tmp_path, raw, says, line):
    fault = refused(tmp_path, raw)["en"]
    assert says in fault.seen
    assert fault.line == line
    assert "UTF-8 without BOM" in fault.next_step


def test_a_missing_file_names_its_misnamed_neighbour(tmp_path):
    (tmp_path / "hall.toml.txt").touch()
    with speaking("en"), pytest.raises(AuthorFault, match=r"Rename hall\.toml\.txt"):
        read_toml(tmp_path / "hall.toml", Survey, AuthorFault)


@pytest.mark.parametrize("name", ["folder", "file/below", "n" * 300, "absent", "absent/below"])
def test_what_is_no_readable_file_is_a_fault_of_its_owner(tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    for language in ("zh_CN", "en"):
        with speaking(language), pytest.raises(PlatformFault) as raised:
            read_toml(tmp_path / name, Survey, PlatformFault)
        assert raised.value.file == tmp_path / name
        assert bool(CHINESE.search(raised.value.seen)) == (language == "zh_CN")


def test_a_file_too_large_is_not_read(tmp_path):
    assert "larger than 1 MiB" in refused(tmp_path, b"#" * (1024 * 1024 + 1))["en"].seen


def test_the_nearest_name_ignores_case_and_hyphens():
    assert nearest("Base-URL", ["base_url", "address"]) == "base_url"
    assert nearest("colour", ["base_url", "address"]) is None


# --- lines of keys, against the standard library's reader -------------------------------------------------------------

KEY_CHARACTERS = "ab-_ .#=[]{}\"'\\层深0"
TRICKY = ["", "]", "}", "# no comment", "[x]", "a = 1", '\\"', "'", '"', "\n[y]\n", "\n\n", '""', "''"]


class Writer:
    """Writes random TOML in which each leaf holds a number that stands nowhere else."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.count = draw, 100000

    def key(self) -> str:
        name = self.draw(st.text(KEY_CHARACTERS, max_size=4)) + str(self.mark())
        styles = [quoted(name)]
        if "'" not in name:
            styles.append(f"'{name}'")
        if re.fullmatch(r"[A-Za-z0-9_-]+", name):
            styles.append(name)
        return self.draw(st.sampled_from(styles))

    def mark(self) -> int:
        self.count += 1
        return self.count

    def noise(self) -> str:
        return self.draw(st.sampled_from(["", "\n", "# [x] = 'y'\n", "  \t\n", '# """\n']))

    def leaf(self) -> str:
        text = self.draw(st.sampled_from(TRICKY))
        mark = self.mark()
        styles = [str(mark), f"{mark}.5", quoted(f"{mark}{text}")]
        styles.append(f'"""{mark}{text.replace(chr(92), chr(92) * 2).replace(chr(34) * 2, "x")} """')
        if "'" not in text:
            styles.append(f"'''{mark}{text}'''")
            styles.append(f"'''{mark}{text}'''''")
            if "\n" not in text:
                styles.append(f"'{mark}{text}'")
        return self.draw(st.sampled_from(styles))

    def value(self, depth: int, inline: bool = False) -> str:
        kind = self.draw(st.sampled_from(["leaf", "leaf", "list", "table"])) if depth else "leaf"
        if kind == "leaf":
            # An inline table stands on one line in TOML 1.0, but for the text and lists within it.
            return str(self.mark()) if inline else self.leaf()
        parts = [self.value(depth - 1, inline) for _ in range(self.draw(st.integers(0, 3)))]
        if kind == "table":
            pairs = ", ".join(f"{self.key()} = {self.value(depth - 1, True)}" for _ in parts)
            return "{ " + pairs + " }"
        if inline:
            return f"[{', '.join(parts)}]"
        return "[" + "".join(f"\n{self.noise()}{part} , " for part in parts) + self.noise() + "]"

    def pairs(self) -> str:
        text = ""
        for _ in range(self.draw(st.integers(0, 3))):
            key = " . ".join(self.key() for _ in range(self.draw(st.integers(1, 2))))
            text += f"{self.noise()} {key} = {self.value(2)} # tail ] = \n"
        return text

    def document(self) -> str:
        text = self.pairs()
        for _ in range(self.draw(st.integers(0, 3))):
            name = self.key()
            if self.draw(st.booleans()):
                for _ in range(self.draw(st.integers(1, 2))):
                    text += f"{self.noise()}[[ {name} ]]\n{self.pairs()}"
                    text += f"[{name}.{self.key()}]\n{self.pairs()}[[{name}.{self.key()} ]] # x\n{self.pairs()}"
            else:
                text += f"[{name}.{self.key()}] # [z]\n{self.pairs()}[{name}]\n{self.pairs()}"
        return self.draw(st.sampled_from([text, text.replace("\n", "\r\n")]))


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@st.composite
def documents(draw: st.DrawFn) -> str:
    return Writer(draw).document()


def leaves_and_tables(value: object, location: tuple = ()) -> dict[tuple, object]:
    found = {location: value}
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, below in inner:
        found |= leaves_and_tables(below, (*location, part))
    return found


@settings(deadline=None)
@given(documents())
def test_every_key_that_the_standard_library_reads_has_the_line_of_its_value(text):
    read_by_tomllib = leaves_and_tables(tomllib.loads(text))
    del read_by_tomllib[()]
    lines = key_lines(text)
    assert lines.keys() == read_by_tomllib.keys()
    for location, value in read_by_tomllib.items():
        if not isinstance(value, dict | list):
            mark = re.match(r"\d{6}", str(value))[0]
            assert mark in text.split("\n")[lines[location] - 1]


ENDINGS = [
    f"{quote * opening}{text}{quote * closing}"
    for quote, opening, text, closing in [
        *(('"', 3, "x", closing) for closing in (3, 4, 5)),
        *(("'", 3, "x", closing) for closing in (3, 4, 5)),
        *((quote, 1, "", 1) for quote in "'\""),
        *((quote, 3, "", 3) for quote in "'\""),
        ('"', 1, "\\\\", 1),
        ('"', 1, '\\"', 1),
        ("'", 1, "\\", 1),
        ('"', 3, '""\\"""\\\\', 3),
    ]
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_text_ends_where_the_standard_library_ends_it(ending):
    text = f"a = {ending} # b = 1\nlist = [{ending},{ending}\n]\nc = 2\n"
    assert key_lines(text).keys() == leaves_and_tables(tomllib.loads(text)).keys() - {()}
    assert key_lines(text)[("c",)] == text[: text.index("c = 2")].count("\n") + 1


def test_a_table_stands_where_its_header_does():
    text = "[a.b]\nx = 1\n\n[a]\ny = 2\n\n[[c]]\n[[c]]\n[c.d]\nz = 3\n"
    lines = key_lines(text)
    assert lines[("a",)] == 4
    assert (lines[("a", "b")], lines[("c",)], lines[("c", 1)], lines[("c", 1, "d")]) == (1, 7, 8, 9)


# --- words -----------------------------------------------------------------------------------------------------------

PACKAGE = Path(borehall.__file__).parent
MODULES = [
    *sorted((PACKAGE / "checked").glob("*.py")),
    *sorted((PACKAGE / "hub").glob("settings*.py")),
    *(PACKAGE / "course" / f"{name}.py" for name in ("course", "roster", "roster_table", "usernames")),
]


def sentences_of(module: Path) -> set[str]:
    calls = [node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Call)]
    said = [call.args[0] for call in calls if getattr(call.func, "id", "") in ("say", "_in_both") and call.args]
    return {first.value for first in said if isinstance(first, ast.Constant)}


def setting_sentences() -> set[str]:
    found = set()
    for section in HallSettings.model_fields.values():
        found.add(section.description)
        for field in section.annotation.model_fields.values():
            found |= {field.description, field.json_schema_extra["unit"]} - {""}
    return found


@pytest.mark.parametrize(
    "said", [*map(sentences_of, MODULES), setting_sentences()], ids=[*(m.stem for m in MODULES), "-"]
)
def test_every_sentence_has_a_translation_with_the_same_places(said):
    chinese = catalogue("zh_CN")
    for sentence in said:
        translated = chinese.gettext(sentence)
        assert translated != sentence or sentence == "MiB", sentence
        assert places(translated) == places(sentence), sentence


def places(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence)} - {None}
