"""A loopback server that answers as a Qdrant server would, and remembers what it was asked."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import cast

Json = dict[str, object]

Trouble = tuple[int, Json]

UNAUTHORIZED: Trouble = (401, {"status": {"error": "Must provide an API key or an Authorization bearer token"}})
OVERLOADED: Trouble = (503, {"status": {"error": "Service is not ready"}})
OTHER_DIMENSION: Trouble = (400, {"status": {"error": "Wrong input: Vector dimension error: expected dim: 16, got 32"}})
NO_SPACE: Trouble = (500, {"status": {"error": "Service internal error: No space left on device"}})
SLOW_DOWN: Trouble = (429, {"status": {"error": "Rate limiting exceeded"}})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it came."""

    what: str
    key: str | None
    body: Json


@dataclass(slots=True)
class QdrantPeer:
    """What the test holds: the address, what was asked, and the trouble that every answer is, if any.

    To a question it tells every point that the filter lets through, as if all were alike. A request that names
    what it `refuses`, if that is set, is answered as in trouble.
    """

    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    trouble: Trouble | None = None
    refuses: str = ""
    collections: dict[str, Json] = field(default_factory=dict)
    points: dict[str, dict[str, Json]] = field(default_factory=dict)

    def texts(self, collection: str) -> list[str]:
        """What a collection holds."""
        return sorted(str(payload["text"]) for payload in self.points[collection].values())

    def answer(self, asked: Asked) -> tuple[int, Json]:
        self.asked.append(asked)
        if self.trouble is not None:
            return self.trouble
        if self.refuses and self.refuses in json.dumps(asked.body):
            return OVERLOADED
        method, _, path = asked.what.partition(" ")
        name, _, rest = path.removeprefix("/collections").removeprefix("/").partition("/")
        return 200, {"result": self._result(method, name, rest, asked.body), "status": "ok", "time": 0.0}

    def _held(self, collection: str) -> list[Json]:
        return [{"id": each, "payload": payload} for each, payload in self.points[collection].items()]

    def _result(self, method: str, name: str, rest: str, body: Json) -> object:
        match method, bool(name), rest:
            case "GET", True, "exists":
                return {"exists": name in self.collections}
            case "PUT", True, "":
                self.collections[name] = body
                self.points[name] = {}
                return True
            case "PUT", True, "points":
                self.points[name].update(_payloads(body))
                return {"operation_id": 1, "status": "completed"}
            case "POST", True, "points/delete":
                for gone in cast("list[str]", body["points"]):
                    self.points[name].pop(gone, None)
                return {"operation_id": 1, "status": "completed"}
            case "GET", True, "":
                return _told(self.collections[name])
            case "GET", False, _:
                return {"collections": [{"name": each} for each in self.collections]}
            case "DELETE", True, "":
                return self.collections.pop(name, None) is not None
            case "POST", True, "points/count":
                return {"count": len(self.points[name])}
            case "POST", True, "points/query":
                fitting = [each for each in self._held(name) if _fits(cast("Json", each["payload"]), body)]
                return {"points": [each | {"version": 1, "score": 1.0} for each in fitting]}
            case "POST", True, "points":
                return [each for each in self._held(name) if each["id"] in cast("list[str]", body["ids"])]
            case "PATCH", True, "":
                return True
            case _:
                return {"operation_id": 1, "status": "completed"}


def _fits(payload: Json, query: Json) -> bool:
    """Whether a query's filter lets a point through: each condition names a field and what it may be."""
    conditions = cast("dict[str, list[dict[str, Json]]]", query["filter"])["must"]
    return all(payload[str(each["key"])] in cast("list[object]", each["match"]["any"]) for each in conditions)


def _payloads(body: Json) -> dict[str, Json]:
    return {str(point["id"]): cast("Json", point["payload"]) for point in cast("list[Json]", body["points"])}


def _told(made: Json) -> Json:
    """A collection as the server tells of it."""
    return {
        "status": "green",
        "optimizer_status": "ok",
        "segments_count": 1,
        "payload_schema": {},
        "config": {
            "params": {"vectors": made["vectors"], "sparse_vectors": made["sparse_vectors"]},
            "hnsw_config": {"m": 16, "ef_construct": 100, "full_scan_threshold": 10_000},
            "optimizer_config": {
                "deleted_threshold": 0.2,
                "vacuum_min_vector_number": 1_000,
                "default_segment_number": 0,
                "flush_interval_sec": 5,
            },
        },
    }


def _handler(peer: QdrantPeer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            raw = self.rfile.read(int(self.headers.get("content-length") or 0))
            what = f"{self.command} {self.path.partition('?')[0]}"
            asked = Asked(what=what, key=self.headers.get("api-key"), body=json.loads(raw) if raw else {})
            status, answer = peer.answer(asked)
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            if status == 429:
                self.send_header("retry-after", "1")
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = _serve  # noqa: N815 -- the base class's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class's signature
            """Say nothing."""

    return Handler


@contextmanager
def qdrant_peer(tls: ssl.SSLContext | None = None) -> Iterator[QdrantPeer]:
    """A server on a free port of the loopback, in a thread of its own."""
    peer = QdrantPeer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(peer))
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    peer.address = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield peer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
