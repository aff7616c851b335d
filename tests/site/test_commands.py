"""The commands that keep a site: serve, backup, restore, upgrade, publish."""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_commands import audited, environment, fill, folkmoot


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with eleven acts, published."""
    folder = tmp_path_factory.mktemp("living") / "site"
    fill(folder, "published")
    return folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a site that is being served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "folkmoot.site", "serve", "--dir", str(folder), "--port", str(port)]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            for line in process.stderr:
                if "serving" in line:
                    break
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.communicate(timeout=30)


def answer(address: str) -> tuple[int, bytes]:
    give_up = time.monotonic() + 20
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as found:
                return found.status, found.read()
        except ConnectionError:
            pass
        except urllib.error.URLError as fault:
            if not isinstance(fault.reason, ConnectionError):
                raise
        assert time.monotonic() < give_up
        time.sleep(0.05)


def test_a_served_site_publishes_its_acts_and_its_record_is_audited_by_address(tmp_path: Path) -> None:
    fill(tmp_path / "site")
    with served(tmp_path / "site") as address:
        status, page = answer(f"{address}/record/")
        assert status == 200
        assert b"The Commons Network" in page
        assert audited(address) == 11


def test_an_empty_folder_is_served_with_a_page_for_the_founding(tmp_path: Path) -> None:
    with served(tmp_path / "site") as address:
        assert answer(f"{address}/")[0] == 200
    assert (tmp_path / "site" / "keys" / "master").stat().st_mode & 0o777 == 0o600


def test_a_backup_restored_elsewhere_is_the_same_site(living: Path, tmp_path: Path) -> None:
    done = folkmoot("backup", "--dir", living, "--to", tmp_path / "kept.tar")
    assert done.returncode == 0, done.stderr
    assert "store it somewhere else" in done.stderr
    assert (tmp_path / "kept.tar.keys").stat().st_mode & 0o777 == 0o600
    master = (living / "keys" / "master").read_bytes()
    assert master.strip() not in (tmp_path / "kept.tar").read_bytes(), "the keys are kept apart"
    done = folkmoot("restore", tmp_path / "kept.tar", "--dir", tmp_path / "new")
    assert done.returncode == 0, done.stderr
    assert done.stderr.endswith("good: 11 acts replay, and 11 of them stand under a signed checkpoint\n")
    assert (tmp_path / "new" / "keys" / "master").read_bytes() == master
    assert audited(str(tmp_path / "new" / "record")) == 11
    assert not (tmp_path / "new.restoring").exists()


def test_a_backup_is_never_written_over_another(living: Path, tmp_path: Path) -> None:
    (tmp_path / "kept.tar").write_text("precious")
    done = folkmoot("backup", "--dir", living, "--to", tmp_path / "kept.tar")
    assert done.returncode == 1
    assert "exists already" in done.stderr
    assert (tmp_path / "kept.tar").read_text() == "precious"


def test_restore_wants_an_empty_folder_the_backup_and_its_keys(living: Path, tmp_path: Path) -> None:
    folkmoot("backup", "--dir", living, "--to", tmp_path / "kept.tar")
    done = folkmoot("restore", tmp_path / "kept.tar", "--dir", living)
    assert (done.returncode, "is not empty" in done.stderr) == (1, True)
    (tmp_path / "kept.tar.keys").rename(tmp_path / "aside")
    done = folkmoot("restore", tmp_path / "kept.tar", "--dir", tmp_path / "new")
    assert (done.returncode, "put the file with the keys beside" in done.stderr) == (1, True)
    (tmp_path / "aside").rename(tmp_path / "kept.tar.keys")
    done = folkmoot("restore", tmp_path / "nothing.tar", "--dir", tmp_path / "new")
    assert (done.returncode, "does not exist" in done.stderr) == (1, True)
    (tmp_path / "kept.tar.keys").write_text("no key")
    done = folkmoot("restore", tmp_path / "kept.tar", "--dir", tmp_path / "new")
    assert (done.returncode, "does not hold the keys" in done.stderr) == (1, True)
    assert not (tmp_path / "new").exists()


def test_an_upgrade_backs_up_migrates_and_verifies(living: Path, tmp_path: Path) -> None:
    done = folkmoot("upgrade", "--dir", living, "--backup-to", tmp_path / "before.tar")
    assert done.returncode == 0, done.stderr
    assert "good: 11 acts replay" in done.stderr
    assert (tmp_path / "before.tar").is_file()


def test_verify_names_the_first_act_that_does_not_replay(living: Path, tmp_path: Path) -> None:
    shutil.copytree(living, tmp_path / "site")
    bend = (
        "import folkmoot.site, django; django.setup()\n"
        "from django.db import connection\n"
        "from folkmoot.site.record import triggers\n"
        "from folkmoot.site.record.models import Entry\n"
        "triggers.drop(connection)\n"
        "leaf = bytes(Entry.objects.get(index=4).leaf)\n"
        "Entry.objects.filter(index=4).update(leaf=leaf.replace(b'online', b'onlinE'))\n"
    )
    here = environment(FOLKMOOT_DIR=str(tmp_path / "site"))
    subprocess.run([sys.executable, "-c", bend], env=here, check=True)
    done = folkmoot("verify", "--dir", tmp_path / "site")
    assert done.returncode == 1
    assert done.stderr.startswith("folkmoot: act 4 (member.join on membership/")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("FOLKMOOT_MAIL", "mailhost", "FOLKMOOT_MAIL begins with smtp://"),
        ("FOLKMOOT_URL", "example.org", "FOLKMOOT_URL begins with http:// or https:// and a host"),
        ("FOLKMOOT_CLOCK_OFFSET", "soon", "FOLKMOOT_CLOCK_OFFSET is a whole number"),
        ("FOLKMOOT_DEMO", "perhaps", "FOLKMOOT_DEMO is yes or no"),
        ("FOLKMOOT_DATABASE", "mysql://x/y", "FOLKMOOT_DATABASE begins with postgresql://"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named_in_one_line(
    tmp_path: Path, name: str, value: str, says: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "folkmoot.site", "verify", "--dir", tmp_path / "site"],
        env=environment(**{name: value}),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_file_of_settings_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "folkmoot.toml").write_text(
        'url = "https://moot.example"\nwitnesses = ["a b", "c d"]\nmail = "smtp://me:p%40ss@mail.example:2525"\n'
    )
    show = (
        "import json, folkmoot.site, django; django.setup()\n"
        "from django.conf import settings as s\n"
        "print(json.dumps([s.FOLKMOOT_URL, s.FOLKMOOT_WITNESSES, s.EMAIL_HOST_PASSWORD, s.EMAIL_PORT,"
        " s.SESSION_COOKIE_SECURE, s.FOLKMOOT_OUTBOX, s.FOLKMOOT_TRUST_PROXY]))"
    )
    here = environment(FOLKMOOT_DIR=str(tmp_path), FOLKMOOT_TRUST_PROXY="127.0.0.1, ::1")
    done = subprocess.run([sys.executable, "-c", show], env=here, capture_output=True, text=True, check=True)
    url, lines, password, port, secure, outbox, proxies = json.loads(done.stdout)
    assert (url, lines, password, port) == ("https://moot.example", ["a b", "c d"], "p@ss", 2525)
    assert (secure, outbox, proxies) == (True, False, ["127.0.0.1", "::1"])
