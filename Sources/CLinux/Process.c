#include "CLinux.h"
#include <sys/prctl.h>
#include <sys/timex.h>

int countersign_forbid_dumping(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

int countersign_clock_state(long *microseconds_off) {
  struct timex state = {0};
  int answer = adjtimex(&state);
  *microseconds_off = state.maxerror;
  return answer < 0 ? -1 : (state.status & STA_UNSYNC) != 0;
}
