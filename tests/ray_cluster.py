"""A real Ray cluster for the tests, on this machine, with its client server; it can be killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .postgres import free_port

ROOT = Path(__file__).parents[1]
ENVIRONMENT = {
    # No token is left in the home folder.
    "RAY_AUTH_MODE": "disabled",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_CLIENT_RECONNECT_GRACE_PERIOD": "2",
    # On a busy machine what serves a client is not up within the 30 that it has otherwise.
    "RAY_CLIENT_SERVER_CHECK_CHANNEL_TIMEOUT_S": "240",
    # What serves a client would sometimes die in it, between fork and exec.
    "GRPC_ENABLE_FORK_SUPPORT": "0",
    # For the toy encoder.
    "PYTHONPATH": str(ROOT),
}
"""Of the cluster and of those who use it."""


class RayCluster:
    """One of four processors, as it takes it."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="pullquote-ray-", dir="/tmp")  # paths of sockets are short
        client, self._port = free_port(), free_port()
        self.address = f"ray://127.0.0.1:{client}"
        self.direct = f"127.0.0.1:{self._port}"
        """For ``RAY_ADDRESS``: without the client server between."""
        options = {
            "port": self._port,
            "ray-client-server-port": client,
            "num-cpus": 4,
            "node-ip-address": "127.0.0.1",
            "include-dashboard": "false",
            "min-worker-port": 0,
            "max-worker-port": 0,
            "temp-dir": self._folder,
            "object-store-memory": 80 * 2**20,
        }
        given = [f"--{name}={value}" for name, value in options.items()]
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "ray.scripts.scripts",
                "start",
                "--head",
                "--block",
                "--disable-usage-stats",
                *given,
            ],
            env=os.environ | ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while not _is_open(client):
            if self._process.poll() is not None:
                raise RuntimeError("Ray did not start")

    def kill(self) -> None:
        """End all its processes at once, as if its machines were gone."""
        for process in processes(self._process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def close(self) -> None:
        self.kill()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


def processes(session: int) -> list[int]:
    """The processes of a session, which is named by the number of its first."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            # The name that stands before may hold spaces and brackets.
            state, _, _, its_session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            if int(its_session) == session and state != "Z":
                found.append(int(folder.name))
    return found


def _is_open(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        time.sleep(0.05)
        return False
