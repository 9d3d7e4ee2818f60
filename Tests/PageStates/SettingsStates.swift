import Domain
import Pages
import Routes

extension PageState {
  static var settings: [PageState] {
    let everywhere = PostButton(label: "Sign out everywhere", action: .signOutEverywhere, token: token, weight: .danger)
    let sessions = [
      SessionRow(agent: "Chromium on Linux", client: "10.0.0.7", began: moment("09:12"), seen: moment("now"), isThis: true),
      SessionRow(
        agent: "Safari on iPhone", client: "2001:db8:85a3::8a2e:370:7334", began: moment("22 Nov"), seen: moment("3 h ago")),
    ]
    let statuses = ["Nothing", "Draft", "Ready to Send (takes it off the batch e-mail screen)", "Closed (closes the invoice)"]
    func mapping(_ field: String, _ label: String, _ chosen: Int) -> MappingSelect {
      MappingSelect(
        field: field, label: label,
        choices: statuses.enumerated().map { Choice(value: $0 == 0 ? "" : "\($0)", label: $1, isChosen: $0 == chosen) })
    }
    func connectWise(_ change: (inout ConnectWiseSettingsPage) -> Void = { _ in }) -> ConnectWiseSettingsPage {
      var page = ConnectWiseSettingsPage(
        shell: shell("ConnectWise", .settings), health: StatusPill(.ok, "Connected"),
        connection: .typed,
        save: .saveConnectWiseSettings, token: token, mode: .dryRun,
        mappings: [
          mapping("approvedInPart", "When one of several has approved", 0), mapping("approved", "When everybody has approved", 2),
          mapping("approvedAndClosed", "On Approve & close", 3), mapping("undone", "When an approval is undone", 1),
        ],
        mappingChange: SettingChange(by: "Ana Ruiz", at: moment("3 Nov")),
        statuses: [
          StatusRow(name: "New", meaning: StatusPill(.info, "Open: reviewed here")),
          StatusRow(name: "Ready to Send", meaning: StatusPill(.neutral, "Sent: leaves the inbox")),
          StatusRow(name: "Closed", meaning: StatusPill(.neutral, "Closed: leaves the inbox")),
          StatusRow(name: "Printed (old)", meaning: StatusPill(.neutral, "Inactive in ConnectWise")),
        ],
        schedule: ScheduleForm(
          save: .saveSchedule, token: token, minutes: "5", change: SettingChange(by: "Ana Ruiz", at: moment("3 Nov"))),
        callbacks: CallbackCard(
          pill: StatusPill(.neutral, "Off"),
          toggle: PostButton(
            label: "Switch on", action: .saveCallbacks, token: token, fields: [HiddenField("on", "yes")])),
        runNow: PostButton(label: "Run now", action: .sweepNow, token: token),
        sweeps: [
          SweepRow(
            began: moment("14:00"), askedBy: "Priya Nair", took: "1.2 s", outcome: StatusPill(.ok, "Done"), read: "214",
            changed: "3 new, 2 changed, 1 left the inbox", gaps: ["Finance › Invoicing: Inquire = All (routing lists)"],
            leftOut: ["Invoice 7104: the field total holds “12,4O.10”, which cannot be read."]),
          SweepRow(
            began: moment("13:00"), askedBy: "Schedule", took: "30.0 s", outcome: StatusPill(.error, "Stopped"), read: "0",
            changed: "Nothing new",
            problem: "ConnectWise could not be reached. The server took the request and did not answer in time."),
          SweepRow(
            began: moment("12:00"), askedBy: "Start of Countersign", took: "0.9 s", outcome: StatusPill(.ok, "Done"), read: "213",
            changed: "Nothing new"),
        ])
      change(&page)
      return page
    }
    return [
      PageState(
        "me",
        MePage(
          shell: shell("Me", .me), email: "priya@contoso.example", saveLook: .saveMe, token: token, sessions: sessions,
          signOutEverywhere: everywhere)),
      PageState(
        "settings",
        SettingsPage(
          shell: shell("Settings", .settings),
          entries: [
            SettingsEntry(
              title: "ConnectWise", text: "Connection, what Countersign writes, sweeps.", state: StatusPill(.ok, "Connected"),
              route: .connectWiseSettings),
            SettingsEntry(
              title: "System", text: "Versions, database, disk, queues.", state: StatusPill(.warning, "1 thing to look at"),
              route: .systemSettings),
          ])),
      PageState("connectwise", connectWise()),
      PageState(
        "connectwise-problems",
        connectWise {
          $0.problems = [
            FieldProblem("approved", "ConnectWise has no active billing status 9. Choose one of the list."),
            FieldProblem("minutes", "“0” is not allowed. Choose a whole number of minutes from 1 to 1,440 (a day)."),
          ]
          $0.schedule.minutes = "0"
          $0.schedule.problem = $0.problems[1].text
          $0.mode = .on
        }),
      PageState(
        "connectwise-fresh",
        connectWise {
          $0.health = StatusPill(.neutral, "Not read yet")
          $0.connection = .fresh
          $0.sweeps = []
          $0.statuses = []
          $0.mappingChange = nil
          $0.schedule.change = nil
        }),
      PageState(
        "connectwise-not-let-in",
        connectWise {
          $0.problems = [FieldProblem("site", "Only https addresses are allowed.")]
          $0.connection = .notLetIn
        }),
      PageState(
        "connectwise-callbacks",
        connectWise {
          $0.callbacks = CallbackCard(
            pill: StatusPill(.ok, "On"), address: "https://billing.contoso.example/countersign/callbacks/connectwise",
            last: LastCallback(number: "48214", route: .invoice(ID(1001)), moment: moment("2 min ago")), count: "1,204",
            toggle: PostButton(
              label: "Switch off", action: .saveCallbacks, token: token, fields: [HiddenField("on", "no")]),
            change: SettingChange(by: "Ana Ruiz", at: moment("3 Nov")))
        }),
      PageState(
        "connectwise-callbacks-trouble",
        connectWise {
          $0.callbacks = CallbackCard(
            pill: StatusPill(.error, "Not registered"),
            problem: "The API member may not do this. It needs System › callbacks: Inquire, Add and Delete = All.",
            address: "https://billing.contoso.example/callbacks/connectwise",
            toggle: PostButton(
              label: "Switch off", action: .saveCallbacks, token: token, fields: [HiddenField("on", "no")]),
            again: PostButton(
              label: "Try again", action: .saveCallbacks, token: token, fields: [HiddenField("on", "yes")]),
            change: SettingChange(by: "Ana Ruiz", at: moment("14:01")))
        }),
      PageState(
        "connectwise-callbacks-unreachable",
        connectWise {
          $0.callbacks = CallbackCard(
            pill: StatusPill(.neutral, "Off"),
            obstacle:
              "ConnectWise cannot reach http://localhost:8080. Set COUNTERSIGN_PUBLIC_URL to the https address under which Countersign is reached from outside."
          )
        }),
      PageState("connectwise-tested", connectWise { $0.connection.report = .mixed }),
      PageState(
        "connectwise-asks-first",
        connectWise {
          $0.mode = .on
          $0.question = SaveQuestion(
            title: "Turn write-back on?",
            sentences: [
              "“Finally approved” sets Ready to Send. Counts the invoice as sent and takes it off the batch e-mail screen.",
              "“Approved & closed” sets Closed. Closes the invoice and hands it to the accounting interface.",
              "“Undone” sets Draft.",
              "This counts for decisions from now on. Those taken before are not written afterwards.",
            ], yes: "Turn write-back on", save: .saveConnectWiseSettings, token: token,
            fields: [HiddenField("mode", "on"), HiddenField("confirmed", "yes")], cancel: .connectWiseSettings)
        }),
      PageState(
        "connectwise-running",
        connectWise {
          $0.sweep = SweepProgress(text: "Reading invoices: 12 of 214", done: 12, total: 214)
          $0.history = SweepProgress(
            text: "History: 3,120 of 9,800 invoices of the last thirteen months read.", done: 3_120, total: 9_800)
          $0.missingRights = ["System › Audit Trail, licensed and readable"]
          $0.runNow = nil
          $0.sweeps = []
          $0.statuses = []
        }),
      PageState(
        "connectwise-locked",
        connectWise {
          $0.mayChange = false
          $0.connection = .locked
          $0.schedule.mayChange = false
          $0.schedule.lock = "Set by COUNTERSIGN_SWEEP_MINUTES. Change it there and restart."
          $0.schedule.change = nil
          $0.runNow = nil
          $0.health = StatusPill(.error, "Key refused")
        }),
      PageState(
        "system",
        SystemPage(
          shell: shell("System", .settings), verdict: StatusPill(.warning, "1 thing to look at"),
          groups: [
            CheckGroup(
              title: "Program",
              checks: [
                Check(name: "Version", value: "0.1.0 (f14c01b)"), Check(name: "Running since", value: "24 Nov 2026, 09:00 CET"),
                Check(name: "Memory", value: "31 MB", tone: .ok),
                Check(name: "Address", value: "https://review.contoso.example", tone: .ok),
              ]),
            CheckGroup(
              title: "Database",
              checks: [
                Check(name: "SQLite", value: "3.40.1"),
                Check(
                  name: "Protected by", value: "our rule: only the writer checkpoints", tone: .ok,
                  advice: "This library has the WAL-reset fault; the rule keeps it from happening."),
                Check(name: "Size", value: "48 MB, log 1.2 MB"), Check(name: "Last commit", value: "14:02"),
                Check(name: "Queue", value: "0 waiting", tone: .ok),
              ]),
            CheckGroup(
              title: "Disk",
              checks: [
                Check(
                  name: "Free", value: "1.4 GB of 40 GB", tone: .warning,
                  advice: "Below 2 GB. Free some space; under 200 MB Countersign stops accepting changes."),
                Check(name: "Data", value: "/var/lib/countersign"),
              ]),
            CheckGroup(
              title: "ConnectWise",
              checks: [
                Check(name: "Last sweep", value: "14:00, 1.2 s", tone: .ok),
                Check(name: "Write-backs waiting", value: "0", tone: .ok),
                Check(name: "Clock difference", value: "0.2 s", tone: .ok),
              ]),
          ])),
    ]
  }
}
