import Markup

/// One field of the connection. A key is never filled in; a locked field shows its value and who holds it.
public struct ConnectionInput: Sendable {
  public var field: String  // "private-key"
  public var label: String
  public var isKey: Bool = false
  public var value: String = ""
  public var standing: String  // what stands there now, for who may not change it: "Set, ends in 7QfK"
  public var help: String = ""
  public var lock: String = ""  // "Set by COUNTERSIGN_CONNECTWISE_SITE. Change it there and restart."
  public var problem: String?
  public var mustBeTyped: Bool = true

  public init(
    field: String, label: String, isKey: Bool = false, value: String = "", standing: String, help: String = "",
    lock: String = "", problem: String? = nil, mustBeTyped: Bool = true
  ) {
    self.field = field
    self.label = label
    self.isKey = isKey
    self.value = value
    self.standing = standing
    self.help = help
    self.lock = lock
    self.problem = problem
    self.mustBeTyped = mustBeTyped
  }

  var note: String { lock.isEmpty ? help : lock }
}
