"""What is deployed is what the engines' own schemas allow, and says what Pullquote knows. None of it is run here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / ".deploy"
COMPOSE = [ROOT / "compose.yaml", DEPLOY / "compose.cluster.yaml"]
MANIFESTS = sorted(path for path in (DEPLOY / "kubernetes").glob("*.yaml") if path.name != "kustomization.yaml")
MISSING = "it is not installed: pip install -e '.[cluster-test]'"


def documents(path: Path) -> list[dict[str, Any]]:
    return [found for found in yaml.safe_load_all(path.read_text()) if found]


def pods() -> list[dict[str, Any]]:
    """What a pod of each kind is made of."""
    bot, sync = (documents(DEPLOY / "kubernetes" / f"{name}.yaml")[0]["spec"] for name in ("bot", "sync"))
    return [bot["template"]["spec"], sync["jobTemplate"]["spec"]["template"]["spec"]]


@pytest.mark.parametrize("path", COMPOSE, ids=lambda path: path.name)
def test_compose_files_are_as_their_schema_wants(path: Path) -> None:
    pytest.importorskip("check_jsonschema", reason=MISSING)
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.name)
def test_manifests_are_as_their_schemas_want(path: Path) -> None:
    kubernetes = pytest.importorskip("kubernetes_validate", reason=MISSING)
    for document in documents(path):
        for version in ("1.30", kubernetes.latest_version()):
            kubernetes.validate(document, version, strict=True)


def test_every_file_is_named_in_the_kustomization() -> None:
    (found,) = documents(DEPLOY / "kubernetes" / "kustomization.yaml")
    assert {path.name for path in MANIFESTS} == {*found["resources"], "secret.example.yaml"}


def test_what_is_set_is_a_setting_with_a_value_that_it_takes() -> None:
    told: dict[str, str] = {}
    for path in MANIFESTS:
        for document in documents(path):
            told |= document.get("data", {}) | document.get("stringData", {})
    for path in COMPOSE:
        told |= documents(path)[0]["services"]["pullquote"]["environment"]
    assert {name.lower() for name in told} <= set(Settings.model_fields)
    Settings.model_validate({name.lower(): value for name, value in told.items() if value})


def test_every_pod_is_as_bound_as_the_container_on_one_machine() -> None:
    for pod in pods():
        (container,) = pod["containers"]
        assert pod["securityContext"]["runAsNonRoot"]
        assert container["securityContext"]["readOnlyRootFilesystem"]
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"]["memory"]
        # Whatever is written goes into a volume.
        assert {mount["mountPath"] for mount in container["volumeMounts"]} == {"/data", "/tmp"}


def test_a_service_waits_for_those_that_it_needs_and_each_says_when_it_is_ready() -> None:
    (services,) = (found["services"] for found in documents(COMPOSE[1]))
    for name, service in services.items():
        assert set(service.get("depends_on", {})) <= set(services)
        assert name == "pullquote" or service["healthcheck"]["test"]
        assert all(needed["condition"] == "service_healthy" for needed in service.get("depends_on", {}).values())


def test_no_password_stands_in_a_file() -> None:
    for path in COMPOSE:
        for service in documents(path)[0]["services"].values():
            for name, value in service.get("environment", {}).items():
                assert "PASSWORD" not in name or ":?" in str(value), f"{path.name}: {name}"
