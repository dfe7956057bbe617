"""What an address gives away that is not for readers: a path on a computer, a password, a token. Such a one is never
linked."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_PATH = re.compile(r"(?:file|smb|afp|nfs):|[A-Za-z]:[\\/]|\\\\|[/~.]{1,2}[\\/]|/(?!/)|~", re.IGNORECASE)
_SECRET_NAME = re.compile(
    r"(?:.*[_.-])?(?:token|auth|authorization|api-?key|apikey|secret|password|passwd|pwd|passcode|session|session-?id|"
    r"phpsessid|jsessionid|jwt|sig|signature|credentials?|auth-?key|access-?key(?:-?id)?|sas)",
    re.IGNORECASE,
)
_PERHAPS_SECRET = re.compile(r"(?:key|sid|code|k)", re.IGNORECASE)
_LONG_VALUE = re.compile(r"(?=.*\d)[A-Za-z0-9_\-]{20,}")
_TOKEN = re.compile(
    r"eyJ[\w-]{8,}\.eyJ|\b(?:ghp|gho|github_pat|xox[abp]|glpat|AKIA)[_-]?\w{12,}|;jsessionid=", re.IGNORECASE
)
_INSIDE = (".local", ".localhost", ".internal", ".intranet", ".lan", ".corp", ".home")


def given_away(address: str) -> str:
    """What an address gives away, in words; the empty string for one that anybody may have."""
    address = address.strip()
    if _PATH.match(address):
        return "is a path on a computer"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme in ("http", "https") and "@" in parts.netloc:
        return "has a user name or a password in it"
    if _has_token(parts):
        return "has a token or a password in it"
    return "leads to a computer that only the office can reach" if _is_inside(host) else ""


def _has_token(parts: SplitResult) -> bool:
    given = [*parse_qsl(parts.query), *parse_qsl(parts.fragment)]
    return bool(_TOKEN.search(unquote(f"{parts.path}?{parts.query}#{parts.fragment}"))) or any(
        _SECRET_NAME.fullmatch(name) or (_PERHAPS_SECRET.fullmatch(name) and _LONG_VALUE.fullmatch(value))
        for name, value in given
        if value
    )


def _is_inside(host: str) -> bool:
    try:
        return ip_address(host).is_private
    except ValueError:
        return host == "localhost" or host.endswith(_INSIDE)


def is_linked(address: str) -> bool:
    """Whether readers may be led to an address."""
    return bool(address) and not given_away(address)
