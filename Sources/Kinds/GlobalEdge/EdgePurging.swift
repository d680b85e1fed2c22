import Model
import NcloudClient
import OrderedJSON

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
            var body: JSON = ["edgeId": JSON(number: id)]
            // A request of no known sort is one that the service rejects.
            if let sort = EdgePurge.Sort(rawValue: request.sort) { body.put(.string(sort.code), at: "purgeType") }
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
    /// What the paths of a request are. The raw value is the word for the history.
    enum Sort: String {
        case everything, directory, pattern, file

        /// Source: purge-request.
        var code: String {
            switch self {
            case .everything: "ALL"
            case .directory: "DIRECTORY"
            case .pattern: "PATTERN"
            case .file: "URL"
            }
        }
    }

    static let mostPaths = 100
    private static let longestPath = 3800
    private static let longestRequest = 15_000

    /// Each request has paths of one sort, in the order in which they were given.
    /// - Parameter most: how many paths of a sort a request may have.
    static func requests(
        _ paths: [String], most: (_ sort: String) -> Int = { _ in EdgePurge.mostPaths }
    ) throws(Diagnostic) -> [Purging.Request] {
        guard !paths.isEmpty else { return [Purging.Request(sort: Sort.everything.rawValue, paths: [])] }
        var requests: [Purging.Request] = []
        var seen: Set<String> = []
        for path in paths where seen.insert(path).inserted {
            let sort = try Self.sort(of: path).rawValue
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

    private static func sort(of path: String) throws(Diagnostic) -> Sort {
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
        guard path.contains("*") else { return .file }
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let others = path.dropLast(name.count)
        if !others.contains("*"), name == "*" { return .directory }
        if !others.contains("*"), name.hasPrefix("*."), !name.dropFirst(2).contains("*"), name.count > 2 {
            return .pattern
        }
        throw Diagnostic(
            code: "bad-path", "'\(path)' has a '*' where none can be",
            help: "write /directory/* for a directory, /directory/*.png for files with an extension, or a whole path")
    }
}
