import Model

/// What models are called: an object's name is what it goes by, so none may depend on what stands before it in a
/// document, or an addition would delete models and make them anew.
enum OpenAPIModelNames {
    private static let limit = 100

    /// What schemas are called in the gateway, by their names in the document.
    ///
    /// A name that the gateway takes stays. Any other carries a digest of itself, whether or not it would collide, so
    /// that it stays the same when others join.
    static func names(of keys: [String]) -> [String: String] {
        let whole = Set(keys).filter { plain($0) == $0 }
        var names = Dictionary(uniqueKeysWithValues: whole.map { ($0, $0) })
        for key in Set(keys).subtracting(whole) { names[key] = apart(stem(of: key), key, from: whole) }
        return names
    }

    /// What of a name can be kept: its letters, with a `_` for each run of others.
    private static func stem(of name: String) -> String {
        let parts = name.utf8.split { !Address.isPlain($0) }.map { String(decoding: $0, as: UTF8.self) }
        return parts.isEmpty ? "Model" : parts.joined(separator: "_")
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
        let names = (8...digest.count).lazy.map { "\(name.prefix(limit - 1 - $0))_\(digest.prefix($0))" }
        return names.first { !taken.contains($0) } ?? "\(name.prefix(limit - 9))_\(digest.prefix(8))"
    }

    // MARK: Bodies without a name

    /// A name for a body, made of its operation and of what part of it that is: `GET /orders/{id}` and `Response200` make
    /// `GetOrdersIdResponse200`, which stays as long as the path does.
    struct Derived {
        /// What all bodies of the operation begin with, as far as it can be kept.
        var beginning: String
        var text: String
        /// Whether the text says all of the path, so that others rarely come to the same one. Any other is told apart from
        /// the start.
        var isWhole: Bool

        init(_ method: String, _ path: String, _ part: String) {
            let words = path.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
            let joined = ([Substring(method.lowercased())] + words)
                .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            beginning = String(joined.prefix(limit - OpenAPIModelNames.longestPart.count))
            text = joined.prefix(limit - part.count) + part
            isWhole = beginning == joined && path.utf8.allSatisfy { OpenAPIModelNames.isCarried($0) }
        }
    }

    private static let longestPart = "Response200"

    /// Whether a derived name keeps a byte of a path, or begins a word where it stood.
    private static func isCarried(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "/{}-_".utf8.contains(byte)
        }
    }

    /// The beginnings that several operations have though each says all of its path: `GET /a/{b}` and `GET /a/b`. All of
    /// them are told apart.
    static func crowded(_ operations: [(method: String, path: String)]) -> Set<String> {
        var counts: [String: Int] = [:]
        for derived in operations.map({ Derived($0.method, $0.path, "") }) where derived.isWhole {
            counts[derived.beginning, default: 0] += 1
        }
        return Set(counts.filter { $0.value > 1 }.keys)
    }
}
