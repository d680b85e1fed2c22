import Model
import NcloudClient

extension ActionOperations {
    /// How some fields of an object change in place.
    struct Change: Sendable {
        typealias Perform = @Sendable (ManagedObject, ActionOperations) async throws(StepFailure) -> Void

        /// What is waited for after a call.
        enum Wait: Sendable {
            /// What a new object is waited for to be.
            case ready
            /// That the object shows the new value, which these words say in progress lines.
            case shown(String)
            case none
        }

        let fields: [String]
        let calls: [String]
        let perform: Perform
        /// Whether it is up to the change to find out what differs, as with lists that are compared element by element.
        let comparesItself: Bool

        /// One call that gives fields their values; all of them, where it replaces them together.
        static func set(_ fields: String..., by call: String, until wait: Wait = .ready) -> Change {
            Change(fields: fields, calls: [call], comparesItself: false) { object, operations throws(StepFailure) in
                var parameters: Parameters = [operations.id: operations.split(object.id).own]
                parameters.add(Parameters(operations.columns.change(fields, of: object)))
                try await object.change(.action(operations.service, call, parameters))
                switch wait {
                case .ready: if let goal = operations.goal { try await object.wait(until: goal) }
                case .shown(let words): for field in fields { try await object.waitToShow(field, words) }
                case .none: break
                }
            }
        }

        /// Whatever it takes, for fields that the manifest says something of.
        /// - Parameter calls: their names; none where the fields of the kind name them.
        static func own(
            _ fields: String..., calls: [String] = [],
            _ perform: @escaping @Sendable (ManagedObject) async throws(StepFailure) -> Void
        ) -> Change {
            Change(fields: fields, calls: calls, comparesItself: true) { object, _ throws(StepFailure) in
                try await perform(object)
            }
        }

        init(fields: [String], calls: [String], comparesItself: Bool, perform: @escaping Perform) {
            self.fields = fields
            self.calls = calls
            self.comparesItself = comparesItself
            self.perform = perform
        }

        func concerns(_ object: ManagedObject, _ columns: [Column]) -> Bool {
            comparesItself
                ? fields.contains { object.desired.attributes[$0] != nil } : columns.differ(fields, of: object)
        }
    }
}
