import Glibc
import Threads

shareMemoryArenas(amongBusyThreads: ProcessorCount.usable + 2)
exit(Program.main().rawValue)
