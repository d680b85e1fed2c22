import Model
import NcloudClient
import OrderedJSON

/// The ACLs that go by a name. The service answers with grants, from which the name is derived (inferred).
/// Source: api/objectstorage.md §6.
enum CannedAcl {
    static let ofBuckets = ["private", "public-read", "public-read-write", "authenticated-read"]
    /// What a bucket or an object has whose grants no name stands for.
    static let custom = "custom"

    /// A write sets the ACL of an object, and can name none but these: how grants are given back is not documented.
    /// Source: api/objectstorage.md §6.
    static let wouldBeLost = "writing it would remove the grants of its ACL, which no name stands for"
    static let adviceWhenCustom =
        "set acl in its manifest to replace the grants, or change the object with another tool"

    /// The header that sets one; none for what no name stands for.
    static func header(_ name: String?) -> [HTTPHeader] {
        guard let name, name != custom else { return [] }
        return [HTTPHeader("x-amz-acl", name)]
    }

    /// The name of the grants in an answer.
    static func name(_ answer: JSON) -> String {
        let owner = answer["Owner"]?.nonEmpty("ID")
        var others: Set<String> = []
        for grant in answer.elements("Grant", of: "AccessControlList") {
            let permission = grant["Permission"]?.text ?? ""
            if let group = grant["Grantee"]?.nonEmpty("URI") {
                others.insert("\(group.split(separator: "/").last ?? "") \(permission)")
            } else if grant["Grantee"]?.nonEmpty("ID") != owner || permission != "FULL_CONTROL" {
                return custom
            }
        }
        switch others {
        case []: return ofBuckets[0]
        case ["AllUsers READ"]: return ofBuckets[1]
        case ["AllUsers READ", "AllUsers WRITE"]: return ofBuckets[2]
        case ["AuthenticatedUsers READ"]: return ofBuckets[3]
        default: return custom
        }
    }
}
