import Foundation
import Problems

/// Folders that only one user may enter.
enum PrivateFolder {
    /// Makes a folder with mode 0700 for a user, or checks that what is there is just that.
    ///
    /// `/tmp` is open to all: a folder of that name that belongs to someone else, is a link or
    /// lets others in could be a trap, and is refused.
    static func make(_ folder: URL, for user: ServerUser) throws(Problem) {
        if mkdir(folder.path, 0o700) == 0 {
            guard !user.isOther || chown(folder.path, user.id, user.group) == 0 else {
                throw cannotMake(folder, errno)
            }
            return
        }
        guard errno == EEXIST else { throw cannotMake(folder, errno) }
        var status = stat()
        guard lstat(folder.path, &status) == 0 else { throw cannotMake(folder, errno) }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        // Root may have been stopped between making the folder and giving it away.
        if isFolder, status.st_uid == geteuid(), user.isOther {
            guard chown(folder.path, user.id, user.group) == 0 else {
                throw cannotMake(folder, errno)
            }
            status.st_uid = user.id
        }
        guard isFolder, status.st_uid == user.id, status.st_mode & 0o077 == 0 else {
            throw notPrivate(folder, user)
        }
    }
}

extension PrivateFolder {
    private static func cannotMake(_ folder: URL, _ code: Int32) -> Problem {
        Problem(
            .infrastructure, "cannot make the folder \(folder.path)",
            hint: "Check that this user may write there and that the disk has room.",
            cause: String(cString: strerror(code)))
    }

    private static func notPrivate(_ folder: URL, _ user: ServerUser) -> Problem {
        Problem(
            .infrastructure, "\(folder.path) is not a private folder of the user \(user.name)",
            hint: "Someone else may have put it there: look at it, delete it and try again.")
    }
}
