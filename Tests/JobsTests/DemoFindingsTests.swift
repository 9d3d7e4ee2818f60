import Domain
import SQLite
import Sandbox
import Store
import Testing

@testable import Jobs

/// The rules over the demo as it came through a sweep into the store and out again: they find what the demo was made to have.
@Suite struct DemoFindingsTests {
  /// The demo's table of contents, as `DemoRulesTests` proves it from what goes over the wire.
  static let meant: [String: [Int]] = [
    "low-margin": [7001, 7004, 7007, 7009, 7094], "agreement-changed": [7001, 7003, 7061], "ticket-no-notes": [7005, 7075],
    "ticket-thin-notes": [7013, 7077], "credit-positive": [7020, 7235],
    "non-billable": [7002, 7015], "stale-time": [7002, 7079], "work-type": [7080, 7081], "no-tax-code": [7023, 7074],
    "product-not-taxable": [
      7001, 7003, 7006, 7008, 7009, 7011, 7012, 7016, 7017, 7018, 7026, 7061, 7062, 7063, 7064, 7065, 7066, 7067, 7068, 7069,
      7197, 7198, 7199, 7200, 7201, 7212,
    ], "large-expense": [7002, 7087],
    "keyword": [7234, 7238], "cannot-close": [7014, 7027, 7077, 7093, 7102], "left-behind": [7085, 7086],
    "rate-out-of-line": [7082, 7083], "zero-line": [7009, 7092], "missing-po": [7023, 7065],
    "duplicate": [7010, 7071, 7073, 7091], "odd-hours": [7007, 7010, 7015, 7084],
    "agreement-drift": [7001, 7003, 7009, 7061, 7064, 7067, 7069], "expense-receipt": [7088, 7089], "tax-mismatch": [7076, 7078],
    "internal-words": [7017, 7093],
    "dates-delivery": [7027, 7069, 7090, 7095, 7175, 7198],
  ]

  /// Rules that are off by default, with a list or a threshold that a person would choose.
  static let settings: RuleSettings = {
    var settings = RuleSettings()
    for rule in RuleBook.all {
      var setting = rule.defaultSetting
      setting.isOn = true
      switch rule.code.rawValue {
      case "work-type": setting.values = ["work-types": .names(NameList(["After-hours Emergency"]))]
      case "keyword": setting.values = ["words": .words(WordList([WordList.Entry("goodwill")]))]
      default: break
      }
      settings.rules[rule.code] = setting
    }
    return settings
  }()

  static let found: [String: [Int]] = {
    guard let workshop = try? Workshop(invoices: DemoData.demoCount), (try? workshop.sweep())?.problem == nil,
      let facts = try? workshop.facts()
    else { return [:] }
    let plan = RulePlan(settings: settings)
    var found: [String: Set<Int>] = [:]
    for facts in facts {
      for finding in plan.findings(facts) { found[finding.rule.rawValue, default: []].insert(Int(facts.invoice.raw)) }
    }
    return found.mapValues { $0.sorted() }
  }()

  @Test(arguments: meant.keys.sorted())
  func `what a rule finds in the store is what the demo was made to have`(rule: String) {
    #expect(Self.found[rule] == Self.meant[rule], "\(rule)")
  }
}
