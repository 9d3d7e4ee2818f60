extension Conventions {
  /// `1,234.5`: a plain number with the decimals that say something.
  public func figure(_ figure: Figure) -> String { quantity(Quantity(millionths: figure.millionths)) }

  /// A number with this place's percent sign: `20%`.
  public func withPercentSign(_ number: String) -> String { percentFormat.around(number, "%") }

  /// `12.34%`: a share to a hundredth, for where it is measured against a threshold.
  public func exactPercent(_ percent: Percent) -> String {
    let (millionths, overflow) = percent.hundredths.multipliedReportingOverflow(by: 10_000)
    return overflow ? self.percent(percent) : withPercentSign(figure(Figure(millionths: millionths)))
  }
}
