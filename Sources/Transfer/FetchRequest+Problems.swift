internal import Foundation
internal import Problems

/// The problems of a fetch. None shows an address's query or path: they may hold a key.
extension FetchRequest {
    private var subject: String { "\(name) of the source \"\(source)\"" }
    private var host: String { url.host() ?? "" }

    private func problem(
        _ kind: Problem.Kind, _ summary: String, hint: String, cause: String? = nil
    ) -> Problem {
        Problem(kind, summary, at: place, hint: hint, cause: cause)
    }

    var missing: Problem {
        problem(
            .guarded, "\(subject) is missing on \(host)",
            hint: "Look whether it was delivered, and whether the address and the file's name are "
                + "right.")
    }

    var webPage: Problem {
        problem(
            .guarded, "\(subject) is a web page and no feed",
            hint: "The server may ask for a login or show an error: open the address in a browser.")
    }

    var tooLarge: Problem {
        problem(
            .guarded, "\(subject) has more than \(largest) bytes",
            hint: "If it may be that large, say so at the source, as \"max_size: 8 GB\".")
    }

    var tooManyFiles: Problem {
        problem(
            .guarded, "the folder of \(subject) on \(host) is too long to be listed",
            hint: "Have old files moved away, or name the one file, as orders-{date}.csv.")
    }

    func busy(_ status: Int) -> Problem {
        problem(
            .infrastructure, "\(host) cannot give \(subject) now (HTTP \(status))",
            hint: "It was tried \(tries): run the job again later.")
    }

    func refused(_ status: Int) -> Problem {
        problem(
            .guarded, "\(host) does not give \(subject) (HTTP \(status))",
            hint: "Ask who runs the server whether the address is right.")
    }

    func denied(_ cause: String) -> Problem {
        problem(
            .infrastructure, "\(host) does not let us have \(subject)",
            hint: "Check the source's user and password\(scheme == "sftp" ? ", or its key" : ""), "
                + "and what they may read.",
            cause: cause)
    }

    func unreachable(_ cause: String) -> Problem {
        problem(
            .infrastructure, "\(subject) could not be fetched from \(host)",
            hint: "It was tried \(tries): check the network and the server, and run the job again.",
            cause: cause)
    }

    func unverified(_ cause: String) -> Problem {
        problem(
            .infrastructure, "\(host) does not prove who it is",
            hint: "Its certificate is out of date, for another name, or signed by nobody known: "
                + "ask who runs the server. Nothing was sent to it.",
            cause: cause)
    }

    var unknownHost: Problem {
        let port = url.port.map { "-p \($0) " } ?? ""
        return problem(
            .infrastructure, "the key of \(host) is not among the known hosts",
            hint:
                "If the server is new, run `ssh-keyscan \(port)\(host) >> \(knownHosts ?? "FILE")` "
                + "and ask its owner whether the key is theirs. If it was known, somebody may "
                + "stand in between.")
    }

    func sentAway(to other: URL) -> Problem {
        let target = other.host()?.lowercased() ?? ""
        if other.scheme?.lowercased() != "https", scheme == "https" {
            return problem(
                .guarded, "\(host) sends from https on to an address without TLS for \(subject)",
                hint: "Ask who runs the server: what comes that way could be anybody's.")
        }
        return problem(
            .guarded, "\(host) sends on to \(target) for \(subject)",
            hint: "If that is right, name the host at the source: \"hosts: [\(target)]\".")
    }

    var circling: Problem {
        problem(
            .guarded, "\(host) sends on again and again for \(subject)",
            hint: "Open the address in a browser, and write where it ends as the source's url.")
    }

    func notWritten(_ cause: String) -> Problem {
        problem(
            .infrastructure, "\(subject) could not be written to \(folder.path)",
            hint: "Check that the disk has room and that Tidings may write there.", cause: cause)
    }

    /// What is wrong before anybody is asked; nil if nothing is.
    var unfit: Problem? {
        for (key, file) in [
            ("known_hosts", knownHosts), ("key", keyFile), ("ca", authorities),
        ] {
            if let file, !FileManager.default.isReadableFile(atPath: file) {
                return problem(
                    .definition, "the file of the source \"\(source)\" under \"\(key)\" is missing",
                    hint: "Expected it at \(file).")
            }
        }
        return nil
    }

    private var tries: String { retries == 0 ? "once" : "\(retries + 1) times" }
}
