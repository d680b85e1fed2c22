import OrderedJSON

/// One kind of object of an action service: how it is kept, shown, made, changed and deleted.
///
/// The noun gives the names: `Subnet` has the number `subnetNo`, the list `subnetList` and the actions `createSubnet`,
/// `getSubnetList`, `getSubnetDetail` and `deleteSubnet`. A plain kind is this value and no more; what is odd about one
/// is an action of its own among them, which may take the place of a derived one.
struct ActionKind: SimulatedKind {
    let noun: String
    let table: TableSchema
    /// The attribute, and parameter, that holds the id.
    let id: String
    /// What an answer shows, in the documented order.
    let columns: [Column]
    let filters: [Filter]
    let isPaged: Bool
    /// Fields worked out from other records when the object is read.
    let derived: Derivation?
    /// The statuses that objects go through.
    let lifeCycle: LifeCycle
    private let own: [KindAction]
    private let missing: @Sendable (String) -> Failure
    private let companions: @Sendable (inout World, Record) -> Void
    private let routine: @Sendable (inout World, Record) -> Void

    /// Fields that are worked out, and which of them filters look at: the others are worked out only for what is shown.
    struct Derivation: Sendable {
        let filtered: Set<String>
        let fields: @Sendable (World, Record) -> [String: JSON]

        init(filtered: Set<String> = [], _ fields: @escaping @Sendable (World, Record) -> [String: JSON]) {
            self.filtered = filtered
            self.fields = fields
        }
    }

    /// - Parameters:
    ///   - id: where it is not the noun's number, such as the name of a login key.
    ///   - missing: how a call with the id of no such object is refused; with 1100000 unless given.
    ///   - reads: what such objects are read by.
    ///   - actions: whatever else can be done; of two with one name the latter counts.
    ///   - companions: removes what goes with an object that is deleted outside its service.
    ///   - routine: what an object does by itself when it is woken.
    init(
        _ noun: String, _ table: TableSchema, id: String? = nil, missing: (@Sendable (String) -> Failure)? = nil,
        columns: [Column],
        filters: [Filter] = [], isPaged: Bool = true, derived: Derivation? = nil, lifeCycle: LifeCycle = LifeCycle(),
        reads: [KindAction] = [.list, .detail], actions: [KindAction]...,
        companions: @escaping @Sendable (inout World, Record) -> Void = { _, _ in },
        routine: @escaping @Sendable (inout World, Record) -> Void = { _, _ in }
    ) {
        self.noun = noun
        self.table = table
        self.id = id ?? Self.lowered(noun) + "No"
        self.missing = missing ?? { .action("1100000", "The \(table.name) does not exist. (\($0))") }
        self.columns = columns
        // A kind with numbers is listed by numbers.
        self.filters = (id == nil ? [.anyOf(self.id + "List", of: self.id)] : []) + filters
        self.isPaged = isPaged
        self.derived = derived
        self.lifeCycle = lifeCycle
        own = reads + actions.flatMap(\.self)
        self.companions = companions
        self.routine = routine
    }

    /// All actions by name.
    var actions: [String: Action] {
        Dictionary(own.map { ($0.name.replacing("*", with: noun), bound($0)) }) { _, latter in latter }
    }

    private func bound(_ action: KindAction) -> Action {
        { world, parameters throws(Failure) in try action.body(self, &world, parameters) }
    }

    /// Name of the list in answers, such as `vpcList`.
    var list: String { Self.lowered(noun) + "List" }

    /// Adds an object with a number, a region and, where it shows one, a date.
    @discardableResult
    func insert(
        _ attributes: [String: JSON], _ world: inout World, plan: (@Sendable (Record) -> [Transition])? = nil
    ) -> Record {
        let number = attributes[id]?.text ?? world.newId(table)
        var all: [String: JSON] = [id: .string(number), "regionCode": "KR"]
        if columns.contains(where: { $0.names.contains("createDate") }) { all["createDate"] = world.date }
        let record = world.insert(table, id: number, all.merging(attributes) { $1 })
        world.run(plan?(record) ?? lifeCycle.creation, on: table, number)
        return world[table, number] ?? record
    }

    /// The record `id` names.
    /// - Throws: the refusal of the kind when there is none.
    func find(_ world: World, _ id: String) throws(Failure) -> Record {
        if let record = world[table, id] { return record }
        throw missing(id)
    }

    /// The record that a call names by its id.
    func find(_ parameters: CallParameters, _ world: World) throws(Failure) -> Record {
        try find(world, try parameters.required(id))
    }

    /// The records that a call lists.
    func find(listed name: String, _ parameters: CallParameters, _ world: World) throws(Failure) -> [Record] {
        try parameters.requiredList(name).map { id throws(Failure) in try find(world, id) }
    }

    func wasRemoved(_ record: Record, from world: inout World) { companions(&world, record) }

    func wake(_ record: Record, in world: inout World) { routine(&world, record) }

    private static func lowered(_ noun: String) -> String { noun.prefix(1).lowercased() + noun.dropFirst() }
}
