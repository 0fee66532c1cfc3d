"""A Milvus that keeps the vectors and terms of many archives: its address, its collections, its errors.

There is one collection a kind, for each number of dimensions: archives of several models lie side by side. The archive
is the partition key. What rows are and which of them a generation sees: :mod:`embeddings.stores.milvus_rows`.
"""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module, metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import tenacity

from embeddings.errors import OlderSearchError, SearchError, SettingError, UnreachableSearchError
from embeddings.stores.database import PATIENCE

Kind = Literal["passages", "sentences", "posts", "generations"]
SPARSE: dict[Kind, tuple[str, ...]] = {"passages": ("terms",), "posts": ("terms", "title")}
"""The sparse vectors of a kind."""
HELD: dict[Kind, str] = {"passages": "held", "posts": "held_by_title"}
"""The list of terms of a kind, by which rows are found that hold some of them."""

PREFIX = "pullquote_v1_"
"""Of the names of all collections; another wherever their fields are others."""
_OLDEST = (2, 5)
"""https://milvus.io/docs/release_notes.md: the first with all that is used here, and the oldest that is mended."""
_PARTITIONS = 64
"""Among which a collection divides the archives: a search looks at the rows of one of them. A file has none: it is for
a few archives, and the compiled milvus-lite reads no condition on a collection that is divided."""
_HNSW = {"index_type": "HNSW", "metric_type": "IP", "params": {"M": 16, "efConstruction": 200}}
_IN_A_FILE = {"index_type": "AUTOINDEX", "metric_type": "IP"}
"""The index of vectors in a file: whichever that milvus-lite has, which compiled is none."""
_SPARSE = {"index_type": "SPARSE_INVERTED_INDEX", "metric_type": "IP"}
_SCALAR = {"index_type": "INVERTED"}
_READ, _WRITE, _CONNECT = 10.0, 60.0, 10.0
"""Seconds that one call may take."""
_MAY_PASS = {1, 2, 4, 8, 10, 11, 101, 103, 106, 401, 500, 502, 503, 901, 902, 903, 906, 907}
"""Codes of what a server says that may be over soon: that it starts, has too much to do, moves a collection from one
node to another or has not loaded it. https://github.com/milvus-io/milvus/blob/master/pkg/util/merr/errors.go"""
_NOT_LOADED = 101
_LASTING = ("UNAUTHENTICATED", "PERMISSION_DENIED", "UNIMPLEMENTED")
"""What gRPC says of a connection that will not be there soon: a wrong password, or no Milvus at that port."""
_FORM = "milvus://USER:PASSWORD@HOST:19530/DATABASE, https://HOST, or the path of a file that ends in .db"
_LONGEST = {"key": 120, "archive": 64, "data": 65_535}
TERMS = 4096
"""Terms that the list of a row holds at most: a passage has some 120 words."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a Milvus is."""

    uri: str
    """As pymilvus takes it, without a password."""
    token: str
    database: str

    @classmethod
    def of(cls, text: str) -> Address:
        """That of ``SEARCH``.

        Raises:
            SettingError: it cannot be read.
        """
        if text.endswith(".db") and "://" not in text:
            return cls(str(Path(text).expanduser().resolve()), "", "")
        try:
            parts = urlsplit(text)
            scheme = {"milvus": "http"}.get(parts.scheme, parts.scheme)
            if scheme not in ("http", "https") or not parts.hostname or parts.netloc.count("@") > 1:
                raise ValueError
            host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
            port = parts.port or (443 if scheme == "https" else 19530)
            user, password = unquote(parts.username or ""), unquote(parts.password or "")
        except ValueError:
            # What it says may have the password in it.
            raise SettingError(f"SEARCH: the address cannot be read. It must be like {_FORM}.") from None
        token = f"{user}:{password}" if user and password else user or password
        return cls(f"{scheme}://{host}:{port}", token, parts.path.strip("/"))


class Milvus:
    """One Milvus, connected when it is first asked. Safe to share between threads."""

    def __init__(self, address: str) -> None:
        """Raises ``SettingError`` where the address cannot be used, or where what speaks to Milvus is not installed."""
        self._address = Address.of(address)
        self.place = self._address.uri
        """As it is named to people."""
        os.environ.setdefault("GRPC_VERBOSITY", "NONE")
        try:
            # With it comes pandas: nothing but a search on Milvus has a use for that.
            self._pymilvus = import_module("pymilvus")
        except ImportError as error:
            raise SettingError(f"SEARCH: {error}. Install it with: pip install 'pullquote[cluster]'") from error
        if self._is_file and find_spec("milvus_lite") is None:
            raise SettingError("SEARCH: a file needs milvus-lite. Install it with: pip install milvus-lite")
        # It prints what it raises too, with a traceback.
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL + 1)
        self._client: Any = None
        self._ready: set[str] = set()
        self._connecting = threading.Lock()

    @property
    def _is_file(self) -> bool:
        return "://" not in self._address.uri

    def close(self) -> None:
        """Let go of the connection."""
        with self._connecting:
            client, self._client = self._client, None
            if client is not None:
                client.close()

    # ---- calls

    def call(self, method: str, *arguments: Any, **named: Any) -> Any:
        """Call a method of pymilvus's client; again, for as long as ``PATIENCE`` says, where the server is away.

        Raises:
            UnreachableSearchError: it stays away.
            SearchError: it refuses.
        """
        named.setdefault("timeout", _READ)
        return self._persist(lambda: getattr(self._connected(), method)(*arguments, **named), arguments)

    def _persist(self, work: Callable[[], Any], arguments: Sequence[Any] = ()) -> Any:
        tries = tenacity.Retrying(
            retry=tenacity.retry_if_exception(self._may_pass),
            wait=tenacity.wait_random_exponential(multiplier=0.1, max=5.0),
            stop=tenacity.stop_after_delay(PATIENCE),
            after=lambda state: self._after(state, arguments),
            reraise=True,
        )
        try:
            return tries(work)
        except Exception as error:
            if isinstance(error, SearchError):
                raise
            if self._may_pass(error):
                raise UnreachableSearchError(self.place, f"Milvus is away ({_reason(error)})") from error
            if isinstance(error, self._pymilvus.MilvusException):
                raise SearchError(
                    self.place, f"Milvus refuses ({_reason(error)}). What was stored is as it was"
                ) from error
            raise

    def _after(self, state: tenacity.RetryCallState, arguments: Sequence[Any]) -> None:
        error = state.outcome.exception() if state.outcome else None
        if getattr(error, "code", None) == _NOT_LOADED and arguments and self._client is not None:
            # Somebody has released it.
            self._client.load_collection(arguments[0], timeout=_WRITE)

    def _may_pass(self, error: BaseException) -> bool:
        if isinstance(error, self._pymilvus.exceptions.ConnectionConfigException | SearchError):
            return False
        if isinstance(error, self._pymilvus.exceptions.MilvusUnavailableException | OSError):
            return True
        if not isinstance(error, self._pymilvus.MilvusException):
            return "grpc" in type(error).__module__
        status, details = _connection(error)
        if status in _LASTING or "SSL_ERROR_SSL" in details:
            return False
        code = error.code
        if not isinstance(code, int):  # one of gRPC's
            return getattr(code, "name", "") in ("UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "ABORTED")
        return code in _MAY_PASS or (code < 0 and "illegal" not in str(error))

    def _connected(self) -> Any:
        with self._connecting:
            if self._client is None:
                self._client = self._connect()
            return self._client

    def _connect(self) -> Any:
        address = self._address
        try:
            client = self._pymilvus.MilvusClient(
                address.uri, token=address.token, db_name=address.database, timeout=_CONNECT
            )
        except self._pymilvus.exceptions.ConnectionConfigException as error:
            if isinstance(error.__cause__, ImportError):
                told = f"milvus-lite lacks something: {error.__cause__}"
            elif self._is_file:
                told = "another process may have it open, which a server is for, or milvus-lite 2 and 3 are mixed up"
            else:
                told = _reason(error)
            raise SearchError(self.place, f"it cannot be opened ({told})") from error
        # Not every milvus-lite can be asked.
        version = metadata.version("milvus-lite") if self._is_file else str(client.get_server_version(timeout=_READ))
        found = re.search(r"(\d+)\.(\d+)", version)
        if found and (int(found[1]), int(found[2])) < _OLDEST:
            client.close()
            raise OlderSearchError(self.place, version, ".".join(map(str, _OLDEST)))
        return client

    # ---- collections

    def collection(self, kind: Kind, dimension: int) -> str:
        """The name of the collection for a kind and a number of dimensions, which is made where it is missing.

        Raises:
            SearchError: there is one of this name with other fields.
        """
        name = f"{PREFIX}{kind}_{dimension}"
        if name in self._ready:
            return name
        schema = self._schema(kind, dimension)
        if not self.call("has_collection", name):
            # Several processes may do so at once: it is made once.
            self.call(
                "create_collection",
                name,
                schema=schema,
                consistency_level="Strong",
                timeout=_WRITE,
                **({} if self._is_file else {"num_partitions": _PARTITIONS}),
            )
        found = {field["name"]: (field["type"], field["params"].get("dim")) for field in self._fields(name)}
        wanted = {field.name: (field.dtype, field.params.get("dim")) for field in schema.fields}
        if found != wanted:
            wrong = sorted(field for field in found.keys() | wanted.keys() if found.get(field) != wanted.get(field))
            raise SearchError(
                self.place,
                f"the collection {name} has others than the {dimension} dimensions and the fields that are needed"
                f" ({', '.join(wrong)}). Drop it, or name another database: all of it is made again",
            )
        self._index(kind, name)
        self.call("load_collection", name, timeout=_WRITE)
        self._ready.add(name)
        return name

    def collections(self, kind: Kind) -> list[str]:
        """The names of those of a kind that are there."""
        names: list[str] = self.call("list_collections")
        return [name for name in names if re.fullmatch(rf"{PREFIX}{kind}_\d+", name)]

    def _fields(self, name: str) -> list[dict[str, Any]]:
        fields: list[dict[str, Any]] = self.call("describe_collection", name)["fields"]
        return fields

    def _schema(self, kind: Kind, dimension: int) -> Any:
        types = self._pymilvus.DataType
        schema = self._pymilvus.MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("key", types.VARCHAR, max_length=_LONGEST["key"], is_primary=True)
        schema.add_field("archive", types.VARCHAR, max_length=_LONGEST["archive"], is_partition_key=not self._is_file)
        numbers = ("generation", "part", "parts", "made") if kind == "generations" else ("id", "post", "since", "until")
        for name in numbers:
            schema.add_field(name, types.INT64)
        # A collection has to have one; a generation's stands for nothing.
        schema.add_field("vector", types.FLOAT_VECTOR, dim=dimension)
        for name in SPARSE.get(kind, ()):
            schema.add_field(name, types.SPARSE_FLOAT_VECTOR)
        if kind in HELD:
            schema.add_field(HELD[kind], types.ARRAY, element_type=types.INT64, max_capacity=TERMS)
        if kind == "generations":
            schema.add_field("data", types.VARCHAR, max_length=_LONGEST["data"])
        return schema

    def _index(self, kind: Kind, name: str) -> None:
        """Make the indexes of a collection that are missing: whoever made it may have been killed before."""
        wanted: dict[str, dict[str, Any]] = {"vector": _IN_A_FILE if self._is_file else _HNSW}
        wanted |= dict.fromkeys(SPARSE.get(kind, ()), _SPARSE)
        numbers = ("generation",) if kind == "generations" else ("id", "post", "until")
        lists = [HELD[kind]] if kind in HELD and not self._is_file else []
        wanted |= dict.fromkeys((*numbers, *lists), _SCALAR)
        if len(self.call("list_indexes", name)) >= len(wanted):
            return
        for field, index in wanted.items():
            if not self.call("list_indexes", name, field_name=field):
                indexes = self._pymilvus.MilvusClient.prepare_index_params()
                indexes.add_index(field, **index)
                # Whoever loads the collection waits for them.
                self.call("create_index", name, indexes, sync=False, timeout=_WRITE)

    # ---- rows

    def upsert(self, collection: str, rows: Sequence[dict[str, Any]]) -> None:
        """Write rows, in the place of those with the same key."""
        written = self.call("upsert", collection, list(rows), timeout=_WRITE).get("upsert_count", 0)
        if written != len(rows):
            raise SearchError(self.place, f"Milvus took {written} of {len(rows)} rows")

    def delete(self, collection: str, condition: str) -> None:
        """Take rows away; none has to be there."""
        self.call("delete", collection, filter=condition, timeout=_WRITE)

    def query(self, collection: str, condition: str, fields: Sequence[str], **named: Any) -> list[dict[str, Any]]:
        """Rows that meet a condition, in no order."""
        rows: list[dict[str, Any]] = self.call(
            "query", collection, filter=condition, output_fields=list(fields), **named
        )
        return rows


def _connection(error: BaseException) -> tuple[str, str]:
    """What gRPC calls a failure to connect, and what it says of it: pymilvus has the same words for each."""
    cause: Any = error.__cause__
    if not hasattr(cause, "details"):
        return "", ""
    return getattr(cause.code(), "name", ""), str(cause.details()).rpartition("last error: ")[2]


def _reason(error: BaseException) -> str:
    """What was said, in one line."""
    text = _connection(error)[1] or str(getattr(error, "message", "") or error) or type(error).__name__
    return text.strip().partition("\n")[0][:300]
