// Throws arbitrary bytes at the readers of feeds' files.
//
// Built as usual, the program replays files: all of a folder, or those that are named, each as one
// case. Nothing is printed unless a case breaks a rule; then the program ends with a trap.
//
//     swift build --product tidings-fuzz
//     .build/debug/tidings-fuzz seeds /tmp/corpus     # writes a few cases to begin with
//     .build/debug/tidings-fuzz /tmp/corpus
//
// Built with libFuzzer, which comes with Swift's toolchain on Linux, it makes cases of its own, and
// takes libFuzzer's options:
//
//     swift build -c release --scratch-path .build/fuzz --product tidings-fuzz \
//         -Xswiftc -sanitize=fuzzer,address -Xswiftc -DFUZZING \
//         -Xswiftc -Xclang-linker -Xswiftc -fuse-ld=lld
//     SWIFT_BACKTRACE=enable=no nice .build/fuzz/release/tidings-fuzz \
//         -max_total_time=600 -max_len=4096 /tmp/corpus
//
// With `csv` or `xml` as the first word all cases are of that format.
//
// A case that breaks a rule is left in the folder as crash-…: replay it with the plain program,
// mend what it shows, and make a test of it. FuzzCase.swift says how a case is read, FeedProbe.swift
// what must hold.

import Foundation

@main
enum TidingsFuzz {
    /// The program's words, without a format. Kept, so that no checker takes them for lost.
    private static let words = Array(
        CommandLine.arguments.dropFirst(FuzzCase.format == nil ? 1 : 2))

    static func main() throws {
        if words.first == "seeds", let folder = words.dropFirst().first {
            return try FuzzSeeds.write(to: URL(filePath: folder))
        }
        #if FUZZING
        var count = takeFormatOut()
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(
            runDriver(&count, &arguments) { bytes, count in
                FeedProbe.shared.run(
                    FuzzCase(Array(UnsafeBufferPointer(start: bytes, count: count))))
                return 0
            })
        #else
        for path in try words.flatMap(files) {
            FeedProbe.shared.run(FuzzCase([UInt8](try Data(contentsOf: URL(filePath: path)))))
        }
        #endif
    }

    /// The files of a folder, or the file itself.
    private static func files(_ path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            isFolder.boolValue
        else { return [path] }
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
            .map { path + "/" + $0 }
    }
}

#if FUZZING
extension TidingsFuzz {
    /// Takes the format out of the program's words, which the driver would take for a folder; their
    /// number without it.
    private static func takeFormatOut() -> Int32 {
        guard FuzzCase.format != nil else { return CommandLine.argc }
        let last = Int(CommandLine.argc) - 1
        for index in 1..<last { CommandLine.unsafeArgv[index] = CommandLine.unsafeArgv[index + 1] }
        CommandLine.unsafeArgv[last] = nil
        return Int32(last)
    }
}

/// libFuzzer's loop, for programs with a main of their own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32
#endif
