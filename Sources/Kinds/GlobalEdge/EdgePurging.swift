import Model
import NcloudClient
import OrderedJSON

/// How what a kind's objects have cached is thrown away. Never a part of a plan: it is done when somebody asks for it.
public struct Purging: Sendable {
    /// One request, which is about paths of one sort.
    public struct Request: Hashable, Sendable {
        /// In words, for the history: `directory`.
        public var sort: String
        /// None for everything.
        public var paths: [String]
    }

    /// How far a request has come.
    public enum Progress: Hashable, Sendable {
        case running, done, failed
    }

    /// How an object is seen to have no cache, as one that is stopped.
    public struct Idleness: Sendable {
        /// The call that shows the status of an object.
        public let look: @Sendable (_ id: String) -> APIRequest
        /// The status at which an object has no cache and gets none by itself, by the answer to that call; nil at any other.
        public let status: @Sendable (_ answer: JSON) -> String?
    }

    /// How many requests the account may send in a minute.
    public let requestsPerMinute: Int
    /// How long a request is followed, several times what one takes.
    public let longest: Duration
    /// How an object is seen to have no cache; nil where the service says so itself, at once.
    public var idleness: Idleness?
    /// The requests for paths, or for everything where there are none.
    public let requests: @Sendable (_ paths: [String]) throws(Diagnostic) -> [Request]
    /// The call of a request.
    public let call: @Sendable (_ id: String, _ request: Request) -> APIRequest
    /// The numbers by which its answer says that a request is asked for.
    public let numbers: @Sendable (_ answer: JSON) -> [String]
    /// The call that shows how far one about the object with this id has come.
    public let status: @Sendable (_ id: String, _ number: String) -> APIRequest
    public let progress: @Sendable (_ answer: JSON) -> Progress
}

extension Purging {
    /// Source: purge-request, purge-request-info, edge-status, globaledge-quotas; globaledge-manage: 40 minutes.
    static let edge = Purging(
        requestsPerMinute: 10, longest: .seconds(4 * 3600),
        idleness: Idleness(
            look: { .rest(.globalEdge, .get, "/cdn-edges/\($0)/status") },
            status: { answer in
                answer["result"]?.text.flatMap {
                    ["STOPPING", "STOPPED", "DELETING", "DELETED"].contains($0) ? $0 : nil
                }
            }),
        requests: { paths throws(Diagnostic) in try EdgePurge.requests(paths) },
        call: { id, request in
            var body: JSON = ["edgeId": JSON(number: id), "purgeType": .string(EdgePurge.code(request.sort))]
            if !request.paths.isEmpty { body.put(.array(request.paths.map(JSON.string)), at: "purgeTarget") }
            return .rest(.globalEdge, .post, "/purge", body: body)
        },
        numbers: { answer in
            let result = answer["result"] ?? []
            return result.elements.isEmpty ? [result.text].compactMap(\.self) : result.elements.compactMap(\.text)
        },
        status: { _, number in .rest(.globalEdge, .get, "/purge/\(number)") },
        progress: { answer in
            switch answer.at("result.status")?.text {
            case "SUCCESS": .done
            case "FAILURE": .failed
            default: .running
            }
        })
}

/// Paths of an edge, and the requests that purge them.
enum EdgePurge {
    private static let codes: KeyValuePairs<String, String> = [
        "everything": "ALL", "directory": "DIRECTORY", "pattern": "PATTERN", "file": "URL",
    ]
    static let mostPaths = 100
    private static let longestPath = 3800
    private static let longestRequest = 15_000

    static func code(_ sort: String) -> String { codes.first { $0.key == sort }?.value ?? "URL" }

    /// Each request has paths of one sort, in the order in which they were given.
    /// - Parameter most: how many paths of a sort a request may have.
    static func requests(
        _ paths: [String], most: (_ sort: String) -> Int = { _ in EdgePurge.mostPaths }
    ) throws(Diagnostic) -> [Purging.Request] {
        guard !paths.isEmpty else { return [Purging.Request(sort: "everything", paths: [])] }
        var requests: [Purging.Request] = []
        var seen: Set<String> = []
        for path in paths where seen.insert(path).inserted {
            let sort = try Self.sort(of: path)
            let last = requests.lastIndex { $0.sort == sort }
            if let last, requests[last].paths.count < most(sort), length(requests[last]) + path.count <= longestRequest
            {
                requests[last].paths.append(path)
            } else {
                requests.append(Purging.Request(sort: sort, paths: [path]))
            }
        }
        return requests
    }

    private static func length(_ request: Purging.Request) -> Int { request.paths.reduce(0) { $0 + $1.count } }

    private static func sort(of path: String) throws(Diagnostic) -> String {
        guard path.hasPrefix("/") else {
            throw Diagnostic(
                code: "bad-path", "'\(path)' is not a path: it must begin with '/'",
                help: "write it as in /css/main.css")
        }
        guard path.count <= longestPath else {
            throw Diagnostic(
                code: "bad-path", "a path has \(path.count) characters; \(longestPath) are the most",
                help: "purge its directory: /directory/*")
        }
        guard path.contains("*") else { return "file" }
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let others = path.dropLast(name.count)
        if !others.contains("*"), name == "*" { return "directory" }
        if !others.contains("*"), name.hasPrefix("*."), !name.dropFirst(2).contains("*"), name.count > 2 {
            return "pattern"
        }
        throw Diagnostic(
            code: "bad-path", "'\(path)' has a '*' where none can be",
            help: "write /directory/* for a directory, /directory/*.png for files with an extension, or a whole path")
    }
}
