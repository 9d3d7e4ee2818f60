"""Commands that run and end: what they say, and how."""

import json
import os
import sqlite3
import stat

import pytest


def test_help_lists_the_commands_and_costs_nothing(run, tmp_path):
    done = run("help", cwd=tmp_path)
    assert done.code == 0, done
    for verb in ("serve", "demo", "config check", "migrate up", "doctor", "healthcheck", "user login-link"):
        assert verb in done.said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words, code",
    [
        (["srve"], 2), (["serve", "--lsiten", "x"], 2), (["user", "add"], 2), (["config", "check", "--config", "/nowhere"], 3),
        (["healthcheck", "127.0.0.1:1"], 4), (["version"], 0),
    ],
)
def test_exit_codes_are_the_documented_ones(run, words, code):
    done = run(*words)
    assert done.code == code, done
    assert (done.complained == "") == (code == 0), done


def test_version_in_json_names_the_libraries(run):
    answer = run("version", "--json").json
    assert answer["version"].count(".") == 2
    assert answer["libraries"]["sqlite"].startswith("3.")


def test_a_broken_configuration_is_told_at_once_and_starts_nothing(run, tmp_path):
    file = tmp_path / "countersign.conf"
    file.write_text("COUNTERSIGN_LOOPS=many\nCOUNTERSIGN_DATTA=/x\n")
    done = run("serve", "--config", str(file), "--data", str(tmp_path / "data"), env={"COUNTERSIGN_LISTEN": "8080"}, cwd=tmp_path)
    assert done.code == 3, done
    assert "3 settings are wrong" in done.complained
    assert f"{file}:1" in done.complained and "from 1 to 64" in done.complained
    assert "Did you mean COUNTERSIGN_DATA?" in done.complained
    assert '"8080" has no' in done.complained or '"8080" is no' in done.complained
    assert list(tmp_path.iterdir()) == [file]


def test_dump_names_the_source_and_hides_the_secret(run, tmp_path):
    secret = tmp_path / "key"
    secret.write_text("canary-51d1\n")
    env = {"COUNTERSIGN_CONNECTWISE_PRIVATE_KEY_FILE": str(secret), "COUNTERSIGN_CONNECTWISE_SITE": "na.myconnectwise.net"}
    for words in (["config", "dump"], ["config", "dump", "--json"]):
        done = run(*words, env=env)
        assert done.code == 0, done
        assert "canary" not in done.said + done.complained
    settings = {row["name"]: row for row in run("config", "dump", "--json", env=env).json["settings"]}
    key = settings["COUNTERSIGN_CONNECTWISE_PRIVATE_KEY"]
    assert key["secret"] and str(secret) in key["source"]
    assert settings["COUNTERSIGN_LISTEN"]["source"] == "default"


def test_doctor_before_the_first_start_finds_nothing_wrong_and_makes_nothing(run, tmp_path):
    done = run("doctor", "--json", "--data", str(tmp_path / "data"), "--listen", "127.0.0.1:0")
    assert done.code == 0, done
    assert done.json["ok"] is True
    assert list(tmp_path.iterdir()) == []


def test_migrations_are_pending_then_done(run, tmp_path):
    data = str(tmp_path / "data")
    before = run("migrate", "status", "--json", "--data", data)
    assert before.code == 0, before
    assert before.json["exists"] is False and before.json["pending"] == len(before.json["steps"]) > 0
    up = run("migrate", "up", "--data", data)
    assert up.code == 0, up
    after = run("migrate", "status", "--json", "--data", data).json
    assert after["exists"] and after["pending"] == 0
    assert stat.S_IMODE(os.stat(tmp_path / "data" / "countersign.sqlite").st_mode) & 0o077 == 0


def test_a_person_is_added_once(run, tmp_path):
    words = ["user", "add", "--data", str(tmp_path / "data"), "--email", "ada@example.com", "--name", "Ada", "--role", "admin", "--password-stdin"]
    first = run(*words, "--json", given="correct horse battery staple\n")
    assert first.code == 0, first
    assert first.json["email"] == "ada@example.com"
    again = run(*words, given="correct horse battery staple\n")
    assert again.code == 5, again
    link = run("user", "login-link", "ada@example.com", "--data", str(tmp_path / "data"), "--json")
    assert link.code == 0 and "#" in link.json["url"], link
    nobody = run("user", "login-link", "nobody@example.com", "--data", str(tmp_path / "data"))
    assert nobody.code == 5, nobody


def test_an_empty_password_is_refused(run, tmp_path):
    done = run(
        "user", "add", "--data", str(tmp_path / "data"), "--email", "a@b.c", "--name", "A", "--role", "admin", "--password-stdin",
        given="\n",
    )
    assert done.code == 2, done


@pytest.mark.parametrize(
    "password, said",
    [
        ("fourteen chars", "at least 15 characters; this one has 14"),
        ("x" * 257, "at most 256 characters; this one has 257"),
        ("abababababababab", "only 2 different characters"),
        ("correct lovelace staple", "Leave out “Lovelace”"),
    ],
)
def test_a_password_that_does_not_do_is_refused_with_the_rule_and_adds_nobody(run, tmp_path, password, said):
    words = ["user", "add", "--data", str(tmp_path / "data"), "--email", "ada@example.com", "--name", "Ada Lovelace", "--role", "admin"]
    done = run(*words, "--password-stdin", given=password + "\n")
    assert done.code == 5, done
    assert said in done.complained and password not in done.complained, done
    assert not (tmp_path / "data").exists()


def test_fifteen_characters_are_enough(run, tmp_path):
    words = ["user", "add", "--data", str(tmp_path / "data"), "--email", "ada@example.com", "--name", "Ada", "--role", "admin"]
    assert run(*words, "--password-stdin", given="correct horse b\n").code == 0


@pytest.mark.parametrize("email, name", [("nobody", "A"), ("a@b", "A"), ("a b@example.com", "A"), ("a@example.com", ""), ("a@example.com", "A" * 201)])
def test_an_address_or_a_name_that_is_none_is_told_before_anything_is_made(run, tmp_path, email, name):
    done = run("user", "add", "--data", str(tmp_path / "data"), "--email", email, "--name", name, "--role", "admin")
    assert done.code == 2 and done.complained.count("\n") == 1, done
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("verb", ["flags", "reviewers", "outbox"])
def test_lists_of_an_empty_database_are_empty_and_of_none_are_an_error(run, tmp_path, verb):
    data = str(tmp_path / "data")
    missing = run(verb, "--json", "--data", data)
    assert missing.code == 3 and missing.said == "", missing
    assert "There is no database" in json.loads(missing.complained)["error"]
    assert not (tmp_path / "data").exists()
    assert run("migrate", "up", "--data", data).code == 0
    empty = run(verb, "--json", "--data", data)
    assert empty.code == 0 and empty.json == [], empty
    told = run(verb, "--data", data)
    assert told.code == 0 and told.said.endswith(".\n") and told.said.count("\n") == 1, told


@pytest.mark.parametrize("verb", ["flags", "reviewers", "outbox"])
def test_lists_of_a_newer_database_are_refused(run, tmp_path, verb):
    data = tmp_path / "data"
    assert run("migrate", "up", "--data", str(data)).code == 0
    with sqlite3.connect(data / "countersign.sqlite") as database:
        database.execute("pragma user_version = 9999")
    done = run(verb, "--json", "--data", str(data))
    assert done.code == 5 and "newer version" in json.loads(done.complained)["error"], done


def test_lists_of_an_older_database_say_what_brings_it_up(run, tmp_path):
    data = tmp_path / "data"
    assert run("migrate", "up", "--data", str(data)).code == 0
    with sqlite3.connect(data / "countersign.sqlite") as database:
        database.execute("delete from schema_history where number = (select max(number) from schema_history)")
    done = run("reviewers", "--data", str(data))
    assert done.code == 5 and "countersign migrate up" in done.complained, done


def test_a_file_that_is_no_database_is_one_sentence(run, tmp_path):
    (tmp_path / "countersign.sqlite").write_bytes(b"nothing of the kind" * 100)
    done = run("outbox", "--data", str(tmp_path))
    assert done.code == 3 and "\ncountersign" not in done.complained and done.said == "", done


def test_errors_in_json_are_one_object_on_standard_error(run):
    done = run("srve", "--json")
    assert done.code == 2 and done.said == ""
    assert json.loads(done.complained)["code"] == 2


@pytest.mark.parametrize("first", [
    ["migrate", "up"], ["user", "add", "--email", "ada@example.com", "--name", "Ada", "--role", "admin"],
])
def test_a_server_starts_on_a_database_that_a_command_made(run, serve, tmp_path, first):
    made = run(*first, "--data", str(tmp_path / "data"))
    assert made.code == 0, made
    serve()
