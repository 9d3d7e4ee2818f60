// What Linux offers and Swift's Glibc module does not: epoll, eventfd, accept4.
// _GNU_SOURCE is defined in the .c file only; a header that Swift imports must not define it.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/vfs.h>

int countersign_accept4(int listener, struct sockaddr *address, socklen_t *length);
int countersign_pin_thread(int core);

/// Names the calling thread; Linux keeps 15 bytes.
void countersign_name_thread(const char *name);

// Process.c
int countersign_forbid_dumping(void);
// 0 synchronised, 1 not, -1 unknown; the kernel's bound of the error beside it.
int countersign_clock_state(long *microseconds_off);
