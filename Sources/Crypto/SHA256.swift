import Bytes
import CCrypto

/// The SHA-256 of something that arrives in pieces: a file, a version's canonical bytes.
public struct SHA256: ~Copyable {
  public static let length = 32
  private let context: OpaquePointer

  public init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex2(context, Algorithms.found.sha256, nil) == 1 else {
      preconditionFailure("libcrypto has no SHA-256: out of memory, or a damaged installation")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else { return }
    let done = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    precondition(done == 1, "libcrypto stopped in the middle of a digest")
  }

  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  public mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  public mutating func update(_ blob: Blob) { blob.withUnsafeBytes { update($0) } }

  public consuming func finish() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.length) { output, count in
      let done = EVP_DigestFinal_ex(context, output.baseAddress, nil)
      precondition(done == 1, "libcrypto could not finish a digest")
      count = Self.length
    }
  }
}

public func sha256(_ bytes: [UInt8]) -> [UInt8] {
  var digest = SHA256()
  digest.update(bytes)
  return digest.finish()
}

public func sha256(_ text: String) -> [UInt8] {
  var digest = SHA256()
  digest.update(text)
  return digest.finish()
}
