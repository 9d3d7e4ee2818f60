/// What happened on a ticket, in the words an engineer leaves behind.
struct DemoStory: Sendable {
  let summary: String
  let board: String
  let type: String
  let notes: [String]
  /// Index into the catalog of what was typically sold with it.
  let items: [Int]

  private init(_ summary: String, _ board: String, _ type: String, items: [Int] = [], _ notes: [String]) {
    self.summary = summary
    self.board = board
    self.type = type
    self.items = items
    self.notes = notes
  }

  static let all: [DemoStory] = [
    DemoStory(
      "Front desk printer offline", "Helpdesk", "Hardware", items: [13, 14],
      [
        "Re-added the print queue, replaced the failed network cable and confirmed test pages from both front desk PCs.",
        "Went on site to swap the toner and clean the rollers; printed 40 pages without a jam.",
        "Updated the driver on the print server and rolled it out to all clients.",
      ]),
    DemoStory(
      "Mailbox migration for two new partners", "Helpdesk", "Email", items: [0],
      [
        "Created both mailboxes, assigned licences and imported the old archives from the PST files.",
        "Set up phones and laptops with the partners, including shared calendars and the out-of-office rules.",
      ]),
    DemoStory(
      "Backup job fails on file server since Tuesday", "Helpdesk", "Server", items: [3, 8],
      [
        "Found the job stopping on a locked VSS snapshot. Cleared orphaned snapshots and reran the job, which finished in 2 h 10 min.",
        "Restored three sample folders to prove that the copies are good and showed the result to the office manager.",
        "Moved the nightly window to 01:00 so that it no longer collides with the antivirus scan.",
      ]),
    DemoStory(
      "VPN drops every twenty minutes", "Network", "Connectivity", items: [4],
      [
        "Captured traffic on the firewall; the provider's modem renews its lease and drops the tunnel. Raised a case with the provider.",
        "Changed dead peer detection and rekey times, tunnel now stable for 48 hours.",
      ]),
    DemoStory(
      "New starter: workstation and accounts", "Helpdesk", "User change", items: [6, 7, 12, 15],
      [
        "Prepared the laptop with the standard image, **disk encryption on**, enrolled in management and handed over in person.",
        "Accounts in directory, ERP and time clock created; groups copied from the colleague named by the manager.",
      ]),
    DemoStory(
      "Wireless coverage in the warehouse", "Network", "Wireless", items: [10, 13],
      [
        "Measured signal at twelve points, mounted two additional access points above aisles C and F.",
        "Tuned channels and power so that scanners roam without dropping; walked the aisles with the shift lead.",
        "Labelled the new cabling and updated the floor plan.",
      ]),
    DemoStory(
      "Phishing mail opened by an employee", "Security", "Incident", items: [2],
      [
        "Isolated the PC, reset the password and revoked all sessions. No rule or forwarding had been added.",
        "Searched all mailboxes for the same sender and removed eleven copies. Wrote a short report for management.",
      ]),
    DemoStory(
      "Accounting software upgrade to version 14", "Helpdesk", "Application",
      [
        "Took a snapshot, upgraded server and database, then the eight clients. Trial balance agrees with the one before.",
        "Stayed on the line with the vendor while the licence server was moved.",
      ]),
    DemoStory(
      "Phones ring but no audio", "Network", "Telephony", items: [5],
      [
        "One-way audio caused by a NAT helper on the router; switched it off and tested inbound, outbound and transfer."
      ]),
    DemoStory(
      "Server room temperature alarm", "Network", "Hardware", items: [11],
      [
        "Air conditioning had tripped. Shut down the two lab hosts, called the facility company and waited until it was back under 24 °C.",
        "Replaced the batteries of the UPS and tested the shutdown sequence.",
      ]),
    DemoStory(
      "Slow logins on Monday mornings", "Helpdesk", "Server", items: [8],
      [
        "Profile sizes up to 11 GB; redirected folders and removed stale profiles on the terminal server.",
        "Swapped the system disk for an SSD and measured: login from 94 s to 18 s.",
      ]),
    DemoStory(
      "Scanner to e-mail stopped after password policy", "Helpdesk", "Hardware",
      [
        "Created a dedicated account for the device and moved it to the relay connector; sent test scans from both trays."
      ]),
    DemoStory(
      "Camera recorder has no free space", "Helpdesk", "Hardware", items: [8],
      [
        "Added a second disk and set retention to 30 days as agreed with the site manager."
      ]),
    DemoStory(
      "Website certificate about to expire", "Helpdesk", "Web",
      [
        "Renewed the certificate, installed it on both web servers and set a reminder for the next one."
      ]),
    DemoStory(
      "Weighbridge terminal loses its connection to the grain system after every thunderstorm", "Network", "Connectivity",
      items: [9, 11, 13],
      [
        "Found the switch in the weighbridge hut rebooting on voltage dips. Put it on a UPS and replaced the damaged copper run by fibre.",
        "Monitored over the weekend with two storms: no loss.",
      ]),
  ]

  struct Project: Sendable {
    let name: String
    let phase: String
    /// Index of the company.
    let company: Int
    var isFixedFee = false
  }

  static let projects = [
    Project(name: "Office move to Harbor Street", phase: "Network build-out", company: 1),
    Project(name: "Server replacement 2026", phase: "Cut-over", company: 8),
    Project(name: "Microsoft 365 rollout", phase: "Pilot group", company: 7, isFixedFee: true),
    Project(name: "Telephony replacement", phase: "Porting and go-live", company: 4),
    Project(name: "Second link to the control room", phase: "Trenching and fibre", company: 14),
    Project(name: "Clean-room camera system", phase: "Commissioning", company: 24),
    Project(name: "Branch network refresh", phase: "Branches 1 to 6", company: 18),
    Project(name: "Point-of-sale renewal", phase: "Harbor shop", company: 16, isFixedFee: true),
  ]
}

extension DemoScript.Kind {
  /// Index of the project that the invoice is about.
  var project: Int? {
    switch self {
    case .project(let index), .fixedFeeProject(let index, _), .phase(let index), .progress(let index, _): index
    case .agreement, .ticket, .salesOrder, .downPayment, .miscellaneous, .credit: nil
    }
  }
}
