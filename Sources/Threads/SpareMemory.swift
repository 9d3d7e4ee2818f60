import CLinux

/// Gives back to the system what the allocator keeps in hand after work in bursts, such as a sweep that read thousands of
/// records: a server that rests should look like one. Costs under a millisecond, so it is for whoever is about to wait.
public func returnSpareMemory() { countersign_trim_memory() }

/// Lets threads share a few arenas of memory: a dozen that mostly wait would otherwise each keep one, with holes of its own. To be
/// called first thing, before there is a second thread. Threads that are busy at the same time find an arena each.
public func shareMemoryArenas(amongBusyThreads count: Int) { countersign_limit_arenas(Int32(clamping: max(2, count))) }
