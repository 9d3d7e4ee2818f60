import Foundation
import Testing

@testable import ConnectWise

@Suite struct AmountTests {
  private struct Holder: Decodable { let v: [Amount] }

  private func decode(_ numbers: String) throws -> [Amount] {
    try JSONDecoder().decode(Holder.self, from: Data("{\"v\":[\(numbers)]}".utf8)).v
  }

  @Test(arguments: [
    ("0.1", "0.1"), ("0.2", "0.2"), ("1462.55", "1462.55"), ("804.7", "804.7"), ("0.0", "0"), ("-0.0", "0"), ("1450.0", "1450"),
    ("123456789012.34", "123456789012.34"), ("999999999999.99", "999999999999.99"), ("-999999999999.99", "-999999999999.99"),
    ("92233720368547758.07", "92233720368547758.07"), ("-92233720368547758.08", "-92233720368547758.08"), ("4.35", "4.35"),
    ("1.005", "1.005"), ("0.30000000000000004", "0.30000000000000004"), ("1e2", "100"), ("1.5E1", "15"), ("25e-2", "0.25"),
    ("\"38.50\"", "38.5"), ("\"-7\"", "-7"), ("9007199254740993", "9007199254740993"),
    ("0.1000000000000000055", "0.1000000000000000055"),
  ])
  func `a number on the wire is kept to the last digit`(number: String, text: String) throws {
    #expect(try decode(number).map(\.text) == [text])
  }

  @Test func `every cent up to three thousand and around large amounts comes through exactly`() throws {
    for base in [0, 1_000_000_00, 123_456_789_012_00, 999_999_999_990_00] as [Int64] {
      let cents = (0..<(base == 0 ? 300_000 : 2_000)).map { base + Int64($0) }
      let numbers = cents.map { "\($0 / 100).\($0 % 100 < 10 ? "0" : "")\($0 % 100)" }.joined(separator: ",")
      let wrong = zip(try decode(numbers), cents).filter { amount, cents in
        amount.minorUnits(decimals: 2).map { $0.value != cents || !$0.isExact } ?? true
      }
      #expect(wrong.isEmpty)
    }
  }

  @Test(arguments: [
    "1e300", "92233720368547758.08000001", "123456789012345678901", "\"x\"", "\"\"", "\"1,000.00\"", "\"0x1\"", "\"NaN\"", "true",
    "[]", "{}",
  ])
  func `what cannot be held exactly is refused and never rounded`(number: String) {
    #expect(throws: (any Error).self) { try decode(number) }
  }

  @Test(arguments: [
    "", "-", ".", "1.", ".5", "+1", "1e2", " 1", "1 ", "--1", "1.2.3", "٣", "9223372036854775808", "-9223372036854775809",
  ])
  func `text that is no plain decimal is refused`(text: String) { #expect(Amount(text) == nil) }

  @Test func `text and value are inverse, and equal values are equal`() {
    for text in [
      "0", "7", "-7", "0.05", "-0.05", "1462.55", "9223372036854775807", "-9223372036854775808", "0.000000000000000001",
    ] {
      #expect(Amount(text)?.text == text)
    }
    #expect(Amount("1.50") == Amount("1.5"))
    #expect(Amount("007.000") == Amount("7"))
    #expect(Amount("1.0000000000000000000000000000") == Amount("1"))
  }

  @Test func `minor units say when something was rounded away`() {
    func minor(_ text: String, _ decimals: Int) -> String {
      Amount(text)?.minorUnits(decimals: decimals).map { "\($0.value) \($0.isExact)" } ?? "nil"
    }
    #expect(minor("1462.55", 2) == "146255 true")
    #expect(minor("1.005", 2) == "101 false")
    #expect(minor("-1.005", 2) == "-101 false")
    #expect(minor("1.0049", 2) == "100 false")
    #expect(minor("206.25000000000003", 2) == "20625 false")
    #expect(minor("7", 0) == "7 true")
    #expect(minor("0.5", 0) == "1 false")
    #expect(minor("92233720368547759", 2) == "nil")
    #expect(minor("1", -1) == "nil")
  }
}
