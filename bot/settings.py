"""Settings, from the environment or from ``.env``; ``.env.example`` lists them all."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from embeddings.archive import Answering
from embeddings.errors import SettingError


class Settings(BaseSettings):
    """Every setting, by its name in lower case."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    discord_token: SecretStr = SecretStr("")
    """The bot's token, from the Discord Developer Portal."""
    archive_dir: Path = Path("archive")
    """The folder that the archive is kept in."""
    sources: Annotated[tuple[str, ...], NoDecode] = ()
    """What to index: files and folders, with commas between."""
    base_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    """The address that the posts' own addresses start with, where the sources do not say it."""
    embedding_model: str = Field(default="all-MiniLM-L6-v2", min_length=1)
    """A sentence-transformers model: its name or its folder."""
    reranker_model: str = ""
    """A sentence-transformers CrossEncoder that looks at the best passages again: its name or its folder."""
    answering: Answering = "balanced"
    """How sure to be before quotes are shown as an answer."""
    quotes: int = Field(default=3, ge=1, le=5)
    """How many quotes an answer shows at most."""
    question_channels: Annotated[tuple[int, ...], NoDecode] = ()
    """Ids of channels in which every question is answered, without a mention."""
    questions_per_member: int = Field(default=10, ge=0)
    """Questions a minute that one member may ask; 0 for no bound."""
    questions_per_channel: int = Field(default=60, ge=0)
    """Questions a minute in one channel; 0 for no bound."""
    answer_bots: bool = False
    """Whether other bots and webhooks are answered too."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """How much the running bot logs."""

    @field_validator("sources", "question_channels", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(filter(None, (part.strip() for part in value.split(",")))) if isinstance(value, str) else value

    @field_validator("answering", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value


_ALLOWED = {
    "base_url": "an address that starts with http:// or https://",
    "answering": "eager, balanced or strict",
    "quotes": "a whole number from 1 to 5",
    "question_channels": "the ids of channels, numbers with commas between (Developer Mode, Copy Channel ID)",
    "questions_per_member": "a whole number from 0, which sets no bound",
    "questions_per_channel": "a whole number from 0, which sets no bound",
    "answer_bots": "true or false",
    "log_level": "DEBUG, INFO, WARNING or ERROR",
    "embedding_model": "the name or the folder of a sentence-transformers model",
}


def read_settings() -> Settings:
    """The settings in force.

    Raises:
        SettingError: one holds a value that is not allowed; it is named, with what is.
    """
    try:
        return Settings()
    except ValidationError as error:
        fault = error.errors()[0]
        name = str(fault["loc"][0])
        allowed = _ALLOWED.get(name, fault["msg"])
        raise SettingError(f"{name.upper()}={fault['input']}: it must be {allowed}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f".env: it cannot be read ({error}). Make it a text file in UTF-8.") from error
