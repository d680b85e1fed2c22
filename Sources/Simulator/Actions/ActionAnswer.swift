import OrderedCollections
import OrderedJSON

/// The signature of every action: it reads or changes the world and answers with a list or with single values.
typealias Action = @Sendable (inout World, CallParameters) throws(Failure) -> ActionAnswer

/// What an action answers, before it is put in an envelope.
struct ActionAnswer: Sendable {
    /// Name and elements of the list; nil for actions that answer without one.
    var list: (name: String, elements: [JSON])?
    /// Number of all matches, which paging does not change.
    var total = 0
    /// Values beside the envelope's own, such as `rootPassword`.
    var values: [(name: String, value: JSON)] = []

    static func list(_ name: String, _ elements: [JSON], total: Int? = nil) -> ActionAnswer {
        ActionAnswer(list: (name, elements), total: total ?? elements.count)
    }

    static func values(_ values: [(name: String, value: JSON)]) -> ActionAnswer { ActionAnswer(values: values) }

    /// The whole answer. JSON is pretty-printed without a newline at its end, because the official Go client cuts the
    /// text instead of parsing it. Source: api/common.md §5, §5.1.
    func response(to action: String, requestId: String, xml: Bool) -> Response {
        let envelope: [(String, JSON)] = [
            ("requestId", .string(requestId)), ("returnCode", "0"), ("returnMessage", "success"),
        ]
        let totalRows = list == nil ? [] : [("totalRows", JSON.integer(Int64(total)))]
        let content = list.map { [($0.name, JSON.array($0.elements))] } ?? []
        let values = values.map { ($0.name, $0.value) }
        let members = xml ? envelope + totalRows + content + values : totalRows + content + values + envelope
        let body = JSON.object(OrderedDictionary(members) { _, last in last })
        guard xml else { return .json([action + "Response": body].asObject) }
        var response = Response(status: 200)
        response.setXML(action + "Response", body)
        return response
    }
}

extension Dictionary where Key == String, Value == JSON {
    /// The dictionary as a JSON object, keys in order.
    var asObject: JSON {
        .object(OrderedDictionary(uniqueKeysWithValues: sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }
}
