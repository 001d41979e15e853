"""Settings of one installation, read once from HBP_… environment variables."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


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

    @property
    def database(self) -> str:
        """URL of the database to use."""
        return self.database_url or f"sqlite:///{self.data_dir / 'houbanpian.db'}"

    @property
    def files_dir(self) -> Path:
        """Folder of uploaded files, named by content."""
        return self.data_dir / "files"
