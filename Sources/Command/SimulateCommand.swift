import ArgumentParser
import Model
import Reporting
import Simulator

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Run a simulated NAVER Cloud on localhost.",
        discussion: "The first line printed is \"listening on http://127.0.0.1:PORT\".")

    @Option(help: "The port; 0 chooses a free one.")
    var port = 0

    @Option(help: "The UDP port for DNS queries about applied zones; 0 chooses a free one (default: none).")
    var dnsPort: Int?

    @Option(help: "The file that stores the simulated objects across restarts.", completion: .file())
    var state: String?

    @Option(help: "Speed factor relative to real time.")
    var speed = 1.0

    @Option(help: "Additional latency of every response, in milliseconds.")
    var latency = 0

    @Option(help: "Rate limit in calls per second; further calls get HTTP 429.")
    var rate: Double?

    @Option(help: "A fault script; see docs/simulator.md.", completion: .file())
    var faults: String?

    @Option(help: "A file to append every call and its response to, including secrets.", completion: .file())
    var record: String?

    @Option(help: "A file with initial objects.", completion: .file())
    var seed: String?

    @Option(help: "The accepted access key (default: NCLOUD_ACCESS_KEY, else the documented one).")
    var accessKey: String?

    @Option(help: "Its secret key (default: NCLOUD_SECRET_KEY, else the documented one).")
    var secretKey: String?

    @Flag(help: "Reject new Data Boxes, as the real service does since 2025-10-23.")
    var sunset = false

    @Option(
        help: ArgumentHelp(
            "An alternative interpretation of the vendor's documents; see docs/simulator.md. Repeatable."))
    var quirk: [Quirk] = []

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port must be between 0 and 65535") }
        guard dnsPort.map({ (0...65535).contains($0) }) ?? true else {
            throw ValidationError("--dns-port must be between 0 and 65535")
        }
        guard speed > 0 else { throw ValidationError("--speed must be above 0") }
        guard rate.map({ $0 > 0 }) ?? true else { throw ValidationError("--rate must be above 0") }
        guard latency >= 0 else { throw ValidationError("--latency must not be below 0") }
        guard (accessKey == nil) == (secretKey == nil) else {
            throw ValidationError("--access-key and --secret-key must be used together")
        }
    }

    func run() async throws {
        do {
            let options = try options()
            try await Interrupts.heeded { interrupts in
                let simulator = try await Simulator.start(options)
                interrupts.enter(.running)
                do throws(OutputFailure) {
                    let dns = simulator.dnsPort.map { "serving DNS on 127.0.0.1:\($0)\n" } ?? ""
                    try OutputStream.results.write("listening on \(simulator.url)\n\(dns)")
                } catch {
                    try await simulator.stop()
                    throw error
                }
                for await _ in interrupts.stream { break }
                try await simulator.stop()
            }
        } catch let error as SimulatorError {
            let problem = Diagnostic(code: "simulator", error.description)
            OutputStream.messages.attempt(DiagnosticReport.text([problem], style: .plain) + "\n")
            throw ExitStatus.error.exitCode
        }
    }

    private func options() throws -> SimulatorOptions {
        let environment = ProcessInfo.processInfo.environment
        var options = SimulatorOptions()
        options.port = port
        options.dnsPort = dnsPort
        options.worldFile = state
        options.announcesAddress = true
        options.speed = speed
        options.latency = .milliseconds(latency)
        options.rate = rate
        options.seedFile = seed
        options.recordingFile = record
        options.sunset = sunset
        options.quirks = Set(quirk)
        let access = accessKey ?? environment["NCLOUD_ACCESS_KEY_ID"] ?? environment["NCLOUD_ACCESS_KEY"]
        let secret = secretKey ?? environment["NCLOUD_SECRET_ACCESS_KEY"] ?? environment["NCLOUD_SECRET_KEY"]
        if let access, let secret { (options.accessKey, options.secretKey) = (access, secret) }
        if let faults { options.faults = try script(faults) }
        return options
    }

    private func script(_ path: String) throws -> FaultScript {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw ValidationError("cannot read the fault script \(path)")
        }
        return try FaultScript(parsing: String(decoding: data, as: UTF8.self))
    }
}

extension Quirk: ExpressibleByArgument {}
