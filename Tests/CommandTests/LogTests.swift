import Foundation
import Synchronization
import Testing

@testable import countersign

@Suite struct LogTests {
  private final class Page: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    func add(_ more: UnsafeRawBufferPointer) { bytes.withLock { $0 += more } }
    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
  }

  private func log(_ form: Log.Form, level: Log.Level = .info, _ body: (Log) -> Void) -> String {
    let page = Page()
    body(Log(level: level, form: form, clock: { 1_796_126_400_123 }, sink: { page.add($0) }))
    return page.text
  }

  @Test func `A line of JSON has time, level, event, request and the fields, in this order`() {
    let line = log(.json) { $0.write(.warning, "sign-in refused", request: "r1", ["who": "a@b.c", "tries": 3, "locked": true]) }
    #expect(
      line
        == #"{"time":"2026-12-01T12:00:00.123Z","level":"warning","event":"sign-in refused","request":"r1","who":"a@b.c","tries":3,"locked":true}"#
        + "\n")
  }

  @Test func `A line of text is for people`() {
    let line = log(.text) { $0.write(.info, "started", ["listen": "127.0.0.1:8080", "what": "two words", "n": 3]) }
    #expect(line == "12:00:00 info    started listen=127.0.0.1:8080 what=\"two words\" n=3\n")
  }

  @Test(arguments: [Log.Form.json, .text])
  func `Nothing that arrives from outside can forge a line or drive the terminal`(form: Log.Form) {
    let attack = "x\n{\"level\":\"info\",\"event\":\"approved\"}\r\u{1B}[2K\u{0}\u{7F}\u{2028}\u{202E}\u{200B}\u{85}\" event=fake"
    let line = log(form) { $0.write(.info, "request", request: attack, ["path": .text(attack)]) }
    #expect(line.utf8.count { $0 == 10 } == 1)
    #expect(line.hasSuffix("\n"))
    let harmless = line.unicodeScalars.dropLast().allSatisfy { Printable.isHarmless($0) }
    #expect(harmless, "\(line.debugDescription)")
  }

  @Test func `What JSON escapes, JSON readers give back`() throws {
    let attack = "a\"b\\c\n\r\t\u{1}\u{7F}\u{2028}😀\u{200B}é\u{10FFFF}"
    let line = log(.json) { $0.write(.info, "e", ["v": .text(attack)]) }
    let read = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(read["v"] as? String == attack)
  }

  @Test func `A field cannot pass itself off as the level or the time`() throws {
    let line = log(.json) { $0.write(.info, "e", ["level": "error", "event": "x"]) }
    let read = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(read["level"] as? String == "info")
    #expect(read["level_"] as? String == "error")
  }

  @Test func `A careless field is cut`() {
    let line = log(.json) { $0.write(.info, "e", ["v": .text(String(repeating: "é", count: 50_000))]) }
    #expect(line.utf8.count < 5_000)
    #expect(line.contains("…"))
  }

  @Test func `Lines below the level are not written`() {
    let lines = log(.json, level: .warning) { log in
      for level in Log.Level.allCases { log.write(level, level.name) }
    }
    #expect(lines.split(separator: "\n").count == 2)
  }

  @Test func `Lines of many threads stay whole`() {
    let page = Page()
    let log = Log(level: .info, form: .json, clock: { 0 }, sink: { page.add($0) })
    DispatchQueue.concurrentPerform(iterations: 200) { log.write(.info, "n", ["n": .int($0)]) }
    let lines = page.text.split(separator: "\n")
    #expect(lines.count == 200)
    #expect(lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (1_796_126_399_999, "2026-12-01T11:59:59.999Z"),
      (-1, "1969-12-31T23:59:59.999Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
      (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    ] as [(Int64, String)])
  func `Times are RFC 3339 in UTC`(milliseconds: Int64, text: String) {
    #expect(Moment.text(milliseconds) == text)
  }

  @Test func `Times agree with the system's calendar over four centuries`() {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    for day in stride(from: -40_000, through: 110_000, by: 317) {
      let milliseconds = Int64(day) * 86_400_000 + 45_296_007
      #expect(Moment.text(milliseconds) == formatter.string(from: Date(timeIntervalSince1970: Double(milliseconds) / 1_000)))
    }
  }
}
