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
/// Returns free memory of all arenas to the system.
void countersign_trim_memory(void);
/// At most so many arenas share out memory among all threads (mallopt(3)). To be called before a second thread begins.
void countersign_limit_arenas(int count);


// Process.c
int countersign_forbid_dumping(void);
// 0 synchronised, 1 not, -1 unknown; the kernel's bound of the error beside it.
int countersign_clock_state(long *microseconds_off);

// The functions below return a result, or the negative errno.

// A listening, non-blocking TCP socket; `host` is an address or a name. With `reuse`, several may share the port.
int countersign_listen_tcp(const char *host, uint16_t port, int reuse);
// A listening, non-blocking Unix socket; a file left over by a program that is gone is replaced.
int countersign_listen_unix(const char *path);
int countersign_port(int socket);
int countersign_connect_tcp(const char *host, uint16_t port);

// The peer of an accepted connection: family 4 or 6 with its address in network order, or 0 for a Unix socket.
struct countersign_peer {
  int family;
  uint8_t address[16];
};
int countersign_accept(int listener, struct countersign_peer *peer);

long countersign_receive(int socket, void *buffer, size_t length);
long countersign_send(int socket, const void *buffer, size_t length);
long countersign_send_pieces(int socket, struct iovec *pieces, int count);
int countersign_shutdown_write(int socket);

int countersign_epoll_create(void);
int countersign_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t token);
int countersign_epoll_modify(int epoll, int descriptor, uint32_t events, uint64_t token);
int countersign_epoll_remove(int epoll, int descriptor);
int countersign_epoll_wait(int epoll, struct epoll_event *events, int room, int milliseconds);
uint64_t countersign_epoll_token(const struct epoll_event *event);

int countersign_eventfd(void);
int countersign_eventfd_signal(int descriptor);
int countersign_eventfd_clear(int descriptor);
// Waits until the descriptor is readable: 1, or 0 when the time is over.
int countersign_wait_readable(int descriptor, int milliseconds);

// Creates a file with mode 0600 out of a name that ends in XXXXXX.
int countersign_temporary_file(char *name);
int countersign_open_null(void);
