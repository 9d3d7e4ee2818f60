"""A server's life: start, health, trouble at the start, and a stop that loses nothing."""

import http.client
import os
import resource
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest

from program import free_port
from visitor import Visitor


def ask(port: int, path: str, host: str = "localhost") -> tuple[int, dict, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


def test_a_server_starts_answers_and_stops(serve, run, tmp_path):
    server = serve()
    assert ask(server.port, "/healthz")[0] == 200
    assert ask(server.port, "/readyz")[0] == 200
    done = run("healthcheck", f"127.0.0.1:{server.port}")
    assert done.code == 0 and done.said == "ok\n", done
    assert run("healthcheck", "--listen", f"127.0.0.1:{server.port}", "auto", "--ready").code == 0
    assert server.stop() == 0
    names = [event["event"] for event in server.events]
    assert names.index("stopping") < names.index("stopped")
    assert run("healthcheck", f"127.0.0.1:{server.port}").code == 4


def test_the_first_start_prints_a_setup_link_and_makes_a_key_of_its_owner_only(serve, tmp_path):
    server = serve()
    assert any("/setup#" in line for line in server.lines)
    key = tmp_path / "data.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o400
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert key.read_text().strip() not in "".join(server.lines)


def test_setup_signs_the_first_admin_in_and_the_link_is_spent(serve):
    server = serve()
    url = next(line.strip() for line in server.lines if "/setup#" in line)
    visitor = Visitor(server.port)
    code = url.split("#")[1]
    form = visitor.get("/setup").form("/setup")
    page = visitor.post(form, code=code, name="Ada Admin", email="ada@example.com", password="correct horse battery staple")
    assert page.status == 200, page.text
    assert page.path.startswith("/inbox"), page.path
    second = Visitor(server.port)
    assert second.get("/inbox").path.startswith("/sign-in")


def test_every_request_has_one_log_line_with_the_id_of_its_answer(serve):
    server = serve()
    status, headers, _ = ask(server.port, "/no/such/place?secret=canary")
    assert status in (303, 404)
    server.stop()
    lines = [event for event in server.events if event.get("request") == headers["x-request-id"]]
    assert len(lines) == 1, server.events
    assert lines[0]["status"] == status
    assert "canary" not in "".join(server.lines)


def test_another_host_name_is_misdirected(serve):
    server = serve()
    assert ask(server.port, "/healthz", host="evil.example")[0] == 421


def test_core_dumps_are_off_and_the_environment_is_not_readable_by_others(serve):
    server = serve()
    limits = open(f"/proc/{server.process.pid}/limits").read()
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]
    # A process that may not be dumped belongs to root in /proc, whoever runs it.
    assert os.stat(f"/proc/{server.process.pid}/environ").st_uid == 0


def test_a_port_in_use_is_one_sentence_with_a_way_out(run, tmp_path):
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        plug.listen()
        port = plug.getsockname()[1]
        done = run("serve", "--listen", f"127.0.0.1:{port}", "--data", str(tmp_path / "data"), cwd=tmp_path)
    assert done.code == 1, done
    assert f"Another program already listens on 127.0.0.1:{port}." in done.complained
    assert f"--listen 127.0.0.1:{port + 1}" in done.complained


def test_a_second_copy_on_the_same_port_notices_the_first(serve, run, tmp_path):
    server = serve()
    done = run("serve", "--listen", f"127.0.0.1:{server.port}", "--data", str(tmp_path / "other"), cwd=tmp_path)
    assert done.code == 1, done
    assert "already listens" in done.complained
    assert ask(server.port, "/healthz")[0] == 200


def test_a_second_copy_on_the_same_data_is_refused_and_the_first_goes_on(serve, run, tmp_path):
    server = serve()
    done = run("serve", "--listen", f"127.0.0.1:{free_port()}", "--data", str(tmp_path / "data"), cwd=tmp_path)
    assert done.code not in (0, 2), done
    assert "already in use by another copy" in done.complained, done
    assert ask(server.port, "/readyz")[0] == 200


def test_a_database_of_a_newer_version_is_refused_and_left_alone(run, tmp_path):
    data = tmp_path / "data"
    assert run("migrate", "up", "--data", str(data)).code == 0
    shutil.copy(data / "countersign.sqlite", tmp_path / "before")
    with sqlite3.connect(data / "countersign.sqlite") as database:
        database.execute("pragma user_version = 9999")
    before = (data / "countersign.sqlite").read_bytes()
    (tmp_path / "data.key").write_text("0f" * 32)
    os.chmod(tmp_path / "data.key", 0o400)
    done = run("serve", "--listen", f"127.0.0.1:{free_port()}", "--data", str(data), cwd=tmp_path)
    assert done.code not in (0, 2), done
    assert "newer version" in done.complained, done
    assert (data / "countersign.sqlite").read_bytes() == before


def test_a_lost_key_is_not_replaced(run, serve, tmp_path):
    serve().stop()
    os.rename(tmp_path / "data.key", tmp_path / "elsewhere")
    done = run("serve", "--listen", f"127.0.0.1:{free_port()}", "--data", str(tmp_path / "data"), cwd=tmp_path)
    assert done.code == 5, done
    assert "A new key could not read the secrets" in done.complained
    assert not (tmp_path / "data.key").exists()


def test_a_key_that_others_may_read_is_refused(run, serve, tmp_path):
    serve().stop()
    os.chmod(tmp_path / "data.key", 0o644)
    done = run("serve", "--listen", f"127.0.0.1:{free_port()}", "--data", str(tmp_path / "data"), cwd=tmp_path)
    assert done.code == 3, done
    assert "chmod 400" in done.complained


def test_a_place_that_may_not_be_written_is_one_sentence(run, as_another_user, tmp_path):
    os.chmod(tmp_path, 0o755)
    done = run(
        "serve", "--listen", f"127.0.0.1:{free_port()}", "--data", str(tmp_path / "data"), cwd="/", **as_another_user,
        env={"COUNTERSIGN_MASTER_KEY": "0f" * 32},
    )
    assert done.code in (1, 3), done
    assert "cannot be" in done.complained and str(tmp_path) in done.complained, done


def test_a_unix_socket_serves_like_a_port(start, run, tmp_path):
    path = tmp_path / "http.sock"
    env = {"COUNTERSIGN_PUBLIC_URL": "https://billing.example.com"}
    server = start("serve", "--listen", f"unix:{path}", "--data", str(tmp_path / "data"), env=env)
    server.wait_for_event("started")
    done = run("healthcheck", f"unix:{path}", "--listen", f"unix:{path}", env=env)
    assert done.code == 0, done
    assert server.stop() == 0


def test_a_unix_socket_lets_its_group_in_and_nobody_else(start, tmp_path):
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        path = Path(folder) / "http.sock"
        server = start(
            "serve", "--listen", f"unix:{path}", "--data", str(tmp_path / "data"), env={"COUNTERSIGN_PUBLIC_URL": "https://billing.example.com"},
        )
        server.wait_for_event("started")
        assert stat.S_IMODE(path.stat().st_mode) == 0o660
        # The command line's own socket hands out sign-in links.
        assert stat.S_IMODE((tmp_path / "data" / "control.sock").stat().st_mode) & 0o077 == 0
        if os.geteuid() == 0:
            ask = "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"

            def of_group(group: int) -> int:
                words = ["/usr/bin/python3", "-c", ask, str(path)]
                return subprocess.run(words, user=65534, group=group, extra_groups=[], stderr=subprocess.DEVNULL).returncode

            assert of_group(path.stat().st_gid) == 0
            assert of_group(65534) == 1


def test_a_second_signal_stops_at_once(serve):
    server = serve(env={"COUNTERSIGN_DRAIN_SECONDS": "300"})
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as plug:
        # Half a request is under way, and its other half never comes.
        plug.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n")
        server.send()
        server.wait_for_event("stopping")
        # The first half second belongs to the first signal: a terminal may deliver it twice.
        for _ in range(100):
            server.send(signal.SIGINT)
            try:
                assert server.process.wait(timeout=0.1) == 1
                break
            except subprocess.TimeoutExpired:
                pass
    assert server.wait() == 1
    assert [event["event"] for event in server.events][-1] == "stopped at once"


def test_one_signal_that_arrives_twice_is_one(serve):
    server = serve()
    server.send()
    server.send()
    assert server.wait() == 0
    assert [event["event"] for event in server.events][-1] == "stopped"


def test_the_limit_of_open_files_is_raised_to_what_the_connections_need(serve):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard < 13_000:
        pytest.skip(f"only {hard} files may be open at once here (ulimit -Hn)")
    server = serve(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard)))
    line = next(line for line in open(f"/proc/{server.process.pid}/limits") if line.startswith("Max open files"))
    assert int(line.split()[3]) >= 13_000
    assert not [event for event in server.events if event["event"] == "open files"]
    server.stop()
    server = serve(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256)))
    assert "Only 256 files" in server.wait_for_event("open files")["warning"]


def test_a_base_path_is_part_of_every_address(serve, tmp_path):
    server = serve(env={"COUNTERSIGN_PUBLIC_URL": "http://localhost/cs"})
    status, headers, _ = ask(server.port, "/cs/")
    assert status in (302, 303) and headers["location"].startswith("/cs/"), headers
    assert ask(server.port, "/cs/healthz")[0] == 200
    assert ask(server.port, "/sign-in")[0] == 404


def test_systemd_hears_ready_and_stopping(start, tmp_path):
    place = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(place)
        ear.settimeout(30)
        server = start(
            "serve", "--listen", "127.0.0.1:0", "--data", str(tmp_path / "data"),
            env={"NOTIFY_SOCKET": place, "WATCHDOG_USEC": "400000"},
        )
        assert ear.recv(500).startswith(b"READY=1\n")
        assert ear.recv(500) == b"WATCHDOG=1"
        server.send()
        heard = ear.recv(500)
        while heard == b"WATCHDOG=1":
            heard = ear.recv(500)
        assert heard.startswith(b"STOPPING=1\n")
        assert server.wait() == 0


def test_a_hang_up_does_not_stop_a_service(serve):
    server = serve()
    server.send(signal.SIGHUP)
    server.wait_for_event("reload ignored")
    assert ask(server.port, "/healthz")[0] == 200
    assert server.stop(signal.SIGINT) == 0


def test_a_part_that_cannot_go_on_ends_the_program_with_an_error_so_that_it_is_started_again(serve):
    server = serve()
    # What the program sends itself when writing to the disk has failed.
    assert server.stop(signal.SIGUSR1) == 1
    assert [event["event"] for event in server.events][-1] == "stopped"


def test_the_slow_request_that_is_under_way_is_answered_before_the_stop(serve):
    server = serve()
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as plug:
        plug.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n")
        # Half a request is under way: the stop waits for its other half.
        server.send()
        server.wait_for_event("stopping")
        plug.sendall(b"\r\n")
        assert plug.recv(4096).startswith(b"HTTP/1.1 200 ")
    assert server.wait() == 0


def test_settings_come_from_one_file_and_secrets_from_theirs(start, tmp_path):
    (tmp_path / "token").write_text("0123456789abcdefghijklmnop\n")
    port = free_port()
    (tmp_path / "c.conf").write_text(
        f"COUNTERSIGN_LISTEN=127.0.0.1:{port}\nCOUNTERSIGN_DATA={tmp_path}/data\nCOUNTERSIGN_METRICS_TOKEN_FILE={tmp_path}/token\n"
    )
    server = start("serve", env={"COUNTERSIGN_CONFIG": str(tmp_path / "c.conf")})
    server.wait_for_event("started")
    assert ask(port, "/metrics")[0] in (401, 403, 404)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/metrics", headers={"Host": "localhost", "Authorization": "Bearer 0123456789abcdefghijklmnop"})
    answer = connection.getresponse()
    assert answer.status == 200 and b"# TYPE" in answer.read()
    assert "0123456789abcdefghijklmnop" not in "".join(server.lines)


def test_figures_are_for_this_machine_until_the_world_comes_in(serve):
    server = serve()
    assert ask(server.port, "/metrics")[0] == 200
    server.stop()
    port = free_port()
    public = serve(env={"COUNTERSIGN_PUBLIC_URL": "https://billing.example.com", "COUNTERSIGN_METRICS_LISTEN": f"127.0.0.1:{port}"})
    # A proxy on this machine that nobody listed as trusted looks like this machine.
    assert ask(public.port, "/metrics", host="billing.example.com")[0] == 404
    status, _, body = ask(port, "/metrics")
    assert status == 200 and b"countersign_http_requests_total" in body
    assert ask(port, "/healthz")[0] == 404
    assert public.stop() == 0


@pytest.mark.parametrize("mode", ["json", "text"])
def test_the_log_has_the_form_that_was_asked_for(serve, start, tmp_path, mode):
    server = start(
        "serve", "--listen", "127.0.0.1:0", "--data", str(tmp_path / "data"), env={"COUNTERSIGN_LOG": mode, "NOTIFY_SOCKET": ""}
    )
    if mode == "json":
        assert set(server.wait_for_event("started")) >= {"time", "level", "event"}
    else:
        server.fresh.get(timeout=30)
        server.stop()
        assert any(" info    started " in line for line in server.lines), server.lines
