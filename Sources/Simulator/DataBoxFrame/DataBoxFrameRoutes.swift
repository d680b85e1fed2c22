import OrderedJSON

/// Data Box Frame calls.
enum DataBoxFrameRoutes {
    static func answer(_ call: RESTCall, _ world: inout World) throws(Failure) -> Response { throw .unknownPath }
}
enum Frames {
    static func insert(name: String, number: String, _ description: JSON, _ world: inout World) {
        world.insert(.frame, id: number, ["dataBoxFrameNo": .string(number), "dataBoxFrameName": .string(name)])
    }
}
