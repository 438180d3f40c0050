"""Configuration: environment variables, read and checked once at start."""

from ipaddress import ip_network
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, DirectoryPath, Field, FilePath, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from geodata.loading import CATALOGUE_DIR

Line = Annotated[str, Field(max_length=120, pattern=r"^[^<>{}`$\\]*$")]
# An empty variable is one that is not set.
OptionalFile = Annotated[FilePath | None, BeforeValidator(lambda value: value or None)]
OptionalFolder = Annotated[DirectoryPath | None, BeforeValidator(lambda value: value or None)]

# What a QR code carries beside the View, so it is short.
MOST_URL_CHARS = 200


def _web_address(given: str) -> str:
    """Return an address without its last slash. Raises ValueError unless links can be made from it."""
    if not given:
        return ""
    try:
        parts = urlsplit(given)
        is_sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_sound = False
    is_bare = is_sound and not (
        parts.query or parts.fragment or parts.username or "?" in given or "#" in given
    )
    if not is_bare or not given.isascii() or any(one in given for one in " \t\r\n\"'<>\\^`{|}"):
        raise ValueError(
            "must be http:// or https://, a host and at most a path, such as https://atlas.example.org"
        )
    return given.rstrip("/")


def _networks(given: str) -> str:
    """Return addresses and networks as given. Raises ValueError for what is neither."""
    for one in given.split(","):
        ip_network(one.strip(), strict=False)
    return given


def _ancestors(given: str) -> str:
    """Return the origins that may frame the atlas, parted by spaces. Raises ValueError for what is none."""
    for origin in given.split():
        parts = urlsplit(origin)
        if (
            parts.scheme not in {"http", "https"}
            or not parts.hostname
            or f"{parts.scheme}://{parts.netloc}" != origin
        ):
            raise ValueError("must be origins such as https://hall.example.org, parted by spaces")
        if any(one in origin for one in ";,'\""):
            raise ValueError("an origin holds no quotes, commas or semicolons")
    return given


WebAddress = Annotated[str, Field(max_length=MOST_URL_CHARS), AfterValidator(_web_address)]


class SettingsError(Exception):
    """A variable is wrong; the message names it, its value and what is allowed."""


class Settings(BaseSettings):
    """Every variable the app reads, under its own name in capitals."""

    model_config = SettingsConfigDict(extra="ignore")

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8050
    threads: Annotated[int, Field(ge=1, le=128)] = 8
    catalogue_dir: DirectoryPath = CATALOGUE_DIR
    map_review_number: Line = ""
    boundary_source: Line = ""
    public_url: WebAddress = ""
    boundary_date: Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")] = ""
    plan_file: OptionalFile = None
    profile: Literal["internal", "public"] = "internal"
    kiosk_idle_s: Annotated[int, Field(ge=1, le=3600)] = 60
    kiosk_reload_at: Annotated[str, Field(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")] = ""
    kiosk_scale: Annotated[float, Field(ge=1, le=3)] = 1
    usage_dir: OptionalFolder = None
    releases_dir: OptionalFolder = None
    stewards_file: OptionalFile = None
    trusted_user_header: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{0,60}$")] = ""
    trusted_proxies: Annotated[str, AfterValidator(_networks)] = "127.0.0.1"
    publish_approvals: Annotated[int, Field(ge=1, le=2)] = 1
    frame_ancestors: Annotated[str, AfterValidator(_ancestors)] = ""

    @property
    def is_reviewed(self) -> bool:
        """Say whether the map may show a review number: number, source and date are all configured."""
        return not self.unreviewed

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """Return the variables that a reviewed map still lacks."""
        wanted = ("map_review_number", "boundary_source", "boundary_date")
        return tuple(name.upper() for name in wanted if not getattr(self, name))

    @property
    def has_door(self) -> bool:
        """Say whether stewards are configured: without them `/data` does not exist."""
        return self.stewards_file is not None or bool(self.trusted_user_header)

    @property
    def is_kiosk_closed(self) -> bool:
        """Say whether a public hall may not show the map yet (design §6)."""
        return self.profile == "public" and not self.is_reviewed


def load_settings() -> Settings:
    """Return the settings. Raises SettingsError that names every wrong variable."""
    try:
        return Settings()
    except ValidationError as wrong:
        lines = [
            f"{'.'.join(map(str, error['loc'])).upper()}={error['input']!r}: {error['msg']}"
            for error in wrong.errors()
        ]
        raise SettingsError("配置有误 Wrong configuration:\n" + "\n".join(lines)) from None
