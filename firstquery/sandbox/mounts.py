"""What a kernel in the sandbox sees: the system and the Python environment, read-only, and this one submission.

Nothing else of the machine is there: no home, no gradebook, no source/, no keys, no other submission, no network.
The held-out warehouse is bound as one file, since the queries need it; nothing that a kernel prints goes back.
"""

from __future__ import annotations

import os
import shutil
import site
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import firstquery
from firstquery.core import bundle
from firstquery.core.course import settings as course_settings
from firstquery.core.settings import FILE as SETTINGS
from firstquery.sandbox.limits import Limits

USER = 1000  # inside
HOME = "/home/learner"
SUBMISSION = "/submission"  # as it was handed in, read-only: the kernel works on a copy in HOME
WAREHOUSE = "/warehouse/data.sqlite"
QUESTIONS = "/warehouse/questions.json"  # what the exercises ask, and no expected value
SERVICE = "/warehouse/desk.git"  # the held-out history of the service; none for the learning snapshot
COURSE = "/course"
TEMPORARY = f"{HOME}/.tmp"  # in HOME, so that a large file has room wherever it is put
DISKS = (HOME, "/tmp", "/dev/shm")  # what can be written, each of a size of its own

#: Of the caller's environment these pass, and nothing else: no token, no password, no address.
PASSED = ("LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ")
_SYSTEM = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_ETC = ("/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/etc/timezone")
#: One thread of linear algebra: threads count as processes, and a machine of 64 cores would use all 64 at once.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


def environment() -> dict[str, str]:
    """Return the whole environment of a kernel, the same for every submission."""
    return {
        **{name: os.environ[name] for name in PASSED if name in os.environ},
        **dict.fromkeys(_ONE_THREAD, "1"),
        "FIRSTQUERY_COURSE": COURSE,
        "FIRSTQUERY_GRADER": "1",
        "FIRSTQUERY_QUESTIONS": QUESTIONS,
        "FIRSTQUERY_SERVICE": SERVICE,
        "FIRSTQUERY_WAREHOUSE": WAREHOUSE,
        "FIRSTQUERY_WORK": f"{HOME}/first-query",
        "HOME": HOME,
        "JPY_PARENT_PID": "1",  # ipykernel watches no parent: bubblewrap does
        "LOGNAME": "learner",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # as ipykernel sets it, too late for a fork
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONHASHSEED": "0",  # a trial of the service, a fork of its kernel, gives the same answers each time
        "PYTHONPATH": str(_package().parent),
        "PYTHONUTF8": "1",
        "SSL_CERT_DIR": "/nowhere",  # no server in a box has a certificate, and a client reads all it knows first
        "TMPDIR": TEMPORARY,
        "USER": "learner",
    }


def _package() -> Path:
    return Path(firstquery.__file__).resolve().parent


@cache
def _python() -> list[Path]:
    """The folders that this Python is made of: its environment, the one below it, and those its links pass through."""
    found = [sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix]
    if site.ENABLE_USER_SITE and site.getusersitepackages() in sys.path:
        found.append(site.getusersitepackages())
    link = Path(sys.executable)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    while link.is_symlink():
        link = Path(os.path.normpath(link.parent / link.readlink()))
        if (link.parent.parent / "lib" / version).is_dir():
            found.append(str(link.parent.parent))
    paths = dict.fromkeys(Path(path) for path in found if Path(path).is_dir())
    return list(dict.fromkeys([*paths, *(path.resolve() for path in paths)]))


@dataclass(frozen=True)
class View:
    """What one kernel sees. ``course`` is hidden even where the system or the environment holds it."""

    course: Path
    warehouse: Path | None = None
    submission: Path | None = None
    users: Path | None = None  # the file of user names: the kernel's own alone
    submission_bytes: int = 0
    service: Path | None = None
    given: tuple[tuple[Path, str], ...] = ()  # more to bind, with its places inside
    is_kept: bool = False  # for one trial after another, each with disks of its own: those of the box hold nothing

    def binds(self) -> Iterator[tuple[Path, str]]:
        """(on this machine, inside), all read-only, a folder before what it holds."""
        system = [Path("/usr"), Path("/nix/store"), *map(Path, _ETC)]
        system += [Path(path) for path in _SYSTEM if not Path(path).is_symlink()]
        yield from ((path, str(path)) for path in system if path.exists())
        environment = sorted({*_python(), _package()}, key=lambda path: len(path.parts))
        yield from ((path, str(path)) for path in environment if not _within(path, [Path("/usr")]))
        # The lessons, and what the course itself says that an answer may read: all of it ships.
        shows = course_settings(self.course).grader.shows if (self.course / SETTINGS).is_file() else ()
        shipped = [name for name in (SETTINGS, "notebooks", *shows) if (self.course / name).exists()]
        yield from ((self.course / name, f"{COURSE}/{name}") for name in shipped)
        for path, inside in (
            (self.warehouse, WAREHOUSE),
            (self.service, SERVICE),
            (self.submission, SUBMISSION),
            (self.users, "/etc/passwd"),
        ):
            if path is not None:
                yield path, inside
        yield from self.given

    def disks(self, limits: Limits) -> dict[str, int]:
        """The bytes of each of `DISKS`: they add up to ``limits.disk``, and the submission's own files on top."""
        eighth = limits.disk // 8
        return {HOME: 6 * eighth + self.submission_bytes, "/tmp": eighth, "/dev/shm": eighth}

    def on_disks(self) -> list[str]:
        """What is bound below one of `DISKS`, such as an environment in /tmp, without what lies in another of them."""
        found = sorted({inside for _, inside in self.binds() if _within(Path(inside), [*map(Path, DISKS)])})
        return [one for one in found if not any(one != other and _within(Path(one), [Path(other)]) for other in found)]

    def arguments(self, limits: Limits) -> list[str]:
        """Return bubblewrap's arguments for this view. What can be written is three tmpfs."""
        disks = self.disks(limits)
        course = self.course.resolve()
        args = [*(word for path in _SYSTEM if Path(path).is_symlink() for word in ("--symlink", _link(path), path))]
        args += ["--proc", "/proc"]
        if Path("/proc/keys").exists():  # it names keys of whoever grades: her user's, in whatever keyring
            args += ["--dev-bind", "/dev/null", "/proc/keys"]
        args += ["--dev", "/dev", "--size", str(disks["/tmp"]), "--perms", "1777", "--tmpfs", "/tmp"]
        args += ["--size", str(disks[HOME]), "--tmpfs", HOME]
        hidden = False
        for path, inside in self.binds():
            if inside == str(path) and _within(path, [course]) and not hidden:
                args, hidden = [*args, *_hide(course)], True
            args += ["--ro-bind", str(path), inside]
            if inside == str(path) and path != course and _within(course, [path]) and not hidden:
                args, hidden = [*args, *_hide(course)], True
        args += ["--remount-ro", str(course)] if hidden else []
        if bundle.ARCHIVE.is_file():  # a course with its keys, in the package that every kernel has
            args += ["--ro-bind", "/dev/null", str(bundle.ARCHIVE)]
        args += ["--remount-ro", "/dev", "--size", str(disks["/dev/shm"]), "--perms", "1777", "--tmpfs", "/dev/shm"]
        args += [word for disk in DISKS if self.is_kept for word in ("--remount-ro", disk)]
        return [*args, "--remount-ro", "/", "--chdir", HOME]

    def stage(self) -> list[str]:
        """Arguments under which another user of this machine can reach what the view binds, and nothing else."""
        sources = [path for path, _ in self.binds()]
        args = ["--dev-bind", "/dev", "/dev", "--bind", "/proc", "/proc", "--perms", "0755", "--dir", "/tmp"]
        args += [word for path in _SYSTEM if Path(path).is_symlink() for word in ("--symlink", _link(path), path)]
        above = {parent for path in sources for parent in path.parents if parent != Path("/")}
        for path in sorted(above, key=lambda path: len(path.parts)):
            if not any(path == source or _within(path, [source]) for source in sources):
                args += ["--perms", "0755", "--dir", str(path)]
        return [*args, *(word for path in sources for word in ("--ro-bind", str(path), str(path)))]


def _hide(course: Path) -> list[str]:
    return ["--size", "1048576", "--tmpfs", str(course)]


def _link(path: str) -> str:
    return str(Path(path).readlink())


def _within(path: Path, folders: list[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def view_of(
    run: Path,
    course: Path,
    warehouse: Path | None,
    files: Path,
    service: Path | None = None,
    read_only: Mapping[str, Path] | None = None,
) -> View:
    """Return the view of ``files``, handed in as a copy in ``run``, without links or anything but files.

    ``service`` is the repository that goes with the data, ``read_only`` more to bind, by its place inside. What root
    alone may read is copied, since another user holds the box.
    """
    handed = run / "submission"
    size = copy_readable(files, handed)
    given: list[tuple[Path, str]] = []
    for inside, path in (read_only or {}).items():
        if os.geteuid() == 0:
            copy_readable(path, run / f"given-{len(given)}")
            path = run / f"given-{len(given)}"
        given.append((path, inside))
    if os.geteuid() == 0 and warehouse is not None and not warehouse.stat().st_mode & stat.S_IROTH:
        copy_readable(warehouse, run / "data.sqlite")
        warehouse = run / "data.sqlite"
    if os.geteuid() == 0 and service is not None and not _may_be_read(service):
        copy_readable(service, run / service.name)
        service = run / service.name
    users = run / "passwd"
    users.write_text("learner:x:1000:1000::/home/learner:/bin/sh\n", encoding="utf-8")
    users.chmod(0o644)
    return View(course, warehouse, handed, users, size, service, tuple(given))


def _may_be_read(folder: Path) -> bool:
    """Return whether any user may read a folder and all that is in it."""
    least = stat.S_IROTH | stat.S_IXOTH
    return all(
        Path(path).stat().st_mode & least == least
        and all((Path(path) / one).stat().st_mode & stat.S_IROTH for one in names)
        for path, _, names in os.walk(folder)
    )


def copy_readable(source: Path, target: Path) -> int:
    """Copy regular files alone, readable by all, and return their bytes, rounded up to whole pages."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_file():
        shutil.copyfile(source, target)
        target.chmod(0o755 if source.stat().st_mode & 0o100 else 0o644)
        return (source.stat().st_size // 4096 + 2) * 4096
    target.mkdir(mode=0o755)
    size = 0
    for folder, folders, names in os.walk(source):
        here = target / Path(folder).relative_to(source)
        folders[:] = [name for name in folders if not (Path(folder) / name).is_symlink()]
        for name in folders:
            with suppress(OSError):
                (here / name).mkdir(mode=0o755)
        for name in names:
            path = Path(folder) / name
            with suppress(OSError):
                if stat.S_ISREG(path.lstat().st_mode):
                    size += copy_readable(path, here / name)
    return size
