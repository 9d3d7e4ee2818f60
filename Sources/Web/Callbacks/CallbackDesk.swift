/// The way on which ConnectWise calls us. `Web` knows neither its keys nor its messages: whoever builds the house hands this in.
public struct CallbackDesk: Sendable {
  /// What ConnectWise is to call, for people to read.
  public var address: String
  /// Why it cannot, in a sentence; empty when it can.
  public var obstacle: @Sendable () -> String
  /// Judges a message by its raw bytes and, where it is genuine, has the invoice read soon. Waits for no other machine.
  public var take: @Sendable (_ body: [UInt8], _ signature: String, _ token: String) throws -> CallbackVerdict
  /// Somebody has switched them on or off.
  public var keep: @Sendable () -> Void

  public init(
    address: String, obstacle: @escaping @Sendable () -> String,
    take: @escaping @Sendable ([UInt8], String, String) throws -> CallbackVerdict, keep: @escaping @Sendable () -> Void
  ) {
    self.address = address
    self.obstacle = obstacle
    self.take = take
    self.keep = keep
  }
}

public enum CallbackVerdict: Sendable, Equatable {
  case taken
  /// Nobody has asked to be told.
  case off
  /// It cannot be judged yet: to be sent again.
  case later
  /// Not from ConnectWise; in words for the operator.
  case forged(String)
}
