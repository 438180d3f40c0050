"""The hall's files: scripts that parse, units and policies that hold, the scripts run under a prefix.

What would change the machine (systemctl, useradd, apt-get, chown) is a stub on PATH that notes how it was
called; the server whose health is asked is one of ours, well or not as the version at `current` says.
"""

from __future__ import annotations

import configparser
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from geodata.settings import Settings

ROOT = Path(__file__).parents[2]
KIOSK = ROOT / "deploy" / "kiosk"
SCRIPTS = sorted(KIOSK.glob("*.sh"))
COMMANDS = [path for path in SCRIPTS if path.name != "shared.sh"]
UNITS = sorted([*KIOSK.glob("*.service"), *KIOSK.glob("*.timer")])
ORIGIN = "http://127.0.0.1:8050"
CURRENT = "/opt/sunan-atlas/current/"
TIMEOUT_S = 60

# A python whose venvs are quick to make: it notes what is asked of them; a project with a file `broken` does
# not prepare.
VENV_PYTHON = """#!/bin/sh
echo "python $*" >> "$CALLS"
case "$*" in *--prepare*) [ ! -e broken ] && env | grep '^KIOSK_\\|^BOUNDARY' >> "$CALLS";; esac
"""
PYTHON = f"""#!/bin/sh
case "$1 $2" in
  "-m venv") mkdir -p "$3/bin" && cp "$(dirname "$0")/venv-python" "$3/bin/python" ;;
  "-m pip") for last; do :; done; echo "pip $*" >> "$CALLS"; echo wheel > "$last/some.whl" ;;
  *) exec {sys.executable} "$@" ;;
esac
"""
NOTE = '#!/bin/sh\necho "$(basename "$0") $*" >> "$CALLS"\n'
SYSTEMCTL = NOTE + 'case "$1" in show) echo 0 ;; esac\n'
APT_GET = NOTE + "exit ${APT_STATUS:-0}\n"
STUBS = {
    "python3": PYTHON,
    "venv-python": VENV_PYTHON,
    "systemctl": SYSTEMCTL,
    "apt-get": APT_GET,
    "dpkg-query": "#!/bin/sh\necho install ok installed\n",
    **dict.fromkeys(("useradd", "usermod", "chown"), NOTE),
    "npm": NOTE,
    "node": NOTE + "mkdir -p ../../assets/vendor && echo map > ../../assets/vendor/plotly.min.js\n",
}


@dataclass
class Server:
    """A server that answers as told: `health` and `page` make the answer of the n-th question."""

    health: Callable[[int], tuple[int, dict[str, object]]] = lambda _: (200, {"status": "ok", "kiosk": 1})
    page: Callable[[int], int] = lambda _: 200
    asked: dict[str, int] = field(default_factory=dict)
    port: int = 0

    def answer(self, path: str) -> tuple[int, bytes]:
        path = path.split("?", maxsplit=1)[0]
        count = self.asked[path] = self.asked.get(path, 0) + 1
        if path == "/healthz":
            status, body = self.health(count)
            return status, json.dumps(body).encode()
        return self.page(count), b"page"


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = state.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    state.port = listening.server_port
    yield state
    listening.shutdown()
    thread.join()
    listening.server_close()


@dataclass
class Hall:
    """A hall's machine under a prefix."""

    prefix: Path
    bin: Path
    calls_file: Path
    server: Server

    @property
    def top(self) -> Path:
        return self.prefix / "opt" / "sunan-atlas"

    @property
    def at(self) -> str:
        """The version the machine runs, without the sum in its name."""
        return (self.top / "current").readlink().name.rsplit("-", 1)[0]

    @property
    def calls(self) -> list[str]:
        return self.calls_file.read_text().splitlines() if self.calls_file.exists() else []

    def run(
        self, script: str | Path, *arguments: str | Path, **more: str
    ) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "HOME": str(self.prefix),
            "PREFIX": str(self.prefix),
            "CALLS": str(self.calls_file),
            "HEALTH_S": "0",
            "NEEDED_MB": "1",
            **more,
        }
        command = ["bash", str(KIOSK / script), *map(str, arguments)]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )

    def install(self, stick: Path) -> None:
        done = self.run("install.sh", stick)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def hall(tmp_path: Path, server: Server) -> Hall:
    made = Hall(tmp_path / "machine", tmp_path / "bin", tmp_path / "calls", server)
    made.bin.mkdir()
    for name, text in STUBS.items():
        (made.bin / name).write_text(text)
        (made.bin / name).chmod(0o755)
    settings = made.prefix / "etc" / "sunan-atlas" / "kiosk.env"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'PORT={server.port}\nKIOSK_IDLE_S=75\nBOUNDARY_SOURCE="a source (2026)"\n')

    def health(_: int) -> tuple[int, dict[str, object]]:
        is_well = not (made.top / "current" / "sick").exists()
        return (200, {"status": "ok"}) if is_well else (503, {})

    server.health = health
    return made


def add_sums(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n" for path in files
    ]
    (folder / "SHA256SUMS").write_text("".join(lines))


@pytest.fixture
def stick(tmp_path: Path) -> Callable[..., Path]:
    def make(version: str, *marks: str) -> Path:
        """A stick with a version of the project; each mark is an empty file in it (broken, sick)."""
        folder = tmp_path / "stick" / f"sunan-atlas-{version}"
        shutil.copytree(KIOSK, folder / "project" / "deploy" / "kiosk")
        (folder / "VERSION").write_text(version + "\n")
        (folder / "wheels").mkdir()
        (folder / "wheels" / "a-1-py3-none-any.whl").write_bytes(b"wheel")
        for name in ("app.py", "requirements.txt", "docs/展厅.md"):
            (folder / "project" / name).parent.mkdir(exist_ok=True)
            (folder / "project" / name).write_text(f"{name} of {version}")
        for mark in marks:
            (folder / "project" / mark).touch()
        add_sums(folder)
        return folder

    return make


# ---- the files as they stand ------------------------------------------------------------


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_script_parses_and_is_strict(script: Path) -> None:
    assert subprocess.run(["bash", "-n", script], capture_output=True, check=False).returncode == 0
    if script in COMMANDS:
        assert "\nset -euo pipefail\n" in script.read_text(encoding="utf-8")
        assert os.access(script, os.X_OK)
    # grep -q stops reading at the first hit; under pipefail whoever still writes to it would fail the line.
    assert not re.search(r"(?<!\|)\| *grep -q", script.read_text(encoding="utf-8"))


@pytest.mark.parametrize("script", COMMANDS, ids=lambda path: path.name)
def test_every_script_says_in_both_languages_how_it_is_used(script: Path, hall: Hall) -> None:
    done = hall.run(script, "--help")
    assert done.returncode == 0
    assert "用法 Usage" in done.stdout
    assert not hall.calls


def test_shellcheck_finds_nothing() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("shellcheck"), "-x", "-P", ROOT, *SCRIPTS],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def unit(name: str) -> configparser.SectionProxy:
    """Return a unit's [Service]; of keys that stand twice, the last."""
    parser = configparser.ConfigParser(interpolation=None, strict=False, delimiters="=", comment_prefixes="#")
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(KIOSK / name, encoding="utf-8")
    return parser["Service"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_name_files_that_exist(path: Path) -> None:
    named = re.findall(rf"{CURRENT}(\S+)", path.read_text(encoding="utf-8"))
    made_at_installation = {".venv/bin/python", ".build"}
    for name in set(named) - made_at_installation:
        assert (ROOT / name).is_file(), name
    assert named or path.suffix == ".timer"


def test_units_start_again_for_ever_and_hold_the_server_in() -> None:
    server, screen = unit("sunan-atlas.service"), unit("sunan-kiosk.service")
    assert server["Restart"] == screen["Restart"] == "always"
    for name in ("sunan-atlas.service", "sunan-kiosk.service"):
        assert "\nStartLimitIntervalSec=0\n" in (KIOSK / name).read_text(encoding="utf-8")
    for one in (server, screen):
        assert one["NoNewPrivileges"] == "yes"
        assert one["ProtectSystem"] == "strict"
        assert one["User"].startswith("sunan-")
        assert one["MemoryMax"]
        assert (one["IPAddressDeny"], one["IPAddressAllow"]) == ("any", "localhost")
    assert server["ReadWritePaths"] == "/opt/sunan-atlas/current/.build"
    assert server["StateDirectory"].split() == ["sunan-atlas", "sunan-atlas/usage"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_finds_the_units_sound(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for path in UNITS:
        # What an installation puts in place is not here.
        text = re.sub(rf"={CURRENT}\S+(\.sh|/python)", f"={program}", path.read_text(encoding="utf-8"))
        (tmp_path / path.name).write_text(text.replace("=/usr/bin/cage", f"={program}"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *(tmp_path / path.name for path in UNITS)],
        env=os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if "sunan-" in line]
    assert (done.returncode, said) == (0, [])


def test_policy_allows_our_origin_and_nothing_else() -> None:
    policy = json.loads((KIOSK / "policy.json").read_text(encoding="utf-8"))
    assert policy["URLBlocklist"] == ["*"]
    assert policy["URLAllowlist"] == [ORIGIN]
    expected = {
        "DeveloperToolsAvailability": 2,
        "DownloadRestrictions": 3,
        "PrintingEnabled": False,
        "TranslateEnabled": False,
        "AllowFileSelectionDialogs": False,
        "IncognitoModeAvailability": 1,
        "ExtensionInstallBlocklist": ["*"],
    }
    assert {name: policy[name] for name in expected} == expected


def sample() -> dict[str, str]:
    lines = (KIOSK / "kiosk.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_sample_settings_are_settings_and_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    given = sample()
    assert {name.lower() for name in given} <= set(Settings.model_fields)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8050)
    assert settings.profile == "internal"
    assert settings.usage_dir is None


@pytest.mark.parametrize("name", ["kiosk.md", "kiosk.zh-CN.md"])
def test_operators_page_names_every_setting_and_script(name: str) -> None:
    words = (ROOT / "docs" / name).read_text(encoding="utf-8")
    by_hand = {"install.sh", "update.sh", "rollback.sh", "pack.sh", "start-kiosk.ps1"}
    wanted = {*sample(), *by_hand, "SCREEN_QUERY", "CAGE_OPTIONS"}
    assert [one for one in wanted if one not in words] == []


def test_pointer_theme_is_transparent(tmp_path: Path) -> None:
    subprocess.run([sys.executable, KIOSK / "cursor.py", tmp_path], check=True)
    pointer = (tmp_path / "cursors" / "left_ptr").read_bytes()
    assert pointer[:4] == b"Xcur"
    assert pointer[-4:] == bytes(4)
    assert (tmp_path / "index.theme").is_file()


# ---- installation, update, rollback -----------------------------------------------------


def test_installation_puts_everything_in_place(hall: Hall, stick: Callable[..., Path]) -> None:
    hall.install(stick("1.0"))
    assert hall.at == "1.0"
    for path in UNITS:
        assert (hall.prefix / "etc/systemd/system" / path.name).read_bytes() == path.read_bytes()
    policy = json.loads((hall.prefix / "etc/chromium/policies/managed/sunan-atlas.json").read_text())
    assert policy["URLAllowlist"] == [f"http://127.0.0.1:{hall.server.port}"]
    assert (hall.prefix / "etc/sunan-atlas/screen.env").is_file()
    assert (hall.top / "current" / "docs" / "展厅.md").read_text() == "docs/展厅.md of 1.0"
    assert (hall.prefix / "var/lib/sunan-atlas/usage").is_dir()
    assert any(call.startswith("useradd") and "nologin sunan-atlas" in call for call in hall.calls)
    assert any("--no-index" in call for call in hall.calls)
    # The version is prepared with the hall's own settings.
    assert {"KIOSK_IDLE_S=75", "BOUNDARY_SOURCE=a source (2026)"} <= set(hall.calls)
    assert "systemctl enable sunan-atlas.service sunan-kiosk.service sunan-health.timer" in hall.calls


def test_installing_again_changes_nothing(hall: Hall, stick: Callable[..., Path]) -> None:
    folder = stick("1.0")
    hall.install(folder)
    settings = hall.prefix / "etc/sunan-atlas/kiosk.env"
    before = settings.read_text(), list((hall.top / "versions").iterdir())
    hall.install(folder)
    assert (settings.read_text(), list((hall.top / "versions").iterdir())) == before
    assert not (hall.top / "previous").is_symlink()


def test_update_switches_and_keeps_the_version_before(hall: Hall, stick: Callable[..., Path]) -> None:
    hall.install(stick("1.0"))
    for version in ("1.1", "1.2"):
        done = hall.run("update.sh", stick(version))
        assert done.returncode == 0, done.stderr
        assert hall.at == version
    kept = sorted(path.name.rsplit("-", 1)[0] for path in (hall.top / "versions").iterdir())
    assert kept == ["1.1", "1.2"]
    assert not (hall.top / ".staging").exists()


def test_rollback_goes_back_and_forth(hall: Hall, stick: Callable[..., Path]) -> None:
    hall.install(stick("1.0"))
    refused = hall.run("rollback.sh")
    assert refused.returncode == 1
    assert "没有上一版" in refused.stderr
    hall.run("update.sh", stick("1.1"))
    for version in ("1.0", "1.1"):
        assert hall.run("rollback.sh").returncode == 0
        assert hall.at == version


def one_byte(folder: Path) -> None:
    path = folder / "wheels" / "a-1-py3-none-any.whl"
    path.write_bytes(b"wheeL")


def one_file_less(folder: Path) -> None:
    (folder / "project" / "docs" / "展厅.md").unlink()


def a_way_out(folder: Path) -> None:
    with (folder / "SHA256SUMS").open("a") as sums:
        sums.write(f"{'0' * 64}  project/../../outside\n")


def no_sums(folder: Path) -> None:
    (folder / "SHA256SUMS").unlink()


def an_empty_list(folder: Path) -> None:
    (folder / "SHA256SUMS").write_text("")


@pytest.mark.parametrize("damage", [one_byte, one_file_less, a_way_out, no_sums, an_empty_list])
def test_a_damaged_stick_is_refused(
    hall: Hall, stick: Callable[..., Path], damage: Callable[[Path], None]
) -> None:
    hall.install(stick("1.0"))
    folder, calls = stick("1.1"), hall.calls
    damage(folder)
    done = hall.run("update.sh", folder)
    assert done.returncode == 1
    assert "错误 Error" in done.stderr
    assert hall.at == "1.0"
    assert hall.calls == calls


def test_the_announced_sum_is_asked_for(hall: Hall, stick: Callable[..., Path]) -> None:
    hall.install(stick("1.0"))
    folder = stick("1.1")
    assert hall.run("update.sh", "--sum", "0" * 64, folder).returncode == 1
    assert hall.at == "1.0"
    announced = hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()
    assert hall.run("update.sh", "--sum", announced, folder).returncode == 0
    assert hall.at == "1.1"


def test_what_the_list_does_not_name_is_not_taken(hall: Hall, stick: Callable[..., Path]) -> None:
    folder = stick("1.0")
    (folder / "project" / "extra.py").write_text("not ours")
    hall.install(folder)
    assert (hall.top / "current" / "app.py").is_file()
    assert not (hall.top / "current" / "extra.py").exists()


def test_a_version_that_does_not_answer_goes_back(hall: Hall, stick: Callable[..., Path]) -> None:
    hall.install(stick("1.0"))
    done = hall.run("update.sh", stick("1.1", "sick"))
    assert done.returncode == 1
    assert "未更新，仍是 Not updated, still at: 1.0" in done.stderr
    assert hall.at == "1.0"
    restarts = [call for call in hall.calls if call == "systemctl restart sunan-atlas"]
    assert len(restarts) == 3  # the installation, the new version, the old one again


def test_a_version_that_cannot_prepare_is_never_switched_to(hall: Hall, stick: Callable[..., Path]) -> None:
    hall.install(stick("1.0"))
    done = hall.run("update.sh", stick("1.1", "broken"))
    assert done.returncode == 1
    assert "一切未变" in done.stderr
    assert hall.at == "1.0"
    assert hall.calls.count("systemctl restart sunan-atlas") == 1


def test_a_damaged_version_is_made_anew(hall: Hall, stick: Callable[..., Path]) -> None:
    folder = stick("1.0")
    hall.install(folder)
    (hall.top / "current" / "app.py").write_text("damaged")
    done = hall.run("update.sh", "--again", folder)
    assert done.returncode == 0, done.stderr
    assert (hall.top / "current" / "app.py").read_text() == "app.py of 1.0"


def test_a_full_disk_is_said_before_anything_is_done(hall: Hall, stick: Callable[..., Path]) -> None:
    hall.install(stick("1.0"))
    done = hall.run("update.sh", stick("1.1"), NEEDED_MB="999999999")
    assert done.returncode == 1
    assert "磁盘空间不足" in done.stderr
    assert hall.at == "1.0"


def test_update_asks_for_an_installation_first(hall: Hall, stick: Callable[..., Path]) -> None:
    done = hall.run("update.sh", stick("1.0"))
    assert done.returncode == 1
    assert "install.sh" in done.stderr


def test_a_packed_folder_installs(hall: Hall, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(KIOSK, project / "deploy" / "kiosk")
    (project / "deploy" / "vendor").mkdir()
    (project / "deploy" / "vendor" / "build.mjs").write_text("")
    (project / "app.py").write_text('VERSION = "9.9.9"\n')
    (project / "requirements.txt").write_text("")
    git = ["git", "-C", str(project), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True)
    out = tmp_path / "out"
    out.mkdir()
    done = hall.run(project / "deploy" / "kiosk" / "pack.sh", out)
    assert done.returncode == 0, done.stderr
    (folder,) = out.iterdir()
    sums = (folder / "SHA256SUMS").read_text()
    for path in ("VERSION", "project/app.py", "project/assets/vendor/plotly.min.js", "wheels/some.whl"):
        assert f"  {path}\n" in sums
    assert done.stdout.split()[-1] == hashlib.sha256(sums.encode()).hexdigest()
    hall.install(folder)
    assert hall.at.startswith("9.9.9-")


# ---- the screen and the watch over it ---------------------------------------------------


@pytest.fixture
def screen(hall: Hall, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(browser: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        chromium = hall.bin / "chromium"
        chromium.write_text(f'#!/bin/sh\necho "chromium $*" >> "$CALLS"\n{browser}\n')
        chromium.chmod(0o755)
        given = {"KIOSK_PROFILE": str(tmp_path / "run/profile"), "LOOK_S": "0.05", "SILENT_LOOKS": "2"} | more
        return hall.run("kiosk.sh", *(arguments or ("--once",)), **given)

    return run


Screen = Callable[..., subprocess.CompletedProcess[str]]


def test_no_browser_before_the_server_answers(hall: Hall, screen: Screen) -> None:
    hall.server.health = lambda count: (200, {"status": "ok"}) if count > 2 else (503, {})
    done = screen("exit 0", SCREEN_QUERY="lang=en&theme=dark")
    assert done.returncode == 0, done.stderr
    assert "等待服务" in done.stdout
    assert hall.server.asked["/healthz"] >= 3
    (opened,) = hall.calls
    assert opened.endswith(f" http://127.0.0.1:{hall.server.port}/kiosk?lang=en&theme=dark")
    for flag in ("--kiosk", "--disable-pinch", "--overscroll-history-navigation=0", "--noerrdialogs"):
        assert f" {flag} " in opened


def test_the_profile_is_empty_at_each_start(hall: Hall, screen: Screen, tmp_path: Path) -> None:
    left = tmp_path / "run" / "profile" / "Default" / "History"
    left.parent.mkdir(parents=True)
    left.write_text("what the last visitor did")
    screen(f'ls "{left.parents[1]}" | wc -l >> "$CALLS"')
    assert hall.calls[-1].strip() == "0"
    assert not left.exists()


def test_a_profile_folder_that_is_none_is_not_wiped(screen: Screen, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    assert screen("exit 0", KIOSK_PROFILE=str(tmp_path / "precious")).returncode == 1
    assert (tmp_path / "precious").is_dir()


def test_a_page_without_a_sign_of_life_is_opened_anew(hall: Hall, screen: Screen) -> None:
    hall.server.health = lambda count: (200, {"status": "ok", "kiosk": 2.5 if count < 6 else 99.0})
    done = screen("exec sleep 600")
    assert done.returncode == 0, done.stderr
    assert "页面无响应" in done.stdout
    assert hall.server.asked["/healthz"] >= 7


def test_a_server_that_is_away_closes_no_browser(hall: Hall, screen: Screen) -> None:
    away = range(2, 12)
    hall.server.health = lambda count: (503, {}) if count in away else (200, {"status": "ok"})
    assert "页面无响应" in screen("exec sleep 600").stdout
    assert hall.server.asked["/healthz"] > max(away) + 1


def test_a_closed_kiosk_is_opened_when_it_may(hall: Hall, screen: Screen) -> None:
    hall.server.health = lambda _: (200, {"status": "ok"})
    hall.server.page = lambda count: 503 if count < 5 else 200
    done = screen("exec sleep 600")
    assert "展厅页未开放" in done.stdout
    assert "展厅页已开放" in done.stdout
    assert hall.server.asked["/kiosk"] == 5


@pytest.mark.parametrize(("is_well", "restarts"), [(True, 0), (False, 1)])
def test_a_server_that_hangs_is_started_anew(hall: Hall, is_well: bool, restarts: int) -> None:
    hall.server.health = lambda _: (200 if is_well else 503, {"status": "ok"})
    assert hall.run("health.sh", LOOK_S="0", START_S="0").returncode == 0
    assert hall.calls.count("systemctl restart sunan-atlas") == restarts
    assert hall.server.asked["/healthz"] == (1 if is_well else 3)
