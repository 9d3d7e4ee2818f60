# Built where it stands: `docker compose up --build`. The first stage has the toolchain, the second one nothing but the program
# and the libraries that it calls.
ARG SWIFT_IMAGE=swift:6.3.1-bookworm
ARG DEBIAN_IMAGE=debian:12-slim

FROM ${SWIFT_IMAGE} AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends libsqlite3-dev libcurl4-openssl-dev zlib1g-dev libssl-dev libargon2-dev pkg-config \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY Package.swift ./
COPY Plugins Plugins
COPY Public Public
COPY migrations migrations
COPY Templates Templates
COPY Sources Sources
# Package.swift names every target, and SwiftPM wants their folders; test code is not built.
COPY Tests Tests
COPY Fuzz* Fuzz/
RUN swift build -c release --static-swift-stdlib --product countersign \
  && strip .build/release/countersign

FROM ${DEBIAN_IMAGE}
RUN apt-get update \
  && apt-get install -y --no-install-recommends libsqlite3-0 libcurl4 zlib1g libssl3 libargon2-1 libstdc++6 ca-certificates tzdata \
  && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 10001 countersign \
  && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin countersign \
  && install -d -o countersign -g countersign -m 0700 /data /keys
COPY --from=build /build/.build/release/countersign /usr/local/bin/countersign
USER 10001:10001
# The key lies beside the data and not in it, so that a backup of /data does not carry the key to its own secrets.
ENV COUNTERSIGN_LISTEN=0.0.0.0:8080 \
    COUNTERSIGN_DATA=/data \
    COUNTERSIGN_MASTER_KEY_FILE=/keys/master.key
VOLUME ["/data", "/keys"]
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=6s --start-period=20s --retries=3 CMD ["countersign", "healthcheck", "auto"]
ENTRYPOINT ["countersign"]
CMD ["serve"]
