import Markup
import Routes

/// The connection to ConnectWise: whether it works, what we write there, and what the last sweeps read.
public struct ConnectWiseSettingsPage: Sendable {
  public enum Mode: String, Sendable, CaseIterable { case off, dryRun, on }

  public var shell: Shell
  public var health: StatusPill
  public var connection: ConnectionForm
  public var save: Route
  public var token: CSRF  // of `save`
  public var mode: Mode
  public var mappings: [MappingSelect]
  public var mappingChange: SettingChange?
  /// Asked instead of saving, where saving would begin to change invoices in ConnectWise.
  public var question: SaveQuestion?
  public var statuses: [StatusRow]
  public var schedule: ScheduleForm
  public var callbacks: CallbackCard
  public var problems: [FieldProblem] = []
  public var mayChange: Bool = true
  public var runNow: PostButton?
  public var sweep: SweepProgress?
  public var history: SweepProgress?
  public var missingRights: [String] = []  // that the API member lacks, as ConnectWise names them
  public var sweeps: [SweepRow]

  public init(
    shell: Shell, health: StatusPill, connection: ConnectionForm, save: Route, token: CSRF, mode: Mode, mappings: [MappingSelect],
    mappingChange: SettingChange? = nil, question: SaveQuestion? = nil, statuses: [StatusRow], schedule: ScheduleForm,
    callbacks: CallbackCard,
    problems: [FieldProblem] = [], mayChange: Bool = true, runNow: PostButton? = nil, sweep: SweepProgress? = nil,
    history: SweepProgress? = nil, missingRights: [String] = [], sweeps: [SweepRow]
  ) {
    self.shell = shell
    self.health = health
    self.connection = connection
    self.save = save
    self.token = token
    self.mode = mode
    self.mappings = mappings
    self.mappingChange = mappingChange
    self.question = question
    self.statuses = statuses
    self.schedule = schedule
    self.callbacks = callbacks
    self.problems = problems
    self.mayChange = mayChange
    self.runNow = runNow
    self.sweep = sweep
    self.history = history
    self.missingRights = missingRights
    self.sweeps = sweeps
  }
}

/// Which billing status an event sets.
public struct MappingSelect: Sendable {
  public var field: String  // form field: "finallyApproved"
  public var label: String  // "When everybody has approved"
  public var choices: [Choice]

  public init(field: String, label: String, choices: [Choice]) {
    self.field = field
    self.label = label
    self.choices = choices
  }
}

/// One option of a select.
public struct Choice: Sendable {
  public var value: String
  public var label: String  // "Ready to send (takes it off the batch e-mail screen)"
  public var isChosen: Bool = false

  public init(value: String, label: String, isChosen: Bool = false) {
    self.value = value
    self.label = label
    self.isChosen = isChosen
  }
}

extension ConnectWiseSettingsPage.Mode {
  var title: String {
    switch self {
    case .off: "Off"
    case .dryRun: "Dry run"
    case .on: "On"
    }
  }

  var text: String {
    switch self {
    case .off: "Decisions are kept here; ConnectWise is only read."
    case .dryRun: "Shows on each invoice what would be written, and writes nothing."
    case .on: "Sets the billing status below and reads it back to be sure."
    }
  }
}
