// The server alone, for conformance, load and proxy tests. Never shipped.
import Glibc

exit(Probe.run(Array(CommandLine.arguments.dropFirst())))
