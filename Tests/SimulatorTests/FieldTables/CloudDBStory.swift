import OrderedJSON

@testable import Simulator

/// The calls that the services have alike, told of one instance.
final class CloudDBStory {
    private let book: AnswerBook
    private let lab: CloudDBLab
    private let noun: String
    private let servers: String
    private(set) var key: [String: String] = [:]
    private(set) var server: [String: String] = [:]

    /// - Parameter servers: what answers call the list of servers.
    init(_ book: AnswerBook, _ lab: CloudDBLab, _ noun: String, servers: String) {
        self.book = book
        self.lab = lab
        self.noun = noun
        self.servers = servers
    }

    func begin(with values: [String: String]) {
        let made = book.call("createCloud\(noun)Instance", values)
        key = ["cloud\(noun)InstanceNo": made.text("cloud\(noun)InstanceNo")]
        lab.settle()
        let detail = book.call("getCloud\(noun)InstanceDetail", key)
        let name = "cloud\(noun)ServerInstanceNo"
        server = [name: detail[servers]?[0]?.text(name) ?? ""]
        book.call("getCloud\(noun)InstanceList")
    }

    /// - Parameters:
    ///   - image: an image whose products are asked for.
    ///   - export: the parameter with a backup's file; nil where there are no such exports.
    func queries(image: String, export: String?) {
        let product = ["cloud\(noun)ImageProductCode": image]
        book.call("getCloud\(noun)ImageProductList")
        book.call("getCloud\(noun)ProductList", product)
        book.call("getCloud\(noun)BackupList")
        let file = book.call("getCloud\(noun)BackupDetailList", key).text("fileName")
        guard let export else { return }
        book.call("getCloud\(noun)TargetVpcList")
        book.call("getCloud\(noun)TargetSubnetList", product.with(["vpcNo": lab.vpc]))
        let bucket = ["bucketName": "analytics-output"]
        book.call("exportBackupToObjectStorage", key.with(bucket).with([export: file.isEmpty ? "copy" : file]))
        let log = server.with(["logType": "ERROR"])
        let name = book.call("getDbServerLogList", log).text("fileName")
        book.call("exportDbServerLogToObjectStorage", log.with(bucket).with(["fileName": name]))
    }

    /// Writes one user or database, with the same values in each call.
    func write(_ list: String, _ values: [String: String], actions: [String]) {
        let fields = values.map { ("cloud\(noun)\(list)List.1.\($0.key)", $0.value) }
        for action in actions {
            book.call("\(action)Cloud\(noun)\(list)List", key.with(Dictionary(uniqueKeysWithValues: fields)))
            lab.settle()
        }
    }

    func replica(_ create: String, _ delete: String, _ values: [String: String] = [:]) {
        let name = "cloud\(noun)ServerInstanceNo"
        let number = book.call(create, key.with(values))[servers]?.elements.last?.text(name) ?? ""
        lab.settle()
        book.call(delete, [name: number])
        lab.settle()
    }

    /// Restarts a server, and deletes the instance.
    func end() {
        book.call("rebootCloud\(noun)ServerInstance", server)
        lab.settle()
        book.call("deleteCloud\(noun)Instance", key)
    }
}
