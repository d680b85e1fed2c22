import Model
import NcloudClient
import OrderedJSON

extension Purging {
    /// Source: networking-cdn-requestcdnpluspurge, -getcdnpluspurgehistorylist, -requestglobalcdnpurge,
    /// -getglobalcdnpurgehistorylist. How many requests are allowed, how many files one may have, how long it takes and the words
    /// of its status are not documented. (inferred)
    static func cdn(_ family: CdnFamily) -> Purging {
        Purging(
            requestsPerMinute: 10, longest: .seconds(3600),
            requests: { paths throws(Diagnostic) in try CdnPurge.requests(paths, of: family) },
            call: { id, request in
                .action(family.service, "request\(family.noun)Purge", CdnPurge.parameters(id, request))
            },
            numbers: { answer in CdnPurge.entries(answer, family).compactMap { $0.nonEmpty("purgeId") } },
            status: { id, number in
                var parameters: Parameters = ["cdnInstanceNo": id]
                parameters.add("purgeIdList", [number])
                return .action(family.service, "get\(family.noun)PurgeHistoryList", parameters)
            },
            progress: { CdnPurge.progress(of: CdnPurge.entries($0, family).first) })
    }
}

/// Paths of a CDN+ or Global CDN instance, and the requests that purge them for all its domains.
enum CdnPurge {
    /// A request of CDN+ names one directory, one of Global CDN none.
    static func requests(_ paths: [String], of family: CdnFamily) throws(Diagnostic) -> [Purging.Request] {
        let requests = try EdgePurge.requests(paths) { $0 == "directory" ? 1 : EdgePurge.mostPaths }
        let offered =
            family.noun == CdnFamily.plus.noun ? ["everything", "file", "directory"] : ["everything", "file"]
        for request in requests where !offered.contains(request.sort) {
            throw Diagnostic(
                code: "bad-path",
                "'\(request.paths.first ?? "")' is a \(request.sort), which \(family.title) cannot purge",
                help: "name files one by one, or purge everything")
        }
        return requests
    }

    static func parameters(_ id: String, _ request: Purging.Request) -> Parameters {
        var parameters: Parameters = [
            "cdnInstanceNo": id, "isWholeDomain": "true", "isWholePurge": String(request.paths.isEmpty),
        ]
        switch request.sort {
        case "directory":
            let name = String((request.paths.first ?? "/*").dropLast(2))
            let directory: String = name.isEmpty ? "/" : name
            parameters.add("targetDirectoryName", directory)
        // The page's example has no slash before the name of a file.
        case "file": parameters.add("targetFileList", request.paths.map { String($0.dropFirst()) })
        default: break
        }
        return parameters
    }

    /// What an answer says of requests, in a list or by itself.
    static func entries(_ answer: JSON, _ family: CdnFamily) -> [JSON] {
        let noun = "\(family.noun.beginningSmall)PurgeHistory"
        return answer["\(noun)List"]?.elements ?? [answer[noun] ?? answer]
    }

    private static let failures: Set<String> = ["fail", "failed", "failure", "error"]
    private static let successes: Set<String> = [
        "complete", "completed", "success", "succeeded", "done", "finish", "finished",
    ]

    /// Whole words decide: `incomplete` is not complete. Words that are not known stand for a request that goes on, and so does one
    /// with `not` before it. Global CDN has no such words, only whether the purge has succeeded; one that failed cannot be told from one
    /// that goes on. (inferred)
    static func progress(of entry: JSON?) -> Purging.Progress {
        if entry?.flag("isSuccess") == true { return .done }
        let status = entry?.nonEmpty("purgeStatusName")?.lowercased() ?? ""
        let words = Set(status.split { !$0.isLetter }.map(String.init))
        if !words.isDisjoint(with: failures) { return .failed }
        return words.contains("not") || words.isDisjoint(with: successes) ? .running : .done
    }
}
