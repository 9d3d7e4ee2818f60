import Pages
import Routes

// The connection to ConnectWise as the settings page shows it.

extension ConnectionInput {
  fileprivate static func all(
    site: String, company: String, clientID: String, isSet: Bool, lock: (String) -> String = { _ in "" }, problem: String? = nil
  ) -> [ConnectionInput] {
    func input(_ field: String, _ label: String, _ value: String, _ help: String, _ setting: String) -> ConnectionInput {
      ConnectionInput(
        field: field, label: label, value: value, standing: value.isEmpty ? "Not set" : value, help: help, lock: lock(setting))
    }
    var inputs = [
      input("site", "Site", site, "Where people sign in, like na.myconnectwise.net. Always https.", "SITE"),
      input("company", "Company", company, "The company id of the sign-in page.", "COMPANY"),
      ConnectionInput(
        field: "public-key", label: "Public key", isKey: true, standing: isSet ? "Set, ends in 7QfK" : "Not set",
        help: isSet ? "Set, ends in 7QfK. Leave it empty to keep it." : "Of an API member.", lock: lock("PUBLIC_KEY"),
        mustBeTyped: !isSet),
      ConnectionInput(
        field: "private-key", label: "Private key", isKey: true, standing: isSet ? "Set" : "Not set",
        help: isSet
          ? "Set, and never shown. Leave it empty to keep it." : "Shown once by ConnectWise, and never by Countersign.",
        lock: lock("PRIVATE_KEY"), mustBeTyped: !isSet),
      input("client-id", "Client id", clientID, "From the ConnectWise developer portal.", "CLIENT_ID"),
    ]
    inputs[0].problem = problem
    return inputs
  }
}

private let formToken = token

extension ConnectionForm {
  private static let test = PostButton(label: "Test", action: .testConnection, token: formToken)
  private static let clientID = "3b1c9f2e-0d55-4a7e-9a44-6f1c2d3e4f50"

  static var typed: ConnectionForm {
    ConnectionForm(
      save: .saveConnection, token: formToken,
      fields: ConnectionInput.all(site: "https://na.myconnectwise.net", company: "contoso", clientID: clientID, isSet: true),
      test: test, change: SettingChange(by: "Ana Ruiz", at: moment("3 Nov")), report: .clean)
  }

  static var fresh: ConnectionForm {
    ConnectionForm(
      save: .saveConnection, token: formToken,
      fields: ConnectionInput.all(site: "", company: "", clientID: "", isSet: false))
  }

  static var notLetIn: ConnectionForm {
    ConnectionForm(
      save: .saveConnection, token: formToken,
      fields: ConnectionInput.all(
        site: "http://cw.example.test", company: "contoso", clientID: clientID, isSet: true,
        problem: "Only https addresses are allowed."),
      trouble: "The stored secret does not belong to this place or address. Enter it again.", offersAnyway: true, test: test)
  }

  static var locked: ConnectionForm {
    ConnectionForm(
      save: .saveConnection, token: formToken,
      fields: ConnectionInput.all(
        site: "https://na.myconnectwise.net", company: "contoso", clientID: clientID, isSet: true,
        lock: { "Set by COUNTERSIGN_CONNECTWISE_\($0). Change it there and restart." }),
      mayChange: false, report: .notLetIn)
  }
}

extension ReportCard {
  static var clean: ReportCard {
    ReportCard(
      verdict: StatusPill(.ok, "Everything needed, nothing more"), at: moment("3 Nov"), by: "Ana Ruiz",
      server: "Contoso IT, v2025.1.10333",
      others: [
        RightRow(permission: "Finance › Invoicing: Inquire = All", finding: "Allowed"),
        RightRow(permission: "Finance › Invoicing: Edit = All", finding: "Shown by the first write"),
      ])
  }

  static var mixed: ReportCard {
    var card = clean
    card.verdict = StatusPill(.warning, "2 rights missing")
    card.missing = [
      RightRow(
        permission: "Time & Expense › Time Entry: Inquire = All", finding: "Missing",
        note: "Invoices are read without their time."),
      RightRow(
        permission: "Finance › Invoicing: Inquire = All (routing lists)", finding: "Missing",
        note: "Reviewers do not come from the invoice's routing list."),
    ]
    card.excess = [RightRow(permission: "Sales › Opportunity", finding: "Allowed and not needed")]
    return card
  }

  static var notLetIn: ReportCard {
    ReportCard(
      verdict: StatusPill(.error, "Not let in"), at: moment("now"), by: "Ana Ruiz", server: "",
      problem: "ConnectWise refused the keys. Check the company, the public key and the private key.")
  }
}
