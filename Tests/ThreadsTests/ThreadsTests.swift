import Dispatch
import Synchronization
import Testing
import Threads

@Test func `a pool finishes what it accepted before it closes`() {
  let done = Atomic<Int>(0)
  let pool = WorkPool(name: "pool", threads: 2, places: 100)
  let accepted = (0..<100).filter { _ in pool.run { done.add(1, ordering: .relaxed) } }.count
  pool.close()
  #expect(done.load(ordering: .relaxed) == accepted)
  #expect(!pool.run {})
}

@Test func `a full pool refuses instead of growing`() {
  let gate = DispatchSemaphore(value: 0)
  let pool = WorkPool(name: "pool", threads: 1, places: 2)
  let started = DispatchSemaphore(value: 0)
  #expect(
    pool.run {
      started.signal()
      gate.wait()
    })
  started.wait()
  #expect(pool.run {})
  #expect(pool.run {})
  #expect(!pool.run {})
  gate.signal()
  pool.close()
}

@Test func `an alarm that rang before anybody waited wakes the next one`() {
  let alarm = Alarm()
  alarm.ring()
  alarm.ring()
  alarm.wait(milliseconds: 60_000)
  let woke = DispatchSemaphore(value: 0)
  let thread = NamedThread("waiter") {
    alarm.wait(milliseconds: 60_000)
    woke.signal()
  }
  alarm.ring()
  #expect(woke.wait(timeout: .now() + .seconds(30)) == .success)
  thread?.join()
}
