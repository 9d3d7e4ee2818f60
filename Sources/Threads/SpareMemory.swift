import CLinux

/// Gives back to the system what the allocator keeps in hand after work in bursts, such as a sweep that read thousands of
/// records: a server that rests should look like one. Costs under a millisecond, so it is for whoever is about to wait.
public func returnSpareMemory() { countersign_trim_memory() }
