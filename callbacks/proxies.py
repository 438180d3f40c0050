"""What a proxy says of a request, believed only when it comes from a proxy that is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from geodata.settings import Settings

Environment = Mapping[str, Any]


def is_trusted(environ: Environment, settings: Settings) -> bool:
    """Say whether the peer of a request is one of our proxies."""
    try:
        told = ip_address(environ.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    # A server that listens on both families tells an IPv4 peer as ::ffff:127.0.0.1.
    peer = getattr(told, "ipv4_mapped", None) or told
    return any(
        peer in ip_network(one.strip(), strict=False) for one in settings.trusted_proxies.split(",") if one
    )


def is_secure(environ: Environment, settings: Settings) -> bool:
    """Say whether the reader's side of the connection is TLS."""
    if environ.get("wsgi.url_scheme") == "https":
        return True
    said = str(environ.get("HTTP_X_FORWARDED_PROTO", "")).rpartition(",")[2].strip()
    return said == "https" and is_trusted(environ, settings)


def address(environ: Environment, settings: Settings) -> str:
    """Return where a request comes from: the peer, or whom a trusted proxy names last."""
    peer = str(environ.get("REMOTE_ADDR", "?"))
    said = str(environ.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    if not said or not is_trusted(environ, settings):
        return peer
    try:
        return str(ip_address(said))
    except ValueError:
        return peer
