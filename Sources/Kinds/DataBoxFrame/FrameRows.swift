import Model
import OrderedJSON

/// The admin servers and the shared storage of a Data Box Frame. Source: api/databoxframe.md §3.1, §3.7.
extension InfraRow {
    static let frameRows = [adminServers, volumesOfFrame]

    /// The member that holds the number is known from another project's reading of the documents. (inferred)
    static let adminServers = InfraRow(
        field: "adminServers", member: "adminServerList",
        fields: [
            Field(
                "spec", .integer, .required, change: .inPlace(.stopStart),
                "Spec number, such as 1001 (CentOS) or 2001 (Ubuntu)."),
            password("userPassword", "Password of the user; a new server needs one.", isNeeded: true), id, name,
        ],
        names: ["spec": "prodSpecId"], number: "adminServerInstanceNo"
    ) { rows in
        rows.filter { $0.nonEmpty("infraType") == "Server" }.map { row in
            [
                "id": Value(row.nonEmpty("adminServerInstanceNo") ?? row.nonEmpty("instanceNo")),
                "name": Value(row.nonEmpty("instanceName")), "spec": Value(row["prodSpecId"]?.integer),
            ]
        }
    }

    static let volumesOfFrame = InfraRow(
        field: "nas", member: "nasList", fields: [volumes, size(DataBoxFrameOperations.resizing), id, name],
        names: ["size": "nasSize"], number: "nasInstanceNo", count: "count"
    ) { rows in
        volumes(
            rows.filter { $0.nonEmpty("infraType") == "NAS" }, numbered: "nasInstanceNo", "nasVolumeInstanceNo",
            "instanceNo")
    }
}
