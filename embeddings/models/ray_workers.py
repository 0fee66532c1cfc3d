"""Passages encoded by workers on a Ray cluster, each of which holds the model once. Nothing else knows Ray.

Plain actors rather than Ray Data: that wants its input as a data set that the cluster reads, while a sync asks the
catalog for what is missing as it goes; and it brings pyarrow and pandas along.
"""

from __future__ import annotations

import logging
import os
import platform
import socket
import tempfile
import time
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import numpy as np
import tenacity

from embeddings.errors import (
    ClusterError,
    ModelError,
    OtherClusterError,
    SettingError,
    UnreachableClusterError,
)
from embeddings.models.encoder import Vectors
from embeddings.models.passages import Encoded, Unencoded, encode_here
from embeddings.models.protocols import Encoder

LOCAL = "ray"
"""In the place of an address: the cluster that ``RAY_ADDRESS`` names, or else one on this machine for the time."""
_BATCH = 32
"""Passages that a worker is given at once, of one length; half a second of work."""
_AHEAD = 2
"""Batches that each worker has, so that the next is there when one is done."""
_ATTEMPTS = 3
"""Workers that a batch may be the end of."""
_ASKED = 3
"""Times that a cluster is asked for a connection."""
_LOST = 5
"""Workers that may be lost for each there is, with nothing encoded in between."""
_PATIENCE = 300.0
"""Seconds for a batch, and for the first worker to be there."""
_CLOSING = 5.0
"""Seconds that a connection has to end, as long as Ray gives its other thread."""
_NOT_SERVED = "Starting Ray client server failed"
"""What Ray says where the process that is to serve a client ended at once."""
_LOOK = 0.5
"""Seconds between two looks at whether to stop."""
_SAME = 0.999
"""Cosine of two readings of one text by one model at least: with and without bfloat16 it is 0.9999."""
_PROBE = (
    "Rye bread must rest for a whole day before it is cut.",
    "Der Fluss führt im Frühling das meiste Wasser.",
    "def area(radius): return 3.14159 * radius ** 2",
)
"""What a model is known by."""
_STORE = 80 * 2**20
"""Bytes of shared memory for a Ray of our own, the least that it takes: batches and vectors are small."""


@dataclass(slots=True)
class _Batch:
    passages: Sequence[Unencoded]
    attempts: int = 0
    """Workers that were lost over it. The next one has nothing but it: what a worker has done just before may be lost
    with it, and one batch would count as the end of what another has killed."""


@dataclass(slots=True)
class _Worker:
    actor: Any
    loading: Any
    """What it loads the model by, until it has."""
    work: dict[Any, tuple[_Batch, float]] = field(default_factory=dict)
    """The batches that it has, each with when it got it; it is at the first."""

    @property
    def asked(self) -> list[Any]:
        """What it was asked and has not answered."""
        return [*([] if self.loading is None else [self.loading]), *self.work]

    @property
    def batches(self) -> list[_Batch]:
        return [batch for batch, _ in self.work.values()]


class _Model:
    """What a worker holds; it runs on the cluster."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def load(self) -> tuple[str, str, Vectors | str]:
        """Load the model; return where this is, Pullquote's version, and how the model reads or why it cannot be
        loaded."""
        try:
            found: Vectors | str = _probe(self._encoder)
        except ModelError as error:
            found = error.reason
        return platform.node(), version("pullquote"), found

    def encode(self, passages: Sequence[Unencoded]) -> list[Encoded]:
        return [one for some in encode_here(self._encoder, [passages]) for one in some]


class RayWorkers:
    """Workers that encode passages, a :data:`~embeddings.models.passages.PassageEncoder`.

    A context manager: within it there is a connection to the cluster, and for :data:`LOCAL` the cluster itself.
    """

    def __init__(self, encoder: Encoder, address: str, workers: int = 0) -> None:
        """
        Args:
            encoder: the model; every worker gets a copy, which loads it there.
            address: ``ray://host:port`` of a cluster's client server, or :data:`LOCAL`.
            workers: how many at most; by default one for each processor of the cluster.

        Raises:
            SettingError: the address cannot be read.
        """
        self._encoder = encoder
        self._address = _checked(address)
        self._wanted = workers
        self._ray: Any = None
        self._model: Any = None
        self._open = ExitStack()
        self._workers: list[_Worker] = []
        self._waiting: deque[_Batch] = deque()
        """Batches that no worker has, those of lost workers among them."""
        self._lost_in_a_row = 0
        """Workers that were lost since something was encoded."""
        self._went_on = 0.0
        """When a worker was there last."""
        self.lost = 0
        """Workers that were lost and replaced."""

    # ---- the connection

    def __enter__(self) -> Self:
        """Connect.

        Raises:
            SettingError: Ray is not installed.
            ClusterError: the cluster cannot be reached, or runs another version of Ray or of Python.
        """
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("GRPC_VERBOSITY", "NONE")
        try:
            import ray  # noqa: PLC0415 - only whoever encodes on a cluster has it
        except ImportError as error:
            raise SettingError(
                f"--on {self._address}: Ray is missing ({error}). Install it with: pip install 'pullquote[cluster]'"
            ) from error
        self._ray = ray
        # What is wrong is told here in one line; Ray would tell it on the standard output too, which scripts read.
        ray._private.worker._worker_logs_enabled = False
        logging.getLogger("ray.util.client.logsclient").addHandler(logging.NullHandler())
        _bound_closing()
        with ExitStack() as stack:
            self._connect(stack)
            self._open = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._workers.clear()
        self._open.close()

    def _connect(self, stack: ExitStack) -> None:
        address = self._address if self._address != LOCAL else os.environ.get("RAY_ADDRESS") or "local"
        options: dict[str, Any] = {"logging_level": logging.CRITICAL, "log_to_driver": False}
        if address == "local":
            # The path of a socket has to be short, which that of other folders for what is temporary is not everywhere.
            near = "/tmp" if Path("/tmp").is_dir() else None
            folder = stack.enter_context(
                tempfile.TemporaryDirectory(prefix="pullquote-ray-", dir=near, ignore_cleanup_errors=True)
            )
            options |= {"include_dashboard": False, "object_store_memory": _STORE, "_temp_dir": folder}
        elif address.startswith("ray://"):
            self._knock(address)
        stack.callback(self._ray.shutdown)
        # What serves a client may die as it is forked, since gRPC's threads go on in it; the next one seldom does.
        attempts = tenacity.Retrying(
            retry=tenacity.retry_if_exception_message(match=f"(?s).*{_NOT_SERVED}"),
            stop=tenacity.stop_after_attempt(_ASKED),
            reraise=True,
        )
        try:
            with warnings.catch_warnings(action="ignore"):
                attempts(self._ray.init, address, **options)
        except (self._ray.exceptions.RayError, OSError, RuntimeError, ValueError) as error:
            if "ersion mismatch" in str(error):
                raise OtherClusterError(self._address, f"it runs another version ({_reason(error)})") from error
            raise UnreachableClusterError(self._address, f"it cannot be used ({_reason(error)})") from error

    def _knock(self, address: str) -> None:
        """Look whether anybody is there, since Ray's client tries for half a minute and does not say why it failed."""
        place = urlsplit(address)
        try:
            for attempt in tenacity.Retrying(
                stop=tenacity.stop_after_attempt(3), wait=tenacity.wait_exponential(0.5), reraise=True
            ):
                with attempt, socket.create_connection((place.hostname or "", place.port or 0), 10):
                    pass
        except OSError as error:
            raise UnreachableClusterError(self._address, f"it cannot be reached ({_reason(error)})") from error

    @property
    def _deaths(self) -> tuple[type[Exception], ...]:
        """What is raised where a worker or its machine is gone."""
        found = self._ray.exceptions
        return found.RayActorError, found.NodeDiedError, found.WorkerCrashedError, found.ObjectLostError

    # ---- the work

    def __call__(self, batches: Iterable[Sequence[Unencoded]]) -> Iterator[list[Encoded]]:
        """Encode passages. A batch whose worker is lost is given to another, and another worker is started.

        Raises:
            ModelError: the model cannot be loaded, here or there.
            ClusterError: the cluster went away, its workers do not come up, are lost again and again, or are not like
                this Pullquote and its model.
        """
        ray = self._ray
        try:
            wanted = self._wanted or max(1, int(ray.cluster_resources().get("CPU", 1)))
            source = chain.from_iterable(map(_parts, batches))
            self._waiting.extend(islice(source, wanted * _AHEAD))
            self._model = ray.remote(num_cpus=1)(_Model)
            for _ in range(min(wanted, len(self._waiting))):
                self._start_worker()
            # Loaded here while the workers load it there.
            own = _probe(self._encoder)
            self._went_on = time.monotonic()
            while True:
                self._hand_out(source)
                if not self._waiting and not any(worker.work for worker in self._workers):
                    return
                yield self._wait(own)
        except (ray.exceptions.RayError, ConnectionError) as error:
            if "No module named" in str(error):
                raise self._without_pullquote(error) from error
            raise UnreachableClusterError(self._address, f"it went away ({_reason(error)})") from error

    def _without_pullquote(self, error: Exception) -> OtherClusterError:
        return OtherClusterError(self._address, f"its workers have no Pullquote of this version ({_reason(error)})")

    def _start_worker(self) -> None:
        try:
            actor = self._model.remote(self._encoder)
        except ImportError as error:
            raise self._without_pullquote(error) from error
        self._workers.append(_Worker(actor, actor.load.remote()))

    def _hand_out(self, source: Iterator[_Batch]) -> None:
        """Give each worker that is there what it is to have, those that have less first."""
        for work in range(_AHEAD):
            for worker in self._workers:
                if worker.loading is None and len(worker.work) == work:
                    if not self._waiting:
                        self._waiting.extend(islice(source, 1))
                    if not self._waiting:
                        return
                    if work and any(batch.attempts for batch in (self._waiting[0], *worker.batches)):
                        continue
                    batch = self._waiting.popleft()
                    worker.work[worker.actor.encode.remote(batch.passages)] = batch, time.monotonic()

    def _wait(self, own: Vectors) -> list[Encoded]:
        """What was encoded when one batch is done or more, or nothing for as long as none is."""
        owners = {ref: worker for worker in self._workers for ref in worker.asked}
        done, _ = self._ray.wait(list(owners), num_returns=1, timeout=_LOOK)
        now = time.monotonic()
        if any(worker.loading is None for worker in self._workers):
            self._went_on = now
        elif now - self._went_on > _PATIENCE:
            raise ClusterError(self._address, f"no worker came up within {_PATIENCE:.0f} seconds")
        if done:
            # All that is there: a batch that was done before its worker was lost is not what that was lost over.
            done, _ = self._ray.wait(list(owners), num_returns=len(owners), timeout=0)
        encoded: list[Encoded] = []
        for ref in sorted(done, key=list(owners).index):
            worker = owners[ref]
            if not any(worker is one for one in self._workers):
                continue  # lost with what it was asked before
            try:
                found = self._ray.get(ref)
            except self._deaths as error:
                self._lose(worker, error)
                continue
            except self._ray.exceptions.RayTaskError as error:
                raise ClusterError(self._address, f"a worker failed ({_reason(error.cause or error)})") from error
            if ref == worker.loading:
                self._check(own, *found)
                worker.loading = None
            else:
                del worker.work[ref]
                encoded += found
                self._lost_in_a_row = 0
        for worker in [*self._workers]:
            if any(now - since > _PATIENCE for _, since in worker.work.values()):
                self._ray.kill(worker.actor)
                self._lose(worker, TimeoutError(f"a batch took more than {_PATIENCE:.0f} seconds"))
        return encoded

    def _lose(self, worker: _Worker, error: Exception) -> None:
        """Start another worker in the place of one that is lost, whose batches the others get."""
        if getattr(error, "actor_init_failed", False):
            raise self._without_pullquote(error) from error
        self._workers.remove(worker)
        self.lost += 1
        self._lost_in_a_row += 1
        batches = worker.batches
        for batch in batches[:1]:
            batch.attempts += 1
            if batch.attempts == _ATTEMPTS:
                reason = f"{_ATTEMPTS} workers were lost over the same passages ({_reason(error)})"
                raise ClusterError(self._address, reason) from error
        if self._lost_in_a_row > _LOST * (len(self._workers) + 1):
            reason = f"{self._lost_in_a_row} workers in a row were lost ({_reason(error)})"
            raise ClusterError(self._address, reason) from error
        self._waiting.extendleft(reversed(batches))
        self._start_worker()

    def _check(self, own: Vectors, place: str, their_version: str, found: Vectors | str) -> None:
        """Raises ``OtherClusterError`` where a worker would give other vectors than this process, and ``ModelError``
        where it cannot load the model."""
        if their_version != (here := version("pullquote")):
            reason = f"the worker on {place} has Pullquote {their_version}, and this is {here}"
            raise OtherClusterError(self._address, reason)
        if isinstance(found, str):
            raise ModelError(self._encoder.name, f"{found}, by the worker of {self._address} on {place}")
        if own.shape != found.shape or (own * found).sum(axis=1).min() < _SAME:
            reason = f"the worker on {place} has another model by the name of {self._encoder.name}"
            raise OtherClusterError(self._address, reason)


def _bound_closing() -> None:
    """Have Ray's client not wait for ever for its thread of logs as it closes, also after an attempt to connect that
    failed: that may have been about to connect again, and then waits in another queue than it is told in to end. It is
    a daemon, and ends with the channel, which is closed after it."""
    from ray.util.client.logsclient import LogstreamClient  # noqa: PLC0415 - only whoever encodes on a cluster has it

    def close(logs: Any) -> None:
        logs.request_queue.put(None)
        logs.log_thread.join(_CLOSING)

    LogstreamClient.close = close


def _parts(batch: Sequence[Unencoded]) -> Iterator[_Batch]:
    """A batch as workers get it: the longest texts first, so that each holds texts of one length."""
    longest_first = sorted(batch, key=lambda passage: -len(passage.text))
    for start in range(0, len(longest_first), _BATCH):
        yield _Batch(longest_first[start : start + _BATCH])


def _probe(encoder: Encoder) -> Vectors:
    """How a model reads a few texts, shape (texts, dimension)."""
    encoder.load()
    return np.stack([read.vector for read in encoder.encode_again(_PROBE)])


def _checked(address: str) -> str:
    """The address.

    Raises:
        SettingError: it is none that is known.
    """
    try:
        place = urlsplit(address)
        if address == LOCAL or (place.scheme == "ray" and place.hostname and place.port):
            return address
    except ValueError:
        pass  # a port that is no number
    raise SettingError(f"--on {address}: it takes ray, for a Ray of its own on this machine, or ray://HOST:PORT")


def _reason(error: BaseException) -> str:
    """What an error says, in one line; the last of a traceback, by which Ray tells what happened elsewhere."""
    said = getattr(error, "strerror", None) or str(error).strip()
    if "Traceback" in said:
        said = said.rpartition("\n")[2]
    return " ".join(said.split())[:300]
