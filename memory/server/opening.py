"""Reaching a server, making the collection, and the client's errors as ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

import httpx
from qdrant_client import QdrantClient, models
from qdrant_client.common.client_exceptions import ResourceExhaustedResponse
from qdrant_client.http.exceptions import ResponseHandlingException, UnexpectedResponse

from bot.errors import BadSetting, IndexFault, IndexUnreachable, WrongDimension
from memory.schema import DENSE, PLACE, SPACE, SPARSE

TIMEOUT_S = 20
_PORT = 6333
STAND_IN = ":memory:"
"""An address: no server, but the client's own imitation of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """How vectors and texts lie on the server: int8 copies in memory, payload on disk."""

    quantize: bool = True
    payload_on_disk: bool = True


def open_client(url: str, api_key: str | None) -> QdrantClient:
    """A client for a server's address (TLS with https://), or for STAND_IN. Raises BadSetting.

    A key goes in the clear to this machine alone.
    """
    if url == STAND_IN:
        return QdrantClient(STAND_IN)
    parts = _parts(url)
    if api_key and parts.scheme == "http" and not _is_this_machine(parts.hostname or ""):
        raise BadSetting(f"qdrant_url: the API key would go to {parts.hostname} unencrypted; write it with https://")
    # As a header, since the client warns of a key without TLS wherever it goes.
    headers = {"api-key": api_key} if api_key else {}
    return QdrantClient(url=url, headers=headers, timeout=TIMEOUT_S, check_compatibility=False)


def public_address(url: str) -> str:
    """A server's address in one spelling, without a name, a password or a query. Raises BadSetting."""
    if url == STAND_IN:
        return url
    parts = _parts(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}:{parts.port or _PORT}{parts.path.rstrip('/')}"


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        well_formed = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        well_formed = False
    if not well_formed or any(letter.isspace() for letter in url):
        raise BadSetting(f"qdrant_url: {url!r} is no address; write it as https://host:6333")
    return parts


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def ensure_collection(client: QdrantClient, name: str, dimension: int, options: ServerOptions) -> None:
    """Make the collection if it is not there. Raises WrongDimension if it is there with other vectors."""
    if client.collection_exists(name):
        _check(client, name, dimension)
        return
    client.create_collection(
        name,
        vectors_config={DENSE: models.VectorParams(size=dimension, distance=models.Distance.COSINE)},
        sparse_vectors_config={SPARSE: models.SparseVectorParams(modifier=models.Modifier.IDF)},
        quantization_config=_int8() if options.quantize else None,
        on_disk_payload=options.payload_on_disk,
    )
    if client.init_options["location"] != STAND_IN:
        tenants = models.KeywordIndexParams(type=models.KeywordIndexType.KEYWORD, is_tenant=True)
        client.create_payload_index(name, SPACE, tenants)
        places = models.IntegerIndexParams(type=models.IntegerIndexType.INTEGER, lookup=True, range=False)
        client.create_payload_index(name, PLACE, places)


def _int8() -> models.ScalarQuantization:
    scalar = models.ScalarQuantizationConfig(type=models.ScalarType.INT8, always_ram=True)
    return models.ScalarQuantization(scalar=scalar)


def _check(client: QdrantClient, name: str, dimension: int) -> None:
    vectors = client.get_collection(name).config.params.vectors
    there = vectors[DENSE].size if isinstance(vectors, dict) and DENSE in vectors else None
    if there != dimension:
        raise WrongDimension(
            f"the collection {name} on the Qdrant server holds vectors of length {there}, the embedder makes "
            f"{dimension}: delete that collection, or set the embedder that filled it"
        )


@contextmanager
def foreign_errors() -> Iterator[None]:
    """The client's exceptions, passed through one table."""
    try:
        yield
    except ResponseHandlingException as error:
        raise _unreachable(error.source) from error
    except (httpx.TransportError, ResourceExhaustedResponse) as error:
        raise _unreachable(error) from error
    except UnexpectedResponse as error:
        raise _refused(error) from error


def _unreachable(error: Exception) -> IndexUnreachable:
    return IndexUnreachable(f"the Qdrant server does not answer ({error}): start it, or correct qdrant_url")


def _refused(error: UnexpectedResponse) -> IndexFault:
    if error.status_code in (401, 403):
        return IndexFault("the Qdrant server refuses the key: correct qdrant_api_key")
    if error.status_code is None or error.status_code >= 500:
        return IndexUnreachable(f"the Qdrant server is in trouble (status {error.status_code}); I try again later")
    if b"dimension error" in error.content:
        return WrongDimension("the collection on the Qdrant server holds vectors of another length")
    return IndexFault(f"the Qdrant server refused (status {error.status_code}): {error.content[:200]!r}")
