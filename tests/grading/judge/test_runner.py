"""A trainee's cells run as in a notebook: magics, figures, displays, tracebacks, files; all of it bounded."""

from __future__ import annotations

import json

import pytest

from borehall.grading.judge.contract import Contract
from tests.grading.judge import notebooks as nb


@pytest.fixture
def run(bench):
    """Runs cells and returns their outputs, each as text."""

    def outputs(*sources: str, **options):
        work = nb.notebook(*(nb.plain(source, f"c{place}") for place, source in enumerate(sources)))
        judged = bench.judge(nb.notebook(), work, contract=Contract(), **options)
        return [cell.outputs for cell in judged.notebook.cells if cell.cell_type == "code"][: len(sources)]

    return outputs


def text(outputs) -> str:
    return json.dumps(outputs, ensure_ascii=False)


def test_a_value_is_shown_and_counted(run):
    (first,) = run("1 + 1")
    assert first[0].output_type == "execute_result"
    assert first[0].data["text/plain"] == "2"


def test_a_table_is_shown_as_table_and_as_text(run):
    (first,) = run("import pandas as pd\npd.DataFrame({'孔号': ['ZK1'], 'd': [1.5]})")
    assert "<table" in first[0].data["text/html"]
    assert "<style" not in first[0].data["text/html"]
    assert "ZK1" in first[0].data["text/plain"]


def test_a_figure_becomes_a_picture(run):
    first, second = run("%matplotlib inline\nimport matplotlib.pyplot as plt", "plt.plot([1, 2]);\nplt.title('深度')")
    assert any("image/png" in out.get("data", {}) for out in second)


def test_magics_work_and_the_shell_does_not(run):
    time, cell, shell, kept = run("%time x = 1", "%%time\ny = 2", "!expr 20 + 22", "files = !ls\nfiles")
    assert "Wall time" in text(time)
    assert "Wall time" in text(cell)
    assert "系统命令" in text(shell)
    assert "42" not in text(shell)
    assert "[]" in text(kept)


def test_display_and_clear_output(run):
    first, second = run("display({'a': 1})", "from IPython.display import clear_output\nprint('x')\nclear_output()")
    assert first[0].output_type == "display_data"
    assert second == []


def test_an_exception_is_told_with_its_line_and_the_next_cell_runs(run):
    first, second = run("a = 1\nb = a / 0", "print(a)")
    assert first[0].ename == "ZeroDivisionError"
    assert "b = a / 0" in text(first)
    assert second[0].text == "1\n"


def test_a_syntax_error_is_told(run):
    (first,) = run("x = （1）")
    assert first[0].ename == "SyntaxError"


def test_warnings_go_to_stderr(run):
    (first,) = run("import warnings\nwarnings.warn('old')")
    assert first[0].name == "stderr"


def test_files_beside_the_notebook_are_read_and_modules_imported(run):
    first, second = run(
        "open('layers.csv').read()",
        "import soils\nsoils.WATER",
        files={"layers.csv": b"a", "soils.py": b"WATER = 9.81"},
    )
    assert "'a'" in text(first)
    assert "9.81" in text(second)


def test_nothing_to_read_from(run):
    (first,) = run("input('?')")
    assert first[-1].ename == "EOFError"


def test_what_never_ends_is_interrupted_and_the_next_cell_runs(run):
    first, second = run("while True:\n    pass", "2", cell_s=0.5)
    assert "TooSlow" in text(first)
    assert "2" in text(second)


def test_output_without_end_is_cut(run):
    first, second = run("for i in range(10**6):\n    print('x' * 50)", "print('still there')")
    assert len(text(first)) < 500_000
    assert "still there" in text(second)


def test_exit_ends_nothing(run):
    first, second, third = run("import sys\nsys.exit(1)", "exit()", "print('on')")
    assert "on" in text(third)


def test_scripts_in_outputs_are_left_out(run):
    html = "from IPython.display import HTML, Javascript, SVG, display\n"
    first, second, third = run(
        html + "HTML('<img src=x onerror=alert(1)>')",
        html + "display(Javascript('alert(1)'))",
        html + "HTML('<b>ok</b>')",
    )
    assert "onerror" not in text(first)
    assert "javascript" not in text(second)
    assert "<b>ok</b>" in text(third)


def test_a_box_inherits_no_open_file_but_its_channel(run):
    (first,) = run(
        "import glob, os\n[os.readlink(one) for one in glob.glob('/proc/self/fd/*') if os.path.lexists(one)]"
    )
    assert text(first).count("socket:") == 1


def test_the_runner_knows_nothing_of_the_hall(run):
    (first,) = run(
        "import sys\n[name for name in sys.modules if 'examiner' in name or name.startswith('borehall.rules')]"
    )
    assert "[]" in text(first)


def test_random_numbers_are_the_same_at_each_grading(run):
    source = "import random, numpy\n(random.random(), numpy.random.rand())"
    assert run(source) == run(source)
