"""Plants known faults in a copy of the server and sees the suite catch each: `planted.py [NAME …] [--list]`.

A test that cannot fail proves nothing. Each fault is one change of one source file; the copy lives below .build and the
sources themselves are never touched. Prints one line per fault: `planted.NAME CAUGHT-BY cases` and the first names.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COPY = ROOT / ".build" / "planted"

#: name: file in Sources, what stands there, what the fault makes of it
FAULTS: dict[str, tuple[str, str, str]] = {
    "length-plus": ("HTTP/HeadCheck.swift", "    var length = 0\n    for index in value.indices {",
                    "    var length = 0\n    for index in value.indices where !(index == 0 && value[0] == 0x2B && value.count > 1) {"),
    "length-longest-prefix": ("HTTP/HeadCheck.swift", "      guard Octet.isDigit(value[index]) else { return nil }\n      let (scaled",
                              "      guard Octet.isDigit(value[index]) else { return index > 0 ? length : nil }\n      let (scaled"),
    "length-leading-zero": ("HTTP/HeadCheck.swift", "guard !value.isEmpty, value.count == 1 || value[0] != UInt8(ascii: \"0\") else { return nil }",
                            "guard !value.isEmpty else { return nil }"),
    "length-wraps": ("HTTP/HeadCheck.swift", "guard !overflow, !overflowed else { return nil }\n      length = sum",
                     "_ = (overflow, overflowed)\n      length = sum < 0 ? 0 : sum"),
    "length-first-of-two": ("HTTP/HeadCheck.swift", "guard lengths == 1, let length", "guard let length"),
    "coding-and-length": ("HTTP/HeadCheck.swift", "guard lengths == 0, !isHTTP10 else { throw .conflictingFraming }",
                          "guard !isHTTP10 else { throw .conflictingFraming }"),
    "coding-in-1.0": ("HTTP/HeadCheck.swift", "guard lengths == 0, !isHTTP10 else", "guard lengths == 0 else"),
    "coding-twice": ("HTTP/HeadCheck.swift", "guard codings == 1 else { throw .badTransferCoding }", "_ = codings"),
    "coding-unknown-is-chunked": ("HTTP/HeadCheck.swift", "guard unknown == 0 else { throw .unknownTransferCoding }", "_ = unknown"),
    "coding-empty-elements": ("HTTP/HeadCheck.swift", "guard !element.isEmpty else { throw .badTransferCoding }", "if element.isEmpty { return }"),
    "host-twice": ("HTTP/HeadCheck.swift", "guard hosts == 1 || (hosts == 0 && isHTTP10) else", "guard hosts >= 1 || isHTTP10 else"),
    "host-any-byte": ("HTTP/HeadCheck.swift", "|| byte == 0x5F else { return nil }", "|| byte > 0x20 else { return nil }"),
    "underscore": ("HTTP/HeadCheck.swift", "if Head.isDisguised(name) { throw .disguisedField }", ""),
    "space-before-colon": ("HTTP/HeadParser.swift", "guard input[index] == UInt8(ascii: \":\") else { throw .badField }\n        field.nameEnd",
                           "guard input[index] == UInt8(ascii: \":\") || Octet.isBlank(input[index]) else { throw .badField }\n        field.nameEnd"),
    "cr-and-any-byte": ("HTTP/HeadParser.swift", "      case .valueLineFeed:\n        guard input[index] == Octet.lineFeed else { throw .badField }",
                        "      case .valueLineFeed:"),
    "control-bytes": ("HTTP/Octets.swift", "(byte >= 0x20 && byte != 0x7F) || byte == tab", "byte != carriageReturn && byte != lineFeed"),
    "fields-without-limit": ("HTTP/HeadParser.swift", "guard head.fields.count < limits.fields, lineStart", "guard lineStart"),
    "version-any-digit": ("HTTP/HeadParser.swift", "guard head.majorVersion == 1 else { throw .unsupportedVersion }", ""),
    "dot-segments": ("HTTP/PercentDecoding.swift", "if length == 2, bytes[index + 1] == UInt8(ascii: \".\"), bytes[index + 2] == UInt8(ascii: \".\") { return true }", ""),
    "encoded-slash": ("HTTP/PercentDecoding.swift", "guard slashes == 0 else { return nil }", "_ = slashes"),
    "chunk-ended-by-anything": ("HTTP/ChunkedDecoder.swift", "      case .dataReturn:\n        guard byte == Octet.carriageReturn else { throw .badChunk }", "      case .dataReturn:"),
    "chunk-size-16-digits": ("HTTP/ChunkedDecoder.swift", "guard digits <= 15 else { throw .badChunk }", ""),
    "chunk-extension-without-limit": ("HTTP/ChunkedDecoder.swift", "guard extensionBytes <= limits.chunkExtensions else { throw .chunkExtensionsTooLarge }", ""),
    "trailer-anything": ("HTTP/ChunkedDecoder.swift", "guard Octet.isValue(byte) else { throw .badTrailer }", ""),
    "kept-after-fault": ("HTTP/EventLoop+Requests.swift", "    peer.connection.answered(keep: false, at: now)\n    record(response, exchange, id", "    peer.connection.answered(keep: true, at: now)\n    record(response, exchange, id"),
    "close-ignored": ("HTTP/HeadCheck.swift", "if element.equalsIgnoringCase(\"close\") { saysClose = true }", ""),
    "no-lingering": ("HTTP/Connection.swift", "    enter(.lingering, at: now)\n    return .shutdown", "    enter(.closed, at: now)\n    return .close"),
    "no-date": ("HTTP/ResponseWriter.swift", "    batch.bytes.append(dateLine)\n", ""),
    "head-with-body": ("HTTP/ResponseWriter.swift", "if !circumstances.isHead, !response.status.hasNoBody", "if !response.status.hasNoBody"),
    "100-for-everybody": ("HTTP/Connection.swift", "return head.expectsContinue ? .sendContinue : .wait", "return .sendContinue"),
    "body-over-limit": ("HTTP/Connection.swift", "guard bodyRemaining <= bodyLimit else { return refuse(.bodyTooLarge) }", ""),
    "https-from-anybody": ("HTTP/Gate.swift", "guard peer.isTrusted else { return .refuse(.misdirected) }", ""),
    "forwarded-from-anybody": ("HTTP/Gate.swift", "    if peer.isTrusted {\n", "    if peer.isTrusted || !peer.isTrusted {\n"),
    "any-host": ("HTTP/Gate.swift", "if !hosts.isEmpty, !hosts.contains(head.host) { return .refuse(.misdirected) }", ""),
    "base-path-prefix": ("HTTP/Gate.swift", "    guard rest.first == UInt8(ascii: \"/\") else {", "    guard rest.first != nil else {"),
    "weak-is-strong": ("HTTP/StaticAnswer.swift", "if weakly || !isWeak, index", "if !isWeak, index"),
    "slow-header-for-ever": ("HTTP/Connection.swift", "case .head: own = requestSince + min(limits.headTime, limits.requestTime)", "case .head: own = .max"),
    "incomplete-body-handed-on": ("HTTP/Connection.swift", "    case .idle, .head, .body, .streaming, .lingering, .closed:\n      phase = .closed\n      return .close",
                                  "    case .body:\n      return complete(at: since)\n    case .idle, .head, .streaming, .lingering, .closed:\n      phase = .closed\n      return .close"),
}


def run(command: list[str], folder: Path) -> tuple[int, str]:
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def build() -> str:
    code, output = run(["swift", "build", "--product", "http-probe"], COPY)
    return "" if code == 0 else output


def main() -> int:
    names = [word for word in sys.argv[1:] if not word.startswith("-")] or list(FAULTS)
    if "--list" in sys.argv:
        print("\n".join(FAULTS))
        return 0
    COPY.mkdir(parents=True, exist_ok=True)
    for folder in ("Sources", "Plugins", "Public", "Templates", "Tests", "migrations", "Fuzz"):
        subprocess.run(["cp", "-rup", f"{ROOT}/{folder}", str(COPY)], check=True)
    shutil.copy(ROOT / "Package.swift", COPY)
    missed = []
    for name in names:
        file, before, after = FAULTS[name]
        path = COPY / "Sources" / file
        sound = (ROOT / "Sources" / file).read_text()
        if sound.count(before) != 1:
            print(f"planted.{name} does not fit the sources any more")
            missed.append(name)
            continue
        path.write_text(sound.replace(before, after))
        try:
            if output := build():
                print(f"planted.{name} does not compile: {' '.join(line for line in output.splitlines() if 'error:' in line)[:300]}")
                missed.append(name)
                continue
            probe = COPY / ".build" / "debug" / "http-probe"
            _, output = run([sys.executable, "-m", "pytest", "-q", "--tb=no", "--maxfail=20", "-p", "no:cacheprovider", "--probe", str(probe),
                             "-k", "not split_at_random", str(HERE)], ROOT)
        finally:
            path.write_text(sound)
        caught = re.findall(r"^(?:FAILED|ERROR) \S*?::(?:test_case\[)?([^\]\s]+)", output, re.M)
        if not caught:
            missed.append(name)
        print(f"planted.{name} {len(caught)} cases {' '.join(caught[:4])}", flush=True)
    print(f"planted.caught {len(names) - len(missed)} of {len(names)}{' missed: ' + ' '.join(missed) if missed else ''}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
