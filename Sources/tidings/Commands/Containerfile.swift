import ArgumentParser

struct Containerfile: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a Containerfile that builds Tidings and runs `tidings serve`.",
        discussion: """
            In a clone of Tidings' repository: tidings containerfile > Containerfile; then podman \
            build -t tidings . and podman run -v /srv/shop:/workspace --env-file shop.env -p \
            127.0.0.1:8025:8025 tidings. docker does the same.
            """)

    func run() { Console.out(ContainerImage.text) }
}

/// How an image is made: built with Swift's own image, run on the smaller one of its run-time libraries,
/// with the PostgreSQL that a workspace without a `database:` wants.
enum ContainerImage {
    static let text = """
        FROM docker.io/library/swift:6.2-bookworm AS build
        RUN apt-get update && apt-get install -y --no-install-recommends \\
            libpq-dev libcurl4-openssl-dev zlib1g-dev
        WORKDIR /source
        COPY Package.swift ./
        COPY Sources Sources
        COPY Tests Tests
        COPY Jobs Jobs
        COPY Templates Templates
        RUN swift build -c release --product tidings \\
            && cp "$(swift build -c release --show-bin-path)/tidings" /tidings

        FROM docker.io/library/swift:6.2-bookworm-slim
        RUN apt-get update && apt-get install -y --no-install-recommends \\
            libpq5 libcurl4 zlib1g ca-certificates tzdata postgresql \\
            && rm -rf /var/lib/apt/lists/*
        RUN useradd --create-home --uid 10001 tidings && mkdir /workspace \\
            && chown tidings:tidings /workspace
        COPY --from=build /tidings /usr/local/bin/tidings
        USER tidings
        WORKDIR /workspace
        VOLUME /workspace
        EXPOSE 8025
        STOPSIGNAL SIGTERM
        ENTRYPOINT ["tidings"]
        CMD ["serve", "--listen", "0.0.0.0:8025", "--log", "json"]
        """
}
