import OrderedJSON

/// Data Box Frame: GET looks, POST orders, the last piece of a path is a verb phrase. Ids are texts in every answer. The
/// pages of the reviews print their paths without `/api/v1`, and the samples with it: both are taken.
/// Source: api/databoxframe.md §2, §3.
enum DataBoxFrame {
    typealias Handler = @Sendable (inout World, RESTCall) throws(Failure) -> JSON

    static func message(_ text: String) -> JSON { ["returnMessage": .string(text)] }

    /// `totalCount` and one page of the rows; number and size of a page have the same bound.
    static func page(_ rows: [JSON], _ call: RESTCall, largest: Int64) throws(Failure) -> JSON {
        let number = try positive(call, "pageNo", upTo: largest) ?? 1
        let size = try positive(call, "pageSize", upTo: largest) ?? 10
        return answer(rows.page(number - 1, of: size), total: rows.count)
    }

    static func answer(_ rows: [JSON], total: Int? = nil) -> JSON {
        ["totalCount": .integer(Int64(total ?? rows.count)), "content": .array(rows)]
    }

    private static func positive(_ call: RESTCall, _ name: String, upTo limit: Int64) throws(Failure) -> Int64? {
        guard let text = call.query.text(name) else { return nil }
        guard let value = Int64(text), (1...limit).contains(value) else { throw .badParameter(name) }
        return value
    }
}

extension RESTService {
    static let dataBoxFrame = RESTService(
        "/api/v1", naming: .inParameters, bareRoots: ["export-approve"],
        [
            Frames.kind, FrameInfra.kind, Boxes.kind, BoxInfra.kind, Imports.kind, Exports.kind,
        ])
}

extension RESTRoute {
    static func look(_ path: String, _ handler: @escaping DataBoxFrame.Handler) -> RESTRoute {
        .get(path, spoken(handler))
    }

    static func order(_ path: String, _ handler: @escaping DataBoxFrame.Handler) -> RESTRoute {
        .post(path, spoken(handler))
    }

    /// Answers and refuses in the language that the call asks for.
    static func spoken(_ handler: @escaping DataBoxFrame.Handler) -> RESTHandler {
        { world, call throws(Failure) in
            let language = AnswerLanguage(call)
            do throws(Failure) { return .json(language.translated(try handler(&world, call))) } catch {
                throw language.translated(error)
            }
        }
    }
}

extension NumberFamily {
    static let frame = NumberFamily(name: "frame", first: 83)
    static let box = NumberFamily(name: "box", first: 381)
    static let apply = NumberFamily(name: "apply", first: 878)
}
