# syntax=docker/dockerfile:1
# Trunkline in a container. Both images must be glibc ones (Debian, Ubuntu; not Alpine): the voice activity detector is native.
ARG JDK_IMAGE=eclipse-temurin:17-jdk
ARG JRE_IMAGE=eclipse-temurin:17-jre

FROM ${JDK_IMAGE} AS build
WORKDIR /src
# The weights of the ears come from npm packages; without npm the build brings Sphinx.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends npm > /dev/null && rm -rf /var/lib/apt/lists/*
COPY . .
# What --version, trunkline_build_info and the log call this build: --build-arg GIT_COMMIT=$(git rev-parse HEAD)
ARG GIT_COMMIT=
RUN --mount=type=cache,target=/root/.m2 --mount=type=cache,target=/root/.cache ./mvnw -q -B -ntp -DskipTests -Dtrunkline.commit="$GIT_COMMIT" package

FROM ${JRE_IMAGE}
LABEL org.opencontainers.image.title="Trunkline" \
      org.opencontainers.image.licenses="GPL-3.0-or-later"
RUN groupadd --gid 10001 trunkline && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin trunkline
# trunkline-slim.jar: the bridge alone, for an EVI that is elsewhere (EVI_URL).
ARG JAR=trunkline.jar
COPY --from=build /src/target/${JAR} /app/trunkline.jar
COPY --from=build /src/LICENSE /app/
# One simulated call shows the JVM what is used: it keeps those classes ready to be mapped. Where the archive does not fit, or the
# call goes wrong on a busy builder, nothing is lost but time.
RUN cd /tmp && { java -XX:ArchiveClassesAtExit=/app/trunkline.jsa -jar /app/trunkline.jar call || true; } && rm -f call.*
USER 10001:10001
WORKDIR /tmp

# From outside of the container only 0.0.0.0 can be reached. Without TWILIO_AUTH_TOKEN requests that are not from loopback are
# refused all the same, so a container without the token answers nobody but itself.
ENV TRUNKLINE_BIND=0.0.0.0
EXPOSE 8080

# bash alone, because no image promises curl. It speaks no TLS: with a certificate, that somebody listens must do.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${TRUNKLINE_PORT:-8080} && { [ -n \"$TRUNKLINE_TLS_CERTIFICATE\" ] || { printf 'GET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && grep -q ' 200 ' <&3; }; }"]

# 60 %: the rest is for sound and sockets outside of the heap, and for threads. Out of memory is not survived half-way.
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/app/trunkline.jsa", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/trunkline.jar"]
CMD ["serve"]
