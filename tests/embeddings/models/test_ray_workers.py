"""Where passages are to be encoded: what is no address, and where Ray is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from embeddings.archive import Archive
from embeddings.errors import SettingError

from ...toy import ToyEncoder


@pytest.mark.parametrize(
    "address", ["rays", "ray://", "ray://host", "ray://host:port", "ray://[::1:1", "http://host:1"]
)
def test_what_is_no_address_is_refused(address: str, tmp_path: Path) -> None:
    with (
        Archive(tmp_path, encoder=ToyEncoder(), create=True) as archive,
        pytest.raises(SettingError, match=r"--on .*: it takes ray, .* or ray://HOST:PORT"),
    ):
        archive.sync(["posts"], on=address)


def test_without_ray_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with (
        Archive(tmp_path, encoder=ToyEncoder(), create=True) as archive,
        pytest.raises(SettingError, match=r"Ray is missing .* pip install 'pullquote\[cluster\]'"),
    ):
        archive.sync(["posts"], on="ray")
