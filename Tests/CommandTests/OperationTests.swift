import Foundation
import Glibc
import HTTP
import Synchronization
import Testing

@testable import countersign

@Suite struct OperationTests {
  @Test func `systemd hears that we are ready, alive and stopping`() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/notify"
    let listener = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    defer { close(listener) }
    let bound = SocketAddress.with(.unix(path: path)) { bind(listener, $0, $1) }
    #expect(bound == 0)
    let notice = SystemdNotice(environment: ["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "30000000"])
    #expect(notice.watchdogMilliseconds == 15_000)
    notice.ready("Serving")
    notice.alive()
    notice.stopping()
    var heard: [String] = []
    for _ in 0..<3 {
      var room = [UInt8](repeating: 0, count: 500)
      let count = recv(listener, &room, room.count, Int32(MSG_DONTWAIT))
      heard.append(String(decoding: room.prefix(max(0, count)), as: UTF8.self))
    }
    #expect(heard == ["READY=1\nSTATUS=Serving", "WATCHDOG=1", "STOPPING=1\nSTATUS=Finishing what is under way"])
  }

  @Test func `Without systemd nothing is sent, and a watchdog of another process is not ours`() {
    #expect(SystemdNotice(environment: [:]).watchdogMilliseconds == nil)
    #expect(SystemdNotice(environment: ["WATCHDOG_USEC": "1000000"]).watchdogMilliseconds == nil)
    let other = SystemdNotice(environment: ["NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "1000000", "WATCHDOG_PID": "1"])
    #expect(other.watchdogMilliseconds == nil)
    SystemdNotice(environment: ["NOTIFY_SOCKET": "/nowhere"]).ready("x")
  }

  @Test(
    arguments: [
      ("HTTP/1.1 200 OK\r\nA: b\r\n\r\nok", LocalRequest.Answer(status: 200, body: "ok")),
      ("HTTP/1.1 503 \r\n\r\n", LocalRequest.Answer(status: 503, body: "")), ("", nil), ("SSH-2.0", nil), ("HTTP/1.1 2x0", nil),
      ("HTTP/1.1 999 x", nil), ("HTTP/2 200", nil),
    ] as [(String, LocalRequest.Answer?)])
  func `A health check reads the status line and nothing it cannot trust`(text: String, answer: LocalRequest.Answer?) {
    #expect(LocalRequest.parse(Array(text.utf8)) == answer)
  }

  @Test func `Nobody listening is exit code 4`() {
    let run = Rehearsal("healthcheck", "127.0.0.1:1")
    #expect(run.code == .unreachable)
    #expect(run.complained.contains("Nobody answers at 127.0.0.1:1"))
    #expect(Rehearsal("healthcheck", "unix:/nowhere").code == .unreachable)
  }

  @Test func `A port in use is told with a free one to try`() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    #expect(SocketAddress.with(.tcp(host: "127.0.0.1", port: 0)) { bind(listener, $0, $1) } == 0)
    #expect(listen(listener, 1) == 0)
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(listener, $0, &length) }
    }
    let taken = ListenAddress.tcp(host: "127.0.0.1", port: UInt16(bigEndian: address.sin_port))
    let failure = #expect(throws: CommandFailure.self) {
      try ListenProbe.check(taken, flag: "--listen", setting: "COUNTERSIGN_LISTEN")
    }
    #expect(failure?.code == .failed)
    #expect(
      failure?.sentence.hasPrefix(
        "Another program already listens on \(taken). Stop it, or choose another port: --listen 127.0.0.1:") == true)
  }

  @Test func `An address of somebody else is told`() {
    #expect(ListenProbe.tryToBind(.tcp(host: "192.0.2.1", port: 8_080)) == EADDRNOTAVAIL)
    #expect(ListenProbe.sentence(EACCES, .tcp(host: "127.0.0.1", port: 80)).contains("belong to root"))
  }

  @Test func `The demo refuses to run beside real ConnectWise keys`() {
    let run = Rehearsal("demo", environment: ["COUNTERSIGN_CONNECTWISE_SITE": "na.myconnectwise.net"])
    #expect(run.code == .refused)
    #expect(run.complained.contains("COUNTERSIGN_CONNECTWISE_SITE: environment"))
  }

  @Test func `The banner names the address, the link and the sandbox`() {
    let text = DemoBanner(
      address: "http://localhost:8080", signInLink: "http://localhost:8080/x", sandbox: "http://127.0.0.1:8090"
    ).text
    for part in ["http://localhost:8080\n", "http://localhost:8080/x\n", "http://127.0.0.1:8090", "Ctrl-C"] {
      #expect(text.contains(part))
    }
  }

  @Test func `Progress says what takes long and how long it took`() throws {
    let page = PageOfText()
    let terminal = Terminal(
      say: { _ in }, complain: { page.add($0) }, readLine: { nil }, outputIsTerminal: false, errorIsTerminal: false)
    let times = Times([1_000, 3_450])
    let value = Progress(terminal: terminal, clock: { times.next() }).step("Reading invoices") { 7 }
    #expect(value == 7)
    #expect(page.text == "  Reading invoices ...\n  Reading invoices: 2.4 s\n")
  }
}

@Suite struct DoctorTests {
  @Test func `Low disk space warns, no disk space is wrong`() {
    #expect(DiskDiagnosis.space(free: 10 << 30, "/").state == .ok)
    #expect(DiskDiagnosis.space(free: 100 << 20, "/").state == .warning)
    #expect(DiskDiagnosis.space(free: 10 << 20, "/").state == .bad)
  }

  @Test func `Network file systems are wrong, memory warns, a disk is fine`() {
    #expect(DiskDiagnosis.fileSystem(type: 0x6969, "/").state == .bad)
    #expect(DiskDiagnosis.fileSystem(type: 0x794C_7630, "/").state == .bad)
    #expect(DiskDiagnosis.fileSystem(type: 0x0102_1994, "/").state == .warning)
    #expect(DiskDiagnosis.fileSystem(type: 0xEF53, "/").state == .ok)
  }

  @Test func `A clock in the past is wrong`() {
    #expect(ClockDiagnosis.find(.init(now: 0, isSynchronised: true)).state == .bad)
    #expect(ClockDiagnosis.find(.init(now: 1_796_126_400_000, isSynchronised: false)).state == .warning)
    #expect(ClockDiagnosis.find(.init(now: 1_796_126_400_000, isSynchronised: nil)).state == .ok)
  }

  @Test func `A data directory that others may look into warns`() throws {
    let scratch = try Scratch()
    #expect(DataDirectoryDiagnosis.find(scratch.path).state == .ok)
    #expect(DataDirectoryDiagnosis.find(scratch.path + "/new").state == .ok)
    chmod(scratch.path, 0o755)
    #expect(DataDirectoryDiagnosis.find(scratch.path).state == .warning)
    let file = try scratch.file("file", "x")
    #expect(DataDirectoryDiagnosis.find(file).state == .bad)
  }

  @Test func `Everything wrong has a line that says what to do, and the exit code says so too`() throws {
    let scratch = try Scratch()
    let run = Rehearsal(
      "doctor", "--json", environment: ["COUNTERSIGN_DATA": scratch.path + "/d", "COUNTERSIGN_LISTEN": "127.0.0.1:1"])
    let report = try #require(try JSONSerialization.jsonObject(with: Data(run.said.utf8)) as? [String: Any])
    let findings = try #require(report["findings"] as? [[String: Any]])
    #expect(findings.count >= 8)
    for finding in findings where finding["state"] as? String != "ok" { #expect(finding["fix"] is String, "\(finding)") }
    #expect(report["ok"] as? Bool == (run.code == .ok))
    let wrong = Rehearsal("doctor", environment: ["COUNTERSIGN_LOOPS": "0"])
    #expect(wrong.code == .failed)
    #expect(wrong.said.contains("WRONG"))
    #expect(wrong.said.contains("→ Correct it"))
  }
}

final class PageOfText: Sendable {
  private let page = Mutex("")
  func add(_ text: String) { page.withLock { $0 += text } }
  var text: String { page.withLock { $0 } }
}

/// A clock that was told what to say.
final class Times: Sendable {
  private let left: Mutex<[Int64]>
  init(_ times: [Int64]) { left = Mutex(times) }
  func next() -> Int64 { left.withLock { $0.isEmpty ? 0 : $0.removeFirst() } }
}
