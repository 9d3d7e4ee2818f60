"""Starts the real program, in folders and on ports of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from program import Program, binary, free_port  # noqa: E402


@pytest.fixture
def run():
    """Runs one command to its end: `run("config", "check", env={…})`."""
    return lambda *words, **options: Program.run(binary(), *words, **options)


@pytest.fixture
def start(tmp_path):
    """Starts a command that keeps running; ended by its id when the test is over, however it went."""
    started: list[Program] = []

    def begin(*words: str, **options) -> Program:
        program = Program(binary(), *words, folder=tmp_path, **options)
        started.append(program)
        return program

    yield begin
    for program in started:
        program.end()


@pytest.fixture
def serve(start, tmp_path):
    """A server that is ready, with its port as `program.port`."""

    def begin(*words: str, command: str = "serve", **options) -> Program:
        port = free_port()
        program = start(command, "--listen", f"127.0.0.1:{port}", "--data", str(tmp_path / "data"), *words, **options)
        program.port = port
        program.wait_for_event("started")
        return program

    return begin


@pytest.fixture
def as_another_user():
    """Root reads and writes everything; what depends on rights is tried as nobody."""
    if os.geteuid() != 0:
        return {}
    return {"user": 65534, "group": 65534, "extra_groups": []}
