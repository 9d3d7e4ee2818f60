"""The sandbox as a ConnectWise to call: a running one, and a door with TLS before it for clients that know nothing else."""

from __future__ import annotations

import base64
import json
import socket
import ssl
import subprocess
import threading
import urllib.error
import urllib.request

from program import PATIENCE, Program, binary, free_port

COMPANY, PUBLIC, PRIVATE = "brackwater", "sandboxPublicKey", "sandboxPrivateKey"
CLIENT = "5b7d0e6a-2f43-4c19-9d5e-7a1c0f3b8e21"


class Answer:
    def __init__(self, status: int, headers, body: bytes):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class RunningSandbox:
    """`countersign sandbox` on a port of its own."""

    def __init__(self, folder, *words: str):
        self.port = free_port()
        self.program = Program(binary(), "sandbox", "--listen", f"127.0.0.1:{self.port}", *words, folder=folder)
        self.program.wait_for_event("started")

    def ask(self, path: str, method: str = "GET", body=None, base: str = "/v4_6_release/apis/3.0") -> Answer:
        key = base64.b64encode(f"{COMPANY}+{PUBLIC}:{PRIVATE}".encode()).decode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{base}{path}", method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Basic {key}", "clientId": CLIENT, "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def control(self, path: str, method: str = "GET", body=None) -> Answer:
        return self.ask(path, method, body, base="/sandbox")

    def end(self) -> None:
        self.program.end()


class Door:
    """Takes TLS off and hands the bytes on. The certificate is made for the test and trusted by nobody else."""

    def __init__(self, target: int, folder):
        self.certificate = str(folder / "door.pem")
        key = str(folder / "door.key")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", self.certificate, "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
            check=True, capture_output=True, timeout=PATIENCE,
        )
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.certificate, key)
        self.target = target
        self.ear = socket.create_server(("127.0.0.1", 0))
        self.port = self.ear.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        while True:
            try:
                caller, _ = self.ear.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(caller,), daemon=True).start()

    def serve(self, caller: socket.socket) -> None:
        try:
            with self.context.wrap_socket(caller, server_side=True) as outside, socket.create_connection(
                ("127.0.0.1", self.target)
            ) as inside:
                threading.Thread(target=self.carry, args=(inside, outside), daemon=True).start()
                self.carry(outside, inside)
        except OSError:
            pass

    @staticmethod
    def carry(source: socket.socket, sink: socket.socket) -> None:
        try:
            while piece := source.recv(65_536):
                sink.sendall(piece)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def close(self) -> None:
        self.ear.close()
