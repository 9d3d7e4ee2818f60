import Glibc
import Threads

shareMemoryArenas(amongBusyThreads: ProcessorCount.usable)
exit(Program.main().rawValue)
