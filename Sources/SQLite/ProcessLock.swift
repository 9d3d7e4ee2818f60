import CLinux
import Glibc

/// Holds the database for this process: a second copy of the program gets a sentence instead of a second writer.
///
/// `flock` ends with the process however it ends, so there is no stale lock to tidy up; the file itself stays.
final class ProcessLock: Sendable {
  private let file: Int32

  init(path: String) throws(SQLiteError) {
    let lockPath = path + ".lock"
    let file = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw DataFolder.failure(lockPath, "open") }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let wasHeld = errno == EWOULDBLOCK
      let failure = DataFolder.failure(lockPath, "flock")
      let holder = Self.processID(in: file)
      close(file)
      throw wasHeld ? .lockedByAnotherProcess(path: path, processID: holder) : failure
    }
    let line = "\(getpid())\n"
    guard ftruncate(file, 0) == 0, pwrite(file, line, line.utf8.count, 0) == line.utf8.count else {
      let failure = DataFolder.failure(lockPath, "write")
      close(file)
      throw failure
    }
    self.file = file
  }

  deinit { close(file) }

  private static func processID(in file: Int32) -> Int32? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { room in
      let count = pread(file, room.baseAddress, room.count, 0)
      var number: Int32 = 0
      for byte in room.prefix(max(0, count)) {
        guard byte >= 48, byte <= 57 else { break }
        let (next, overflow) = number.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        number = next &+ Int32(byte - 48)
      }
      return number > 0 ? number : nil
    }
  }
}
