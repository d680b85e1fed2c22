import OrderedJSON

/// How long a service takes, in seconds of the simulated clock. (inferred)
struct DatabasePace: Sendable {
    /// Until a new instance is set up, and until it runs.
    var creation: (setUp: Double, ready: Double) = (60, 300)
    /// For users, databases and other settings.
    var setting: Double = 20
    /// For a server that is added, changed or restarted.
    var server: Double = 120
    var failOver: Double = 60
    var deletion: Double = 60
}

/// The statuses of instances and servers. Source: api/clouddb.md §1.
extension DatabaseFamily {
    var status: InstanceStatus { InstanceStatus(self("cloud*Instance")) }
    var serverStatus: InstanceStatus { InstanceStatus(self("cloud*ServerInstance")) }

    var running: [String: JSON] { status("CREAT", "NULL", "running") }
    var serverRunning: [String: JSON] { serverStatus("RUN", "NULL", "running") }

    var creation: [Transition] {
        [
            .now(status("INIT", "CREAT", "creating")),
            .after(seconds: pace.creation.setUp, status("CREAT", "SETUP", "settingUp")),
            .after(seconds: pace.creation.ready, running),
        ]
    }

    /// What every write to the users and databases of an instance makes it go through.
    var setting: [Transition] { busy("SETUP", "settingUp", seconds: pace.setting) }

    var deletion: [Transition] { [.now(status("DEL", "DEL", "deleting")), .gone(seconds: pace.deletion)] }

    /// An instance that does something for a while, and runs again.
    func busy(_ operation: String, _ name: String, seconds: Double) -> [Transition] {
        .passing(status("CREAT", operation, name), seconds: seconds, running)
    }

    var serverCreation: [Transition] { newServer(seconds: pace.creation.ready) }

    func newServer(seconds: Double) -> [Transition] {
        .passing(serverStatus("PEND", "CREAT", "creating"), seconds: seconds, serverRunning)
    }

    /// A server that does something for a while and then has other values.
    func busyServer(
        _ operation: String, _ name: String, from start: Double = 0, seconds: Double, then values: [String: JSON] = [:]
    ) -> [Transition] {
        [
            .after(seconds: start, serverStatus("RUN", operation, name)),
            .after(seconds: start + seconds, serverRunning.merging(values) { $1 }),
        ]
    }

    /// Writes are refused while an instance is made, changed or deleted. (inferred: the code)
    var isRunning: Check {
        Check { _, instance, _ throws(Failure) in try requireRunning(instance) }
    }

    func requireRunning(_ instance: Record) throws(Failure) {
        let isReady = instance[self("cloud*InstanceStatus")] == "CREAT"
        guard isReady, instance[self("cloud*InstanceOperation")] == "NULL" else {
            throw .notReady(5001, "Cloud DB instance")
        }
    }

    /// (inferred: the code)
    var isUnprotected: Check {
        Check { _, instance, _ throws(Failure) in
            guard !instance.flag("isDeleteProtection") else {
                throw .action("5001905", "The Cloud DB instance is protected from deletion.")
            }
        }
    }
}
