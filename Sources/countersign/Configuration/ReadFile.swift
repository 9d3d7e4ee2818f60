import Glibc

/// Why a file cannot be read, as the end of a sentence that names the file.
struct FileProblem: Error, Sendable, Equatable {
  let sentence: String
  let code: Int32

  init(_ sentence: String, code: Int32 = 0) {
    self.sentence = sentence
    self.code = code
  }

  init(errno code: Int32) {
    self.code = code
    switch code {
    case ENOENT: sentence = "does not exist."
    case EACCES, EPERM: sentence = "may not be read by this user."
    case EISDIR: sentence = "is a directory."
    case ENOTDIR: sentence = "lies below something that is not a directory."
    case ELOOP: sentence = "is a circle of links."
    default: sentence = "cannot be read: \(errorText(code))."
    }
  }
}

/// A whole file of at most `limit` bytes. Only regular files: a pipe or device could keep us waiting for ever.
func readFile(_ path: String, limit: Int) -> Result<[UInt8], FileProblem> {
  let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard file >= 0 else { return .failure(FileProblem(errno: errno)) }
  defer { close(file) }
  return readFile(file, limit: limit)
}

/// The same of a file that is already open.
func readFile(_ file: Int32, limit: Int) -> Result<[UInt8], FileProblem> {
  var facts = stat()
  guard fstat(file, &facts) == 0 else { return .failure(FileProblem(errno: errno)) }
  guard facts.st_mode & S_IFMT == S_IFREG else {
    return .failure(facts.st_mode & S_IFMT == S_IFDIR ? FileProblem(errno: EISDIR) : FileProblem("is not a regular file."))
  }
  var bytes = [UInt8](repeating: 0, count: limit + 1)
  var count = 0
  while count <= limit {
    let got = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress.map { $0 + count }, limit + 1 - count) }
    if got < 0 && errno == EINTR { continue }
    guard got >= 0 else { return .failure(FileProblem(errno: errno)) }
    if got == 0 { break }
    count += got
  }
  guard count <= limit else { return .failure(FileProblem("is longer than \(limit) bytes.")) }
  bytes.removeLast(bytes.count - count)
  return .success(bytes)
}

/// The C library's words for an error number.
func errorText(_ code: Int32) -> String {
  var room = [CChar](repeating: 0, count: 200)
  _ = strerror_r(code, &room, room.count)
  return String(decoding: room.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
