import CLinux
import Glibc

/// A body on its way to disk: readable by this program's user only, gone when nobody holds it.
final class UploadFile {
  let path: String
  private var descriptor: Int32
  private var isHandedOver = false

  init?(folder: String) {
    var name = Array("\(folder)/countersign-upload-XXXXXX".utf8CString)
    descriptor = name.withUnsafeMutableBufferPointer { countersign_temporary_file($0.baseAddress) }
    guard descriptor >= 0 else { return nil }
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if descriptor >= 0, !isHandedOver { unlink(path) }
  }

  /// False if the disk does not take it.
  func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes
    while rest.count > 0 {
      let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return false }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
    return true
  }

  /// From now on the request removes the file.
  func handOver() -> String {
    isHandedOver = true
    return path
  }
}
