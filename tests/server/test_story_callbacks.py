"""Stories over HTTP: proved with their problems, handed back as a file, never kept, never a stack trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pytest
from dash import Dash, html
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import Atlas
from callbacks import stories
from callbacks.data_files import DataFiles
from geodata.catalog import Catalog
from geodata.storytelling import STORIES_DIR, check_story, load_stories
from tests.server.conftest import Reader

FILE = (STORIES_DIR / "five-nine-many.yaml").read_text(encoding="utf-8")


def check(client: FlaskClient, text: str | bytes, query: str = "", kind: str = "text/yaml") -> TestResponse:
    return client.post(f"/stories/check{query}", data=text, content_type=kind)


def test_a_sound_file_is_answered_with_its_story(client: FlaskClient, shipped: Catalog) -> None:
    answer = check(client, FILE)
    assert answer.status_code == 200
    assert answer.get_json() == {"story": check_story(FILE, shipped).plain()}
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_every_story_of_the_release_can_be_kept_and_brought_back(
    client: FlaskClient, shipped: Catalog
) -> None:
    told = DataFiles(shipped, "/release/x").files()["/release/x/stories.json"]
    for story in json.loads(told)["stories"]:
        kept = client.post("/stories/file", json=story)
        assert kept.status_code == 200, kept.get_data(as_text=True)
        again = check(client, kept.data).get_json()["story"]
        assert again == {name: value for name, value in story.items() if name not in {"made", "industry"}}


def test_a_bad_file_names_line_field_and_value(client: FlaskClient) -> None:
    text = FILE.replace("selected=city-wuxi", "selected=city-atlantis").replace("seconds: 15", "seconds: 1")
    answer = check(client, text)
    assert answer.status_code == 422
    assert answer.headers["Cache-Control"] == "no-store"
    found = answer.get_json()["problems"]
    first, second, third = found
    line = next(n for n, words in enumerate(text.splitlines(), 1) if "seconds: 1" in words)
    assert (first["line"], first["field"], first["value"]) == (
        line,
        "chapters[0].steps[0].seconds",
        "1",
    )
    assert (second["field"], second["value"]) == ("chapters[1].steps[1].view", "city-atlantis")
    assert third["field"] == "chapters[2].steps[0].seconds"
    assert set(first["words"]) == {"zh", "en"}
    assert set(first) == {"line", "field", "value", "words", "said"}


def test_the_whole_line_is_said_in_the_language_asked_for(client: FlaskClient) -> None:
    text = FILE.replace("seconds: 15", "seconds: soon")
    zh, en = (check(client, text, f"?lang={lang}").get_json()["problems"][0]["said"] for lang in ("zh", "en"))
    assert zh.startswith("第 ") and zh.endswith("：秒数须是 3 至 600 的整数；改成整数，或删去。")
    assert en.startswith("Line ") and "chapters[0].steps[0].seconds, “soon”: seconds must be" in en


def test_a_file_without_lines_is_told_without(client: FlaskClient) -> None:
    answer = check(client, "{", kind="application/json")
    assert answer.status_code == 422
    (one,) = answer.get_json()["problems"]
    assert (one["line"], one["field"]) == (1, "")
    (other,) = check(client, "[]", kind="application/json").get_json()["problems"]
    assert other["line"] is None and other["field"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"x" * 200_001,
        b"x" * 2_000_000,
        b"[" * 100_000,
        b'{"id": "\\ud800"}',
        b"a: &a [*a]",
        b"!!python/object/apply:os.system [ls]",
        b"\x00",
        "\u2028".encode(),
    ],
    ids=lambda body: f"{body[:12]!r}×{len(body)}",
)
@pytest.mark.parametrize("kind", ["text/yaml", "application/json", "text/plain; charset=gbk", ""])
def test_strange_bodies_are_answered_calmly(client: FlaskClient, body: bytes, kind: str) -> None:
    for path in ("/stories/check", "/stories/file"):
        answer = client.post(path, data=body, content_type=kind)
        assert answer.status_code == 422, answer.get_data(as_text=True)
        assert answer.get_json()["problems"]
        assert "Traceback" not in answer.get_data(as_text=True)


def test_a_body_of_unknown_length_is_read_no_further_than_needed(client: FlaskClient) -> None:
    answer = client.post(
        "/stories/check",
        data=b"x" * 300_000,
        content_type="text/yaml",
        headers={"Content-Length": ""},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 422


def test_no_answer_grows_without_end(client: FlaskClient) -> None:
    text = "\n".join(f"field{n}: x" for n in range(3000))
    answer = check(client, text)
    assert answer.status_code == 422
    assert len(answer.get_json()["problems"]) == stories.MOST_PROBLEMS
    assert len(answer.data) < 60_000


def test_the_file_is_an_attachment_named_by_its_story(client: FlaskClient, shipped: Catalog) -> None:
    story = check_story(FILE, shipped)
    answer = client.post("/stories/file", json=story.plain())
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == ('attachment; filename="sunan-story-five-nine-many.yaml"')
    assert answer.headers["Content-Type"] == "application/yaml; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.get_data(as_text=True) == FILE


def test_a_wrong_story_is_not_made_into_a_file(client: FlaskClient, shipped: Catalog) -> None:
    plain: dict[str, Any] = check_story(FILE, shipped).plain()
    plain["id"] = '../x"\r\nSet-Cookie: a'
    answer = client.post("/stories/file", json=plain)
    assert answer.status_code == 422
    assert answer.get_json()["problems"][0]["field"] == "id"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/stories/check", "/stories/file"])
def test_only_posts_are_answered(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in {404, 405}


def test_nothing_is_kept(client: FlaskClient) -> None:
    before = {path: path.read_bytes() for path in STORIES_DIR.iterdir()}
    check(client, FILE)
    client.post("/stories/file", data=FILE, content_type="application/json")
    assert {path: path.read_bytes() for path in STORIES_DIR.iterdir()} == before


def test_too_many_at_a_time_are_told_to_wait(shipped: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(BoundedSemaphore):
        def acquire(self, *_: object, **__: object) -> bool:
            return False

    monkeypatch.setattr(stories, "BoundedSemaphore", Full)
    app = Dash(__name__)
    app.layout = html.Div()
    stories.register(app, shipped)
    assert Reader(app.server, app.server.response_class).post("/stories/check").status_code == 503


# ---- in the release -------------------------------------------------------------------------------


def test_the_stories_are_a_file_of_the_release(client: FlaskClient, atlas: Atlas, shipped: Catalog) -> None:
    address = atlas.addresses.data.replace("atlas.json", "stories.json")
    answer = client.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    told = answer.get_json()["stories"]
    written = [story for story in told if not story.get("made")]
    assert written == [story.plain() for story in load_stories(shipped)]
    assert len(told) - len(written) > 50
    packed = client.get(address, headers={"Accept-Encoding": "br"})
    assert packed.headers["Content-Encoding"] == "br" and len(packed.data) < 40_000


def test_the_address_is_that_of_the_release(shipped: Catalog) -> None:
    assert DataFiles(shipped, "/release/abc").stories_address == "/release/abc/stories.json"


@pytest.fixture
def beside(tmp_path: Path) -> Callable[[str], Path]:
    """A folder that stories stand in, beside a catalogue."""

    def write(text: str) -> Path:
        folder = tmp_path / "stories"
        folder.mkdir(exist_ok=True)
        (folder / "five-nine-many.yaml").write_text(text, encoding="utf-8")
        return folder

    return write


def test_another_folder_gives_other_stories(shipped: Catalog, beside: Callable[[str], Path]) -> None:
    release = DataFiles(shipped, "/release/x", stories=beside(FILE))
    told = json.loads(release.files()["/release/x/stories.json"])["stories"]
    assert [story["id"] for story in told if "made" not in story] == ["five-nine-many"]
