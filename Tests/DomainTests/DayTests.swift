import Domain
import Foundation
import Testing

@Suite struct DayTests {
  @Test(arguments: [
    ("1970-01-01", 0, Weekday.thursday), ("2000-02-29", 11_016, .tuesday), ("2026-07-14", 20_648, .tuesday),
    ("1969-12-31", -1, .wednesday), ("1900-03-01", -25_508, .thursday), ("0001-01-01", -719_162, .monday),
    ("9999-12-31", 2_932_896, .friday), ("2024-02-29", 19_782, .thursday),
  ])
  func `known dates have their number and weekday`(text: String, ordinal: Int, weekday: Weekday) throws {
    let day = try #require(Day(text))
    #expect(Int(day.ordinal) == ordinal)
    #expect(day.weekday == weekday)
    #expect(day.text == text)
    #expect(Day(ordinal: ordinal) == day)
  }

  @Test(arguments: [
    "2026-02-29", "1900-02-29", "2026-04-31", "2026-00-10", "2026-13-01", "2026-01-00", "0000-01-01", "2026-1-01",
    "2026/01/01", "2026-01-01T00:00:00Z", "", "+026-01-01", "2026-01-0a", "２０２６-01-01",
  ])
  func `dates that do not exist are refused`(text: String) { #expect(Day(text) == nil) }

  @Test func `every day of the calendar follows the one before, and prints and parses`() throws {
    var (year, month, dayOfMonth) = (1, 1, 1)
    var broken = 0
    for ordinal in Int(Day.first.ordinal)...Int(Day.last.ordinal) {
      let day = try #require(Day(ordinal: ordinal))
      if day.parts != (year, month, dayOfMonth) || Day(year: year, month: month, day: dayOfMonth) != day { broken += 1 }
      dayOfMonth += 1
      if dayOfMonth > Day.length(ofMonth: month, year: year) { (month, dayOfMonth) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    #expect(broken == 0)
    #expect((year, month, dayOfMonth) == (10_000, 1, 1))
  }

  @Test func `printing, parsing and counting agree with Foundation`() throws {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    var random = Seeded(3)
    for _ in 0..<2000 {
      // ISO 8601 in Foundation is proleptic Gregorian; from 1600 on nobody disagrees.
      let ordinal = -135_140 + random.below(3_068_036)
      let day = try #require(Day(ordinal: ordinal))
      #expect(Day(day.text) == day)
      let date = Date(timeIntervalSince1970: Double(ordinal) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      #expect([day.year, day.month, day.dayOfMonth] == [parts.year, parts.month, parts.day])
      let other = try #require(Day(ordinal: -135_140 + random.below(3_068_036)))
      #expect(day.adding(days: day.days(until: other)) == other)
    }
  }

  @Test func `arithmetic stays within the calendar and never traps`() {
    #expect(Day.last.adding(days: 1) == nil)
    #expect(Day.first.adding(days: -1) == nil)
    #expect(Day.first.adding(days: .max) == nil)
    #expect(Day.last.adding(days: .min) == nil)
    #expect(Day(ordinal: .min) == nil && Day(ordinal: .max) == nil)
    #expect(Day(year: .max, month: 1, day: .max) == nil)
  }

  @Test func `a date of ConnectWise stays the day that stands there`() {
    #expect(Day(vendorText: "2026-05-01T00:00:00Z")?.text == "2026-05-01")
    #expect(Day(vendorText: "2026-05-01")?.text == "2026-05-01")
    #expect(Day(vendorText: "2026-05-01T23:30:00-05:00")?.text == "2026-05-01")
    #expect(Day(vendorText: "2026-05-01T")?.text == nil)
    #expect(Day(vendorText: "2026-05-01 00:00:00") == nil)
    #expect(Day(vendorText: "2026-05-32T00:00:00Z") == nil)
    #expect(Day(vendorText: "") == nil)
  }

  @Test func `no garbage traps`() {
    var random = Seeded(4)
    for _ in 0..<20_000 {
      let text = String((0..<random.below(24)).map { _ in random.pick(Array("0123456789-T:Z.+ä😀")) })
      if let day = Day(text) { #expect(day.text == text) }
      _ = Day(vendorText: text)
      if let instant = Instant(text) { #expect(Instant(instant.text) == instant) }
    }
  }
}

@Suite struct InstantTests {
  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2026-05-18T14:02:33Z", 1_779_112_953_000), ("2026-05-18T14:02:33.5Z", 1_779_112_953_500),
      ("2026-05-18T16:02:33+02:00", 1_779_112_953_000), ("2026-05-18T09:02:33.1239-05:00", 1_779_112_953_123),
      ("1969-12-31T23:59:59.999Z", -1),
    ] as [(String, Int64)])
  func `moments are read with fraction and offset`(text: String, milliseconds: Int64) {
    #expect(Instant(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "2026-05-18T14:02:33", "2026-05-18 14:02:33Z", "2026-05-18T24:00:00Z", "2026-05-18T14:60:00Z", "2026-02-30T00:00:00Z",
    "2026-05-18T14:02:33.Z", "2026-05-18T14:02:33+2:00", "2026-05-18T14:02:33z ",
  ])
  func `other spellings are refused`(text: String) { #expect(Instant(text) == nil) }

  @Test func `moments print in RFC 3339 and know their day`() {
    #expect(Instant(milliseconds: 1_779_112_953_000).text == "2026-05-18T14:02:33Z")
    #expect(Instant(milliseconds: -1).text == "1969-12-31T23:59:59.999Z")
    #expect(Instant(milliseconds: -1).day.text == "1969-12-31")
    #expect(Instant(milliseconds: .min).text == "0001-01-01T00:00:00Z")
    #expect(Instant(milliseconds: .max).day == .last)
    #expect(Instant(milliseconds: .max).adding(seconds: .max).milliseconds == .max)
    #expect(Instant(milliseconds: .min).milliseconds(until: Instant(milliseconds: .max)) == .max)
    #expect(Instant(milliseconds: .max).milliseconds(until: Instant(milliseconds: .min)) == .min)
  }
}
