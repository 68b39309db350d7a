"""IPython's shell without a kernel: made once in the warm parent, inherited by each runner.

No ZMQ, no history thread, no ports: what a cell puts out is kept in this process as notebook outputs.
"""

from __future__ import annotations

import os
import sys
import warnings
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.text import SList
from traitlets.config import Config

from .outputs import Outputs, Stream

OUTPUTS = Outputs()

_NO_SHELL = "评分时不运行系统命令，已跳过 · system commands are skipped while grading: {command}"


class Hook(DisplayHook):
    """Keeps a cell's value as its execute_result."""

    def __call__(self, result: Any = None) -> None:
        """As IPython's own, but nothing is printed."""
        self.check_for_underscore()
        if result is not None and not self.quiet():
            data, _ = self.compute_format_data(result)
            self.update_user_ns(result)
            self.fill_exec_result(result)
            OUTPUTS.data("execute_result", data, self.shell.execution_count)


class Publisher(DisplayPublisher):
    """Keeps what `display` shows."""

    def publish(self, data: dict[str, Any], metadata: Any = None, **options: Any) -> None:  # type: ignore[override]
        """One display."""
        OUTPUTS.data("display_data", data)

    def clear_output(self, wait: bool = False) -> None:
        """Takes the cell's outputs back."""
        OUTPUTS.forget()


class Shell(InteractiveShell):
    """The shell in which trainees' cells run."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        OUTPUTS.error(getattr(etype, "__name__", "Exception"), _text(evalue), list(stb))

    def system(self, cmd: str) -> None:  # type: ignore[override]
        """No program is started: a line says so, and the cell goes on."""
        sys.stdout.write(_NO_SHELL.format(command=str(cmd)[:80]) + "\n")

    system_piped = system_raw = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """As `system`; nothing came out."""
        self.system(cmd)
        return SList() if split else ""

    def enable_gui(self, gui: Any = None) -> None:
        """There is no window to draw in."""


def _text(value: Any) -> str:
    try:
        return str(value)
    except Exception:  # noqa: BLE001 - a trainee's __str__ may raise what it likes
        return ""


def make_shell() -> Shell:
    """The shell, with figures drawn into the notebook. For the warm parent, once."""
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Context"
    config.InteractiveShell.displayhook_class = Hook
    config.InteractiveShell.display_pub_class = Publisher
    config.InteractiveShell.autoindent = False
    Shell.displayhook_class, Shell.display_pub_class = Hook, Publisher
    shell = Shell.instance(config=config)
    shell.display_formatter.ipython_display_formatter.enabled = True
    shell.display_formatter.active_types = shell.display_formatter.format_types
    _rehearse(shell)
    return shell


def _rehearse(shell: Shell) -> None:
    """Runs one of each kind, so that what is imported and compiled on first use is shared by all runners."""
    before = sys.stdin, sys.stdout, sys.stderr
    open_streams()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for source in _REHEARSAL:
            OUTPUTS.start()
            shell.run_cell(source, store_history=False, silent=False)
    shell.reset(new_session=True)
    OUTPUTS.start()
    OUTPUTS.room = Outputs().room
    sys.stdin.close()
    sys.stdin, sys.stdout, sys.stderr = before


_REHEARSAL = (
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd",
    "table = pd.DataFrame({'a': [1.5, 2], 'b': ['x', 'y']})\ntable.groupby('b').a.mean()\ntable",
    "fig, ax = plt.subplots()\nax.plot([1, 2], [3, 4], label='α')\nax.set_title('t')\nax.legend()\nplt.show()",
    "plt.close('all')\nround(float(np.mean([1, 2])), 1)",
    "%time 1",
    "big = pd.DataFrame({'k': ['u', 'v'] * 5, 'n': range(10), 'z': 0.5})\nbig.groupby('k')['n'].agg(['mean', 'sum'])",
    "big.merge(big.groupby('k').n.sum().rename('m').reset_index(), on='k').sort_values('m').drop_duplicates('k')",
    "big.pivot_table(index='n', columns='k', values='z'), pd.cut(big.n, 3)\nbig.nlargest(2, 'n'), big[big.n > 2].sum()",
    "import io\npd.read_csv(io.StringIO(big.to_csv(index=False))).apply(lambda row: row.n, axis=1).value_counts()",
    "table['c']",
)


def open_streams() -> None:
    """Standard output and error are caught from here on; there is nothing to read from."""
    sys.stdout, sys.stderr = Stream("stdout", OUTPUTS), Stream("stderr", OUTPUTS)  # type: ignore[assignment]
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - stays open as long as the process lives
