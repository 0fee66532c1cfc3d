"""Settings, from the environment or from ``.env``; ``.env.example`` lists them all."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

import embeddings
from embeddings import KINDS, Answering, Kind, SettingError

if TYPE_CHECKING:
    from embeddings import Fetching, SourceOptions

_UNITS = {"": 3600, "s": 1, "m": 60, "h": 3600, "d": 86400}


class Settings(BaseSettings):
    """Every setting, by its name in lower case."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    discord_token: SecretStr = SecretStr("")
    """The bot's token, from the Discord Developer Portal."""
    archive_dir: Path = Path("archive")
    """The folder that the archive is kept in."""
    archive: SecretStr = SecretStr("")
    """The address of a database that holds the archive instead, of which indexes are kept in ``archive_dir``."""
    search: SecretStr = SecretStr("")
    """The address of a Milvus that keeps the indexes of all archives, in the place of files on this machine."""
    archives: Annotated[tuple[tuple[str, Path | str], ...], NoDecode] = ()
    """Several archives instead of one, by names of the owner's choice: the folder or the address of each."""
    public_archives: Annotated[tuple[str, ...], NoDecode] = ()
    """Those of ``archives`` that everybody may see."""
    archive_guilds: Annotated[tuple[tuple[str, int], ...], NoDecode] = ()
    """Those of ``archives`` that a server may see, by its id."""
    archive_users: Annotated[tuple[tuple[str, int], ...], NoDecode] = ()
    """Those of ``archives`` that a member may see in direct messages and wherever the member brings the bot along."""
    sources: Annotated[tuple[str, ...], NoDecode] = ()
    """What to index: addresses of blogs, files and folders, separated by commas."""
    include: Annotated[tuple[Kind, ...], NoDecode] = ()
    """What to take from a source besides published posts."""
    sync_every: timedelta = timedelta(hours=6)
    """How often the running bot looks at its sources; never where it is zero."""
    websub_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    """The address under which this machine can be reached from outside, for hubs that tell of news at once."""
    websub_port: int = Field(default=8080, ge=0, le=65535)
    """The port that ``WEBSUB_URL`` leads to."""
    contact: str = ""
    """Who runs the bot: an address or a mailbox, told to every site that is read."""
    crawl_delay: float = Field(default=0.5, ge=0, le=60)
    """Seconds between two requests to a site; its robots.txt may ask for more."""
    recheck_days: float = Field(default=7, gt=0, le=365)
    """Days within which every page of a blog is asked for again that does not say when its pages were changed."""
    ghost_key: str = ""
    """A key to the Content API of a Ghost blog, from its owner; without it the blog's pages are read."""
    allow_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Hosts in a private network that may be read all the same."""
    base_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    """The address that the posts' own addresses start with, where a source was not given its own."""
    embedding_model: str = Field(default="all-MiniLM-L6-v2", min_length=1)
    """A sentence-transformers model: its name or its folder."""
    reader: bool = True
    """Whether a model reads the question and the best passages together, to choose the sentences that answer."""
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
    unanswered: Literal["reaction", "silence", "reply"] = "reaction"
    """What becomes of a question in a question channel that nothing answers."""
    questions_kept: int = Field(default=500, ge=0, le=1_000_000)
    """Questions that are kept that nothing answered, and as many whose answers were voted down; 0 for none."""
    questions_per_day: int = Field(default=0, ge=0)
    """Questions a day in one server; 0 for no bound."""
    most_sources: int = Field(default=0, ge=0)
    """Sources that those who manage a server may give its archive; 0 for no bound."""
    most_posts: int = Field(default=0, ge=0)
    """Posts that they may bring its archive to; 0 for no bound."""
    erase_after_days: int = Field(default=7, ge=0, le=365)
    """Days after which what is stored of a server is erased that the bot was removed from."""
    answer_bots: bool = False
    """Whether other bots and webhooks are answered too."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """How much the running bot logs."""
    log_format: Literal["plain", "json"] = "plain"
    """How: lines to read, or an object a line."""
    log_questions: bool = False
    """Whether what members ask is logged at INFO too, rather than at DEBUG alone."""
    shards: str = Field(default="", pattern=r"^(\d{1,5}(-\d{1,5})?/\d{1,5})?$")
    """The shards that this process serves, of how many: ``0-3/16``; all of them, as many as Discord says, if empty."""
    metrics_port: int = Field(default=0, ge=0, le=65535)
    """The port on 127.0.0.1 at which the running bot tells of its health and its metrics; 0 for none."""

    @property
    def place(self) -> Path | str:
        """Where the archive is: its folder or its address."""
        return self.archive.get_secret_value() or self.archive_dir

    @property
    def shard_ids(self) -> list[int] | None:
        """The shards that this process serves; ``None`` for all."""
        if not self.shards:
            return None
        first, _, last = self.shards.partition("/")[0].partition("-")
        return list(range(int(first), int(last or first) + 1))

    @property
    def shard_count(self) -> int | None:
        """How many shards there are; ``None`` for as many as Discord says."""
        return int(self.shards.partition("/")[2]) if self.shards else None

    @property
    def fetching(self) -> Fetching:
        """How pages are asked for."""
        return embeddings.Fetching(
            contact=self.contact,
            allowed=self.allow_hosts,
            delay=self.crawl_delay,
            recheck_days=self.recheck_days,
            ghost_key=self.ghost_key,
        )

    @property
    def source_options(self) -> SourceOptions:
        """What holds for a source that was given no options of its own."""
        return embeddings.SourceOptions(self.base_url or None, self.include or None)

    @field_validator("archive")
    @classmethod
    def _address(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not embeddings.is_database(value.get_secret_value()):
            raise ValueError(_ALLOWED["archive"])
        return value

    @field_validator("search")
    @classmethod
    def _engine(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not _SEARCH.match(value.get_secret_value()):
            raise ValueError(_ALLOWED["search"])
        return value

    @field_validator("shards")
    @classmethod
    def _in_order(cls, value: str) -> str:
        numbers = [int(number) for number in re.findall(r"\d+", value)]
        if numbers and not (numbers[0] <= numbers[-2] < numbers[-1]):
            raise ValueError(_ALLOWED["shards"])
        return value

    @field_validator("archives", "archive_guilds", "archive_users", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(tuple(part.strip() for part in pair.split("=", 1)) for pair in value.split(",") if pair.strip())

    @field_validator("archives")
    @classmethod
    def _distinct(cls, value: tuple[tuple[str, Path | str], ...]) -> tuple[tuple[str, Path | str], ...]:
        value = tuple((name, place if embeddings.is_database(place) else Path(place)) for name, place in value)
        places = {embeddings.folder_of(place).resolve() if isinstance(place, Path) else place for _, place in value}
        names = {name for name, _ in value}
        if len(names) < len(value) or len(places) < len(value) or not all(map(_NAME.fullmatch, names)):
            raise ValueError(_ALLOWED["archives"])
        return value

    @field_validator("public_archives", "archive_guilds", "archive_users")
    @classmethod
    def _known(cls, value: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
        names = {name for name, _ in info.data.get("archives", ())}
        unknown = [name for name in (part if isinstance(part, str) else part[0] for part in value) if name not in names]
        if unknown and "archives" in info.data:
            raise ValueError(f"ARCHIVES has no {unknown[0]}")
        return value

    @field_validator("sources", "include", "allow_hosts", "question_channels", "public_archives", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(filter(None, (part.strip() for part in value.split(",")))) if isinstance(value, str) else value

    @field_validator("sync_every", mode="before")
    @classmethod
    def _duration(cls, value: object) -> object:
        match = re.fullmatch(r"\s*(\d+)\s*([smhd]?)\s*", value.lower()) if isinstance(value, str) else None
        try:
            return timedelta(seconds=int(match.group(1)) * _UNITS[match.group(2)]) if match else value
        except OverflowError as error:
            raise ValueError(_ALLOWED["sync_every"]) from error

    @field_validator("answering", "unanswered", "log_format", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value


_SEARCH = re.compile(r"(milvus|https?)://\S+$|[^:]*\.db$")
_NAME = re.compile(r"[\w-]{1,32}")
_PAIRS = "names from ARCHIVES, each with an id, such as bread=123456789012345678, separated by commas"
_ALLOWED = {
    "archive": "the address of a database, such as postgresql+psycopg://user:password@host/database; a folder goes "
    "into ARCHIVE_DIR",
    "search": "the address of a Milvus, such as milvus://user:password@host:19530, https://host, or the path of a file "
    "that ends in .db",
    "archives": "names with their folders, such as bread=archives/bread, separated by commas, no two the same; "
    "a name has letters, digits, - and _ only",
    "public_archives": "names from ARCHIVES, separated by commas",
    "archive_guilds": _PAIRS,
    "archive_users": _PAIRS,
    "include": f"of {', '.join(KINDS)}, separated by commas",
    "sync_every": "a time such as 30m, 6h or 1d, or 0 for never",
    "websub_url": "an address that starts with http:// or https://",
    "websub_port": "a port, 0 to 65535",
    "crawl_delay": "a number of seconds from 0 to 60",
    "recheck_days": "a number of days, more than 0 and at most 365",
    "base_url": "an address that starts with http:// or https://",
    "answering": "eager, balanced or strict",
    "quotes": "a whole number from 1 to 5",
    "question_channels": "the ids of channels, numbers separated by commas (Developer Mode, Copy Channel ID)",
    "questions_per_member": "a whole number; 0 sets no limit",
    "questions_per_channel": "a whole number; 0 sets no limit",
    "unanswered": "reaction, silence or reply",
    "reader": "true or false",
    "questions_kept": "a whole number, at most 1,000,000; 0 keeps none",
    "questions_per_day": "a whole number; 0 sets no limit",
    "most_sources": "a whole number; 0 sets no limit",
    "most_posts": "a whole number; 0 sets no limit",
    "erase_after_days": "a whole number of days, 0 to 365; 0 for at once",
    "answer_bots": "true or false",
    "log_level": "DEBUG, INFO, WARNING or ERROR",
    "log_format": "plain or json",
    "log_questions": "true or false",
    "shards": "of how many shards which, counted from 0, such as 0-3/16, or 5/16 for one",
    "metrics_port": "a port, 1 to 65535, or 0 for none",
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
        # An address may hold a password.
        secret = name in ("archive", "search") or (name == "archives" and "://" in str(fault["input"]))
        given = "" if secret else f"={fault['input']}"
        raise SettingError(f"{name.upper()}{given}: it must be {allowed}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f".env: it cannot be read ({error}). Make it a UTF-8 text file.") from error
