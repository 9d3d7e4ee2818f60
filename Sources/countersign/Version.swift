/// Which Countersign this is. Raised together with CHANGELOG.md; a test compares the two.
enum Version {
  static let product = "0.1.0"
}
