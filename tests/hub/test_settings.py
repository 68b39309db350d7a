"""The operator's settings: defaults, bounds, and refusals in both languages."""

from __future__ import annotations

import re

import pytest
from pydantic.fields import FieldInfo

from borehall.checked import shown
from borehall.faults import PlatformFault
from borehall.hub.settings import HallSettings, load_settings
from borehall.words import speaking

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SETTINGS: list[tuple[str, str, FieldInfo]] = [
    (section, key, field)
    for section, declared in HallSettings.model_fields.items()
    for key, field in declared.annotation.model_fields.items()
]


def load(tmp_path, text: str) -> HallSettings:
    path = tmp_path / "hall.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def refusal(tmp_path, text: str) -> PlatformFault:
    with speaking("zh_CN"), pytest.raises(PlatformFault) as raised:
        load(tmp_path, text)
    assert all(CHINESE.search(part) for part in (raised.value.seen, raised.value.expected, raised.value.next_step))
    with speaking("en"), pytest.raises(PlatformFault) as raised:
        load(tmp_path, text)
    said = (raised.value.expected + raised.value.next_step).replace(HallSettings().hub.title_zh, "")
    assert not CHINESE.search(said)
    return raised.value


def test_an_empty_file_gives_the_defaults(tmp_path):
    assert load(tmp_path, "") == HallSettings()
    assert HallSettings().hub.address == "127.0.0.1"
    assert not HallSettings().accounts.self_registration


def test_the_defaults_written_out_are_accepted_and_change_nothing(tmp_path):
    text = "".join(
        f"[{section}]\n" + "".join(f"{key} = {shown(field.default)}\n" for s, key, field in SETTINGS if s == section)
        for section in HallSettings.model_fields
    )
    assert load(tmp_path, text) == HallSettings()


def test_what_the_file_says_is_taken(tmp_path):
    settings = load(tmp_path, '[hub]\nport = 8443\nbase_url = "/hall/"\n[accounts]\noperators = ["chen.w", "li"]\n')
    assert (settings.hub.port, settings.hub.base_url) == (8443, "/hall/")
    assert settings.accounts.operators == ("chen.w", "li")
    assert settings.grading == HallSettings().grading


def test_settings_cannot_be_changed_once_read(tmp_path):
    with pytest.raises(ValueError, match="frozen"):
        load(tmp_path, "").hub.port = 1


@pytest.mark.parametrize(
    ("section", "key", "field"), SETTINGS, ids=[f"{section}.{key}" for section, key, _ in SETTINGS]
)
def test_a_misspelt_key_is_refused_with_the_right_one(tmp_path, section, key, field):
    fault = refusal(tmp_path, f"\n[{section}]\n{key}x = {shown(field.default)}\n")
    assert (fault.line, fault.key) == (3, f"{section}.{key}x")
    assert fault.next_step == f"Did you mean {key}?"


@pytest.mark.parametrize(
    ("section", "key", "field"), SETTINGS, ids=[f"{section}.{key}" for section, key, _ in SETTINGS]
)
def test_a_value_of_another_type_is_refused_at_its_line(tmp_path, section, key, field):
    fault = refusal(tmp_path, f"[{section}]\n\n{key} = 0.5\n")
    assert (fault.line, fault.key) == (3, f"{section}.{key}")
    assert "0.5" in fault.seen


def test_a_misspelt_table_is_refused_with_the_right_one(tmp_path):
    assert refusal(tmp_path, "[acounts]\n").next_step == "Did you mean accounts?"


REFUSED = [
    ("hub", 'address = "http://hall.example.org"'),
    ("hub", 'address = "127.0.0.1:8000"'),
    ("hub", 'address = "300.1.1.1"'),
    ("hub", 'address = ""'),
    ("hub", "port = 0"),
    ("hub", "port = 65536"),
    ("hub", 'base_url = "hall"'),
    ("hub", 'base_url = "/hall"'),
    ("hub", 'base_url = "/a hall/"'),
    ("hub", 'base_url = "//"'),
    ("hub", 'language = "zh"'),
    ("hub", 'title_zh = ""'),
    ("accounts", "minimum_password_length = 5"),
    ("accounts", "minimum_password_length = 65"),
    ("accounts", "failed_attempts_before_lock = -1"),
    ("accounts", "seconds_locked = 86400"),
    ("accounts", 'operators = "chen"'),
    ("accounts", 'operators = ["Chen"]'),
    ("accounts", 'operators = ["course-x"]'),
    ("servers", 'accounts = "yes"'),
    ("servers", "first_uid = 0"),
    ("servers", "cull_every_s = 0"),
    ("grading", "cell_timeout_s = 0"),
]


@pytest.mark.parametrize(("section", "line"), REFUSED, ids=[line for _, line in REFUSED])
def test_a_value_out_of_bounds_is_refused(tmp_path, section, line):
    fault = refusal(tmp_path, f"[{section}]\n{line}\n")
    assert fault.line == 2
    assert fault.key.startswith(f"{section}.{line.split()[0]}")


ACCEPTED = [
    'address = "0.0.0.0"',
    'address = "::"',
    'address = "hall.example.org"',
    'base_url = "/a/b-c/"',
    "port = 443",
]


@pytest.mark.parametrize("line", ACCEPTED)
def test_what_operators_write_is_accepted(tmp_path, line):
    load(tmp_path, f"[hub]\n{line}\n")


def test_every_setting_is_declared_whole():
    for section, key, field in SETTINGS:
        assert field.description.endswith("."), (section, key)
        assert not field.is_required(), (section, key)
        HallSettings.model_fields[section].annotation.model_validate({key: field.default})
