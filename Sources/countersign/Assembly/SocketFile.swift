import Glibc
import HTTP

/// Who may connect to a Unix socket: its owner and its group, if they may also enter its directory.
///
/// Everything else that we make is for our user alone; a proxy is another user and would not get in (docs/operations.md, Behind
/// a proxy). Not for everybody: the peer of a socket may say which client it speaks for. The socket of the command line
/// (`ControlRequest`) stays ours.
enum SocketFile {
  static let mode: mode_t = 0o660

  static func open(_ addresses: [ListenAddress]) throws(CommandFailure) {
    for case .unix(let path) in addresses where chmod(path, mode) != 0 {
      throw CommandFailure(
        .failed, "The socket \(quoted(path)) cannot be opened to its group: \(errorText(errno)).", detail: "chmod: errno \(errno)"
      )
    }
  }
}
