"""Where a request comes from, as coarse as the limits need it."""

from ipaddress import ip_address, ip_network

from flask import request


def client_network() -> str:
    """Return the network of the client: the address for IPv4, its /64 for IPv6.

    A household owns a whole /64; counting single IPv6 addresses would count nothing.
    """
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    address = getattr(address, "ipv4_mapped", None) or address  # so sockets of both kinds name IPv4
    prefix = 32 if address.version == 4 else 64  # noqa: PLR2004  the IP version, not a magic number
    return str(ip_network((address, prefix), strict=False))
