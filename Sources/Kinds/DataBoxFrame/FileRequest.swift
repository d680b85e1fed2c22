import Model
import NcloudClient
import OrderedJSON

/// A request to take files into a box or out of it: what both ways have in common. The cloud makes one entry of each file;
/// those of one request have its key in their memo, and are one object. Source: api/databoxframe.md §3.3, §3.4, §6, §9.
struct FileRequest: Sendable {
    let service: Service
    /// What boxes are in, and what it is called.
    let parent: ParentKind
    let parentTitle: String
    let boxKind: String
    /// A name of a storage volume, for readers.
    let volumeSample: String
    /// The members that hold the ids of parent and box, and what an entry shows.
    let ids: (parent: String, box: String)
    let entry: (memo: String, status: String, date: String)

    static let dataBox = FileRequest(
        service: .dataBoxFrame, parent: .dataBoxFrame, parentTitle: "frame", boxKind: "DataBox",
        volumeSample: "nasw381n1", ids: ("dataBoxFrameNo", "dataBoxNo"),
        entry: ("memo", "status", "applyDate"))

    /// The fields of both. What was asked for cannot change, and the key tells whether it was.
    var fields: [Field] {
        [
            Field(
                parent.field, .reference(parent.kind), .required, change: .createOnly, "The \(parentTitle) of the box."),
            Field("box", .reference(boxKind), .required, change: .createOnly, "The box."),
            Field(
                "volume", .string, .optional, change: .createOnly,
                "Name of the storage volume in the box, such as \(volumeSample) (default: its only one)."),
        ] + Self.common
    }

    private static let common: [Field] = [
        Field("bucket", .string, .required, change: .createOnly, "The Object Storage bucket."),
        Field(
            "memo", .string, .optional, change: .createOnly, constraints: [.length(0...longestMemo)],
            "A note; in the cloud, nacre appends the key to it to find the request."),
        Field(
            Kind.requestKey, .string, change: .replace, constraints: [.apiName, .length(1...16)],
            """
            What distinguishes this request from others (default: made from all fields, so that any change is a new request). A \
            request with the same key is never made twice.
            """),
    ]

    /// What imports and exports of both services have for an identity.
    static let identity = Kind.Identity(id: "key", marker: [Kind.requestKey])

    /// How an import comes, by the call of that name. No call cancels one.
    static func importing(by call: String) -> Kind.Life {
        Kind.Life(
            creation: Kind.Procedure([call], seconds: 60, timeout: 3600),
            deletion: .refused(
                "the API cannot cancel an import", advice: "set lifecycle.onRemove: retain, and it is only forgotten"),
            disruption: .none, isOnce: true)
    }

    /// How an export comes and is cancelled, by the calls of these names.
    static func exporting(by call: String, cancelledBy cancellation: String) -> Kind.Life {
        Kind.Life(
            creation: Kind.Procedure([call], seconds: 60, timeout: 3600),
            deletion: Kind.Procedure([cancellation], seconds: 5, timeout: 600), disruption: .none, isOnce: true)
    }

    static let seen: [Field] = [
        .computed("requestIds", .list(.string), "Numbers of the entries that the cloud made, one for each file."),
        .computed("fileStatuses", .list(.string), "Status code of each file."),
        .computed("status", "Status code of the file that is furthest behind."),
        .computed("created", "When it was requested, Korean time."),
    ]

    /// The mark that holds a request's key in its memo.
    private static let tag = "key:"
    /// What a mark with a key of 16 characters leaves of a memo of 50.
    private static let longestMemo = 51 - TaggedMemo(text: "x", tag: tag + "0123456789abcdef").wire.count

    func memo(_ desired: DesiredObject) -> JSON {
        let key = desired.text(Kind.requestKey) ?? ""
        return .string(TaggedMemo(text: desired.text("memo") ?? "", tag: Self.tag + key).wire)
    }

    /// The requests that nacre made among the entries of a list, in the order in which they were made.
    /// - Parameters:
    ///   - id: the member that is an entry's number.
    ///   - worst: the status codes from the one that is furthest behind on.
    func objects(
        _ kind: String, _ entries: [JSON], id: String, in parent: String, statuses worst: [String]
    ) -> [LiveObject] {
        var groups: [(key: String, entries: [JSON])] = []
        for entry in entries {
            let mark = TaggedMemo(wire: entry[self.entry.memo]?.text ?? "").tag ?? ""
            guard mark.hasPrefix(Self.tag), entry.nonEmpty(id) != nil else { continue }
            let key = String(mark.dropFirst(Self.tag.count))
            if let index = groups.firstIndex(where: { $0.key == key }) {
                groups[index].entries.append(entry)
            } else {
                groups.append((key, [entry]))
            }
        }
        return groups.map { key, entries in
            let statuses = entries.map { $0.nonEmpty(entry.status) ?? "" }
            let status = worst.first(where: statuses.contains) ?? statuses.first { !$0.isEmpty }
            let created = entries.compactMap { $0.nonEmpty(entry.date) }.min()
            return LiveObject(
                kind: kind, id: key,
                attributes: [
                    self.parent.field: .string(parent), "box": Value(entries.first?.nonEmpty(ids.box)),
                    Kind.requestKey: .string(key), "requestIds": Value(texts: entries.compactMap { $0.nonEmpty(id) }),
                    "fileStatuses": Value(texts: statuses), "status": Value(status), "created": Value(created),
                ], status: status, created: created)
        }
    }

    /// The numbers that every call about a box wants.
    func numbers(_ desired: DesiredObject) -> [(String, JSON)] {
        [
            (ids.parent, JSON(number: desired.text(parent.field) ?? "")),
            (ids.box, JSON(number: desired.text("box") ?? "")),
        ]
    }

    /// The number of something in the box that the manifest calls by its name, or of the only one there is.
    /// - Parameters:
    ///   - noun: what it is, and the field that names it.
    ///   - orFirst: whether the first one is meant where there are several and the manifest names none.
    func number(
        named name: String?, _ noun: (title: String, field: String), of desired: DesiredObject, listedBy path: String,
        _ members: (number: String, name: String), orFirst: Bool = false, through session: any CallSession
    ) async throws(StepFailure) -> JSON {
        let query: Parameters = [
            ids.parent: desired.text(parent.field) ?? "", ids.box: desired.text("box") ?? "",
        ]
        let answer = try await StepFailure.wrapping { () throws(APIFailure) in
            try await session.call(.rest(service, .get, path, query: query))
        }
        let found = (answer["content"]?.elements ?? []).compactMap { row -> (name: String, number: String)? in
            guard let number = row.nonEmpty(members.number) else { return nil }
            return (row.nonEmpty(members.name) ?? number, number)
        }
        let meant = found.filter { name == nil || $0.name == name }
        if let only = meant.first, meant.count == 1 || orFirst { return JSON(number: only.number) }
        let names = found.map(\.name).joined(separator: ", ")
        throw .diagnostic(
            Diagnostic(
                code: "file-request",
                name.map { "the box has no \(noun.title) named \($0)" }
                    ?? (found.isEmpty ? "the box has no \(noun.title)" : "the box has several \(noun.title)s"),
                help: found.isEmpty ? "create one first" : "set \(noun.field) to one of: \(names)"))
    }

    /// Cancels an export whose files nobody has decided yet, file by file. Of one that was decided in part, the decided files
    /// stay.
    /// - Parameters:
    ///   - undecided: the status codes of such files.
    ///   - cancellation: the call that cancels a file.
    static func cancel(
        _ export: ManagedObject, whereIn undecided: Set<String>, by cancellation: (_ file: String) -> APIRequest
    ) async throws(StepFailure) {
        let numbers = export.live.attributes["requestIds"]?.elements.compactMap(\.text) ?? []
        let statuses = export.live.attributes["fileStatuses"]?.elements.compactMap(\.text) ?? []
        let open = zip(numbers, statuses).filter { undecided.contains($0.1) }.map(\.0)
        guard !open.isEmpty else {
            // A run that died has cancelled what was open.
            if export.session.remembered(cancelling) != nil { return }
            throw .refused(
                "the export was decided already and cannot be cancelled",
                help: "set lifecycle.onRemove: retain, and it is only forgotten")
        }
        export.session.remember(cancelling, true)
        for number in open { try await export.delete(cancellation(number)) }
        if open.count == numbers.count { try await export.wait(until: .gone) }
    }

    /// What is kept while files are cancelled, for the run that goes on.
    private static let cancelling = "cancelling"

    /// Takes the answer of a request for granted only where it has an entry; otherwise the request is looked for.
    static func creation(_ answer: JSON, id: String, _ desired: DesiredObject) -> Creation {
        let isMade = (answer["content"]?.elements ?? []).contains { $0.nonEmpty(id) != nil }
        return Creation(id: isMade ? desired.text(Kind.requestKey) : nil)
    }
}
