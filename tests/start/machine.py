"""A small course on a machine of its own, for the tests of start.py: everything real but the size.

The real start.py, a real virtual environment, the real pip and a real lock with hashes; the lock names one tiny wheel
from a local folder, and the course in the clone is three files, so that a whole build takes seconds and no network.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT

CLI = "import os, sys\ndef main():\n    import tiny\n    print('firstquery', sys.argv[1:], os.getcwd(), flush=True)\n"
PYPROJECT = """[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "firstquery"
version = "0.0.1"
"""
BACKEND = """import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from wheels import wheel
def build_editable(folder, config_settings=None, metadata_directory=None):
    return wheel(folder, "firstquery", {"firstquery.pth": os.path.dirname(os.path.abspath(__file__)) + os.linesep})
"""


def wheel(folder: str, name: str, files: dict[str, str]) -> str:
    """Write a wheel with these files (name -> text) into `folder`; returns its file name."""
    info = f"{name}-0.0.1.dist-info"
    files = files | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.0.1\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(text.encode())}\n"
    files |= {f"{info}/RECORD": record + f"{info}/RECORD,,\n"}
    target = f"{name}-0.0.1-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder) / target, "w") as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path), text)
    return target


class Machine:
    """A clone of the small course in `folder`, and the environment variables it is started with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.course = folder / "Première requête (copie)"
        self.wheels = folder / "wheels"
        (self.course / "firstquery" / "cli").mkdir(parents=True)
        self.wheels.mkdir()
        shutil.copy(ROOT / "start.py", self.course)
        (self.course / "firstquery" / "__init__.py").write_text("")
        (self.course / "firstquery" / "cli" / "__init__.py").write_text("")
        (self.course / "firstquery" / "cli" / "entry.py").write_text(CLI)
        (self.course / "pyproject.toml").write_text(PYPROJECT)
        (self.course / "backend.py").write_text(BACKEND)
        # the back end of the clone makes its wheel as these tests make theirs
        imports = "from __future__ import annotations\nimport base64, hashlib, zipfile\nfrom pathlib import Path\n"
        (self.course / "wheels.py").write_text(imports + _source_of_wheel())
        package = wheel(str(self.wheels), "tiny", {"tiny.py": "here = True\n"})
        self.digest = hashlib.sha256((self.wheels / package).read_bytes()).hexdigest()
        self.lock(self.digest)
        path = os.pathsep.join(["/usr/bin", "/bin"] if os.name == "posix" else [os.environ["PATH"]])
        self.env = {
            "PATH": path,
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": self.wheels.as_uri(),
            "PIP_NO_CACHE_DIR": "1",
            "FIRSTQUERY_INSTALLER": "pip",
            "PYTHONIOENCODING": "utf-8",
        }

    def lock(self, digest: str) -> None:
        (self.course / "requirements.lock").write_text(f"tiny==0.0.1 \\\n    --hash=sha256:{digest}\n")

    @property
    def stamp(self) -> Path:
        return self.course / ".venv" / "first-query.json"

    def command(self, *args: str) -> list[str]:
        return [getattr(sys, "_base_executable", sys.executable), str(self.course / "start.py"), *args]

    def run(self, *args: str, around: tuple[str, ...] = (), **env: str) -> subprocess.CompletedProcess[str]:
        """start.py ARGS, run to its end; `around` is a command to put before it."""
        return subprocess.run(
            [*around, *self.command(*args)],
            env=self.env | env,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=600,
        )

    def begin(self, *args: str, **env: str) -> subprocess.Popen[str]:
        """start.py ARGS, begun, in a process group of its own as on a terminal."""
        return subprocess.Popen(
            self.command(*args),
            env=self.env | env,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )


def _source_of_wheel() -> str:
    import inspect

    return inspect.getsource(wheel)


@contextmanager
def index_that_never_answers() -> Iterator[tuple[dict[str, str], threading.Event]]:
    """The variables for a package index that takes connections and says nothing, and the event of the first one."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked, held = threading.Event(), []

        def listen() -> None:
            while True:
                try:
                    held.append(server.accept()[0])
                except OSError:
                    return
                asked.set()

        threading.Thread(target=listen, daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/simple"
        try:
            yield {"PIP_INDEX_URL": url, "PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_RETRIES": "0"}, asked
        finally:
            server.shutdown(socket.SHUT_RDWR)
            for connection in held:
                connection.close()
