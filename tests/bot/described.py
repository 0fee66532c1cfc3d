"""What the bot sends, held against Discord's own OpenAPI description (https://github.com/discord/discord-api-spec)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from ..conftest import SHARED

DESCRIPTION = SHARED / "discord-openapi" / "openapi.json"

_LIBRARY = re.compile(
    r"/\*/nsfw: there is no|/tts: there is no|query use_nested_fields|attachments/\d+/id: \d+ is"
    r"|/channel_types/\d+: 16 is not valid"
)
"""What discord.py sends on its own account, and Discord takes: fields that it ignores, attachments numbered with
numbers, and media channels, which its documentation knows as 16 and its description does not."""

_BUTTON, _TEXT, _MODAL_LABEL = 2, 10, 18
_LAYOUT = {9, 10, 11, 12, 13, 14, 17}
"""Components that a message may hold only with the flag for them: sections, text, pictures, files, lines, boxes."""
_LAYOUT_FLAG = 1 << 15
_MOST_COMPONENTS, _MOST_TEXT = 40, 4000
"""https://discord.com/developers/docs/components/reference"""


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it goes out: ``path`` below the API's version; ``body`` as JSON, ``None`` where there is none."""

    method: str
    path: str
    body: Any = None
    query: Any = None

    def faults(self) -> list[str]:
        """What Discord would not take, one line each."""
        return _faults(self.method, self.path, json.dumps(self.body), tuple(self.query or ()))


@lru_cache(maxsize=1000)  # every bot of the tests sends the same commands, which are long
def _faults(method: str, path: str, sent: str, query: tuple[str, ...]) -> list[str]:
    found = _operation(method, path)
    if found is None:
        return [f"{method} {path}: there is no such request"]
    name, operation = found
    known = {parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "query"}
    faults = [f"query {key} is unknown" for key in query if key not in known]
    body = json.loads(sent)
    faults += [*_unfit(body, operation), *_unruly(body)]
    return [f"{name}: {fault}" for fault in faults if not _LIBRARY.search(fault)]


@cache
def _description() -> Any:
    return json.loads(DESCRIPTION.read_text(encoding="utf-8"))


@cache
def _paths() -> list[tuple[re.Pattern[str], int, dict[str, Any]]]:
    """Each path as a pattern, with the number of its parts that vary, fewest first."""
    paths = [
        (re.compile(re.sub(r"\{[^}]*\}", "[^/]+", path)), path.count("{"), operations)
        for path, operations in _description()["paths"].items()
    ]
    return sorted(paths, key=lambda entry: entry[1])


def _operation(method: str, path: str) -> tuple[str, dict[str, Any]] | None:
    for pattern, _, operations in _paths():
        operation = operations.get(method.lower())
        if operation and pattern.fullmatch(path):
            return operation["operationId"], operation
    return None


@cache
def _validator(reference: str) -> Draft202012Validator:
    schema = json.loads(reference) | {"components": _description()["components"]}
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _unfit(body: Any, operation: dict[str, Any]) -> Iterator[str]:
    """Where the body is not of the form that the description asks for, or holds a field that it does not know."""
    described = operation.get("requestBody")
    if described is None or body is None:
        if body:
            yield "no body is taken"
        elif described and described.get("required"):
            yield "a body is required"
        return
    kinds = described["content"]
    schema = (kinds.get("application/json") or kinds["multipart/form-data"])["schema"]
    # Ids may be numbers too, though the description says strings; discord.py sends them so.
    for error in _validator(json.dumps(schema)).iter_errors(_ids_as_text(body)):
        for cause in _causes(error):
            yield f"{'/'.join(map(str, cause.absolute_path))}: {cause.message[:200]}"
    yield from _unknown(body, schema, "")


def _ids_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: str(of) if isinstance(of, int) and key.endswith("_id") else _ids_as_text(of)
            for key, of in value.items()
        }
    return [_ids_as_text(of) for of in value] if isinstance(value, list) else value


def _causes(error: ValidationError) -> list[ValidationError]:
    """What is wrong in the branch of a ``oneOf`` that is meant: the one of the right ``type``, with fewest faults."""
    branches: dict[Any, list[ValidationError]] = {}
    for cause in error.context or ():
        branches.setdefault(cause.schema_path[0], []).append(cause)
    if not branches or all(cause.validator == "const" for cause in error.context or ()):
        # Of a list of constants none is nearer than another.
        return [error]
    typed = [
        causes
        for causes in branches.values()
        if not any(list(cause.absolute_path)[-1:] == ["type"] or cause.validator_value == "null" for cause in causes)
    ]
    return [leaf for cause in min(typed or branches.values(), key=len) for leaf in _causes(cause)]


def _alternatives(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    while "$ref" in schema:
        schema = _description()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    yield schema
    for kind in ("oneOf", "anyOf", "allOf"):
        for branch in schema.get(kind, ()):
            yield from _alternatives(branch)


def _unknown(value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    """The fields that no alternative of a schema knows: Discord drops them, so they do nothing."""
    alternatives = list(_alternatives(schema))
    if isinstance(value, list):
        items = next((branch["items"] for branch in alternatives if "items" in branch), None)
        for each in value if items else ():
            yield from _unknown(each, items, f"{at}/*")
        return
    if not isinstance(value, dict):
        return
    typed = [
        branch
        for branch in alternatives
        if "type" in branch.get("required", ()) and value.get("type") in _types(branch)
    ]
    known: dict[str, Any] = {}
    for branch in typed or alternatives:
        known |= branch.get("properties", {})
    for key, of in value.items() if known else ():
        if key in known:
            yield from _unknown(of, known[key], f"{at}/{key}")
        else:
            yield f"{at}/{key}: there is no such field"


def _types(branch: dict[str, Any]) -> list[Any]:
    """The values of ``type`` that a schema is for."""
    kind = branch.get("properties", {}).get("type", {})
    return next((of["enum"] for of in _alternatives(kind) if "enum" in of), [])


def _unruly(body: Any) -> Iterator[str]:
    """What the documentation rules out and no schema says."""
    message = body.get("data") or body if isinstance(body, dict) else {}
    top = message.get("components") if isinstance(message, dict) else None
    components = list(_flat(top or []))
    if not components or any(component.get("type") == _MODAL_LABEL for component in components):
        return
    if len(components) > _MOST_COMPONENTS:
        yield f"{len(components)} components, {_MOST_COMPONENTS} allowed"
    # Discord counts what JavaScript counts.
    length = sum(len(part["content"].encode("utf-16-le")) // 2 for part in components if part.get("type") == _TEXT)
    if length > _MOST_TEXT:
        yield f"{length} characters of text, {_MOST_TEXT} allowed"
    ids = [component["custom_id"] for component in components if component.get("custom_id")]
    if len(set(ids)) < len(ids):
        yield "a custom_id twice"
    layout = any(component.get("type") in _LAYOUT for component in components)
    if layout and not (message.get("flags") or 0) & _LAYOUT_FLAG:
        yield "a layout without its flag"
    if layout and (message.get("content") or message.get("embeds")):
        yield "content or embeds beside a layout"
    for component in components:
        if component.get("type") == _BUTTON and not (component.get("label") or component.get("emoji")):
            yield "a button without a label"


def _flat(components: list[Any]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _flat(component.get("components") or [])
        if component.get("accessory"):
            yield component["accessory"]
