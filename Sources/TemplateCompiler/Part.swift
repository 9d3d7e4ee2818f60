/// A template with every value's place decided: what the emitter writes out.
indirect enum Part {
  case literal([UInt8])
  case value(Code, ValueKind)
  case binding(Code)
  case content
  case block(Block, [[Part]])
}
