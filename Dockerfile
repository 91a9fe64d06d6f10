# syntax=docker/dockerfile:1
# Two stages: Maven and a JDK make the program and a Java of just the modules it needs; both go into a small Debian.
# docs/DOCKER.md says what the image needs and where it writes. Other bases by --build-arg, as docker/prove does.
ARG BUILD_IMAGE=maven:3.9.16-eclipse-temurin-25
ARG RUNTIME_IMAGE=debian:13.6-slim

FROM ${BUILD_IMAGE} AS build
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
WORKDIR /source
COPY pom.xml ./
COPY sentinel/pom.xml sentinel/
COPY sentinel/src/build sentinel/src/build
COPY sentinel/src/main sentinel/src/main
# Downloads stay in a cache beside the layers; settings with a mirror or a proxy come as a secret and stay in none.
RUN --mount=type=cache,target=/maven \
    --mount=type=secret,id=maven-settings \
    options=(-Dmaven.repo.local=/maven); \
    if [[ -s /run/secrets/maven-settings ]]; then options+=(--settings /run/secrets/maven-settings); fi; \
    mvn -B -q "${options[@]}" -Dmaven.test.skip=true package
COPY bin /opt/sentinel/bin
COPY docker/health /opt/sentinel/bin/
COPY config /opt/sentinel/config
COPY contracts /opt/sentinel/contracts
COPY LICENSE .env.example /opt/sentinel/
# Whole seconds: the class archive knows the jars by their times, and a layer does not keep parts of one.
RUN cp -a sentinel/target/sentinel /opt/sentinel/program \
 && rm -rf /opt/sentinel/program/archives \
 && find /opt/sentinel -exec touch --no-dereference --date=2026-01-01T00:00:00Z {} +
# jdeps sees what classes name; jdk.crypto.ec is found by name only, and older servers want its curves.
RUN cd /opt/sentinel/program \
 && modules=$(jdeps --multi-release 25 --ignore-missing-deps --print-module-deps --class-path 'lib/*' sentinel.jar lib/*.jar | tail -n 1) \
 && jlink --add-modules "$modules,jdk.crypto.ec" --compress zip-6 --exclude-files "**.debuginfo" --generate-cds-archive \
      --no-header-files --no-man-pages --output /opt/java

FROM ${RUNTIME_IMAGE}
ARG REVISION=unknown
LABEL org.opencontainers.image.title="DATAFLOW-SENTINEL" \
      org.opencontainers.image.description="Fetches daily market bars and says for every exchange session whether its bar is there" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.documentation="docs/DOCKER.md"
RUN groupadd --system --gid 10001 sentinel \
 && useradd --system --uid 10001 --gid 10001 --home-dir /project --no-create-home --shell /usr/sbin/nologin sentinel \
 && install -d -o sentinel -g sentinel /project /project/data /project/logs
COPY --from=build /opt/java /opt/java
COPY --from=build /opt/sentinel /opt/sentinel
COPY config /project/config
# The launcher looks for no other Java; file names are UTF-8, times UTC.
ENV SENTINEL_JAVA_HOME=/opt/java \
    LANG=C.UTF-8 \
    TZ=UTC \
    PATH=/opt/sentinel/bin:$PATH
# Made here and not in the build stage: it fits the very files of this image, and shows that the program starts in it.
RUN SENTINEL_ARCHIVE=make sentinel \
 && SENTINEL_JAVA_OPTS=-XX:AOTMode=on sentinel doctor --offline --data /tmp/empty | grep '^ok  *class archive' \
 && rm -rf /tmp/*
USER 10001:10001
WORKDIR /project
VOLUME ["/project/data", "/project/logs"]
HEALTHCHECK --interval=5m --timeout=1m --start-period=2m --retries=3 CMD ["health"]
ENTRYPOINT ["sentinel"]
CMD ["--help"]
