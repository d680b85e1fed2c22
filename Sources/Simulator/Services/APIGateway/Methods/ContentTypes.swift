import OrderedJSON

/// The content types a method takes and gives: one text, separated by commas. Source: api/apigateway.md §4.3.
enum ContentTypes {
    static let routes: [RESTRoute] = [
        .get("/consumers", read("consumers")), .put("/consumers", write("consumers")),
        .get("/produces", read("produces")), .put("/produces", write("produces")),
    ]

    private static func read(_ name: String) -> RESTHandler {
        { world, call throws(Failure) in answer(name, try MethodPlace(call.ids, world)) }
    }

    private static func write(_ name: String) -> RESTHandler {
        { world, call throws(Failure) in
            var place = try MethodPlace(call.ids, world)
            let text = try call.body.optionalText(name, upTo: 100)
            let allowed = "abcdefghijklmnopqrstuvwxyz0123456789._+/-*, "
            guard text?.isEmpty != true, (text ?? "").allSatisfy(allowed.contains) else { throw .invalidField(name) }
            place.settings[name] = text.map(JSON.string)
            place.store(&world)
            return answer(name, place)
        }
    }

    private static func answer(_ name: String, _ place: MethodPlace) -> Response {
        .ok(place.settings[name].map { .object([name: $0]) } ?? [:])
    }
}
