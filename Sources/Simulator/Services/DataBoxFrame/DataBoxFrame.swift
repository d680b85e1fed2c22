import OrderedJSON

/// Data Box Frame: GET looks, POST orders, the last piece of a path is a verb phrase. Source: api/databoxframe.md §3.
enum DataBoxFrame {
    typealias Handler = @Sendable (inout World, RESTCall) throws(Failure) -> JSON
}

extension RESTService {
    static let dataBoxFrame = RESTService(
        "/api/v1", naming: .inParameters,
        [
            Frames.kind, FrameInfra.kind, Boxes.kind, BoxInfra.kind, Imports.kind, Exports.kind, Buckets.kind,
        ])
}

extension RESTRoute {
    static func look(_ path: String, _ handler: @escaping DataBoxFrame.Handler) -> RESTRoute {
        .get(path) { world, call throws(Failure) in .json(try handler(&world, call)) }
    }

    static func order(_ path: String, _ handler: @escaping DataBoxFrame.Handler) -> RESTRoute {
        .post(path) { world, call throws(Failure) in .json(try handler(&world, call)) }
    }
}

extension NumberFamily {
    static let frame = NumberFamily(name: "frame", first: 83)
    static let box = NumberFamily(name: "box", first: 381)
    static let apply = NumberFamily(name: "apply", first: 878)
}
