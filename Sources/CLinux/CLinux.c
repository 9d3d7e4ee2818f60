#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

int countersign_accept4(int listener, struct sockaddr *address, socklen_t *length) {
  return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int countersign_pin_thread(int core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  return sched_setaffinity(0, sizeof(set), &set);
}

void countersign_trim_memory(void) { malloc_trim(0); }

void countersign_limit_arenas(int count) { mallopt(M_ARENA_MAX, count); }

void countersign_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }

static int failed(int socket) {
  int error = errno;
  if (socket >= 0) close(socket);
  return -error;
}

static struct addrinfo *resolve(const char *host, uint16_t port, int flags) {
  char service[8];
  snprintf(service, sizeof(service), "%u", port);
  struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = flags | AI_NUMERICSERV};
  struct addrinfo *found = NULL;
  return getaddrinfo(host, service, &hints, &found) == 0 ? found : NULL;
}

int countersign_listen_tcp(const char *host, uint16_t port, int reuse) {
  struct addrinfo *address = resolve(host, port, AI_PASSIVE);
  if (address == NULL) return -EADDRNOTAVAIL;
  int listener = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  int on = 1;
  int ok = listener >= 0 && setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == 0 &&
           (!reuse || setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on)) == 0) &&
           bind(listener, address->ai_addr, address->ai_addrlen) == 0 && listen(listener, 4096) == 0;
  int result = ok ? listener : failed(listener);
  freeaddrinfo(address);
  return result;
}

int countersign_connect_tcp(const char *host, uint16_t port) {
  struct addrinfo *address = resolve(host, port, 0);
  if (address == NULL) return -EADDRNOTAVAIL;
  int client = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int ok = client >= 0 && connect(client, address->ai_addr, address->ai_addrlen) == 0;
  int result = ok ? client : failed(client);
  freeaddrinfo(address);
  return result;
}

int countersign_listen_unix(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof(address.sun_path)) return -ENAMETOOLONG;
  strcpy(address.sun_path, path);
  int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (listener < 0) return -errno;
  if (bind(listener, (struct sockaddr *)&address, sizeof(address)) != 0) {
    if (errno != EADDRINUSE) return failed(listener);
    // Somebody answers: in use. Nobody does: left over by a program that was killed.
    struct stat info;
    if (lstat(path, &info) != 0 || !S_ISSOCK(info.st_mode)) {
      errno = EADDRINUSE;
      return failed(listener);
    }
    int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0) return failed(listener);
    int answered = connect(probe, (struct sockaddr *)&address, sizeof(address)) == 0 || errno != ECONNREFUSED;
    close(probe);
    if (answered) {
      errno = EADDRINUSE;
      return failed(listener);
    }
    if (unlink(path) != 0 || bind(listener, (struct sockaddr *)&address, sizeof(address)) != 0) return failed(listener);
  }
  if (listen(listener, 4096) != 0) return failed(listener);
  return listener;
}

int countersign_port(int socket) {
  struct sockaddr_storage address;
  socklen_t length = sizeof(address);
  if (getsockname(socket, (struct sockaddr *)&address, &length) != 0) return -errno;
  if (address.ss_family == AF_INET) return ntohs(((struct sockaddr_in *)&address)->sin_port);
  if (address.ss_family == AF_INET6) return ntohs(((struct sockaddr_in6 *)&address)->sin6_port);
  return -EAFNOSUPPORT;
}

int countersign_accept(int listener, struct countersign_peer *peer) {
  struct sockaddr_storage address;
  socklen_t length = sizeof(address);
  address.ss_family = AF_UNSPEC;
  int accepted = accept4(listener, (struct sockaddr *)&address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (accepted < 0) return -errno;
  peer->family = 0;
  int on = 1;
  if (address.ss_family == AF_INET) {
    peer->family = 4;
    memcpy(peer->address, &((struct sockaddr_in *)&address)->sin_addr, 4);
    setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  } else if (address.ss_family == AF_INET6) {
    peer->family = 6;
    memcpy(peer->address, &((struct sockaddr_in6 *)&address)->sin6_addr, 16);
    setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  }
  return accepted;
}

long countersign_receive(int socket, void *buffer, size_t length) {
  long result = recv(socket, buffer, length, 0);
  return result < 0 ? -errno : result;
}

long countersign_send(int socket, const void *buffer, size_t length) {
  long result = send(socket, buffer, length, MSG_NOSIGNAL);
  return result < 0 ? -errno : result;
}

long countersign_send_pieces(int socket, struct iovec *pieces, int count) {
  struct msghdr message = {.msg_iov = pieces, .msg_iovlen = (size_t)count};
  long result = sendmsg(socket, &message, MSG_NOSIGNAL);
  return result < 0 ? -errno : result;
}

int countersign_shutdown_write(int socket) { return shutdown(socket, SHUT_WR) == 0 ? 0 : -errno; }

int countersign_epoll_create(void) {
  int result = epoll_create1(EPOLL_CLOEXEC);
  return result < 0 ? -errno : result;
}

static int control(int epoll, int operation, int descriptor, uint32_t events, uint64_t token) {
  struct epoll_event event = {.events = events};
  event.data.u64 = token;
  return epoll_ctl(epoll, operation, descriptor, &event) == 0 ? 0 : -errno;
}

int countersign_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t token) {
  return control(epoll, EPOLL_CTL_ADD, descriptor, events, token);
}

int countersign_epoll_modify(int epoll, int descriptor, uint32_t events, uint64_t token) {
  return control(epoll, EPOLL_CTL_MOD, descriptor, events, token);
}

int countersign_epoll_remove(int epoll, int descriptor) { return control(epoll, EPOLL_CTL_DEL, descriptor, 0, 0); }

int countersign_epoll_wait(int epoll, struct epoll_event *events, int room, int milliseconds) {
  int result = epoll_wait(epoll, events, room, milliseconds);
  return result < 0 ? -errno : result;
}

uint64_t countersign_epoll_token(const struct epoll_event *event) { return event->data.u64; }

int countersign_eventfd(void) {
  int result = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  return result < 0 ? -errno : result;
}

int countersign_eventfd_signal(int descriptor) {
  uint64_t one = 1;
  return write(descriptor, &one, sizeof(one)) == sizeof(one) ? 0 : -errno;
}

int countersign_eventfd_clear(int descriptor) {
  uint64_t count;
  return read(descriptor, &count, sizeof(count)) == sizeof(count) ? 0 : -errno;
}

int countersign_wait_readable(int descriptor, int milliseconds) {
  struct pollfd entry = {.fd = descriptor, .events = POLLIN};
  int result = poll(&entry, 1, milliseconds);
  return result < 0 ? -errno : result;
}

int countersign_temporary_file(char *name) {
  int result = mkostemp(name, O_CLOEXEC);
  return result < 0 ? -errno : result;
}

int countersign_open_null(void) {
  int result = open("/dev/null", O_RDONLY | O_CLOEXEC);
  return result < 0 ? -errno : result;
}
