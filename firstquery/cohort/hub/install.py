"""What a hub needs on its machine: packages, a course that learners can read, the facilitator's own, the exchange."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from firstquery.cohort.hub.site import COURSE_ID, Site, home_of
from firstquery.core import course, files
from firstquery.core.errors import UserError
from firstquery.learner.placement import FILE as PLACEMENT

#: Of the course's folder, what a learner reads. No source/, held-out/, gradebook, or anything that was handed in.
GIVEN = (
    *("firstquery", "notebooks", "release", "data", "hub", "start.py", "pyproject.toml", "README.md", "course.toml"),
    *("requirements.lock", "requirements-hub.lock", "grader_config.py", "cohort.toml", "LICENSE", "LICENSE-text"),
    "hatch_build.py",
)
#: What a newer course brings to the facilitator. All else in her folder is the cohort's, and stays.
BROUGHT = (
    *GIVEN,
    "source",
    "pull-requests",
    "lint.toml",
    "docs",
    "nbgrader_config.py",
    "CURRICULUM.md",
    "environment.yml",
)
HERS = frozenset({"cohort.toml"})
LEFT = shutil.ignore_patterns("__pycache__", "*.pyc", ".ipynb_checkpoints", ".git")
ASIDE = "before-upgrade"
NOT_TAUGHT = frozenset({"tests", "benchmarks"})
SYSTEM = {
    "git": "git",
    "bwrap": "bubblewrap",
    "node": "nodejs",
    "configurable-http-proxy": "node-configurable-http-proxy",
}
LOCK = "requirements-hub.lock"
Say = Callable[[str], None]


def install(site: Site, say: Say) -> None:
    """Install all that is missing, and bring both copies of the course to this version. Raises `UserError`."""
    root = course.course_folder()
    if not (root / "source").is_dir():
        raise UserError(f"{root} has no source/: give this command in the facilitator's copy of the course.")
    python = readable_python()
    install_packages(say, python)
    give_course(root, site.course, _own(GIVEN) if site.is_made_up else GIVEN)
    say(f"The course for learners is in {site.course}.")
    build_environment(site, python, say)


def install_packages(say: Say, python: Path) -> None:
    """Install from Debian what is missing of its packages. Raises `UserError` where that can't be."""
    missing = [package for program, package in SYSTEM.items() if not shutil.which(program)]
    if not Path("/etc/pam.d/login").is_file():
        missing.append("login")
    if subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True).returncode:
        missing.append("python3-venv")
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise UserError(f"Missing here: {', '.join(missing)}. Install them with your system's package manager.")
    say(f"Installing from Debian: {', '.join(missing)}.")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], env=env, capture_output=True)
    asked = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *missing]
    done = subprocess.run(asked, env=env, capture_output=True, text=True)
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise UserError(f"apt-get could not install {', '.join(missing)}: {why.rstrip('.')}.")


def readable_python() -> Path:
    """A Python, 3.11 or newer, that every user of the machine may start. Raises `UserError` where there is none."""
    own = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    for one in (own, Path("/usr/bin/python3"), Path("/usr/local/bin/python3")):
        if one.exists() and is_open(one.resolve()):
            asked = [str(one), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
            if subprocess.run(asked, capture_output=True).returncode == 0:
                return one
    raise UserError(
        f"Learners could not start {own}: a folder above it is closed to them, and there is no /usr/bin/python3 from "
        "3.11 on. Install Debian's python3."
    )


def is_open(path: Path) -> bool:
    """Return whether everybody may read ``path``, and pass through all folders above it."""
    if not path.stat().st_mode & stat.S_IROTH:
        return False
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.parents)


def _own(names: Sequence[str]) -> list[str]:
    """Return the names that are of the course, and not of a cohort that takes it."""
    return [name for name in names if name not in HERS]


def give_course(root: Path, to: Path, names: Sequence[str] = GIVEN) -> None:
    """Make ``to`` the learners' copy of the course in ``root``: root's own, and readable for all."""
    to.mkdir(mode=0o755, parents=True, exist_ok=True)
    to.chmod(0o755)
    if not is_open(to):
        raise UserError(f"Learners could not reach {to}: a folder above it is closed to them. Choose another --course.")
    replace(root, to, names)
    shutil.rmtree(to / "source", ignore_errors=True)
    for one in course.practices(root):
        if not one.graded:  # its questions say where to start; they stand in source/, and have no answers to hide
            folder = to / "source" / one.stem
            folder.mkdir(parents=True)
            shutil.copy(one.source / PLACEMENT, folder / PLACEMENT)
            shutil.copy(one.release, folder / one.release.name)
    open_to_all(to / "source")


def is_current(root: Path, to: Path) -> bool:
    """Return whether the learners' copy in ``to`` is of the same version as the course in ``root``.

    What the cohort has settled for itself, such as when a week is due, is no version of the course.
    """
    return all(digest(root / name) == digest(to / name) for name in _own(GIVEN))


def replace(
    root: Path, to: Path, names: Iterable[str], kept: frozenset[str] = frozenset(), aside: Path | None = None
) -> None:
    """Bring what is named from ``root`` to ``to``, each file or folder in one step; what is the same stays untouched.

    What stands in ``kept`` is brought only where it is missing. What is replaced goes to ``aside``, where there is one.
    """
    for name in names:
        source, target, new, old = root / name, to / name, to / f".new-{name}", to / f".old-{name}"
        if not source.exists() or (name in kept and target.exists()) or digest(source) == digest(target):
            continue
        for one in (new, old):
            discard(one)
        if source.is_dir():
            shutil.copytree(source, new, ignore=LEFT)
        else:
            shutil.copy(source, new)
        open_to_all(new)
        if target.exists():
            target.rename(old)
        new.rename(target)
        if aside is not None and old.exists():
            aside.mkdir(exist_ok=True)
            discard(aside / name)
            old.rename(aside / name)
        discard(old)


def digest(path: Path) -> str:
    """Return one hash of a file, or of the names and contents in a folder; empty where there is nothing."""
    if path.is_file():
        return files.digest(path.read_bytes())
    total = hashlib.sha256()
    found = False
    for folder, names, inside in os.walk(path):
        left = LEFT(folder, [*names, *inside])
        names[:] = sorted(set(names) - left)
        for name in sorted(set(inside) - left):
            one = Path(folder, name)
            total.update(f"{one.relative_to(path)}\0".encode() + files.digest(one.read_bytes()).encode())
            found = True
    return total.hexdigest() if found else ""


def open_to_all(path: Path) -> None:
    """All may read it, its owner alone may change it, and what was a program still is one."""
    if path.is_dir():
        path.chmod(0o755)
        for one in path.iterdir():
            open_to_all(one)
    elif path.is_file():
        path.chmod(0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)


def discard(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def build_environment(site: Site, python: Path, say: Say) -> None:
    """Make the environment of the learners' course, as its own start.py does, and add the hub to it."""
    say("The environment is next: minutes the first time, a moment when it is there.")
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("FIRSTQUERY", "VIRTUAL"))}
    asked = [str(python), str(site.course / "start.py"), "--version"]
    if subprocess.run(asked, env=surroundings, cwd=site.course).returncode:
        raise UserError("The environment could not be made; the lines above say why. Nothing else has changed.")
    lock, stamp = site.course / LOCK, site.course / ".venv" / "first-query-hub"
    if not stamp.is_file() or stamp.read_text() != files.digest(lock.read_bytes()):
        uv = shutil.which("uv")
        pip = [uv, "pip", "install", "--python", str(site.python)] if uv else [str(site.python), "-m", "pip", "install"]
        hashed = ["--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(lock)]
        if subprocess.run([*pip, *hashed], env=surroundings).returncode:
            raise UserError("JupyterHub could not be installed; the lines above say why.")
        stamp.write_text(files.digest(lock.read_bytes()))
    # No learner may write beside the course: what is not compiled now, each of their kernels would compile anew.
    subprocess.run([site.python, "-m", "compileall", "-q", site.course / "firstquery"], check=False)
    settings = site.course / ".venv" / "etc" / "jupyter" / "nbgrader_config.py"
    files.write(settings, _nbgrader(site).encode())


def _nbgrader(site: Site) -> str:
    return (
        "# Where the exchange of this hub is, for every user: `firstquery hub` writes this file.\n"
        "c = get_config()  # noqa\n"
        f"c.Exchange.root = {str(site.exchange)!r}\n"
        f"c.CourseDirectory.course_id = {COURSE_ID!r}\n"
        'c.Exchange.timezone = "UTC"\n' + (f"c.CourseDirectory.db_url = {site.gradebook!r}\n" if site.gradebook else "")
    )


def update_facilitator_course(site: Site) -> None:
    """Bring the facilitator's own copy of the course to this version. What belongs to the cohort there stays.

    She may have changed an exercise: what is replaced stands in `ASIDE` until the next time.
    """
    root, target = course.course_folder(), site.facilitator_course
    owner = pwd.getpwnam(site.facilitator)
    if target.exists():
        replace(root, target, BROUGHT, HERS, target / ASIDE)
    else:
        target.mkdir(mode=0o700)
        here = {one.name for one in root.iterdir() if not one.name.startswith(".")}
        replace(root, target, _own(BROUGHT) if site.is_made_up else sorted(here - NOT_TAUGHT))
    for folder, names, inside in os.walk(target):
        for name in (*names, *inside):
            os.chown(Path(folder, name), owner.pw_uid, owner.pw_gid, follow_symlinks=False)
    os.chown(target, owner.pw_uid, owner.pw_gid)
    target.chmod(0o700)
    home_of(site.facilitator, site.homes).chmod(0o700)


def open_exchange(site: Site) -> None:
    """Make nbgrader's exchange: whoever hands in adds to it, and nobody changes or lists what is another's.

    Sticky where learners may write. nbgrader's own 0777 lets each of them rename the course and plant another one. What
    is handed in belongs to the facilitator's group, so that she reads it and nobody else does.
    """
    site.exchange.mkdir(mode=0o755, parents=True, exist_ok=True)
    os.chown(site.exchange, 0, 0)
    site.exchange.chmod(0o1777)
    for folder, mode in ((site.inbox, 0o755), ("outbound", 0o755), ("inbound", 0o3733), ("feedback", 0o711)):
        one = site.inbox / folder
        one.mkdir(exist_ok=True)
        shutil.chown(one, site.facilitator, site.facilitator)
        one.chmod(mode)
