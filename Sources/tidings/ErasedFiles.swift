import Foundation

/// The files of the state folder that hold something of an erased customer's messages: mails in the
/// outbox, and lines in journals of senders that are gone.
struct ErasedFiles {
    let stateFolder: URL

    /// Removes mails and journal lines by their Message-IDs and says how many files changed.
    func remove(_ messageIDs: [String]) -> Int {
        guard !messageIDs.isEmpty else { return 0 }
        return removeMails(messageIDs) + cleanJournals(messageIDs)
    }

    private func removeMails(_ messageIDs: [String]) -> Int {
        let folder = stateFolder.appendingPathComponent("outbox")
        let names = Set(messageIDs.map { "\($0.filter { !"<>".contains($0) })" })
        return files(in: folder).count { file in
            names.contains { file.lastPathComponent.contains($0) } && removed(file)
        }
    }

    /// A journal that a sender holds is left: its lines go with it when the sender is done.
    private func cleanJournals(_ messageIDs: [String]) -> Int {
        files(in: stateFolder.appendingPathComponent("journal")).count { file in
            guard let text = try? String(contentsOf: file, encoding: .utf8),
                messageIDs.contains(where: text.contains), isAbandoned(file)
            else { return false }
            let kept = text.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { line in !messageIDs.contains { line.contains($0) } }
            do {
                try kept.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
                return true
            } catch {
                return false
            }
        }
    }

    private func isAbandoned(_ file: URL) -> Bool {
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }

    /// None when the folder is not there.
    private func files(in folder: URL) -> [URL] {
        (try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)) ?? []
    }

    /// What is gone already is gone.
    private func removed(_ file: URL) -> Bool {
        (try? FileManager.default.removeItem(at: file)) != nil
    }
}
