import Foundation
import Testing

@testable import Curl

/// A TLS server with a certificate of our making. It is openssl's own, so that nobody can say we only agree with ourselves.
private final class SecureServer {
  let port: Int
  let certificate: String
  private let folder: URL
  private let process = Process()

  static let openssl = "/usr/bin/openssl"
  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: openssl) }

  /// `name`: the subject alternative name, `IP:127.0.0.1` or `DNS:…`.
  init(name: String, days: Int = 2) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("countersign-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let key = folder.appendingPathComponent("key.pem").path
    certificate = folder.appendingPathComponent("certificate.pem").path
    let making = Process()
    making.executableURL = URL(fileURLWithPath: Self.openssl)
    making.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", certificate,
      "-subj", "/CN=somebody", "-addext", "subjectAltName=\(name)", "-days", "\(days)",
    ]
    making.standardError = FileHandle.nullDevice
    try making.run()
    making.waitUntilExit()

    process.executableURL = URL(fileURLWithPath: Self.openssl)
    process.arguments = ["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // It says "ACCEPT 127.0.0.1:43210" once it listens.
    var said = ""
    while true {
      let piece = output.fileHandleForReading.availableData
      said += String(decoding: piece, as: UTF8.self)
      if let line = said.split(separator: "\n").first(where: { $0.hasPrefix("ACCEPT") }), said.contains("\n"),
        let number = line.split(separator: ":").last.flatMap({ Int($0) })
      {
        port = number
        return
      }
      guard !piece.isEmpty else { throw POSIXError(.ECONNREFUSED) }
    }
  }

  func stop() {
    // It is started with the signals of a test thread, which may keep SIGTERM away from it.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }
}

@Suite(.enabled(if: SecureServer.isThere)) struct CertificateTests {
  private func result(_ server: SecureServer, trusting: String?) throws -> Result<OutboundResponse, CurlFailure> {
    let origin = "https://127.0.0.1:\(server.port)"
    return CurlTransport(policy: try OutboundPolicy(allow: [origin]), certificates: trusting)
      .send(OutboundRequest(.get, origin + "/"))
  }

  @Test func `a certificate that is right and trusted is let through`() throws {
    let server = try SecureServer(name: "IP:127.0.0.1")
    defer { server.stop() }
    #expect(try result(server, trusting: server.certificate).get().status == 200)
  }

  @Test func `one for another name, and one that nobody vouches for, end before a byte of the request`() throws {
    let other = try SecureServer(name: "DNS:other.example.com")
    let stranger = try SecureServer(name: "IP:127.0.0.1")
    defer {
      other.stop()
      stranger.stop()
    }
    for result in [try result(other, trusting: other.certificate), try result(stranger, trusting: nil)] {
      guard case .failure(let failure) = result, case .notSent(.certificate, _) = failure else {
        Issue.record("got \(result)")
        continue
      }
      #expect(!failure.mayHaveHappened)
      #expect(failure.sentence == "The server's certificate is not valid for this address, so nothing was sent.")
    }
  }
}
