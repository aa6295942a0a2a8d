"""The hash chain of the audit trail: what one entry's fingerprint covers. Pure Python."""

import hashlib
import json
from collections.abc import Mapping

BEGINNING = "0" * 64  # what stands before the first entry


def fingerprint(entry: Mapping[str, object]) -> str:
    """Return the SHA-256 of an entry as canonical JSON, its place and its predecessor included."""
    canonical = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
