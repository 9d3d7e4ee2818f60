// Never shipped: shows that acknowledged writes survive being killed, and how fast they are. See scripts/kill-loop.
import Glibc

exit(Probe.run(Array(CommandLine.arguments.dropFirst())))
