/// The people, customers and goods of the invented provider Brackwater Managed IT. Nobody and nothing in here exists.
enum DemoCast {
  static let provider = "Brackwater Managed IT"
  static let location = (id: 2, name: "Brackwater Main")

  struct Member: Sendable {
    let id: Int
    let identifier: String
    let first: String
    let last: String
    let title: String
    let license: String
    let isInactive: Bool
    let isAdmin: Bool
    /// Cents an hour.
    let cost: Int
    let workRole: WorkRole
    var name: String { "\(first) \(last)" }
    /// The API member has none.
    var email: String? { license == "A" ? nil : "\(identifier)@brackwater.example.test" }
  }

  struct WorkRole: Sendable {
    let id: Int
    let name: String
    /// Cents an hour.
    let rate: Int
  }

  static let engineer = WorkRole(id: 18, name: "Engineer", rate: 165_00)
  static let seniorEngineer = WorkRole(id: 19, name: "Senior Engineer", rate: 195_00)
  static let projectManager = WorkRole(id: 20, name: "Project Manager", rate: 180_00)
  static let technician = WorkRole(id: 21, name: "Field Technician", rate: 135_00)
  static let workRoles = [engineer, seniorEngineer, projectManager, technician]

  struct WorkType: Sendable {
    let id: Int
    let name: String
  }

  static let remote = WorkType(id: 3, name: "Remote Support")
  static let onSite = WorkType(id: 4, name: "On-site")
  static let projectWork = WorkType(id: 7, name: "Project Work")
  static let afterHours = WorkType(id: 9, name: "After-hours Emergency")
  static let workTypes = [remote, onSite, projectWork, afterHours]

  struct ExpenseType: Sendable {
    let id: Int
    let name: String
    /// Cents that an entry usually has, and the most that it may have.
    let usual: ClosedRange<Int>
    let maximum: Int
  }

  static let parking = ExpenseType(id: 31, name: "Parking and Tolls", usual: 4_00...45_00, maximum: 50_00)
  static let parts = ExpenseType(id: 29, name: "Parts and Supplies", usual: 9_50...148_00, maximum: 1_000_00)
  static let expenseTypes = [
    parts, ExpenseType(id: 30, name: "Mileage", usual: 9_50...148_00, maximum: 300_00), parking,
    ExpenseType(id: 32, name: "Shipping", usual: 9_50...98_00, maximum: 200_00),
  ]

  static let finance = 0
  static let serviceManager = 1
  static let accountManager = 6
  static let formerMember = 7
  static let apiMember = 8
  /// Those who book time.
  static let engineers = [2, 3, 5, 1]
  static let projectStaff = [4, 2, 3]

  static let members: [Member] = [
    member(151, "hvogel", "Hanna", "Vogel", "Finance Manager", cost: 52_00, projectManager, isAdmin: true),
    member(152, "tokafor", "Tunde", "Okafor", "Service Manager", cost: 61_00, seniorEngineer),
    member(153, "msilva", "Marta", "Silva", "Senior Engineer", cost: 58_50, seniorEngineer),
    member(154, "jlindqvist", "Jonas", "Lindqvist", "Engineer", cost: 44_25, engineer),
    member(155, "pnair", "Priya", "Nair", "Project Manager", cost: 56_00, projectManager),
    member(156, "rbauer", "Rüdiger", "Bauer", "Field Technician", cost: 38_50, technician),
    member(157, "cdelacroix", "Chloé", "Delacroix", "Account Manager", cost: 49_75, projectManager),
    member(158, "owendt", "Oskar", "Wendt", "Engineer", cost: 43_00, engineer, isInactive: true),
    member(190, "countersign", "Countersign", "API", "Integration", license: "A", cost: 0, engineer),
  ]

  private static func member(
    _ id: Int, _ identifier: String, _ first: String, _ last: String, _ title: String, license: String = "F", cost: Int,
    _ workRole: WorkRole, isAdmin: Bool = false, isInactive: Bool = false
  ) -> Member {
    Member(
      id: id, identifier: identifier, first: first, last: last, title: title, license: license, isInactive: isInactive,
      isAdmin: isAdmin, cost: cost, workRole: workRole)
  }

  struct TaxCode: Sendable {
    let id: Int
    let name: String
    /// Hundredths of a percent.
    let rate: Int
    let taxesServices: Bool
  }

  static let virginia = TaxCode(id: 7, name: "VA-STATE", rate: 530, taxesServices: false)
  static let maryland = TaxCode(id: 8, name: "MD-STATE", rate: 600, taxesServices: false)
  static let germany = TaxCode(id: 9, name: "DE-UST19", rate: 1900, taxesServices: true)
  static let britain = TaxCode(id: 10, name: "GB-VAT20", rate: 2000, taxesServices: true)
  static let switzerland = TaxCode(id: 11, name: "CH-MWST", rate: 810, taxesServices: true)
  static let taxCodes = [virginia, maryland, germany, britain, switzerland]

  struct Currency: Sendable {
    let id: Int
    let code: String
    let symbol: String
    let name: String
  }

  static let dollar = Currency(id: 7, code: "USD", symbol: "$", name: "US Dollars")
  static let euro = Currency(id: 8, code: "EUR", symbol: "€", name: "Euro")
  static let pound = Currency(id: 9, code: "GBP", symbol: "£", name: "Pounds Sterling")
  static let franc = Currency(id: 10, code: "CHF", symbol: "CHF", name: "Swiss Francs")
  static let currencies = [dollar, euro, pound, franc]

  struct Terms: Sendable {
    let id: Int
    let name: String
    let days: Int
  }

  static let net10 = Terms(id: 2, name: "Net 10", days: 10)
  static let net15 = Terms(id: 3, name: "Net 15", days: 15)
  static let net30 = Terms(id: 4, name: "Net 30", days: 30)
  static let terms = [net10, net15, net30]

  struct Company: Sendable {
    let id: Int
    let identifier: String
    let name: String
    let contact: String
    let street: String
    let city: String
    let state: String
    let zip: String
    let country: String
    /// Without one nothing of theirs can be closed.
    let accountNumber: String?
    let taxCode: TaxCode?
    let terms: Terms
    let currency: Currency
    /// Where invoices go; without one they go to the contact.
    let email: String?
    let contactEmail: String?
    let agreement: Agreement?
  }

  struct Agreement: Sendable {
    let id: Int
    let name: String
    let type: String
    /// Cents a month.
    let base: Int
    /// Index into the catalog, and how many.
    let items: [(item: Int, quantity: Int)]
    /// Days from the first of the anchor's month.
    var starts = -365
    var ends: Int?
  }

  struct Item: Sendable {
    let id: Int
    let identifier: String
    let description: String
    let price: Int
    let cost: Int
    let productClass: String
    let isTaxable: Bool
  }

  static let catalog: [Item] = [
    item(2201, "M365-BP", "Microsoft 365 Business Premium", 26_40, 20_90, "Agreement"),
    item(2202, "RMM-AGENT", "Remote monitoring agent", 9_50, 4_75, "Agreement", isTaxable: false),
    item(2203, "EDR-SEAT", "Endpoint detection and response, per seat", 6_00, 3_50, "Agreement"),
    item(2204, "BACKUP-1TB", "Cloud backup 1 TB", 65_00, 41_00, "Agreement"),
    item(2205, "FW-SUB", "Firewall security subscription", 89_00, 62_00, "Agreement"),
    item(2206, "VOIP-SEAT", "Hosted telephony, per seat", 24_50, 15_00, "Agreement"),
    item(2210, "LAPTOP-14", "Business laptop 14\", 32 GB", 1249_00, 989_00, "Inventory"),
    item(2211, "DOCK-USBC", "USB-C docking station", 189_00, 142_00, "NonInventory"),
    item(2212, "SSD-1TB", "Solid state disk 1 TB", 119_00, 84_00, "Inventory"),
    item(2213, "SWITCH-24", "Managed switch, 24 ports PoE+", 689_00, 515_00, "Inventory"),
    item(2214, "AP-WIFI6", "Ceiling access point Wi-Fi 6", 229_00, 174_00, "Inventory"),
    item(2215, "UPS-1500", "Uninterruptible power supply 1500 VA", 379_00, 296_00, "Inventory"),
    item(2216, "MON-27", "Monitor 27\" QHD", 289_00, 221_00, "NonInventory"),
    item(2217, "PATCH-CAT6", "Patch cable Cat 6, 2 m", 12_50, 4_10, "NonInventory"),
    item(2218, "TONER-BK", "Toner cartridge, black", 94_00, 71_00, "NonInventory"),
    item(2219, "SVC-SETUP", "Workstation setup, fixed price", 145_00, 60_00, "Service", isTaxable: false),
  ]

  private static func item(
    _ id: Int, _ identifier: String, _ description: String, _ price: Int, _ cost: Int, _ productClass: String,
    isTaxable: Bool = true
  ) -> Item {
    Item(
      id: id, identifier: identifier, description: description, price: price, cost: cost, productClass: productClass,
      isTaxable: isTaxable)
  }
}
