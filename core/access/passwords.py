"""Passwords: one policy for page, command line and import; hashes that take any length (docs/trust.md A2, A9)."""

import base64
import hashlib
import re
import secrets
import string
import unicodedata

import bcrypt

COST = 11
MINIMUM = 12
CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
REFUSED = ("houbanpian", "xuncha", "zhenggai", "password", "passw0rd", "123456", "qwerty", "abcdef", "巡察", "整改")
"""Words that everybody would try first."""


def password_problems(password: str, username: str = "") -> tuple[str, ...]:
    """Codes of what is wrong with a new password; empty when it may be used (口令复杂度)."""
    problems = []
    if len(password) < MINIMUM:
        problems.append("password_short")
    if sum(bool(re.search(pattern, password)) for pattern in CLASSES) < 3:
        problems.append("password_simple")
    lowered = password.casefold()
    if any(word in lowered for word in REFUSED) or (len(username) >= 3 and username.casefold() in lowered):
        problems.append("password_guessable")
    return tuple(problems)


def random_password() -> str:
    """A first password of 16 characters that satisfies the policy."""
    alphabet = string.ascii_letters + string.digits + "-_#@"
    while True:
        candidate = "".join(secrets.choice(alphabet) for _ in range(16))
        if not password_problems(candidate):
            return candidate


def hash_password(password: str) -> str:
    """bcrypt over a digest, because bcrypt alone stops at 72 bytes, which is 24 Chinese characters."""
    return bcrypt.hashpw(_digest(password), bcrypt.gensalt(COST)).decode()


def is_password(password: str, hashed: str) -> bool:
    """Whether the password belongs to the hash."""
    return bcrypt.checkpw(_digest(password), hashed.encode())


def fold(username: str) -> str:
    """The form under which two spellings of a name are the same (NFKC, casefold, no outer space)."""
    return unicodedata.normalize("NFKC", username).casefold().strip()


def _digest(password: str) -> bytes:
    return base64.b64encode(
        hashlib.sha256(unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")).digest()
    )
