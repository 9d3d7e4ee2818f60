import Testing

private let house = House.here

@Test func `the house is found`() {
  #expect(house.manifest.targets.count > 30)
  #expect(house.files.count > 30)
  #expect(house.files.allSatisfy { !$0.target.isEmpty })
}

@Test func `every import is declared in Package-swift`() { #expect(house.importsThatAreNotDeclared() == []) }

@Test func `every target depends only on what stands above it`() { #expect(house.dependenciesThatPointUpwards() == []) }

@Test func `Domain, Markup, Routes and the pages import no system module`() { #expect(house.systemModulesInPureTargets() == []) }

@Test func `Foundation stays out of the request path`() { #expect(house.foundationInTheRequestPath() == []) }

@Test func `a click never waits for a vendor`() {
  #expect(house.reach(of: "Web", into: ["ConnectWise", "Curl", "Jobs"], because: "a page writes to the outbox instead") == [])
}

@Test func `pages cannot query`() {
  #expect(house.reach(of: "Pages", into: ["Store", "SQLite", "Web"], because: "a page holds what it shows") == [])
}

@Test func `nobody vouches for threads without being listed here`() {
  let listed = [
    "Sources/Bytes/Blob.swift": 1,  // written before init returns, read-only afterwards
    "Sources/Crypto/Algorithms.swift": 1,  // looked up before init returns, copied from afterwards
    "Sources/SQLite/Database.swift": 1,  // a reader on the shelf, which only one holder can take
  ]
  let places = house.placesThatVouchForThreads()
  #expect(places.filter { $0.value > listed[$0.key, default: 0] } == [:])
  #expect(places.values.reduce(0, +) <= 5)
}

@Test func `outside data never stops the program`() { #expect(house.traps(except: []) == []) }

@Test func `files stay small enough to read over coffee`() {
  #expect(
    house.longFiles(
      over: 500,
      except: [
        "Sources/HTTP/EventLoop.swift"  // one loop, its sockets and its wake-ups, read together
      ]) == [])
}

@Test func `files are named after what they are about`() { #expect(house.filesWithEmptyNames() == []) }

@Test func `what is tested is what ships`() { #expect(house.codeThatDependsOnTheBuild() == []) }
