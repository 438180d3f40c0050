"""Configuration: environment variables, read and checked once at start."""

from typing import Annotated

from pydantic import BeforeValidator, DirectoryPath, Field, FilePath, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from geodata.loading import CATALOGUE_DIR

Line = Annotated[str, Field(max_length=120, pattern=r"^[^<>{}`$\\]*$")]
# An empty variable is one that is not set.
OptionalFile = Annotated[FilePath | None, BeforeValidator(lambda value: value or None)]


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
    boundary_date: Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")] = ""
    plan_file: OptionalFile = None

    @property
    def is_reviewed(self) -> bool:
        """Say whether the map may show a review number: number, source and date are all configured."""
        return bool(self.map_review_number and self.boundary_source and self.boundary_date)


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
