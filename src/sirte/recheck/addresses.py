"""Connections to public addresses alone: the address that was checked is the one connected to."""

import http.client
import ipaddress
import socket
import ssl
from typing import Any
from urllib.parse import SplitResult, urlsplit

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_INNER = (".local", ".localhost", ".internal", ".lan", ".home", ".corp", ".onion")
_PORTS = {"http": 80, "https": 443}

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class RefusedAddressError(ValueError):
    """An address that is never fetched; the message says why."""


def is_public(address: Ip) -> bool:
    """Return whether the address is on the open internet, looking into IPv4 carried by IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        carried = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if carried is not None:
            return is_public(carried)
    return address.is_global and not address.is_multicast and not address.is_reserved


def split_address(url: str) -> SplitResult:
    """Return the parts of an http(s) address; raises `RefusedAddressError` for any other."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  raises where it is no port
    except ValueError as error:
        raise RefusedAddressError(f"not an address: {error}") from None
    if parts.scheme not in _PORTS:
        raise RefusedAddressError(f"not http(s): {parts.scheme or 'no scheme'}")
    if not parts.hostname or parts.username is not None or parts.password is not None:
        raise RefusedAddressError("an address without a host, or with a name and password")
    return parts


def check_host(parts: SplitResult) -> None:
    """Raise `RefusedAddressError` where the host, unasked, is plainly not on the open internet."""
    host = (parts.hostname or "").rstrip(".")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        is_name = "." in host and not host.rpartition(".")[2].isdigit()
        if is_name and not host.endswith(_INNER):
            return
    raise RefusedAddressError(f"not the name of a public host: {host}")


def resolve(host: str, port: int, also: frozenset[str]) -> list[str]:
    """Return the host's addresses; raises `RefusedAddressError` unless every one is public.

    `also` lists addresses that tests let through. Raises `OSError` for an unknown host.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    for address in addresses:
        if address not in also and not is_public(ipaddress.ip_address(address.partition("%")[0])):
            raise RefusedAddressError(f"not a public address: {address}, of {host}")
    return addresses


def open_connection(
    parts: SplitResult, timeout: float, also: frozenset[str]
) -> http.client.HTTPConnection:
    """Return an open connection to the host of `parts`.

    The name is looked up once, each address is checked, and the socket goes to a checked address:
    a second look-up that answers otherwise has no say. Raises as `resolve`, and `OSError`.
    """
    host = parts.hostname or ""
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    port = parts.port or _PORTS[parts.scheme]
    plain = _connect(resolve(host, port, also), port, timeout)
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    connection.auto_open = 0  # never connect again by itself, past the check
    connection.default_port = _PORTS[parts.scheme]  # so that the Host header leaves it out
    connection.sock = _secure(plain, host) if parts.scheme == "https" else plain
    return connection


def _connect(addresses: list[str], port: int, timeout: float) -> socket.socket:
    failures: list[OSError] = []
    for address in addresses[:3]:
        try:
            return socket.create_connection((address, port), timeout=timeout)
        except OSError as error:
            failures.append(error)
    raise failures[0] if failures else OSError("host has no address")


def _secure(plain: socket.socket, host: str) -> Any:
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise
