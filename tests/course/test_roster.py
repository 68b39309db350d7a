"""Rosters as spreadsheet programs save them, and every wrong row told at once."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from borehall.course.course import load_course
from borehall.course.roster import COLUMNS, Person, Roster, read_roster, write_roster_csv
from borehall.faults import AuthorFault
from borehall.site import Site
from borehall.words import speaking

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ROOT = Path(__file__).parents[2]
ZHANG = Person("trainee01", "张伟", "zhang@example.com", "一组", 2)
GOOD = "账号,姓名,邮箱,组\ntrainee01,张伟,zhang@example.com,一组\n"


def write(tmp_path: Path, content: str | bytes, name: str = "roster.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(tmp_path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("other").append(["not", "read"])
    book.save(tmp_path / "roster.xlsx")
    return tmp_path / "roster.xlsx"


def refusal(path: Path, instructors: tuple[str, ...] = ()) -> AuthorFault:
    """The fault in English, after each of its lines was seen to be Chinese too."""
    with speaking("zh_CN"), pytest.raises(AuthorFault) as raised:
        read_roster(path, instructors)
    said = "\n".join(part for part in (raised.value.seen, raised.value.expected, raised.value.next_step) if part)
    lines = [line for line in said.splitlines() if not line.lstrip().startswith(str(path))]
    assert all(CHINESE.search(line) for line in lines), said
    with speaking("en"), pytest.raises(AuthorFault) as raised:
        read_roster(path, instructors)
    assert raised.value.file == path
    return raised.value


SAVED = {
    "UTF-8": GOOD.encode(),
    "UTF-8 with mark": GOOD.encode("utf-8-sig"),
    "Chinese Excel": GOOD.replace("\n", "\r\n").encode("gb18030"),
    "semicolons": GOOD.replace(",", ";").encode(),
    "tabs": GOOD.replace(",", "\t").encode("gb18030"),
    "old Macintosh": GOOD.replace("\n", "\r").encode(),
    "quotes": '"账号","姓名","邮箱","组"\n"trainee01","张伟","zhang@example.com","一组"\n'.encode(),
    "spaces": "账号 , 姓名, 邮箱, 组\n Trainee01 ,张伟　, zhang@example.com,一组\n".encode(),
    "English headings in another order": "Group,EMAIL,name,Username\n一组,zhang@example.com,张伟,trainee01\n".encode(),
}


@pytest.mark.parametrize("raw", SAVED.values(), ids=SAVED)
def test_a_roster_is_read_however_it_was_saved(tmp_path, raw):
    assert read_roster(write(tmp_path, raw)) == Roster((ZHANG,))


def test_a_workbook_is_read_from_its_first_sheet(tmp_path):
    path = workbook(tmp_path, ("账号", "姓名", "邮箱", "组"), ("trainee01", "张伟", "zhang@example.com", "一组"))
    assert read_roster(path) == Roster((ZHANG,))


def test_a_workbook_is_known_by_what_it_holds(tmp_path):
    path = workbook(tmp_path, ("账号", "姓名"), ("a", "张伟"))
    assert read_roster(path.rename(tmp_path / "roster.csv")).people[0].username == "a"


def test_numbers_as_account_names_are_whole(tmp_path):
    path = workbook(tmp_path, ("账号", "姓名", "组"), (1001, "甲", 1), (1002.0, "乙", 2.0), ("1003.0", "丙", "2.5"))
    people = read_roster(path).people
    assert [(person.username, person.group) for person in people] == [("1001", "1"), ("1002", "2"), ("1003", "2.5")]
    assert read_roster(write(tmp_path, "账号,姓名\n1001.0,甲\n")).people[0].username == "1001"


def test_formulas_count_by_the_value_that_was_saved_with_them(tmp_path):
    path = workbook(tmp_path, ("账号", "姓名"), ("=A9", "甲"))
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(rb"</f><v */>|</f><v></v>", b"</f><v>1001</v>", parts[sheet])
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    assert read_roster(path).people[0].username == "1001"


def test_blank_rows_are_skipped_and_rows_keep_the_spreadsheets_numbers(tmp_path):
    text = "\n账号,姓名\n\n,,\nA,甲\n  ,\nb,乙\n"
    assert [(person.username, person.row) for person in read_roster(write(tmp_path, text)).people] == [
        ("a", 5),
        ("b", 7),
    ]
    path = workbook(tmp_path, (), ("账号", "姓名"), (), ("A", "甲"), (None, " "), ("b", "乙"))
    assert [(person.username, person.row) for person in read_roster(path).people] == [("a", 4), ("b", 6)]


def test_a_line_break_within_a_cell_is_one_row_and_a_space(tmp_path):
    people = read_roster(write(tmp_path, '账号,姓名\na,"张\n伟"\nb,李\n')).people
    assert [(person.name, person.row) for person in people] == [("张 伟", 2), ("李", 3)]


def test_the_optional_columns_may_be_left_out(tmp_path):
    assert read_roster(write(tmp_path, "username,name\na,甲\n")).people == (Person("a", "甲", "", "", 2),)


def test_the_demonstration_roster_is_in_order():
    course = load_course(Site(ROOT), "cement-plant")
    people = read_roster(course.roster_file, course.instructors).people
    assert [person.username for person in people] == [f"trainee0{number}" for number in range(1, 6)]
    assert len({person.name for person in people}) == 5
    assert {person.group for person in people} == {"一组", "二组"}


@pytest.mark.parametrize("page", ["docs/instructor/course-file.md", "docs/instructor/course-file.zh-CN.md"])
def test_the_page_shows_a_roster_in_order_and_explains_every_column(tmp_path, page):
    text = (ROOT / page).read_text("utf-8")
    (example,) = re.findall(r"```csv\n(.*?)```", text, re.DOTALL)
    assert len(read_roster(write(tmp_path, example)).people) == 2
    explained = re.findall(r"(?m)^\| `(.+?)` / `(.+?)` \| `(.+?)` \|", text)
    assert {english: chinese for chinese, english, _ in explained} == COLUMNS
    for language in (0, 1):
        table = [[row[language] for row in explained], [row[2] for row in explained]]
        assert len(read_roster(write(tmp_path, "\n".join(map(",".join, table)))).people) == 1


WRONG_CELLS = [
    ("empty account", ",甲,,", 3, "账号", "empty", "account name"),
    ("space", "li na,甲,,", 3, "账号", '"li na"', "account name"),
    ("Chinese", "李娜,甲,,", 3, "账号", "李娜", "account name"),
    ("plus", "a+b,甲,,", 3, "账号", "a+b", "account name"),
    ("slash", "a/b,甲,,", 3, "账号", "a/b", "account name"),
    ("first character", "-a,甲,,", 3, "账号", "-a", "account name"),
    ("dots", "..,甲,,", 3, "账号", "..", "account name"),
    ("too long", "a" * 65 + ",甲,,", 3, "账号", "aaa", "1 to 64"),
    ("twice", "trainee01,甲,,", 3, "账号", "trainee01", "row 2 has it"),
    ("twice but for case", "TRAINEE01,甲,,", 3, "账号", "TRAINEE01", "row 2 has it"),
    ("service", "Course-x,甲,,", 3, "账号", "Course-x", "does not start with course-"),
    ("instructor", "Teacher,甲,,", 3, "账号", "Teacher", "instructor of the course"),
    ("rounded by Excel", "1.10101E+17,甲,,", 3, "账号", "1.10101E+17", "rounded a long number"),
    ("no name", "b,,,", 3, "姓名", "empty", "the person's name"),
    ("long name", "b," + "甲" * 65 + ",,", 3, "姓名", "甲甲", "64 visible characters"),
    ("invisible", "b,甲\u200b,,", 3, "姓名", "\\u200b", "64 visible characters"),
    ("long group", "b,甲,," + "组" * 65, 3, "组", "组组", "64 visible characters"),
    ("no e-mail address", "b,甲,b@example,", 3, "邮箱", "b@example", "name@example.com"),
    ("two e-mail addresses", "b,甲,a@x.com;b@x.com,", 3, "邮箱", "a@x.com;b@x.com", "name@example.com"),
    ("formula error", "b,#N/A,,", 3, "姓名", "#N/A", "formula's error"),
    ("cell beyond the headings", "b,甲,,一组,x", 3, "a cell without heading", '"x"', "nothing beside"),
]


@pytest.mark.parametrize(
    ("row", "line", "column", "seen", "expected"),
    [case[1:] for case in WRONG_CELLS],
    ids=[case[0] for case in WRONG_CELLS],
)
def test_a_wrong_cell_is_told_by_row_column_and_value(tmp_path, row, line, column, seen, expected):
    fault = refusal(write(tmp_path, GOOD + row + "\n"), ("teacher",))
    assert fault.line == line
    assert f"Row {line}, {column}: " in fault.seen
    assert seen in fault.seen
    assert expected in fault.expected + fault.next_step


def test_a_number_too_long_for_excel_is_refused(tmp_path):
    path = workbook(tmp_path, ("账号", "姓名"), (110101199001011234, "甲"))
    assert "format the column as text" in refusal(path).next_step


def test_every_wrong_row_is_told_at_once_in_order(tmp_path):
    path = write(tmp_path, GOOD + "\nb b,,x,\nc,丙,,\nC,丁,,\n")
    told = re.findall(r"roster\.csv:(\d+): (\S+)", str(refusal(path)))
    assert told == [("4", "账号"), ("4", "姓名"), ("4", "邮箱"), ("6", "账号")]


WRONG_HEADINGS = [
    ("unknown", "账户,姓名\na,甲\n", "Did you mean 账号?"),
    ("unknown English", "user name,name\na,甲\n", "Did you mean username?"),
    ("unknown, far", "账号,姓名,身份证\na,甲,1\n", "Rename or delete the column."),
    ("twice", "账号,username,姓名\na,a,甲\n", 'two columns are headed "username"'),
    ("missing", "账号,邮箱\na,\n", "the column 姓名/name is missing"),
    ("none", "trainee01,张伟\n", "the column 账号/username is missing"),
    ("unnamed with content", "账号,,姓名\na,x,甲\n", "a cell without heading"),
]


@pytest.mark.parametrize(
    ("text", "says"), [case[1:] for case in WRONG_HEADINGS], ids=[case[0] for case in WRONG_HEADINGS]
)
def test_wrong_headings_are_told_with_the_known_ones(tmp_path, text, says):
    assert says in str(refusal(write(tmp_path, text)))


def test_wrong_headings_and_wrong_rows_are_told_together(tmp_path):
    told = str(refusal(write(tmp_path, "账号,姓名,班级\na b,甲,1\n")))
    assert "roster.csv:1" in told
    assert "roster.csv:2" in told


UNREADABLE = {
    "nothing": (b"", "The roster is empty."),
    "blank": (b"\n ,, \n", "The roster is empty."),
    "UTF-16": (GOOD.encode("utf-16"), "no text in UTF-8 or GB18030"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no text in UTF-8 or GB18030"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old Excel workbook"),
    "truncated workbook": (b"PK\x03\x04" + bytes(100), "can't be read as an Excel workbook"),
    "open quote": ('账号,姓名\na,"甲\n'.encode(), "has no counterpart"),
    "too large": (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MiB"),
    "too many rows": ("账号,姓名\n" + "a,甲\n" * 20_000, "more than 20000 rows"),
}


@pytest.mark.parametrize(("raw", "says"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_roster_is_refused(tmp_path, raw, says):
    assert says in refusal(write(tmp_path, raw)).seen


def packed(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_another_programs_zip_file_is_refused(tmp_path):
    assert "can't be read as an Excel workbook" in refusal(write(tmp_path, packed(mimetype=b"x"), "roster.xlsx")).seen


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    bomb = packed(a=bytes(65 * 1024 * 1024))
    assert len(bomb) < 100_000
    assert "unpacks to 65 MiB" in refusal(write(tmp_path, bomb, "roster.xlsx")).seen


def test_a_workbook_that_goes_on_to_its_last_row_is_not_read_to_the_end(tmp_path):
    book = Workbook()
    book.active.append(("账号", "姓名"))
    book.active.cell(1_048_576, 1, "a")
    book.save(tmp_path / "roster.xlsx")
    assert "more than 20000 rows" in refusal(tmp_path / "roster.xlsx").seen


def test_a_missing_roster_names_its_misnamed_neighbour(tmp_path):
    write(tmp_path, GOOD, "roster.csv.csv")
    assert refusal(tmp_path / "roster.csv").next_step == "Rename roster.csv.csv, if that is the file."


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_written_roster_is_read_back_and_has_a_mark_for_excel(tmp_path, language):
    roster = Roster(
        (
            ZHANG,
            Person("b", "=cmd|' /C calc'!A0", "", "-二组", 3),
            Person("c", "@SUM(1)", "", "+1", 4),
            Person("d", "'=1", "", "＝1", 5),
        )
    )
    path = tmp_path / "exports" / "roster.csv"
    with speaking(language):
        write_roster_csv(path, roster)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf" + ("账号" if language == "zh_CN" else "username").encode())
    for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"))):
        assert not any(cell.startswith(tuple("=+-@＝＋－＠")) for cell in row)
    assert read_roster(path) == roster


def test_a_roster_that_cannot_be_written_leaves_the_old_one(tmp_path):
    path = tmp_path / "roster.csv"
    write_roster_csv(path, Roster((ZHANG,)))
    before = path.read_bytes()
    with pytest.raises(UnicodeEncodeError):
        write_roster_csv(path, Roster((Person("a", "\ud800", "", "", 2),)))
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["roster.csv"]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_whatever_give_anything_but_a_roster_or_a_fault(tmp_path_factory, raw):
    path = write(tmp_path_factory.mktemp("any"), GOOD.encode() + raw)
    try:
        read_roster(path)
    except AuthorFault:
        return


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
USERNAMES = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,20}", fullmatch=True).filter(
    lambda name: not re.match(r"course-|\d+\.0+$", name)
)


@settings(deadline=None)
@given(st.lists(st.tuples(USERNAMES, NAMES, NAMES), unique_by=lambda row: row[0], max_size=8))
def test_any_roster_is_the_same_after_it_was_written_and_read(tmp_path_factory, rows):
    people = tuple(Person(account, name, "", group, place) for place, (account, name, group) in enumerate(rows, 2))
    path = tmp_path_factory.mktemp("any") / "roster.csv"
    write_roster_csv(path, Roster(people))
    assert read_roster(path) == Roster(people)
