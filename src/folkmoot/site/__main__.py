"""The commands of the site: `python -m folkmoot.site COMMAND`, or `./folkmoot COMMAND`."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

FOLDER = click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Data folder (FOLKMOOT_DIR, else ./var).",
)
PORT = click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
ROUND = 60  # seconds between rounds of what time brings about


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run a site of Folkmoot."""


def say(line: str) -> None:
    """One plain line on the terminal."""
    click.echo(f"folkmoot: {line}", err=True)


def leave_in_order(signum: int, frame: object) -> NoReturn:
    """Asked to end, end as one who has finished: locks are let go and witnesses stopped."""
    sys.exit(0)


def stop(line: str) -> NoReturn:
    """One plain line, and an end."""
    say(line)
    sys.exit(1)


def now() -> int:
    """The clock, read at the edge; the demo's stands elsewhere."""
    from django.conf import settings

    return int(time.time()) + int(settings.FOLKMOOT_CLOCK_OFFSET)


def open_site(folder: Path | None) -> None:
    """Load the settings of a data folder and set Django up; the reader of a bad setting gets one line."""
    if folder is not None:
        os.environ["FOLKMOOT_DIR"] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"
    signal.signal(signal.SIGTERM, leave_in_order)
    import django
    from django.core.exceptions import ImproperlyConfigured

    from folkmoot.site.record.keys import BadKeys

    try:
        django.setup()
    except (ImproperlyConfigured, BadKeys) as fault:
        stop(str(fault))


def migrate() -> None:
    """Bring the tables up to date."""
    from django.conf import settings
    from django.core.management import call_command

    Path(settings.FOLKMOOT_DIR).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def writing() -> Iterator[None]:
    """Hold the writing lock; whoever comes second is told so in one line."""
    from folkmoot.site.record.publication import Contradiction
    from folkmoot.site.record.writer import AnotherWriter, hold, let_go

    try:
        hold()
        yield
    except (AnotherWriter, Contradiction) as fault:
        stop(str(fault))
    finally:
        let_go()


# Serving


def _as_called(host: str, port: int) -> str:
    """Host and port as a browser should call them: a passkey belongs to a name, never to a number."""
    return f"{'localhost' if host == '127.0.0.1' else host}:{port}"


@main.command()
@FOLDER
@PORT
@HOST
def serve(folder: Path | None, port: int, host: str) -> None:
    """Serve a site; on an empty folder, a first-run page helps to found the organisation."""
    os.environ.setdefault("FOLKMOOT_LISTEN", _as_called(host, port))
    open_site(folder)
    with writing():
        migrate()
        from folkmoot.site.record import publication

        publication.publish(now())
        changed = run_server(host, port)
    if changed:
        say("the settings have changed: starting again")
        os.execv(sys.executable, [sys.executable, "-m", "folkmoot.site", *sys.argv[1:]])


def run_server(host: str, port: int) -> bool:
    """Serve until interrupted; whether the settings file has changed, so that it is time to start again."""
    import uvicorn
    from django.conf import settings

    from folkmoot.site.asgi import application

    server = uvicorn.Server(
        uvicorn.Config(
            application(),
            host=host,
            port=port,
            access_log=False,
            log_level="warning",
            lifespan="on",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=5,
        )  # fmt: skip
    )
    over = threading.Event()
    file = Path(settings.FOLKMOOT_DIR) / "folkmoot.toml"
    before = _stamp(file)
    tasks: list[Callable[[threading.Event], None]] = [publish_when_wanted, go_round]
    threads = [threading.Thread(target=task, args=(over,), daemon=True) for task in tasks]
    threads.append(threading.Thread(target=_watch_settings, args=(over, file, server), daemon=True))
    postman = _postman()
    for thread in threads:
        thread.start()
    _announce_first_run()
    say(f"serving {settings.FOLKMOOT_URL} from {settings.FOLKMOOT_DIR} (stop with Ctrl-C)")
    try:
        server.run()
    finally:
        over.set()
        from folkmoot.site.record.publication import WANTED

        WANTED.set()
        for thread in threads:
            thread.join(timeout=10)
        if postman is not None:
            postman.stop()
    if not server.started:
        stop(f"cannot listen on {host}:{port}; is another server running? try --port")
    return _stamp(file) != before


def publish_when_wanted(over: threading.Event) -> None:
    """Publish soon after each act, ask missing witnesses again, and once a day even if nothing happened."""
    from folkmoot.site.record import publication

    while not over.is_set():
        publication.WANTED.wait(timeout=ROUND)
        over.wait(0.5)  # acts that come together are published together
        _guarded("publication", lambda: publication.publish(now()))


def go_round(over: threading.Event) -> None:
    """Let each room do what time brings about: `<room>/rounds.py` with `go(at)`. No right depends on it."""
    from importlib import import_module

    from django.conf import settings
    from django.utils.module_loading import module_has_submodule

    rooms = [room for room in settings.INSTALLED_APPS if room.startswith("folkmoot.site.")]
    rounds = [
        import_module(f"{room}.rounds")
        for room in rooms
        if module_has_submodule(import_module(room), "rounds")
    ]
    while not over.wait(5):
        for each in rounds:
            _guarded(each.__name__, lambda each=each: each.go(now()))  # type: ignore[misc]
        over.wait(ROUND)


def _guarded(what: str, task: Callable[[], Any]) -> None:
    """A thread that nobody watches says what is wrong and goes on."""
    from django.db import close_old_connections

    close_old_connections()
    try:
        task()
    except Exception as fault:
        say(f"{what}: {type(fault).__name__}: {fault}")
    finally:
        close_old_connections()


def _watch_settings(over: threading.Event, file: Path, server: Any) -> None:
    before = _stamp(file)
    while not over.wait(1):
        if _stamp(file) != before:
            over.wait(2)  # let the page that wrote it be sent
            server.should_exit = True
            return


def _stamp(file: Path) -> object:
    return (file.stat().st_mtime_ns, file.stat().st_size) if file.is_file() else None


def _announce_first_run() -> None:
    from folkmoot.site.front import set_up
    from folkmoot.site.record import memory

    if not memory.count():
        set_up.announce()


def _postman() -> Any:
    from folkmoot.site.notices import postman

    return postman.start()


# The demonstration


@main.command()
@FOLDER
@PORT
@HOST
@click.option("--no-serve", is_flag=True, help="Build it and stop; the record then lies in DIR/record.")
@click.option(
    "--scale", type=click.IntRange(1), default=1, show_default=True, help="Make it this much larger."
)
def demo(folder: Path | None, port: int, host: str, no_serve: bool, scale: int) -> None:
    """Build a demonstration, a year of an invented organisation, and serve it with two witnesses."""
    home = (folder or Path("demo")).resolve()
    os.environ["FOLKMOOT_DIR"] = str(home)
    os.environ["FOLKMOOT_DEMO"] = "yes"
    os.environ["FOLKMOOT_LISTEN"] = _as_called(host, port)
    open_site(home)
    from django.conf import settings

    from folkmoot.site.demo.people import how_to_sign_in
    from folkmoot.site.demo.witnesses import two_witnesses
    from folkmoot.site.record import memory, publication

    with writing():
        migrate()
        with two_witnesses(home, publication.log_key().vkey) as lines:
            settings.FOLKMOOT_WITNESSES = lines
            if not memory.count():
                from folkmoot.site import demo as year

                say(f"building the demonstration in {home}")
                year.build(scale, now())
            publication.publish(now())
            say(f"the record lies in {publication.folder()}: folkmoot audit {publication.folder()}")
            if not no_serve:
                for line in how_to_sign_in(f"http://{_as_called(host, port)}"):
                    say(line)
                run_server(host, port)


# Keeping it


@main.command()
@FOLDER
@click.option(
    "--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A file that is yet to be."
)
def backup(folder: Path | None, to: Path) -> None:
    """Copy database, record and settings into one file, the keys into another. The site may go on running."""
    open_site(folder)
    from folkmoot.site.record import backup as keeping

    try:
        keeping.backup(to, say)
    except (OSError, keeping.CannotRestore) as fault:
        stop(str(fault))


@main.command()
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False))
@FOLDER
def restore(source: Path, folder: Path | None) -> None:
    """Unpack a backup into an empty folder, check it, and leave it ready to be served."""
    home = (folder or Path(os.environ.get("FOLKMOOT_DIR") or "var")).resolve()
    if home.exists() and any(home.iterdir()):
        stop(f"{home} is not empty; a backup is restored into an empty folder")
    aside = home.with_name(f"{home.name}.restoring")
    shutil.rmtree(aside, ignore_errors=True)
    os.environ["FOLKMOOT_DIR"] = str(aside / "settings")  # the settings that will count lie in the backup
    os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"
    import django

    from folkmoot.site.record import backup as keeping

    try:
        django.setup()
        keeping.restore(source, aside / "site", say)
        if home.exists():
            home.rmdir()
        (aside / "site").replace(home)
    except (OSError, keeping.CannotRestore) as fault:
        stop(str(fault))
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    sys.exit(subprocess.run([sys.executable, "-m", "folkmoot.site", "verify", "--dir", str(home)]).returncode)


@main.command()
@FOLDER
@click.option("--backup-to", type=click.Path(path_type=Path, dir_okay=False), help="Where the backup goes.")
def upgrade(folder: Path | None, backup_to: Path | None) -> None:
    """After new program files: back up, bring the tables up to date, and verify the record."""
    open_site(folder)
    from django.conf import settings

    from folkmoot.site.record import backup as keeping

    home = Path(settings.FOLKMOOT_DIR)
    to = backup_to or home.with_name(f"{home.name}-before-upgrade-{time.strftime('%Y%m%d-%H%M%S')}.tar")
    with writing():
        try:
            keeping.backup(to, say)
        except (OSError, keeping.CannotRestore) as fault:
            stop(str(fault))
        migrate()
        say("brought the tables up to date")
        check_all()


@main.command()
@FOLDER
def verify(folder: Path | None) -> None:
    """Replay every act in the database, and hold it against what was signed and published."""
    open_site(folder)
    migrate()
    check_all()


def check_all() -> None:
    """Replay, and compare with the checkpoints; one line, or an end with one line."""
    from folkmoot.procedure.replay import BadAct
    from folkmoot.site.record import memory, publication

    try:
        memory.forget()
        size = memory.shown().size
        covered = publication.check()
    except (BadAct, publication.Contradiction, ValueError) as fault:
        stop(str(fault))
    say(f"good: {size} acts replay, and {covered} of them stand under a signed checkpoint")


@main.command()
@FOLDER
def publish(folder: Path | None) -> None:
    """Sign and publish what no checkpoint covers yet; for a site that is not being served."""
    open_site(folder)
    with writing():
        from folkmoot.site.record import publication

        done = publication.publish(now())
    say(f"published {done.size} acts" if done else "there is nothing to publish")


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Django's own commands, for developers: `manage shell`, `manage makemigrations`."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"
    from django.core.management import execute_from_command_line

    execute_from_command_line(["folkmoot manage", *words])


if __name__ == "__main__":
    main(prog_name="folkmoot")
