"""Settings of one installation, read once from HBP_… environment variables."""

from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import Unavailable

ROOT = Path(__file__).resolve().parent.parent
LARGEST_UPLOAD_MB = 200


class Settings(BaseSettings):
    """Where data lives and how the service is reached; every name is listed in README."""

    model_config = SettingsConfigDict(env_prefix="HBP_", extra="ignore")

    data_dir: Path = ROOT / "data"
    """Folder of the embedded database and of uploaded files."""
    database_url: str = ""
    """SQLAlchemy URL; empty means the embedded SQLite database in `data_dir`."""
    public_url: str = ""
    """Address behind a TLS proxy, such as https://hbp.example; empty on 127.0.0.1."""
    demo: bool = False
    """Whether the demo county may be served behind a public address."""
    max_upload_mb: int = 20
    """Most megabytes of one uploaded file, from 1 to 200."""
    clamd_socket: str = ""
    """Where clamd listens, a path or host:port; empty means that uploads are not scanned for viruses."""

    smtp_host: str = ""
    """Mail server for the daily digest; empty means that nothing is mailed."""
    smtp_port: int = 25
    smtp_security: Literal["none", "starttls", "ssl"] = "none"
    smtp_user: str = ""
    smtp_password: str = Field(default="", repr=False)
    smtp_from: str = ""
    """Sender of the digest, such as hbp@office.example."""

    @field_validator("max_upload_mb", mode="before")
    @classmethod
    def _a_sensible_size(cls, read: object) -> int:
        text = str(read).strip()
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= LARGEST_UPLOAD_MB:
            raise Unavailable(reason="wrong_upload_limit", read=read, most=LARGEST_UPLOAD_MB)
        return int(text)

    @property
    def database(self) -> str:
        """URL of the database to use."""
        return self.database_url or f"sqlite:///{self.data_dir / 'houbanpian.db'}"

    @property
    def files_dir(self) -> Path:
        """Folder of uploaded files, named by content."""
        return self.data_dir / "files"
