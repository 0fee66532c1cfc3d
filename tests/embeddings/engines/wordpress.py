"""WordPress itself, from Debian, with a database and a web server of its own in a folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from .programs import program, run
from .serving import answers, free_port, until

_SOURCES = Path("/usr/share/wordpress")
_CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:%(folder)s/sql.sock'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '%(address)s'); define('WP_SITEURL', '%(address)s');
define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true); define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_DEFAULT_THEME', 'twentytwentythree');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
_INSTALL = """define('WP_INSTALLING', true); require 'wp-load.php'; require 'wp-admin/includes/upgrade.php';
wp_install('A blog', 'ann', 'ann@b.example', true, '', 'x');
update_option('permalink_structure', $given); flush_rewrite_rules();
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $old)
    wp_delete_post($old->ID, true);"""

_ROUTES = """<?php
// What is no file goes to WordPress where a web server has its rules for that, and is not there where it has none.
$path = $_SERVER['DOCUMENT_ROOT'] . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($path) || is_file("$path/index.php")) return false;
if (!'%(path)s') { http_response_code(404); return; }
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '%(path)s';
$_SERVER['SCRIPT_FILENAME'] = $_SERVER['DOCUMENT_ROOT'] . '%(path)s';
chdir(dirname($_SERVER['SCRIPT_FILENAME'])); require $_SERVER['SCRIPT_FILENAME'];
"""
PRETTY = "/%year%/%monthnum%/%postname%/"


@dataclass
class WordPress:
    """A running site."""

    folder: Path
    """With its programs."""
    address: str

    def php(self, code: str, given: object = None) -> str:
        """Run PHP in the site, with what is given as ``$given``, and return what it printed."""
        start = "$_SERVER['HTTP_HOST'] = '127.0.0.1'; $given = json_decode(getenv('GIVEN'), true);"
        return run([program("php"), "-r", f"{start} {code}"], self.folder, GIVEN=json.dumps(given))

    def insert(self, *posts: dict[str, str]) -> None:
        """Posts, by the names of the fields of ``wp_insert_post``."""
        code = "foreach ($given as $post) wp_insert_post(wp_slash($post), true);"
        self.php(f"require 'wp-load.php'; wp_set_current_user(1); {code}", posts)

    def update(self, name: str, **fields: str) -> None:
        """Edit the post of a name."""
        code = (
            "require 'wp-load.php'; wp_set_current_user(1); $post = get_page_by_path($given[0], OBJECT, 'post');"
            "if (is_wp_error(wp_update_post(wp_slash(['ID' => $post->ID] + $given[1]), true))) exit(1);"
        )
        self.php(code, [name, fields])

    def export(self) -> str:
        """What its export of everything holds."""
        return self.php(
            "require 'wp-load.php'; require 'wp-admin/includes/export.php'; wp_set_current_user(1);"
            "@export_wp(['content' => 'all']);"
        )


@contextmanager
def wordpress(folder: Path, permalinks: str = PRETTY, path: str = "") -> Iterator[WordPress]:
    """A site without posts; the test is skipped where its programs are not here and cannot be had.

    Args:
        folder: for its programs and its database.
        permalinks: the pattern of its addresses; empty for ``?p=1``.
        path: of the folder that it is in on its host, with a slash before it.
    """
    server, installer = program("mariadbd"), program("mariadb-install-db")
    if not (_SOURCES / "wp-load.php").exists():
        pytest.skip("WordPress is not here")
    root, data = folder / "site", folder / "sql"
    site = root / path.strip("/")
    shutil.copytree(_SOURCES, site, ignore=shutil.ignore_patterns("wp-config.php"))
    port = free_port()
    address = f"http://127.0.0.1:{port}{path}"
    (folder / "routes.php").write_text(_ROUTES % {"path": f"{path}/index.php" if permalinks else ""})
    (site / "wp-config.php").write_text(_CONFIG % {"folder": folder, "address": address})
    (site / "wp-content" / "languages").mkdir(exist_ok=True)
    own = [f"--datadir={data}", "--user=root"]
    run([installer, "--no-defaults", *own, "--auth-root-authentication-method=normal", "--skip-test-db"], folder)
    options = ["--no-defaults", *own, "--skip-networking", f"--socket={folder / 'sql.sock'}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    database = subprocess.Popen([server, *options], **quiet)
    pages: subprocess.Popen[bytes] | None = None
    try:
        until((folder / "sql.sock").exists)
        client = [program("mariadb"), "--no-defaults", f"--socket={folder / 'sql.sock'}", "-u", "root"]
        run([*client, "-e", "CREATE DATABASE wordpress CHARACTER SET utf8mb4"], folder)
        found = WordPress(site, address)
        found.php(_INSTALL, permalinks)
        environment = {**os.environ, "PHP_CLI_SERVER_WORKERS": "4"}
        # A process group of its own, since its workers outlive it.
        pages = subprocess.Popen(
            [program("php"), "-S", f"127.0.0.1:{port}", "-t", root, folder / "routes.php"],
            env=environment,
            start_new_session=True,
            **quiet,
        )
        until(lambda: answers(port))
        yield found
    finally:
        if pages is not None:
            os.killpg(pages.pid, 15)
            pages.wait()
        database.terminate()
        database.wait()
