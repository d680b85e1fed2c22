import Model

/// What models are called: an object's name is what it goes by, so none may depend on what stands before it in a
/// document, or an addition would delete models and make them anew.
enum OpenAPIModelNames {
    private static let limit = 100

    /// What schemas are called in the gateway, by their names in the document.
    ///
    /// A name that the gateway takes stays. Of others that come out alike, each is told apart by what it was.
    static func names(of keys: [String]) -> [String: String] {
        let groups = Dictionary(grouping: Set(keys)) { plain($0) }
        var names: [String: String] = [:]
        for (plain, keys) in groups {
            if keys.contains(plain) { names[plain] = plain } else if keys.count == 1 { names[keys[0]] = plain }
        }
        let taken = Set(names.values)
        for (plain, keys) in groups {
            for key in keys where names[key] == nil { names[key] = apart(plain, key, from: taken) }
        }
        return names
    }

    /// A name in the letters that names of objects have, 100 at most.
    static func plain(_ name: String, dots: Bool = true) -> String {
        let letters = name.utf8.map {
            Address.isPlain($0) && (dots || $0 != UInt8(ascii: ".")) ? $0 : UInt8(ascii: "_")
        }
        return letters.isEmpty ? "_" : String(decoding: letters.prefix(limit), as: UTF8.self)
    }

    /// A name made different from others by what it stands for.
    static func apart(_ name: String, _ origin: String, from taken: Set<String>) -> String {
        let digest = Digest(of: Array(origin.utf8)).text
        let names = (6...digest.count).lazy.map { "\(name.prefix(limit - 1 - $0))_\(digest.prefix($0))" }
        return names.first { !taken.contains($0) } ?? "\(name.prefix(limit - 7))_\(digest.prefix(6))"
    }

    // MARK: Bodies without a name

    /// A name for a body, made of its operation and of what part of it that is: `GET /orders/{id}` and `Response200` make
    /// `GetOrdersIdResponse200`, which stays as long as the path does.
    struct Derived {
        /// What all bodies of the operation begin with, as far as it can be kept.
        var beginning: String
        var text: String

        init(_ method: String, _ path: String, _ part: String) {
            let words = path.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
            let joined = ([Substring(method.lowercased())] + words)
                .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            beginning = String(joined.prefix(limit - OpenAPIModelNames.longestPart.count))
            text = joined.prefix(limit - part.count) + part
        }
    }

    private static let longestPart = "Response200"

    /// The beginnings that several operations have: `GET /a-b` and `GET /a/b`. All of them are told apart.
    static func crowded(_ operations: [(method: String, path: String)]) -> Set<String> {
        var counts: [String: Int] = [:]
        for (method, path) in operations { counts[Derived(method, path, "").beginning, default: 0] += 1 }
        return Set(counts.filter { $0.value > 1 }.keys)
    }
}
