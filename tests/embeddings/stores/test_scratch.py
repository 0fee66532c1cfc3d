"""What is being written lies in a folder that is gone afterwards, whatever becomes of its process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from embeddings.archive import Archive
from embeddings.stores.scratch import scratch_folder

from ...toy import ToyEncoder

WRITER = """
import sys, time
from pathlib import Path
from embeddings.stores.scratch import scratch_folder
with scratch_folder(Path(sys.argv[1])) as folder:
    (folder / "half").write_text("written")
    print(folder.name, flush=True)
    time.sleep(600)
"""


def left(place: Path) -> set[str]:
    return {path.name for path in place.glob(".pullquote-*")}


def test_what_a_killed_process_left_is_cleared_and_what_one_writes_is_not(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        names = [writer.stdout.readline().strip() for writer in writers if writer.stdout]
        writers[0].kill()
        writers[0].wait()
        assert left(tmp_path) == set(names)
        with scratch_folder(tmp_path) as own:
            assert left(tmp_path) == {names[1], own.name}
        assert left(tmp_path) == {names[1]}
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    # Whoever writes to an archive clears its folder.
    (tmp_path / "a.md").write_text("Rye bread must rest.")
    with Archive(tmp_path, encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(tmp_path / "a.md")])
    assert left(tmp_path) == set()


def test_what_has_another_name_stays(tmp_path: Path) -> None:
    for name in (".pullquote-abcdefgh", ".pullquote-notes"):
        (tmp_path / name).mkdir()
    with scratch_folder(tmp_path):
        pass
    assert left(tmp_path) == {".pullquote-notes"}
