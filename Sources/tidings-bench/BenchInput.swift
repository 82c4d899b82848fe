import Foundation

/// The generated files: the same for the same number of rows, on any machine.
struct BenchInput {
    let rows: Int
    let folder: URL

    func write(_ subjects: [Subject]) throws {
        for subject in subjects {
            let name = subject.rawValue
            switch subject {
            case .customers:
                try CustomersFile(rows: rows)
                    .write(to: file("\(name).csv"), changed: file("\(name)-changed.csv"))
                try writeSame(name)
            case .orders:
                try OrderLinesFile(rows: rows * 5, customers: rows)
                    .write(to: file("\(name).csv"), changed: file("\(name)-changed.csv"))
                try writeSame(name)
            case .google:
                try ProductsFile(items: rows * 3 / 10, format: .google)
                    .write(to: file("\(name).xml"))
            case .onix:
                try ProductsFile(items: rows / 5, format: .onix).write(to: file("\(name).xml"))
            }
        }
    }

    private func file(_ name: String) -> URL { folder.appending(path: name) }

    /// The same rows in other bytes: one empty line more at the end, so that the file is read.
    private func writeSame(_ name: String) throws {
        let copy = file("\(name)-same.csv")
        try FileManager.default.copyItem(at: file("\(name).csv"), to: copy)
        let handle = try FileHandle(forWritingTo: copy)
        try handle.seekToEnd()
        try handle.write(contentsOf: Array("\n".utf8))
        try handle.close()
    }
}
