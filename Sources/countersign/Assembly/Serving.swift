import Assets
import Bytes
import Crypto
import Domain
import HTTP
import Markup
import Pages
import Routes
import SQLite
import Threads
import Web

extension Premises {
  convenience init(
    _ configuration: Configuration, masterKey: MasterKey, wires: Wires, connectWise: ConnectionDesk, callbacks: CallbackDesk,
    conventions: Conventions, pool: WorkPool, passwords: WorkPool, files: WorkPool, isDemo: Bool
  ) throws(CommandFailure) {
    let key: Secret
    do throws(CryptoError) { key = try masterKey.key(for: .csrf) } catch {
      throw CommandFailure(.failed, error.sentence, detail: error.detail)
    }
    let url = configuration.publicURL
    let (database, log) = (wires.database, wires.log)
    let health = HealthChecks(configuration: configuration, database: database)
    self.init(
      database: database, publicOrigin: url.origin, basePath: url.basePath, isHTTPS: url.isSecure,
      headers: SecurityHeaders(https: url.isSecure, reports: Route.cspReport.address(base: url.basePath)),
      forms: FormToken(key: key, random: SecureRandom()), random: SecureRandom(), now: { Instant.now },
      conventions: conventions, zone: LocalConventions.zone(configuration.timeZone), sessions: SessionRules(), pool: pool,
      passwords: passwords, files: files, passwordCost: .standard,
      freshMode: isDemo ? .on : .dryRun, isDemo: isDemo, schedule: configuration.schedule,
      connectWise: connectWise, callbacks: callbacks, health: { health.find() },
      metrics: { MetricsText.write(counters: wires.counters, database: database.status) },
      showsMetrics: { MetricsAudience(configuration).includes($0) },
      announce: { wires.announce($0, $1, $2) }, askForSweep: { wires.askForSweep($0) },
      wakeRefresh: { wires.wakeRefresh() }, wakeOutbox: { wires.wakeOutbox() }, fetchPDFs: { wires.fetchPDFs() },
      log: { log.write($0) })
  }
}

extension ServerConfiguration {
  init(_ configuration: Configuration, premises: Premises, log: Log) {
    self.init(listen: configuration.listen)
    loops = configuration.loops > 0 ? configuration.loops : ProcessorCount.usable
    hosts = configuration.hosts
    basePath = configuration.basePath
    trustedProxies = configuration.trustedProxies
    standing = premises.headers.data
    files = StaticFiles(Asset.all.map { StaticFile($0) }, standing: premises.headers.asset)
    uploadFolder = configuration.dataDirectory
    cookies = ["sid", "__Host-sid"]
    let (basePath, headers) = (basePath, premises.headers)
    errorBody = { status, id, sentence in
      var html = HTML(base: basePath)
      html.append(ErrorPage(status: Int(status.code), requestID: id, sentence: sentence))
      var response = Response(status, type: "text/html; charset=utf-8", body: html.finish())
      response.standing = headers.page
      return response
    }
    self.log = { record in
      log.write(
        .info, "request", request: record.requestID,
        [
          "method": .text(record.method.map { "\($0)" } ?? "-"), "path": .text(record.path), "status": .int(Int(record.status)),
          "bytes": .int(record.bytes), "microseconds": .int(Int(record.microseconds)), "client": .text(record.client),
        ])
    }
    note = { log.write(.warning, "http", ["sentence": .text($0)]) }
  }
}

extension StaticFile {
  /// Compressed once, at the start: a visitor never waits for it.
  init(_ asset: Asset) {
    let body = Blob("\(asset.text)")
    self.init(
      path: "\(asset.path)", type: asset.contentType, body: body, gzip: Gzip.compress(body), etag: "\(asset.path)".hashPart)
  }
}

extension String {
  /// `style.3fa9….css` → `3fa9…`: the name already is the content's hash.
  fileprivate var hashPart: String {
    let parts = split(separator: ".")
    return parts.count >= 3 ? String(parts[parts.count - 2]) : self
  }
}
