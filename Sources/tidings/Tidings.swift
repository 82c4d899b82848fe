import ArgumentParser

/// The command line.
struct Tidings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tidings",
        abstract: "Bring in a shop's data, keep its segments and tiers, and send the right mail.",
        discussion: """
            A workspace is a folder with Jobs/*.yaml and Templates/*.html; settings are in \
            Jobs/workspace.yaml. Commands work on the workspace in the current folder, or in the \
            one that --workspace names.

            Exit codes: 0 done, 1 a job failed, 2 usage, 3 invalid definition, 4 done with \
            rejects (--strict), 5 the plan has changes (--detailed-exitcode), 6 refused, \
            7 a feed is missing or a guard tripped, 8 infrastructure down, 9 unknown messages, \
            70 a fault of Tidings.
            """,
        version: Version.text,
        subcommands: [
            Init.self, Demo.self, Check.self, Plan.self, Run.self, Retry.self, Resume.self,
            Backfill.self, Cancel.self, Pause.self, Unpause.self, Send.self, Resolve.self,
            Bounces.self,
            Runs.self, Show.self, Logs.self, Digest.self, Rejects.self, Segments.self, Tiers.self,
            Explain.self,
            Messages.self, Report.self, Caps.self, Vouchers.self, Suppressions.self, Preview.self,
            SendTest.self, Erase.self, Export.self, DB.self, Formats.self, Classes.self,
            Doctor.self, Schedule.self, Serve.self, Unit.self, Containerfile.self, Completion.self,
            Manual.self, EditorSchema.self,
        ])
}

/// The program's version.
enum Version {
    static let text = "0.1.0"
}
