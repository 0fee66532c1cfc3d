"""A command says where it has too little memory."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.limits import memory_limit

MB = 2**20


def test_the_least_of_all_groups_counts(tmp_path: Path) -> None:
    own, groups = tmp_path / "own", tmp_path / "groups"
    own.write_text("4:cpu,cpuacct:/a\n0::/system.slice/bot.service\n")
    (groups / "system.slice" / "bot.service").mkdir(parents=True)
    (groups / "system.slice" / "bot.service" / "memory.max").write_text("max\n")
    everything = memory_limit(own, tmp_path / "nothing")
    assert memory_limit(own, groups) == everything
    (groups / "system.slice" / "memory.max").write_text(f"{512 * MB}\n")
    assert memory_limit(own, groups) == 512 * MB
    (groups / "system.slice" / "bot.service" / "memory.max").write_text(f"{300 * MB}\n")
    assert memory_limit(own, groups) == 300 * MB


def test_a_container_sees_its_own_group_as_the_folder_of_all(tmp_path: Path) -> None:
    own, groups = tmp_path / "own", tmp_path / "groups"
    own.write_text("7:memory:/docker/0123\n")
    (groups / "memory").mkdir(parents=True)
    (groups / "memory" / "memory.limit_in_bytes").write_text(f"{400 * MB}\n")
    assert memory_limit(own, groups) == 400 * MB
    assert memory_limit(tmp_path / "none", groups) == memory_limit(own, tmp_path / "none")


@pytest.fixture
def group() -> Iterator[Path]:
    """The file to write a process into that is to have 512 MB."""
    for folder, limit in (
        (Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes"),
        (Path("/sys/fs/cgroup"), "memory.max"),
    ):
        made = folder / f"pullquote-{os.getpid()}"
        if not (folder / "cgroup.procs").exists():
            continue
        try:
            made.mkdir()
            (made / limit).write_text(str(512 * MB))
        except OSError:
            continue
        yield made / "cgroup.procs"
        made.rmdir()
        return
    pytest.skip("no control group can be made here")


@pytest.mark.slow
def test_index_and_doctor_say_so_in_a_small_container(group: Path, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("# Bread\n\nRye bread rests for a day before it is cut.\n")
    code = "import sys; open(sys.argv.pop(1), 'w').write('0'); from bot.__main__ import main; main()"

    def run(*arguments: str, **settings: str) -> str:
        command = [sys.executable, "-c", code, str(group), *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=tmp_path, check=False, env=os.environ | settings
        )
        return done.stdout + done.stderr

    too_little = "there are 512 MB of memory here, and indexing takes about 1024"
    # There the model runs on other machines.
    cluster = "ray://127.0.0.1:1"
    assert "MB of memory" not in run("index", "post.md", "--on", "ray", RAY_ADDRESS=cluster)

    told = run("index", "post.md")
    assert f"T{too_little[1:]}" in told
    assert "1 added" in told

    answering = run("doctor", SYNC_EVERY="0")
    assert re.search(rf"^ok      memory +enough to answer; to index, {too_little}", answering, re.MULTILINE)
    empty = run("doctor", "--archive", "none", SYNC_EVERY="0")
    assert re.search(rf"^problem memory +{too_little}", empty, re.MULTILINE)
