"""Asks a server on this machine for some seconds, with wrk where it is installed."""

import json
import shutil
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

HOST = "127.0.0.1"
CONNECTIONS = 8
WRK = shutil.which("wrk")
NAME = "wrk" if WRK else "the generator of benchmarks/load.py"
SCRIPT = """
local n = START
local function filled(text)
  local number = string.format("%012d", n)
  local network = string.format("10.%d.%d.%d", n / 65536 % 256, n / 256 % 256, n % 256)
  return (text:gsub("{n}", number):gsub("{network}", network))
end
local function formed()
  local said = {}
  for name, value in pairs(HEADERS) do said[name] = filled(value) end
  return wrk.format(METHOD, PATHS[n % #PATHS + 1], said, BODY and filled(BODY))
end
local fixed
function request()
  if FIXED then fixed = fixed or formed(); return fixed end
  n = n + 1
  return formed()
end
function done(summary)
  local e = summary.errors
  io.write(string.format('\\nDONE{"answered":%d,"microseconds":%d,"bad":%d}\\n', summary.requests,
    summary.duration, e.status + e.connect + e.read + e.write + e.timeout))
end
"""


@dataclass(frozen=True)
class Request:
    """What is asked again and again; several paths take turns.

    {n} in headers and body is a number that never comes twice, {network} an IPv4 address made of
    it.
    """

    paths: tuple[str, ...]
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""

    @property
    def fixed(self) -> bool:
        """Whether each time the same is asked."""
        said = [*self.headers.values(), self.body]
        return len(self.paths) == 1 and not any("{n" in words for words in said)

    def filled(self, number: int) -> tuple[str, dict[str, str], bytes | None]:
        """Return path, headers and body of one request."""

        def fill(words: str) -> str:
            network = f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"
            return words.replace("{n}", f"{number:012}").replace("{network}", network)

        headers = {name: fill(value) for name, value in self.headers.items()}
        path = self.paths[number % len(self.paths)]
        return path, headers, fill(self.body).encode() if self.body else None


@dataclass(frozen=True)
class Load:
    """What a server did in a time; `bad` were refused, failed or never answered."""

    answered: int
    seconds: float
    bad: int


def ask(port: int, request: Request, seconds: int, start: int) -> Load:
    """Keep a server busy for some seconds over eight connections; numbers begin at `start`."""
    return _wrk(port, request, seconds, start) if WRK else _own(port, request, seconds, start)


def _wrk(port: int, request: Request, seconds: int, start: int) -> Load:
    headers = ", ".join(f"[{_lua(k)}] = {_lua(v)}" for k, v in request.headers.items())
    known = {
        "START": str(start),
        "PATHS": f"{{ {', '.join(map(_lua, request.paths))} }}",
        "BODY": _lua(request.body) if request.body else "nil",
        "HEADERS": f"{{ {headers} }}",
        "METHOD": _lua(request.method),
        "FIXED": str(request.fixed).lower(),
    }
    script = "".join(f"local {name} = {value}\n" for name, value in known.items()) + SCRIPT
    with TemporaryDirectory(prefix="leitsaetze-load-") as folder:
        file = Path(folder) / "ask.lua"
        file.write_text(script, encoding="utf-8")
        said = subprocess.run(
            [
                *("wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s"),
                *("-s", str(file), f"http://{HOST}:{port}/"),
            ],
            capture_output=True,
            text=True,
            timeout=seconds + 60,
            check=True,
        ).stdout
    found = json.loads(said.partition("\nDONE")[2])
    return Load(found["answered"], found["microseconds"] / 1e6, found["bad"])


def _lua(words: str) -> str:
    """Return a Lua string of these bytes."""
    signs = (
        f"\\{byte:03}" if byte < 32 or byte > 126 or byte in b'"\\' else chr(byte)
        for byte in words.encode()
    )
    return f'"{"".join(signs)}"'


def _own(port: int, request: Request, seconds: int, start: int) -> Load:
    """Do the same with threads of this process: slower, so that only ratios say something."""
    numbers, end = count(start + 1), time.monotonic() + seconds
    answered, bad = [0] * CONNECTIONS, [0] * CONNECTIONS

    def work(place: int) -> None:
        connection = HTTPConnection(HOST, port, timeout=20)
        while time.monotonic() < end:
            path, headers, body = request.filled(next(numbers))
            try:
                connection.request(request.method, path, body, headers)
                answer = connection.getresponse()
                answer.read()
                bad[place] += answer.status >= 400
            except (OSError, HTTPException):
                bad[place] += 1
                connection.close()
            answered[place] += 1
        connection.close()

    begun = time.monotonic()
    threads = [threading.Thread(target=work, args=(place,)) for place in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Load(sum(answered), time.monotonic() - begun, sum(bad))
