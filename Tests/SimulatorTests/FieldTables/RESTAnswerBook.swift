import OrderedJSON

@testable import Simulator

/// What a call of a REST service answers when it is done: the HTTP status, and the shape of the body.
struct RESTAnswer: Sendable {
    let status: Int
    /// nil for an empty body.
    let body: FieldTable.Shape?

    init(_ body: FieldTable.Shape?, status: Int = 200) {
        self.status = status
        self.body = body
    }

    static let empty = RESTAnswer(nil)
    static let noContent = RESTAnswer(nil, status: 204)

    static func object(_ table: FieldTable, status: Int = 200) -> RESTAnswer {
        RESTAnswer(.object(table), status: status)
    }

    static func list(_ table: FieldTable) -> RESTAnswer { RESTAnswer(.elements(table)) }

    func problems(in reply: TestClient.Reply) -> [String] {
        guard reply.status == status else { return ["HTTP \(reply.status) \(reply.body)"] }
        guard let body else { return reply.body.isEmpty ? [] : ["a body, where none is documented: \(reply.body)"] }
        return body.problems(in: reply.json)
    }
}

/// Calls a REST service and keeps what is wrong with its answers, for a look at every call of a whole story.
final class RESTAnswerBook {
    let client: TestClient
    private let base: String
    private let answers: [String: RESTAnswer]
    private(set) var problems: [String] = []
    private var called: Set<String> = []
    private var filled: Set<String> = []

    /// - Parameters:
    ///   - base: what the paths begin with, such as `/dns/v2`.
    ///   - answers: by method and path, `:` for an id: `GET /domains/:`.
    init(_ client: TestClient, _ base: String, _ answers: [String: RESTAnswer]) {
        self.client = client
        self.base = base
        self.answers = answers
    }

    /// Makes a call, and holds its answer against what is documented of it.
    @discardableResult
    func call(_ method: String, _ path: String, _ body: JSON? = nil) -> JSON {
        record(send(method, path, body), to: method, path)
    }

    /// Holds the answer to a call that was made in another way against what is documented of it.
    @discardableResult
    func record(_ reply: TestClient.Reply, to method: String, _ path: String) -> JSON {
        guard let name = name(of: method, path), let answer = answers[name] else {
            problems.append("\(method) \(path) is not documented")
            return reply.json
        }
        called.insert(name)
        problems += answer.problems(in: reply).map { "\(name): \($0)" }
        if !reply.json.elements.isEmpty { filled.insert(name) }
        filled.formUnion(answer.body?.filledLists(in: reply.json) ?? [])
        return reply.json
    }

    /// The required members without which a call is made all the same; each is left out of a call of its own.
    /// - Parameters:
    ///   - members: their paths, such as `name` or `rules.0.port`.
    ///   - isRefused: what a refusal looks like.
    func accepted(
        without members: String, _ method: String, _ path: String, _ body: JSON,
        isRefused: (TestClient.Reply) -> Bool = { (400...499).contains($0.status) }
    ) -> [String] {
        members.split(separator: " ").map(String.init).filter { member in
            !isRefused(send(method, path, body.without(member)))
        }
    }

    /// The calls that nobody has made, and the lists that were empty each time.
    var unseen: [String] {
        let lists = answers.values.reduce(into: Set<String>()) { $0.formUnion($1.body?.lists ?? []) }
        let bare = answers.filter { if case .elements? = $0.value.body { true } else { false } }.keys
        return Set(answers.keys).subtracting(called).union(lists.union(bare).subtracting(filled)).sorted()
    }

    private func send(_ method: String, _ path: String, _ body: JSON?) -> TestClient.Reply {
        client.send(method, base + path, body: body?.serialized() ?? "", type: "application/json")
    }

    /// The documented call that a path fits; fixed words come before ids.
    private func name(of method: String, _ path: String) -> String? {
        let words = path.prefix { $0 != "?" }.split(separator: "/")
        let fitting = answers.keys.filter { name in
            let parts = name.split(separator: " ", maxSplits: 1)
            let pieces = parts.count > 1 ? parts[1].split(separator: "/") : []
            return parts[0] == method && pieces.count == words.count
                && zip(pieces, words).allSatisfy { $0 == ":" || $0 == $1 }
        }
        func ids(_ name: String) -> Int { name.count { $0 == ":" } }
        return fitting.min { ids($0) < ids($1) }
    }
}

extension RESTService {
    /// Its calls, each as `GET /domains/:`.
    var calls: Set<String> {
        Set(kinds.compactMap { $0 as? RESTKind }.flatMap(\.routes).map(\.name))
    }
}

extension RESTRoute {
    /// Method and path, as field tables name a call.
    var name: String { "\(method) /" + pieces.joined(separator: "/") }
}

extension JSON {
    /// The same without the member at a path; pieces of it are members, or places in a list.
    func without(_ path: String) -> JSON {
        let pieces = path.split(separator: ".").map(String.init)
        return without(pieces: pieces[...])
    }

    private func without(pieces path: ArraySlice<String>) -> JSON {
        guard let first = path.first else { return self }
        let rest = path.dropFirst()
        switch self {
        case .object(var members):
            guard !rest.isEmpty else { return .object(members.filter { $0.key != first }) }
            members[first] = members[first]?.without(pieces: rest)
            return .object(members)
        case .array(var elements):
            guard let place = Int(first), elements.indices.contains(place) else { return self }
            elements[place] = elements[place].without(pieces: rest)
            return .array(elements)
        case .null, .bool, .integer, .number, .string: return self
        }
    }
}
